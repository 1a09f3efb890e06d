// 双评价: which land suits construction? Classes 1 (best) to 5 on the grid of the study.
#pragma once

#include <cstdint>
#include <filesystem>
#include <vector>

#include "base/language.h"

namespace zonewright::model {

struct ConstructionSuitability {
    std::filesystem::path tiles;          ///< 1…5 inside the city; empty: not assessed
    std::string content_sha256;           ///< of that surface: what it says, whatever its bytes
    std::string file_sha256;              ///< of its file
    std::vector<std::int64_t> cells;      ///< by class, five of them
    std::int64_t cells_without_data = 0;  ///< inside the city
    double cell_m = 0;
    std::vector<Text> not_assessed;    ///< factors without a source, or all of it
    bool water_discriminates = false;  ///< false: one value everywhere, no finding
};

}  // namespace zonewright::model
