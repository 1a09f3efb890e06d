#include "catalog/catalogue_check.h"

#include <algorithm>
#include <cctype>

#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/plan_succession.h"

namespace zonewright::catalog {
namespace {

using model::Catalogue;
using model::Role;

using FieldFilter = std::map<std::string, std::vector<std::string>>;

void expect_known(const std::string& thing, const std::string& name, const std::vector<std::string>& known) {
    if (std::find(known.begin(), known.end(), name) != known.end()) return;
    const auto meant = nearest_name(name, known);
    throw InputError(
        {.thing = thing,
         .value = name,
         .expected = known.size() <= 24 ? joined(known) : both("已有的名称", "a name that exists"),
         .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                         : both("改用其中之一，或先添加它", "use one of these, or add it first")});
}

template <typename Item>
std::vector<std::string> ids_of(const std::vector<Item>& items) {
    std::vector<std::string> ids;
    ids.reserve(items.size());
    for (const Item& item : items) ids.push_back(item.id);
    return ids;
}

const model::RoleField& expect_field(const std::string& thing, const Role& role, const std::string& name) {
    std::vector<std::string> known;
    for (const model::RoleField& field : role.fields) {
        if (field.name == name) return field;
        known.push_back(field.name);
    }
    expect_known(thing, name, known);
    throw InternalError({.thing = thing, .value = name});
}

/// Words of a filter or class table have to be words of the role, or they would match nothing for ever.
void expect_domain(const std::string& thing, const model::RoleField& field, const std::string& word) {
    if (word == "$cluster" || field.domain.empty()) return;
    expect_known(thing, word, field.domain);
}

void check_filter(const std::string& file, const Role& role, const FieldFilter& where) {
    for (const auto& [name, words] : where) {
        const std::string thing = file + ": where." + name;
        const model::RoleField& field = expect_field(thing, role, name);
        for (const std::string& word : words) expect_domain(thing, field, word);
    }
}

const Role& role_of(const Catalogue& catalogue, const std::string& file, const std::string& id) {
    expect_known(file + ": role", id, ids_of(catalogue.roles));
    return *catalogue.find_role(id);
}

void check_constraints(const Catalogue& catalogue) {
    for (const model::ConstraintRule& rule : catalogue.constraints) {
        const std::string file = "layers/constraints/" + rule.id + ".toml";
        if (rule.role.empty()) continue;
        check_filter(file, role_of(catalogue, file, rule.role), rule.where);
    }
}

void check_checks(const Catalogue& catalogue) {
    for (const model::CheckRule& check : catalogue.checks) {
        const std::string file = "layers/checks/" + check.id + ".toml";
        if (check.role.empty()) {
            expect_known(file + ": constraint", check.constraint, ids_of(catalogue.constraints));
            continue;
        }
        const Role& role = role_of(catalogue, file, check.role);
        check_filter(file, role, check.where);
        if (!check.breakdown_field.empty())
            expect_field(file + ": breakdown_field", role, check.breakdown_field);
    }
}

/// A clause that looks like a number ("2.1.5") is one of the plan; anything else names a guideline.
void check_clause(const Catalogue& catalogue, const std::string& file, const std::string& clause) {
    if (!std::isdigit(static_cast<unsigned char>(clause.front()))) return;
    expect_known(file + ": clause", clause, ids_of(catalogue.plan.clauses));
}

void check_criteria(const Catalogue& catalogue, const std::vector<std::string>& clusters) {
    for (const model::CriterionDefinition& criterion : catalogue.criteria) {
        const std::string file = "layers/criteria/" + criterion.id + ".toml";
        check_clause(catalogue, file, criterion.clause);
        for (const auto& [cluster, value] : criterion.value_by_cluster)
            expect_known(file + ": value_by_cluster", cluster, clusters);
        if (criterion.role.empty()) continue;
        const Role& role = role_of(catalogue, file, criterion.role);
        check_filter(file, role, criterion.where);
        if (!criterion.field.empty()) expect_field(file + ": field", role, criterion.field);
    }
}

void check_weights(const Catalogue& catalogue, const std::vector<std::string>& clusters) {
    const std::vector<std::string> criteria = ids_of(catalogue.criteria);
    for (const model::WeightSet& set : catalogue.weight_sets)
        for (const model::ClusterWeights& weights : set.clusters) {
            const std::string file = "layers/weights/" + set.id + ".toml";
            if (weights.cluster != "*")
                expect_known(fmt::format("{}:{}: cluster", file, weights.line), weights.cluster, clusters);
            for (const std::string& criterion : weights.criteria)
                expect_known(fmt::format("{}: {}", file, weights.cluster), criterion, criteria);
        }
}

void check_cited_criteria(const Catalogue& catalogue) {
    if (!catalogue.plan.criterion_clauses) return;
    for (const auto& [criterion, clause] : *catalogue.plan.criterion_clauses)
        expect_known(fmt::format("plans/{}/plan.toml: criterion_clauses", catalogue.plan.id), criterion,
                     ids_of(catalogue.criteria));
}

/// The ten items of the plan, with the sources that show them.
void check_checklist(const Catalogue& catalogue) {
    if (catalogue.plan.clusters.empty()) return;
    const std::string file = fmt::format("plans/{}/plan.toml: checklist", catalogue.plan.id);
    for (const model::ChecklistItem& item : catalogue.plan.clusters.front().checklist) {
        if (item.role.empty()) continue;
        check_filter(file, role_of(catalogue, file, item.role), item.where);
    }
}

}  // namespace

void check_own_weights(const std::vector<model::WeightSet>& sets, const model::Plan& plan, const std::string& folder) {
    std::vector<std::string> clusters;
    for (const model::Cluster& cluster : plan.clusters) clusters.push_back(cluster.id);
    for (const model::WeightSet& set : sets)
        for (const model::ClusterWeights& weights : set.clusters) {
            const std::string place = fmt::format("{}/{}.toml:{}: cluster", folder, set.id, weights.line);
            expect_not_given_up(plan, place, weights.cluster);
            if (weights.cluster != "*") expect_known(place, weights.cluster, clusters);
        }
}

void check_catalogue(const Catalogue& catalogue, const std::vector<std::string>& clusters) {
    check_constraints(catalogue);
    check_checks(catalogue);
    check_criteria(catalogue, clusters);
    check_weights(catalogue, clusters);
    check_checklist(catalogue);
    check_cited_criteria(catalogue);
}

}  // namespace zonewright::catalog
