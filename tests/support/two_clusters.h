// A catalogue of two clusters that see every criterion differently, and one set of weights for both.
#pragma once

#include <fmt/format.h>

#include "model/catalogue.h"

namespace zonewright::suitability {

struct TwoClusters {
    model::Catalogue catalogue;
    model::WeightSet weights;

    TwoClusters() {
        catalogue.plan.clusters.resize(2);
        catalogue.plan.clusters[0].id = "energy";
        catalogue.plan.clusters[1].id = "ai";
        weights.clusters.resize(1);
        weights.clusters[0].cluster = "*";
    }
    /// The criterion "c<number>"; returns its id.
    std::string add_criterion(int number, double weight) {
        model::CriterionDefinition definition;
        definition.id = fmt::format("c{}", number);
        definition.value.high = 100;
        definition.value_by_cluster["ai"] = {.low = 20, .high = 80, .at_low = 1, .at_high = 0};
        catalogue.criteria.push_back(definition);
        weights.clusters[0].weights[definition.id] = weight;
        return definition.id;
    }
};

}  // namespace zonewright::suitability
