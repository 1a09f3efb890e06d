#include "suitability/term_table.h"

#include <algorithm>

namespace zonewright::suitability {
namespace {

std::size_t number_of_surface(TermTable& table, const std::filesystem::path& path,
                              const std::vector<model::CriterionSurface>& surfaces) {
    const auto known = std::find(table.surfaces.begin(), table.surfaces.end(), path);
    if (known != table.surfaces.end()) return static_cast<std::size_t>(known - table.surfaces.begin());
    const auto measured = std::find_if(surfaces.begin(), surfaces.end(),
                                       [&](const model::CriterionSurface& surface) { return surface.tiles == path; });
    table.surfaces.push_back(path);
    table.contents.push_back(measured == surfaces.end() ? std::string{} : measured->content_sha256);
    return table.surfaces.size() - 1;
}

}  // namespace

TermTable number_terms(const model::Catalogue& catalogue, const std::vector<model::CriterionSurface>& surfaces,
                       std::vector<model::ClusterRating>& ratings) {
    TermTable table;
    for (model::ClusterRating& rating : ratings)
        for (model::RatedCriterion& rated : rating.criteria) {
            const std::size_t surface = number_of_surface(table, rated.surface, surfaces);
            const auto known = std::find_if(table.terms.begin(), table.terms.end(), [&](const Term& term) {
                return term.surface == surface && term.value == rated.value;
            });
            rated.term = static_cast<std::size_t>(known - table.terms.begin());
            if (known != table.terms.end()) continue;
            const model::CriterionDefinition& definition = catalogue.criteria.at(rated.criterion.index());
            table.terms.push_back({surface, rated.value, model::category_words(definition), definition.id});
        }
    return table;
}

}  // namespace zonewright::suitability
