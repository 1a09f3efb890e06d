// Degrees packed as 度.分秒: 113.4530 for 113°45′30″, as surveyors' calculators and many tables write them. Read as
// decimal degrees they lie up to 40 km off and no range check sees it.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

#include "base/language.h"
#include "geom/geometry.h"
#include "intake/crs_diagnosis.h"
#include "model/feature_table.h"

namespace zonewright::intake {

/// 113.758333… from 113.4530; nothing where minutes or seconds would be 60 or more. The digits are the shortest that
/// give the same number, so that 113.453 is 113.4530.
std::optional<double> from_packed(double packed);

enum class DegreeReading {
    Decimal,  ///< nothing speaks for the other reading
    Either,   ///< both are possible
    Packed    ///< only packed the land lies in the city
};

struct PackedDoubt {
    DegreeReading reading = DegreeReading::Decimal;
    geom::Box decimal, packed;  ///< where the land lies by each
};

/// A text or table (TXT, CSV, XLSX) in degrees of which every coordinate can be read both ways. The region decides
/// where the land lies in it by one reading only. Cost: O(vertices), which ends at the first that is no packed one.
PackedDoubt packed_doubt(const std::filesystem::path& file, const model::FeatureTable& table, const Region& region);
/// Both readings and where they lie.
Text words_of(const PackedDoubt& doubt);

/// `degrees` as the source states it ("packed", "decimal", or empty); with "packed" every coordinate is converted.
/// Throws InputError naming the feature where one cannot be packed.
void settle_degrees(const std::string& degrees, const std::string& source, model::FeatureTable& table);

}  // namespace zonewright::intake
