// Is there a study to try everything on?
//
// A schematic city as a complete study folder (demo/make_city.h says what is in it); everything is marked
// 示意数据. Figures are statutory areas measured on the polygons that were written. Same seed, same content on
// every machine. Errors: InputError for a folder that holds a study, unless it is to be replaced; ResourceError.
// Cost: small some 10 s, city some 40 s.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include <nlohmann/json_fwd.hpp>

namespace zonewright::answer {

struct DemoQuestion {
    std::filesystem::path folder;
    std::string size = "small";
    std::size_t seed = 1;
    bool overwrite = false;
};
Declaration declared(DemoQuestion& question);

struct DemoAnswer : Remarks {
    double land_m2 = 0, published_towns_m2 = 0;
    std::string worst_town;  ///< farthest from its published area
    double worst_town_share = 0;
    double farmland_m2 = 0, ecological_redline_m2 = 0, growth_boundary_m2 = 0, industrial_line_m2 = 0;
    std::size_t parcels = 0, parcels_below_75_mu = 0;
    double parcels_below_75_mu_share = 0;
    double parcel_m2 = 0;
    std::size_t land_use_pieces = 0;
};
DemoAnswer answer(const DemoQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const DemoAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const DemoAnswer*);

}  // namespace zonewright::answer
