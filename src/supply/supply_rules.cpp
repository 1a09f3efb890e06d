#include "supply/supply_rules.h"

#include <algorithm>

#include "base/errors.h"

namespace zonewright::supply {
namespace {

const model::RuleValue& value_of(const model::PolicyRules& rules, const std::string& key) {
    if (const model::RuleValue* found = rules.find(key)) return *found;
    throw InputError({.thing = rules.place_of(key),
                      .value = both("缺失", "missing"),
                      .expected = both("条目 {}", "an entry {}", key),
                      .advice = both("补上该条目", "add it")});
}

ClassRules class_rules(const model::PolicyRules& rules) {
    ClassRules classes;
    classes.order = value_of(rules, "order").words;
    classes.place_of_order = rules.place_of("order");
    classes.supplied_words = value_of(rules, "tenure_supplied").words;
    classes.approved_words = value_of(rules, "tenure_approved").words;
    classes.planned_words = value_of(rules, "tenure_planned").words;
    classes.idle_years = value_of(rules, "idle_years").value;
    classes.idle_developed_share_below = value_of(rules, "idle_developed_share_below").value;
    classes.idle_invested_share_below = value_of(rules, "idle_invested_share_below").value;
    classes.idle_suspended_years = value_of(rules, "idle_suspended_years").value;
    classes.inefficient_plot_ratio_below = value_of(rules, "inefficient_plot_ratio_below").value;
    classes.inefficient_output_below_yuan_per_mu =
        value_of(rules, "inefficient_output_below_yuan_per_mu").value;
    classes.inefficient_age_years = value_of(rules, "inefficient_age_years").value;
    return classes;
}

std::vector<SizeClass> size_classes(const model::PolicyRules& rules) {
    std::vector<SizeClass> sizes;
    for (const model::RuleValue& value : rules.values) sizes.push_back({value.key, rules.number(value.key)});
    std::stable_sort(sizes.begin(), sizes.end(),
                     [](const SizeClass& a, const SizeClass& b) { return a.from_mu < b.from_mu; });
    if (sizes.empty() || sizes.front().from_mu != 0)
        throw InputError({.thing = rules.place_of(sizes.empty() ? "value" : sizes.front().id),
                          .value = sizes.empty() ? "" : fmt::format("{:g}", sizes.front().from_mu),
                          .expected = both("从 0 亩开始的规模分级", "size classes that begin at 0 亩"),
                          .advice = both("补上 value = 0 的一级", "add the class with value = 0")});
    return sizes;
}

}  // namespace

SupplyRules supply_rules_of(const model::Catalogue& catalogue) {
    const model::PolicyRules& slivers = catalogue.rules_of("slivers");
    return {class_rules(catalogue.rules_of("supply_classes")),
            size_classes(catalogue.rules_of("size_classes")),
            {slivers.number("area_m2"), slivers.number("width_m")},
            catalogue.rules_of("supply_balance").number("least_score")};
}

}  // namespace zonewright::supply
