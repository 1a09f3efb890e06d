#include "study/readiness.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "suitability/weights_of_clusters.h"

namespace zonewright::study {
namespace {

/// Without towns there is no city, without parcels no supply: a run refuses.
const std::set<std::string>& required_roles() {
    static const std::set<std::string> roles{"town", "parcel"};
    return roles;
}

/// The roles that a criterion is measured from.
std::vector<std::string> roles_measured(const model::CriterionDefinition& criterion) {
    std::vector<std::string> roles;
    if (!criterion.role.empty()) roles.push_back(criterion.role);
    if (criterion.measure == model::MeasureKind::TravelTime && criterion.role != "road") roles.emplace_back("road");
    return roles;
}

/// The weights of the study as a run would share them out when these roles are there.
std::vector<model::ClusterRating> ratings_with(const model::Catalogue& catalogue, const model::WeightSet& weights,
                                               const std::set<std::string>& present) {
    std::vector<model::CriterionSurface> surfaces;
    for (std::size_t i = 0; i < catalogue.criteria.size(); ++i) {
        const auto roles = roles_measured(catalogue.criteria[i]);
        const bool missing = std::ranges::any_of(roles, [&](const std::string& role) { return !present.contains(role); });
        surfaces.push_back({.criterion = model::CriterionId(i), .missing = missing});
    }
    return suitability::rate_clusters(weights, catalogue.plan, catalogue.criteria, surfaces);
}

class Account {
public:
    Account(const model::Catalogue& catalogue, const std::set<std::string>& present) {
        for (const model::Role& role : catalogue.roles)
            if (!present.contains(role.id))
                missing_[role.id] = {.role = role.id, .title = role.title,
                                     .required = required_roles().contains(role.id)};
    }

    void add_criteria(const model::Catalogue& catalogue, const std::vector<model::ClusterRating>& ratings) {
        std::map<std::size_t, double> weight_of;  // by criterion
        for (const model::ClusterRating& rating : ratings)
            for (const model::DroppedCriterion& dropped : rating.dropped)
                weight_of[dropped.criterion.index()] += dropped.weight / static_cast<double>(ratings.size());
        for (const auto& [index, weight] : weight_of) {
            const model::CriterionDefinition& criterion = catalogue.criteria[index];
            for (const std::string& role : roles_measured(criterion))
                if (MissingRole* missing = find(role)) {
                    missing->criteria.push_back({criterion.id, criterion.title, weight});
                    missing->weight += weight;
                }
        }
    }

    void add_rules(const model::Catalogue& catalogue) {
        std::map<std::string, std::string> role_of_constraint;
        for (const model::ConstraintRule& rule : catalogue.constraints) {
            role_of_constraint[rule.id] = rule.role;
            if (MissingRole* missing = find(rule.role)) missing->constraints.push_back({rule.id, rule.title});
        }
        for (const model::CheckRule& check : catalogue.checks) {
            const std::string& role = check.role.empty() ? role_of_constraint[check.constraint] : check.role;
            if (MissingRole* missing = find(role)) missing->checks.push_back({check.id, check.title});
        }
    }

    std::vector<MissingRole> take() {
        std::vector<MissingRole> all;
        for (auto& [id, missing] : missing_)
            if (!missing.costs_nothing()) all.push_back(std::move(missing));
        std::ranges::stable_sort(all, [](const MissingRole& a, const MissingRole& b) {
            return std::tuple(b.required, b.weight) < std::tuple(a.required, a.weight);
        });
        return all;
    }

private:
    MissingRole* find(const std::string& role) {
        const auto found = missing_.find(role);
        return found == missing_.end() ? nullptr : &found->second;
    }

    std::map<std::string, MissingRole> missing_;
};

Text titles_of(const std::vector<Hindered>& items) {
    Text text;
    for (const Hindered& item : items) {
        text += text.empty() ? Text{} : Text{"、", ", "};
        text += item.weight > 0 ? both("{} {:.1f} %", "{} {:.1f} %", item.title, 100 * item.weight) : item.title;
    }
    return text;
}

}  // namespace

std::set<std::string> roles_of(const model::StudyDefinition& definition) {
    std::set<std::string> roles;
    for (const model::SourceDefinition& source : definition.sources) roles.insert(source.role);
    return roles;
}

Readiness readiness_of(const model::Catalogue& catalogue, const std::string& weights,
                       const std::set<std::string>& present) {
    Readiness readiness;
    Account account(catalogue, present);
    if (const model::WeightSet* set = catalogue.find_weights(weights)) {
        const auto ratings = ratings_with(catalogue, *set, present);
        account.add_criteria(catalogue, ratings);
        readiness.most_weight = ratings.empty() ? 1 : 0;
        for (const model::ClusterRating& rating : ratings) {
            readiness.least_weight = std::min(readiness.least_weight, model::measured_weight(rating));
            readiness.most_weight = std::max(readiness.most_weight, model::measured_weight(rating));
        }
    }
    account.add_rules(catalogue);
    readiness.missing = account.take();
    for (const MissingRole& missing : readiness.missing)
        if (missing.required) readiness.required_missing.push_back(missing.role);
    return readiness;
}

Text words_of(const MissingRole& missing) {
    Text costs;
    const auto add = [&](const Text& cost) { costs += (costs.empty() ? Text{} : Text{"；", "; "}) + cost; };
    if (missing.required) add({"没有它不能运行", "a run refuses without it"});
    if (!missing.criteria.empty())
        add(both("不参与评价的指标，平均占权重 {:.1f} %：{}", "criteria that take no part, {:.1f} % of the weight on average: {}",
                 100 * missing.weight, titles_of(missing.criteria)));
    if (!missing.constraints.empty())
        add(both("不核查的约束：{}", "constraints not checked: {}", titles_of(missing.constraints)));
    if (!missing.checks.empty())
        add(both("报告中待核查的事项：{}", "checks of a report left open: {}", titles_of(missing.checks)));
    return both("{}（{}）——{}", "{} ({}): {}", missing.title, missing.role, costs);
}

std::vector<model::Finding> readiness_findings(const Readiness& readiness) {
    if (readiness.missing.empty()) return {};
    Text lines;
    for (const MissingRole& missing : readiness.missing) lines += (lines.empty() ? Text{} : Text{" | ", " | "}) + words_of(missing);
    model::Finding finding;
    finding.source = "study.toml";
    finding.rule = "role_missing";
    finding.severity = readiness.ready() ? model::Severity::Notice : model::Severity::Error;
    finding.message = both("缺少 {} 种数据；得分依据 {:.0f} %–{:.0f} % 的权重。{}",
                           "{} kinds of data are missing; scores rest on {:.0f} % to {:.0f} % of the weight. {}",
                           readiness.missing.size(), 100 * readiness.least_weight, 100 * readiness.most_weight, lines);
    finding.fix = {"用 zonewright import 加入", "add them with zonewright import"};
    return {finding};
}

}  // namespace zonewright::study
