// Rows of a table of points that are none: blank ones between parcels, headings that are repeated on every page.
#pragma once

#include "model/feature_table.h"

namespace zonewright::intake {

/// Takes out rows without any content and rows that repeat the headings, and blanks around texts ("DK1 " is DK1); the
/// numbers of the other rows stay.
void tidy_rows(model::FeatureTable& table);

}  // namespace zonewright::intake
