// What is each lead department (牵头部门) answerable for: its clusters, where they lie, what land there is, what is open?
//
// One entry a department that leads a cluster, or one department. Zones and sites are those of the study; a cluster with
// several leads counts for each. Open: items of the ten ones that are missing or unknown, places without a boundary, demand
// that could not be met. With `output` a sheet for each (HTML; PDF and DOCX where `formats` asks for them). Areas are
// statutory. Errors: InputError for an unknown department. Cost: brings the study up to allocation.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct PlanDepartmentsQuestion {
    std::filesystem::path study;
    std::string department;
    std::filesystem::path output;
    std::vector<std::string> formats;
    Language language = Language::Zh;
};
Declaration declared(PlanDepartmentsQuestion& question);

struct LedCluster {
    std::string cluster;
    Text name;
    std::string clause;
    std::size_t zones = 0;  ///< with a boundary
    Area zoned;             ///< their land, overlaps counted once
    std::size_t sites = 0;
    Area sites_net, demand, allocated, shortfall;
    std::size_t items_done = 0, items_under_way = 0, items_missing = 0, items_unknown = 0;
    std::vector<Text> open;  ///< what is to be done
};

struct DepartmentView {
    Text name;
    std::vector<LedCluster> clusters;
    std::vector<Text> mechanisms;  ///< with their clause
};

struct PlanDepartmentsAnswer : Remarks {
    std::vector<DepartmentView> departments;
};
PlanDepartmentsAnswer answer(study::Study& study, const PlanDepartmentsQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanDepartmentsAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanDepartmentsAnswer*);

}  // namespace zonewright::answer
