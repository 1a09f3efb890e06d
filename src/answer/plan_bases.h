// The bases of the plan: what was published of each, and what lies inside it today?
//
// For every place of kind `base`, or one place of any kind: published area with date and confidence, figures of other
// dates beside it, the boundary at hand and its area, and the parcels inside it: gross, blocked by constraints, net, on
// offer, by supply class and size class. A base without a boundary is named, nothing is guessed. With `output` a sheet for
// each (HTML; PDF and DOCX where `formats` asks for them). Areas are statutory. Errors: InputError for an unknown place.
// Cost: brings the study up to supply.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/evidence.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct PlanBasesQuestion {
    std::filesystem::path study;
    std::string place;
    std::filesystem::path output;
    std::vector<std::string> formats;
    Language language = Language::Zh;
};
Declaration declared(PlanBasesQuestion& question);

/// A published figure and when it was said.
struct PublishedFigure {
    std::string date;
    std::optional<double> area_m2;
    std::string note;
    Text confidence;  ///< 待核实 where nobody verified it
    std::string source;
};

struct LandOfBase {
    std::string id;
    Text title;
    int parcels = 0;
    Area gross, net;
};

struct BaseFigures {
    std::string place;
    Text name;
    std::vector<Text> hosts;
    std::vector<Text> clusters;              ///< that name the place
    std::vector<PublishedFigure> published;  ///< the one in force first
    std::optional<Text> shared;              ///< "one figure together with …"
    std::optional<model::GeometryStatus> status;  ///< nothing: no boundary
    std::optional<Area> area;
    // Inside the boundary; absent without one.
    std::optional<Area> parcels_gross, net, blocked, on_offer;
    std::vector<LandOfBase> classes, sizes;
};

struct PlanBasesAnswer : Remarks {
    std::vector<BaseFigures> bases;
};
PlanBasesAnswer answer(study::Study& study, const PlanBasesQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanBasesAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanBasesAnswer*);

}  // namespace zonewright::answer
