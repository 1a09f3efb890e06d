#include "assembly/barrier.h"

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::assembly {
namespace {

const std::vector<std::string>& words_of(const model::PolicyRules& rules, const std::string& key) {
    const model::RuleValue* entry = rules.find(key);
    if (entry != nullptr && !entry->words.empty()) return entry->words;
    throw InputError({.thing = rules.place_of(key),
                      .value = entry == nullptr ? both("缺失", "missing") : both("没有 words", "no words"),
                      .expected = both("词表 words", "a list of words"),
                      .advice = both("补上该条目", "add it")});
}

void append_areas(const model::SourceSet& sources, const std::string& role, BarrierKind kind,
                  std::vector<Barrier>& barriers) {
    const model::FeatureTable* table = sources.find(role);
    if (!table) return;
    for (const model::Feature& feature : table->features) barriers.push_back({role, kind, feature.geometry});
}

void append_roads(const model::SourceSet& sources, const std::map<std::string, std::string>& cutting_roads,
                  std::vector<Barrier>& barriers) {
    const model::FeatureTable* table = sources.find("road");
    if (!table) return;
    const auto field = table->find_field("class");
    if (!field) return;
    for (const model::Feature& feature : table->features) {
        const auto cutting = cutting_roads.find(model::text_of(feature.values[*field]));
        if (cutting != cutting_roads.end())
            barriers.push_back({cutting->second, BarrierKind::Cuts, feature.geometry});
    }
}

}  // namespace

BarrierRules barrier_rules_of(const model::PolicyRules& rules) {
    BarrierRules barriers{words_of(rules, "cutting_areas"), words_of(rules, "crossable_areas"), {}};
    for (const std::string& name : words_of(rules, "cutting_roads"))
        for (const std::string& spelling : words_of(rules, name))
            barriers.cutting_roads.emplace(spelling, name);
    return barriers;
}

std::vector<Barrier> barriers_from(const model::SourceSet& sources, const BarrierRules& rules) {
    std::vector<Barrier> barriers;
    for (const std::string& role : rules.cutting_areas)
        append_areas(sources, role, BarrierKind::Cuts, barriers);
    append_roads(sources, rules.cutting_roads, barriers);
    for (const std::string& role : rules.crossable_areas)
        append_areas(sources, role, BarrierKind::Crossable, barriers);
    return barriers;
}

}  // namespace zonewright::assembly
