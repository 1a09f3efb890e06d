// The distinct pairs of surface and value function over all clusters: each is evaluated once for a cell.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "model/catalogue.h"
#include "model/criterion_surface.h"
#include "model/suitability.h"

namespace zonewright::suitability {

struct Term {
    std::size_t surface = 0;  ///< in TermTable::surfaces
    model::ValueFunction value;
    std::vector<std::string> words;  ///< model::category_words of its criterion
    std::string criterion;           ///< id
};

struct TermTable {
    std::vector<std::filesystem::path> surfaces;
    std::vector<std::string> contents;  ///< digest of each surface; empty where it states none
    std::vector<Term> terms;
};

/// Sets `term` of every rated criterion.
TermTable number_terms(const model::Catalogue& catalogue, const std::vector<model::CriterionSurface>& surfaces,
                       std::vector<model::ClusterRating>& ratings);

}  // namespace zonewright::suitability
