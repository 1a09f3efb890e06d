#include "study/allocation_input.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "base/errors.h"
#include "catalog/study_reader.h"
#include "study/offered_units.h"
#include "study/score_input.h"
#include "suitability/score.h"

namespace zonewright::study {
namespace {

constexpr std::uint32_t not_offered = ~std::uint32_t{0};

/// Units whose parcels face each other (an edge in common, or across a road or canal that may be crossed).
std::vector<allocation::Neighbours> neighbours_of(const Results& results, const OfferedUnits& offered) {
    std::vector<std::uint32_t> unit_of(results.parcels.size(), not_offered);
    for (std::uint32_t unit = 0; unit < offered.units.size(); ++unit)
        for (const std::uint32_t parcel : offered.units[unit].parcels) unit_of[parcel] = unit;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const model::Link& link : results.graph.links) {
        const std::uint32_t a = unit_of[link.a.index()], b = unit_of[link.b.index()];
        if (a != b && a != not_offered && b != not_offered) pairs.insert(std::minmax(a, b));
    }
    std::vector<allocation::Neighbours> neighbours;
    for (const auto& [a, b] : pairs) neighbours.push_back({a, b});
    return neighbours;
}

/// The table of likes and dislikes in layers/rules, as the scenario would have stated it.
void take_rules(const model::Catalogue& catalogue, model::ScenarioNeighbours& neighbours) {
    const model::PolicyRules& rules = catalogue.rules_of("neighbours");
    neighbours.like_bonus = rules.number("like_bonus");
    neighbours.apart_penalty = rules.number("apart_penalty");
    neighbours.apart.clear();
    const model::RuleValue* apart = rules.find("apart");
    if (apart == nullptr) return;
    for (const std::string& pair : apart->words) {
        const std::size_t blank = pair.find(' ');
        if (blank == std::string::npos)
            throw InputError({"layers/rules/neighbours.toml: apart", pair,
                              say("两个产业编号，以空格分开", "two ids of clusters with a blank between"),
                              ""});
        neighbours.apart.emplace_back(pair.substr(0, blank), pair.substr(blank + 1));
    }
}

/// Parcels without net land: not offered, but what a constraint takes of them may be what is lacking.
void add_excluded_parcels(const Results& results, allocation::AllocationInput& input) {
    const std::size_t clusters = results.catalogue.plan.clusters.size();
    for (std::size_t p = 0; p < results.parcels.size(); ++p) {
        if (results.supply.parcels[p].net > Area{}) continue;
        allocation::OfferedUnit unit{.id = results.parcels[p].id,
                                     .area = Area{},
                                     .town_code = results.parcels[p].town_code,
                                     .admissible = false};
        unit.parcels.push_back(static_cast<std::uint32_t>(p));
        input.units.push_back(std::move(unit));
        input.scores.insert(input.scores.end(), clusters, std::numeric_limits<double>::quiet_NaN());
    }
}

/// What every deduction step takes of every unit.
void add_deductions(const Results& results, allocation::AllocationInput& input) {
    for (std::size_t step = 0; step < results.supply.steps.size(); ++step) {
        allocation::LiftedConstraint lifted{.id = results.supply.steps[step].constraint_id, .gain = {}};
        Area all;
        for (const allocation::OfferedUnit& unit : input.units) {
            Area taken;
            for (const std::uint32_t parcel : unit.parcels)
                taken += results.supply.parcels[parcel].taken[step];
            lifted.gain.push_back(taken);
            all += taken;
        }
        if (all > Area{}) input.lifted.push_back(std::move(lifted));
    }
}

std::string file_stem(const std::string& scenario) {
    return scenario.empty() ? "study" : scenario;
}

}  // namespace

allocation::AllocationInput allocation_input(const Results& results, const std::string& scenario) {
    allocation::AllocationInput input;
    input.plan = &results.catalogue.plan;
    input.demands = results.definition.demand;
    input.weights = results.definition.weights;
    if (!scenario.empty())
        input.scenario = catalog::read_scenario(results.definition.folder, scenario, results.catalogue);
    if (input.scenario.neighbours.from_rules) take_rules(results.catalogue, input.scenario.neighbours);
    OfferedUnits offered = offered_units(results);
    input.neighbours = neighbours_of(results, offered);
    input.units = std::move(offered.units);
    input.scores = std::move(offered.scores);
    add_excluded_parcels(results, input);
    add_deductions(results, input);
    return input;
}

std::filesystem::path allocation_file(const Results& results, const std::string& scenario) {
    return results.out / "allocation" / (file_stem(scenario) + ".json");
}

std::vector<double> scores_under(Results& results, const model::WeightSet& weights,
                                 std::vector<std::string>& unmeasured, const Progress& progress) {
    model::Suitability other = suitability::score(score_input(results, weights, {}), progress);
    std::set<std::string> missing;
    for (const model::ClusterRating& rating : other.clusters)
        for (const model::DroppedCriterion& dropped : rating.dropped)
            missing.insert(results.catalogue.criteria.at(dropped.criterion.index()).id);
    unmeasured.assign(missing.begin(), missing.end());
    std::swap(results.suitability, other);
    OfferedUnits offered = offered_units(results);
    std::swap(results.suitability, other);
    const std::size_t excluded = static_cast<std::size_t>(
        std::count_if(results.supply.parcels.begin(), results.supply.parcels.end(),
                      [](const model::ParcelSupply& parcel) { return parcel.net <= Area{}; }));
    offered.scores.insert(offered.scores.end(), excluded * results.catalogue.plan.clusters.size(),
                          std::numeric_limits<double>::quiet_NaN());
    return std::move(offered.scores);
}

}  // namespace zonewright::study
