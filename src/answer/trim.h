// What is left of an outline without the land on which it conflicts with the checks, and does that fit?
//
// Every polygon of the file is checked, cut (compliance/trim.h), and what is left checked again: what each rule took, both
// areas of what is left, the parts it fell into with their widths, the verdict before and after. What is left is written as
// a GeoPackage on the study's plane, to the millimetre, ready to be asked about again. complete = false where nothing is
// left of a polygon, or what is left still conflicts. Errors: InputError when the file has no polygon or an unknown rule is
// named. Cost: brings the study up to constraint; then two checks a polygon.
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/check_rule.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct TrimQuestion {
    std::filesystem::path study, file, output;
    std::string layer, crs;
    std::vector<std::string> rules;
    bool largest = false;
};
Declaration declared(TrimQuestion& question);

struct TrimCut {
    std::string rule;
    Text title;
    Area area;
    nlohmann::ordered_json geometry;  ///< GeoJSON, degrees
};

struct TrimPart {
    Area area;
    double width_m = 0;  ///< diameter of the largest circle inside
};

struct TrimmedShape {
    std::string name;
    Area before, after;
    double planar_before_m2 = 0, planar_after_m2 = 0;
    double area_ha = 0, area_mu = 0;  ///< of what is left, as printed
    model::Verdict verdict_before = model::Verdict::Undecided, verdict_after = model::Verdict::Undecided;
    Text headline_before, headline_after;  ///< no words after: nothing is left
    std::vector<TrimCut> cuts;
    std::vector<TrimPart> parts;  ///< greatest first
    Area left_out;                ///< parts given up because only the largest was wanted
    nlohmann::ordered_json geometry;  ///< of what is left; null where nothing is
};

struct TrimAnswer : Remarks {
    std::vector<TrimmedShape> features;
    Area before, after;
};
TrimAnswer answer(study::Study& study, const TrimQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const TrimAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const TrimAnswer*);

}  // namespace zonewright::answer
