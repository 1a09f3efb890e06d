#include "catalog/constraint_reader.h"

#include <algorithm>
#include <map>

#include "base/errors.h"
#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

using model::ConstraintKind;
using model::ConstraintRule;

const Words<ConstraintKind> constraint_kinds = {{"inside", ConstraintKind::Inside},
                                     {"outside", ConstraintKind::Outside},
                                     {"corridor", ConstraintKind::Corridor},
                                     {"slope", ConstraintKind::Slope},
                                     {"fragment", ConstraintKind::Fragment}};

void check_measures(TableReader& reader, const ConstraintRule& rule) {
    const bool wide = rule.width_m > 0 || !rule.width_by_class_m.empty();
    if (rule.kind == ConstraintKind::Corridor && !wide)
        reader.reject("kind", both("width_m 或 width_by_class_m", "width_m or width_by_class_m"),
                      both("补上廊道半宽", "add the half width of the corridor"));
    if (rule.kind == ConstraintKind::Fragment && rule.width_m <= 0)
        reader.reject("kind", "width_m", both("补上最小可用宽度", "add the least usable width"));
    if (rule.kind == ConstraintKind::Slope && !rule.threshold)
        reader.reject("kind", "threshold_degree", both("补上坡度阈值", "add the threshold of the slope"));
    if (rule.kind != ConstraintKind::Fragment && rule.role.empty())
        reader.reject("kind", "role", both("补上数据来源的角色", "add the role of the source"));
}

ConstraintRule read_constraint(TableReader& reader, const std::string& stem) {
    ConstraintRule rule;
    rule.id = read_id(reader, stem);
    rule.bit = static_cast<int>(reader.integer("bit", {.least = 0, .most = 31}));
    rule.order = static_cast<int>(reader.integer("order", not_negative));
    rule.title = reader.title("title");
    rule.kind = reader.choice("kind", constraint_kinds);
    rule.role = reader.text("role", "");
    rule.where = reader.words_by_name("where");
    rule.width_m = reader.optional_number("width_m", positive).value_or(0);
    rule.width_by_class_m = reader.numbers_by_name("width_by_class_m", positive);
    rule.threshold = reader.optional_number("threshold_degree", {.least = 0, .most = 90});
    rule.legal_basis = reader.text("legal_basis");
    rule.evidence = reader.read("evidence", read_evidence);
    check_measures(reader, rule);
    return rule;
}

void reject_shared(const ConstraintRule& first, const ConstraintRule& second, const std::string& key,
                   int value) {
    throw InputError(
        {.thing = fmt::format("layers/constraints/{}.toml: {}", second.id, key),
         .value = fmt::format("{}", value),
         .expected = both("唯一的 {}", "a {} of its own", key),
         .advice = both("{}.toml 已使用该值，换一个", "{}.toml uses it already, take another", first.id)});
}

}  // namespace

std::vector<ConstraintRule> read_constraints(LayerFiles& files) {
    std::vector<ConstraintRule> rules;
    for (const std::string& file : files.list("constraints")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        rules.push_back(files.read(file, [&](TableReader& reader) { return read_constraint(reader, stem); }));
    }
    std::map<int, const ConstraintRule*> by_bit, by_order;
    for (const ConstraintRule& rule : rules) {
        const auto bit = by_bit.emplace(rule.bit, &rule);
        if (!bit.second) reject_shared(*bit.first->second, rule, "bit", rule.bit);
        const auto order = by_order.emplace(rule.order, &rule);
        if (!order.second) reject_shared(*order.first->second, rule, "order", rule.order);
    }
    std::sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    return rules;
}

}  // namespace zonewright::catalog
