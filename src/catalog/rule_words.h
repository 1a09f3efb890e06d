// What the classes of a rule file are called: words for legends and tables.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "model/policy_rule.h"

namespace zonewright::catalog {

using CodeTitles = std::vector<std::pair<std::string, Text>>;  ///< code and title

/// Of the classes that the entry `order` lists; of every entry where there is none.
CodeTitles titles_of(const model::PolicyRules& rules);
/// Nothing for an unknown code.
const Text* find_title(const CodeTitles& titles, const std::string& code);

/// A class of scores: low <= score < high, the last one closed at 1.
struct ScoreBand {
    std::string id;
    Text title;
    double low = 0, high = 1;
};
/// Ascending; an entry's value is the lowest score of its class.
std::vector<ScoreBand> bands_of(const model::PolicyRules& rules);

}  // namespace zonewright::catalog
