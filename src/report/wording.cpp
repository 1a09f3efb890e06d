#include "report/wording.h"

#include "base/errors.h"

namespace zonewright::report {

Text both_languages(const std::string& text) {
    constexpr std::string_view bar = " | ";
    const std::size_t at = text.find(bar);
    if (at == std::string::npos) return {text, text};
    return {text.substr(0, at), text.substr(at + bar.size())};
}

Text rule_wording(const model::Catalogue& catalogue, const std::string& key) {
    const model::PolicyRules& rules = catalogue.rules_of("compliance");
    const model::RuleValue* value = rules.find(key);
    if (value == nullptr || value->text.empty())
        throw InputError({.thing = rules.place_of(key),
                          .expected = both("用语", "a wording"),
                          .advice = both("补上 text = \"中文 | English\"", "add text = \"中文 | English\"")});
    return both_languages(value->text);
}

Text rule_wording(const model::Catalogue& catalogue, const std::string& key, bool for_the_public) {
    return rule_wording(catalogue, for_the_public ? key + "_public" : key);
}

}  // namespace zonewright::report
