#include "model/policy_rule.h"

#include <fmt/format.h>

#include "base/errors.h"

namespace zonewright::model {

const RuleValue* PolicyRules::find(const std::string& key) const {
    for (const RuleValue& rule : values)
        if (rule.key == key) return &rule;
    return nullptr;
}

Text PolicyRules::title_of(const std::string& key) const {
    const RuleValue* rule = find(key);
    return rule == nullptr ? same(key) : rule->title;
}

std::string PolicyRules::place_of(const std::string& key) const {
    const std::string name = file.empty() ? fmt::format("layers/rules/{}.toml", id) : file;
    const RuleValue* rule = find(key);
    return rule != nullptr && rule->line > 0 ? fmt::format("{}:{}: {}", name, rule->line, key) : fmt::format("{}: {}", name, key);
}

double PolicyRules::number(const std::string& key) const {
    const RuleValue* rule = find(key);
    if (rule && rule->value) return *rule->value;
    throw InputError({.thing = place_of(key),
                      .value = rule ? both("未知", "unknown") : both("缺失", "missing"),
                      .expected = both("一个数值", "a number"),
                      .advice = both("在该规则文件中补充数值、单位、文号和日期",
                                     "add value, unit, document number and date to the rule file")});
}

}  // namespace zonewright::model
