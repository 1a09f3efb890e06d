// How does a study begin?
//
// A new folder with a study.toml that is valid as it stands, its comments listing every key, role and industry,
// and a folder for the data. Nothing that exists is overwritten, and nothing is written when the question is
// refused. The CRS is a CGCS2000 Gauss-Krüger plane by its EPSG number; where none is named that of the
// 3-degree zone whose meridian is nearest to the middle of the city (rules/region.toml of the plan). Cells are in metres. Errors: InputError
// for a folder that holds a study, an unknown plan, another CRS; ResourceError when it cannot be written. Cost:
// reads the knowledge of the program, tens of milliseconds.
#pragma once

#include <filesystem>
#include <string>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include <nlohmann/json_fwd.hpp>

namespace zonewright::answer {

struct InitQuestion {
    std::filesystem::path study;
    std::string title, plan;
    std::string crs;  ///< empty: the 3-degree zone in which the plan has its city
    double cell_size_m = 50;
    Language language = Language::Zh;  ///< of the comments
};
Declaration declared(InitQuestion& question);

struct InitAnswer : Remarks {
    std::filesystem::path study;  ///< absolute
    std::string plan;
    std::string crs;
    double meridian_degree = 0;
};
InitAnswer answer(const InitQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const InitAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const InitAnswer*);

}  // namespace zonewright::answer
