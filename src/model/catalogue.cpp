#include "model/catalogue.h"

#include <algorithm>

#include "base/errors.h"

namespace zonewright::model {
namespace {

template <typename Item>
const Item* find_by_id(const std::vector<Item>& items, const std::string& id) {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const Item& item) { return item.id == id; });
    return found == items.end() ? nullptr : &*found;
}

}  // namespace

const Role* Catalogue::find_role(const std::string& id) const {
    return find_by_id(roles, id);
}
const CriterionDefinition* Catalogue::find_criterion(const std::string& id) const {
    return find_by_id(criteria, id);
}
const WeightSet* Catalogue::find_weights(const std::string& id) const {
    return find_by_id(weight_sets, id);
}

const PolicyRules& Catalogue::rules_of(const std::string& id) const {
    if (const PolicyRules* found = find_by_id(rules, id)) return *found;
    throw InputError({.thing = fmt::format("layers/rules/{}.toml", id),
                      .expected = both("存在该规则文件", "this rule file"),
                      .advice = both("从发行版的 layers/rules 恢复该文件",
                                     "restore it from layers/rules of the release")});
}

}  // namespace zonewright::model
