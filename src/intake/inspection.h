// What the checks of one source write down. Messages carry the figures; areas are statutory.
// Coordinates are in the CRS that the layer has at that step.
#pragma once

#include <string>
#include <vector>

#include "geom/statutory_area.h"
#include "intake/repair_names.h"
#include "model/feature_table.h"
#include "model/finding.h"
#include "model/repair.h"

namespace zonewright::intake {

struct Inspection {
    std::string source;
    geom::StatutoryArea area;
    std::vector<model::Finding>& findings;
    std::vector<model::Repair>& repairs;
    std::string import_command = {};  ///< "zonewright import 研究 DLTB.shp --role land_use"; may be empty

    void find(std::string rule, model::Severity severity, std::string feature, Text message, Text fix,
              geom::Geometry place = {}, double area_m2 = 0) const {
        findings.push_back({source, std::move(rule), severity, std::move(feature), std::move(message),
                            std::move(fix), std::move(place), area_m2});
    }
};

/// What to do about it in the source, and the command that repairs a copy.
Text fix_by(const Inspection& inspection, RepairName repair, const Text& in_the_source);

/// A feature as people know it: its id or code, else its name, else its number in the file.
std::string name_of(const model::FeatureTable& table, const model::Feature& feature);

}  // namespace zonewright::intake
