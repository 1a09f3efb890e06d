// From the nouns of the model to the problem in integers: areas in cm², values in 1/10,000 of a score per
// cm².
#include <algorithm>
#include <cmath>
#include <map>
#include <set>

#include "allocation/allocate.h"
#include "allocation/solver/offer.h"
#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"

namespace zonewright::allocation {

namespace {

using model::Scenario;

class Builder {
public:
    explicit Builder(const AllocationInput& input)
        : input_(&input), scenario_(&input.scenario), plan_(input.plan), offer_(offer_of(input)) {}

    AllocationProblem build() {
        check_input();
        problem_.divisible = scenario_->divisible;
        for (const model::Cluster& cluster : plan_->clusters) problem_.cluster_names.push_back(cluster.id);
        add_demand();
        add_units();
        add_quotas();
        add_pairs(scenario_->locked, "locked", problem_.locked);
        add_pairs(scenario_->forbidden, "forbidden", problem_.forbidden);
        if (scenario_->budget_yuan) add_budget();
        if (!scenario_->maximum_towns.empty()) add_town_limit();
        add_exclusive_sets();
        add_neighbourhood();
        return std::move(problem_);
    }

private:
    [[noreturn]] void refuse(const Text& thing, Text value, Text expected, Text advice) const {
        const std::string where = scenario_->origin.empty() ? "" : scenario_->origin + ": ";
        throw InputError(
            {where + thing, std::move(value), std::move(expected), std::move(advice)});
    }
    std::uint32_t cluster_named(const std::string& name, const std::string& thing) const {
        const auto found = plan_->find_cluster(name);
        if (!found) refuse(thing, name, both("规划中的产业", "a cluster of the plan"), "");
        return found->value;
    }
    const OfferedUnit& unit(std::size_t at) const { return input_->units[offer_[at]]; }

    void check_input() const;
    void add_demand();
    void add_units();
    std::int32_t value_of(const OfferedUnit& unit, std::size_t cluster, double score) const;
    bool is_listed(const OfferedUnit& unit, const model::Cluster& cluster) const;
    double cost_of(const OfferedUnit& unit) const;
    void add_quotas();
    std::uint32_t place_named(const std::string& name);
    void add_pairs(const std::vector<model::ScenarioPair>& pairs, const char* key,
                   std::vector<UnitCluster>& to);
    void add_budget();
    void add_town_limit();
    void add_exclusive_sets();
    void add_neighbourhood();

    const AllocationInput* input_;
    const Scenario* scenario_;
    const model::Plan* plan_;
    std::vector<std::uint32_t> offer_;
    std::vector<double> largest_m2_;  ///< per cluster, of one unit
    std::map<std::string, std::uint32_t> place_;
    AllocationProblem problem_;
};

void Builder::check_input() const {
    const std::size_t expected = input_->units.size() * plan_->clusters.size();
    if (input_->scores.size() != expected)
        throw InternalError(
            {"AllocationInput::scores", std::to_string(input_->scores.size()), std::to_string(expected), ""});
    if (!std::isfinite(scenario_->band) || scenario_->band < 0)
        refuse("band", fmt::format("{}", scenario_->band), both("不为负", "not negative"), "");
    if (!std::isfinite(scenario_->demand_factor) || scenario_->demand_factor < 0)
        refuse("demand_factor", fmt::format("{}", scenario_->demand_factor), both("不为负", "not negative"),
               "");
}

void Builder::add_demand() {
    const std::size_t clusters = plan_->clusters.size();
    std::vector<double> wanted(clusters, 0);
    problem_.minimum_site.assign(clusters, 0);
    largest_m2_.assign(clusters, std::numeric_limits<double>::infinity());
    for (const model::Demand& demand : input_->demands) {
        const std::uint32_t cluster = cluster_named(demand.cluster, "demand.cluster");
        if (!(demand.area_m2 >= 0) || !std::isfinite(demand.area_m2))
            refuse(both("{} 的需求面积", "demand of {}", demand.cluster), fmt::format("{}", demand.area_m2),
                   both("不为负的面积", "an area that is not negative"), "");
        wanted[cluster] += demand.area_m2 * scenario_->demand_factor;
        problem_.minimum_site[cluster] =
            std::max(problem_.minimum_site[cluster], Area::from_m2(demand.minimum_site_m2).cm2);
        if (demand.maximum_site_m2)
            largest_m2_[cluster] = std::min(largest_m2_[cluster], *demand.maximum_site_m2);
    }
    for (const auto& [name, area_m2] : scenario_->demand_m2) wanted[cluster_named(name, "demand")] = area_m2;
    for (const auto& [name, area_m2] : scenario_->minimum_site_m2)
        problem_.minimum_site[cluster_named(name, "minimum_site")] = Area::from_m2(area_m2).cm2;
    for (const double area_m2 : wanted)
        problem_.demand.push_back(
            {Area::from_m2(area_m2).cm2, Area::from_m2(area_m2 * (1 + scenario_->band)).cm2});
}

/// Listed: in a place that the plan names for the cluster.
bool Builder::is_listed(const OfferedUnit& unit, const model::Cluster& cluster) const {
    return std::any_of(cluster.places.begin(), cluster.places.end(), [&](const std::string& id) {
        if (std::find(unit.places.begin(), unit.places.end(), id) != unit.places.end()) return true;
        const auto place = plan_->find_place(id);
        return place && !unit.town_code.empty() && plan_->place(*place).code == unit.town_code;
    });
}

double Builder::cost_of(const OfferedUnit& unit) const {
    if (!unit.cost_yuan_per_m2 || !std::isfinite(*unit.cost_yuan_per_m2) || *unit.cost_yuan_per_m2 < 0)
        refuse(both("单元 {} 的成本", "cost of unit {}", unit.id),
               unit.cost_yuan_per_m2 ? fmt::format("{}", *unit.cost_yuan_per_m2) : both("缺失", "missing"),
               both("不为负的元/m²（情景使用成本或预算）",
                    "yuan/m², not negative (the scenario uses cost or a budget)"),
               both("补充成本或去掉 cost_weight 与 budget", "add the cost, or drop cost_weight and budget"));
    return *unit.cost_yuan_per_m2;
}

std::int32_t Builder::value_of(const OfferedUnit& unit, std::size_t cluster, double score) const {
    if (std::isnan(score) || unit.area.m2() > largest_m2_[cluster]) return ineligible;
    if (!(score >= 0) || score > 1 + 1e-9)
        refuse(
            both("单元 {} 对 {} 的评分", "score of unit {} for {}", unit.id, problem_.cluster_names[cluster]),
            fmt::format("{}", score), "0 … 1",
            both("检查价值函数与权重", "check the value functions and weights"));
    const model::Cluster& listed_for = plan_->clusters[cluster];
    const bool hard = scenario_->eligibility == model::EligibilityRule::Hard && !listed_for.open_list;
    if (hard || scenario_->listed_bonus != 0) {
        const bool listed = is_listed(unit, listed_for);
        if (hard && !listed) return ineligible;
        if (listed) score += scenario_->listed_bonus;
    }
    if (scenario_->cost_weight != 0) score -= scenario_->cost_weight * cost_of(unit) / 1000;
    const double value = std::round(score * static_cast<double>(score_scale));
    if (std::abs(value) > 1e6)
        refuse(
            both("单元 {} 对 {} 的价值", "value of unit {} for {}", unit.id, problem_.cluster_names[cluster]),
            fmt::format("{}", score), "-100 … 100",
            both("减小 cost_weight 或 listed_bonus", "lower cost_weight or listed_bonus"));
    return static_cast<std::int32_t>(value);
}

void Builder::add_units() {
    const std::size_t clusters = plan_->clusters.size();
    problem_.values.reserve(offer_.size() * clusters);
    for (std::size_t at = 0; at < offer_.size(); ++at) {
        problem_.unit_names.push_back(unit(at).id);
        problem_.areas.push_back(unit(at).area.cm2);
        for (std::size_t cluster = 0; cluster < clusters; ++cluster)
            problem_.values.push_back(
                value_of(unit(at), cluster, input_->scores[offer_[at] * clusters + cluster]));
    }
}

std::uint32_t Builder::place_named(const std::string& name) {
    const auto [found, is_new] = place_.try_emplace(name, static_cast<std::uint32_t>(problem_.places.size()));
    if (!is_new) return found->second;
    const auto place = plan_->find_place(name);
    const std::string id = place ? plan_->place(*place).id : name;
    const std::string code = place ? plan_->place(*place).code : name;
    PlaceUnits units{name, {}};
    for (std::uint32_t at = 0; at < offer_.size(); ++at) {
        const bool inside =
            std::find(unit(at).places.begin(), unit(at).places.end(), id) != unit(at).places.end();
        if (inside || (!code.empty() && unit(at).town_code == code)) units.units.push_back(at);
    }
    if (!place && units.units.empty())
        refuse("quota.place", name, both("规划中的地区或镇街代码", "a place of the plan or a town code"), "");
    problem_.places.push_back(std::move(units));
    return found->second;
}

void Builder::add_quotas() {
    for (const model::ScenarioQuota& quota : scenario_->quotas) {
        Quota result{.place = place_named(quota.place)};
        if (!quota.cluster.empty()) result.cluster = cluster_named(quota.cluster, "quota.cluster");
        if (quota.minimum_m2) result.band.lower = Area::from_m2(*quota.minimum_m2).cm2;
        if (quota.maximum_m2) result.band.upper = Area::from_m2(*quota.maximum_m2).cm2;
        problem_.quotas.push_back(result);
    }
}

void Builder::add_pairs(const std::vector<model::ScenarioPair>& pairs, const char* key,
                        std::vector<UnitCluster>& to) {
    if (pairs.empty()) return;
    std::map<std::string, std::uint32_t> position;
    std::vector<std::string> known;
    for (std::uint32_t at = 0; at < offer_.size(); ++at) position.emplace(unit(at).id, at);
    for (const model::ScenarioPair& pair : pairs) {
        const auto found = position.find(pair.unit);
        if (found == position.end())
            refuse(std::string(key) + ".unit", pair.unit,
                   both("参与配置且有可用净地的地块或地段编号",
                        "the id of an offered site or parcel that has admissible net land"),
                   both("在 site 或 parcel 图层中查编号", "look the id up in the layers site or parcel"));
        to.push_back({found->second, cluster_named(pair.cluster, std::string(key) + ".cluster")});
    }
}

void Builder::add_budget() {
    Budget budget;
    budget.limit = static_cast<std::int64_t>(std::floor(*scenario_->budget_yuan * 1e4));  // cm² · yuan/m²
    for (std::size_t at = 0; at < offer_.size(); ++at)
        budget.cost.push_back(static_cast<std::int32_t>(std::ceil(std::min(cost_of(unit(at)), 2e6))));
    problem_.budget = std::move(budget);
}

void Builder::add_town_limit() {
    TownLimit limit{.maximum = std::vector<std::uint32_t>(plan_->clusters.size(), 0)};
    std::set<std::string> codes;
    for (std::size_t at = 0; at < offer_.size(); ++at) codes.insert(unit(at).town_code);
    limit.town_count = static_cast<std::uint32_t>(codes.size());
    for (std::size_t at = 0; at < offer_.size(); ++at)
        limit.town_of.push_back(
            static_cast<std::uint32_t>(std::distance(codes.begin(), codes.find(unit(at).town_code))));
    for (const auto& [name, towns] : scenario_->maximum_towns) {
        if (towns < 1) refuse("maximum_towns." + name, std::to_string(towns), ">= 1", "");
        limit.maximum[cluster_named(name, "maximum_towns")] = static_cast<std::uint32_t>(towns);
    }
    problem_.town_limit = std::move(limit);
}

/// Units that share a parcel cannot both be used.
void Builder::add_exclusive_sets() {
    std::map<std::uint32_t, std::vector<std::uint32_t>> units_of;
    for (std::uint32_t at = 0; at < offer_.size(); ++at)
        for (const std::uint32_t parcel : unit(at).parcels) units_of[parcel].push_back(at);
    std::set<std::vector<std::uint32_t>> sets;
    for (auto& [parcel, units] : units_of) {
        units.erase(std::unique(units.begin(), units.end()), units.end());
        if (units.size() > 1) sets.insert(units);
    }
    problem_.exclusive.assign(sets.begin(), sets.end());
}

void Builder::add_neighbourhood() {
    const model::ScenarioNeighbours& rule = scenario_->neighbours;
    if (input_->neighbours.empty() || (rule.like_bonus == 0 && rule.apart.empty())) return;
    const auto worth = [](double score_m2) {
        return std::llround(score_m2 * static_cast<double>(score_scale) * 1e4);
    };
    Neighbourhood neighbourhood;
    const std::size_t clusters = plan_->clusters.size();
    neighbourhood.affinity.assign(clusters * clusters, 0);
    for (std::size_t cluster = 0; cluster < clusters; ++cluster)
        neighbourhood.affinity[cluster * clusters + cluster] = worth(rule.like_bonus);
    for (const auto& [first, second] : rule.apart) {
        const std::size_t a = cluster_named(first, "apart"), b = cluster_named(second, "apart");
        neighbourhood.affinity[a * clusters + b] = neighbourhood.affinity[b * clusters + a] =
            -worth(rule.apart_penalty);
    }
    std::vector<std::int64_t> position(input_->units.size(), -1);
    for (std::size_t at = 0; at < offer_.size(); ++at) position[offer_[at]] = static_cast<std::int64_t>(at);
    for (const Neighbours& pair : input_->neighbours) {
        if (pair.a == pair.b || position[pair.a] < 0 || position[pair.b] < 0) continue;
        neighbourhood.sides.push_back(
            {static_cast<std::uint32_t>(position[pair.a]), static_cast<std::uint32_t>(position[pair.b]), 1});
    }
    problem_.neighbourhood = std::move(neighbourhood);
}

}  // namespace

std::vector<std::uint32_t> offer_of(const AllocationInput& input) {
    std::vector<std::uint32_t> offer;
    for (std::uint32_t unit = 0; unit < input.units.size(); ++unit)
        if (input.units[unit].admissible && input.units[unit].area.cm2 > 0) offer.push_back(unit);
    return offer;
}

AllocationProblem problem_of(const AllocationInput& input) {
    return Builder(input).build();
}

}  // namespace zonewright::allocation
