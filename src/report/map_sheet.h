// One picture of the suitability of a city for all clusters: small maps side by side, four in a row, under
// one ramp with fixed limits, so that they can be compared.
//
// Of every map the cell in the middle of each square of cells is shown, nothing is averaged: excluded land
// and land without data keep their own colours. Cost: one reading of each surface by whole tiles.
#pragma once

#include <string>

#include "base/progress.h"
#include "model/plan.h"
#include "model/style.h"
#include "model/suitability.h"

namespace zonewright::report {

struct SheetRequest {
    const model::Plan& plan;
    const model::Suitability& suitability;
    const model::RasterStyle& ramp;
    Text title;
    Language language = Language::Zh;
    std::size_t panel_px = 420;  ///< width of one map
};

/// A PNG; empty when no cluster has a surface.
std::string draw_map_sheet(const SheetRequest& request, const Progress& progress);

}  // namespace zonewright::report
