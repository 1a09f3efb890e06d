// What intake hands on: every source in the study's CRS with the canonical field names of its role.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "model/feature_table.h"
#include "model/finding.h"
#include "model/repair.h"
#include "model/study_definition.h"

namespace zonewright::model {

struct SourceLayer {
    std::vector<SourceDefinition>
        definitions;     ///< several files may play one role; their features are joined
    FeatureTable table;  ///< named after the role
};

struct SourceSet {
    std::map<std::string, SourceLayer> layers;        ///< by role
    std::map<std::string, SourceDefinition> rasters;  ///< by role, for example "dem"
    std::vector<Finding> findings;
    std::vector<Repair> repairs;  ///< the ledger: every change made to a geometry

    const FeatureTable* find(const std::string& role) const {
        const auto found = layers.find(role);
        return found == layers.end() ? nullptr : &found->second.table;
    }
};

}  // namespace zonewright::model
