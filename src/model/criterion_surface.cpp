#include "model/criterion_surface.h"

#include <set>

namespace zonewright::model {

std::vector<std::string> category_words(const CriterionDefinition& definition) {
    std::set<std::string> words;
    for (const auto& [word, worth] : definition.value.categories) words.insert(word);
    for (const auto& [cluster, value] : definition.value_by_cluster)
        for (const auto& [word, worth] : value.categories) words.insert(word);
    return {words.begin(), words.end()};
}

}  // namespace zonewright::model
