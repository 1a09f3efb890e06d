// How much land is fit for building a city on, by the double evaluation? Land by class, what was not assessed,
// and every threshold with its source. Areas are planar areas of cells. Cost: none beyond the stage itself.
#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/construction_suitability.h"
#include "model/policy_rule.h"

namespace zonewright::answer {

/// One of the five classes; 1 is the best.
struct ConstructionClass {
    std::string id;
    Text title;
    std::int64_t cells = 0;
    double planar_m2 = 0, share = 0;  ///< share of the cells that have a class
};

struct Threshold {
    std::string key;
    Text title, value;
    std::string unit, source;
    model::Confidence confidence = model::Confidence::Unverified;
};

struct ConstructionFigures {
    std::string profile = "urban_construction";
    std::filesystem::path surface;  ///< empty: nothing could be assessed, and nothing follows
    std::vector<Text> not_assessed;
    std::vector<ConstructionClass> classes;
    std::int64_t cells_without_data = 0;
    bool water_discriminates = false;  ///< false: one class everywhere, which tells nothing apart
    std::string rules;                 ///< id of the file of thresholds in layers/rules
    std::vector<Threshold> thresholds;
};

ConstructionFigures construction_figures(const model::ConstructionSuitability& construction,
                                         const model::PolicyRules& rules);

template <typename V>
void fields(V& v, ConstructionClass& c) {
    v("class", c.id);
    v("cells", c.cells);
    v("planar_m2", c.planar_m2, "m2", {"平面面积（栅格）", "planar area of its cells"});
    v("share", c.share, "1");
}
template <typename V>
void fields(V& v, Threshold& t) {
    v("key", t.key);
    v("value", t.value);
    v("unit", t.unit);
    v("source", t.source);
    v("confidence", t.confidence);
}
template <typename V>
void fields(V& v, ConstructionFigures& f) {
    v("profile", f.profile);
    v("surface", f.surface);
    v("not_assessed", f.not_assessed);
    v("classes", f.classes);
    v("cells_without_data", f.cells_without_data);
    v("thresholds", f.thresholds);
}

}  // namespace zonewright::answer
