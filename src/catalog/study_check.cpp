#include <algorithm>
#include <set>

#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/plan_succession.h"
#include "catalog/study_reader.h"

namespace zonewright::catalog {
namespace {

using model::Catalogue;
using model::StudyDefinition;

template <typename Item>
std::vector<std::string> declared_ids(const std::vector<Item>& items) {
    std::vector<std::string> ids;
    ids.reserve(items.size());
    for (const Item& item : items) ids.push_back(item.id);
    return ids;
}

/// "study.toml:17: source[2].role"
std::string place_in(const StudyDefinition& study, const std::string& path) {
    const auto line = study.line_of.find(path);
    return line == study.line_of.end() ? "study.toml: " + path
                                       : fmt::format("study.toml:{}: {}", line->second, path);
}

void expect_known(const StudyDefinition& study, const std::string& path, const std::string& name,
                  const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const auto meant = nearest_name(name, known);
    throw InputError({.thing = place_in(study, path),
                      .value = name,
                      .expected = joined(known),
                      .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                      : both("改用其中之一", "use one of these")});
}

void check_sources(const StudyDefinition& study, const Catalogue& catalogue) {
    const std::vector<std::string> roles = declared_ids(catalogue.roles);
    for (std::size_t i = 0; i < study.sources.size(); ++i) {
        const std::string path = fmt::format("source[{}]", i + 1);
        const model::SourceDefinition& source = study.sources[i];
        expect_known(study, path + ".role", source.role, roles);
        std::vector<std::string> fields;
        for (const model::RoleField& field : catalogue.find_role(source.role)->fields)
            fields.push_back(field.name);
        for (const auto& [canonical, name] : source.fields)
            expect_known(study, path + ".fields." + canonical, canonical, fields);
    }
}

void check_demand(const StudyDefinition& study, const Catalogue& catalogue) {
    const std::vector<std::string> clusters = declared_ids(catalogue.plan.clusters);
    std::set<std::string> seen;
    for (std::size_t i = 0; i < study.demand.size(); ++i) {
        const std::string path = fmt::format("demand[{}].cluster", i + 1);
        expect_not_given_up(catalogue.plan, place_in(study, path), study.demand[i].cluster);
        expect_known(study, path, study.demand[i].cluster, clusters);
        if (!seen.insert(study.demand[i].cluster).second)
            throw InputError({.thing = place_in(study, path),
                              .value = study.demand[i].cluster,
                              .expected = both("每个集群一条需求", "one demand for each cluster"),
                              .advice = both("合并两条 [[demand]]", "merge the two [[demand]]")});
    }
}

void fill_site_rules(StudyDefinition& study, const Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("assembly");
    const auto given = [&](const char* key) { return study.line_of.contains(std::string("sites.") + key); };
    if (!given("minimum_frontage_m")) study.sites.minimum_frontage_m = rules.number("minimum_frontage_m");
    if (!given("maximum_road_gap_m")) study.sites.maximum_road_gap_m = rules.number("maximum_road_gap_m");
    if (!given("snap_m")) study.sites.snap_m = rules.number("snap_m");
    if (!given("shape")) study.sites.shape = rules.number("shape");
    if (!given("minimum_width_m")) study.sites.minimum_width_m = rules.number("minimum_width_m");
    if (!given("maximum_owners"))
        study.sites.maximum_owners = static_cast<int>(rules.number("maximum_owners"));
    if (!given("maximum_towns")) study.sites.maximum_towns = static_cast<int>(rules.number("maximum_towns"));
    if (!given("maximum_redevelopment_share"))
        study.sites.maximum_redevelopment_share = rules.number("maximum_redevelopment_share");
    if (!given("window")) study.sites.window = rules.number("window");
    if (!given("circle_window")) study.sites.circle_window = rules.number("circle_window");
}

void fill_supply_classes(StudyDefinition& study, const Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("supply_classes");
    const model::RuleValue *order = rules.find("order"), *offered = rules.find("offered");
    if (order != nullptr)
        for (const std::string& id : study.supply_classes)
            expect_known(study, "supply_classes", id, order->words);
    if (study.supply_classes.empty() && offered != nullptr) study.supply_classes = offered->words;
}

}  // namespace

void complete_study(StudyDefinition& study, const Catalogue& catalogue) {
    expect_known(study, "weights", study.weights, declared_ids(catalogue.weight_sets));
    check_sources(study, catalogue);
    check_demand(study, catalogue);
    if (!study.scenario.empty()) expect_known(study, "scenario", study.scenario, scenario_ids(study.folder));
    fill_site_rules(study, catalogue);
    fill_supply_classes(study, catalogue);
}

}  // namespace zonewright::catalog
