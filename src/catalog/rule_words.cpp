#include "catalog/rule_words.h"

#include <algorithm>

namespace zonewright::catalog {

CodeTitles titles_of(const model::PolicyRules& rules) {
    CodeTitles titles;
    if (const model::RuleValue* order = rules.find("order"))
        for (const std::string& code : order->words) titles.emplace_back(code, rules.title_of(code));
    else
        for (const model::RuleValue& value : rules.values) titles.emplace_back(value.key, value.title);
    return titles;
}

const Text* find_title(const CodeTitles& titles, const std::string& code) {
    const auto found = std::ranges::find(titles, code, &CodeTitles::value_type::first);
    return found == titles.end() ? nullptr : &found->second;
}

std::vector<ScoreBand> bands_of(const model::PolicyRules& rules) {
    std::vector<ScoreBand> bands;
    for (const model::RuleValue& value : rules.values)
        if (value.value) bands.push_back({value.key, value.title, *value.value, 1});
    std::ranges::sort(bands, {}, &ScoreBand::low);
    for (std::size_t i = 1; i < bands.size(); ++i) bands[i - 1].high = bands[i].low;
    return bands;
}

}  // namespace zonewright::catalog
