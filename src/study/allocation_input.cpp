#include "study/allocation_input.h"

#include <algorithm>
#include <limits>
#include <set>
#include <utility>

#include "base/errors.h"
#include "study/item_keys.h"
#include "suitability/score.h"

namespace zonewright::study {
namespace {

constexpr std::uint32_t not_offered = ~std::uint32_t{0};

/// Units whose parcels face each other (an edge in common, or across a road or canal that may be crossed).
std::vector<allocation::Neighbours> neighbours_of(const OfferInput& land, const OfferedUnits& offered) {
    std::vector<std::uint32_t> unit_of(land.parcels.size(), not_offered);
    for (std::uint32_t unit = 0; unit < offered.units.size(); ++unit)
        for (const std::uint32_t parcel : offered.units[unit].parcels) unit_of[parcel] = unit;
    std::set<std::pair<std::uint32_t, std::uint32_t>> pairs;
    for (const model::Link& link : land.assembly.graph.links) {
        const std::uint32_t a = unit_of[link.a.index()], b = unit_of[link.b.index()];
        if (a != b && a != not_offered && b != not_offered) pairs.insert(std::minmax(a, b));
    }
    std::vector<allocation::Neighbours> neighbours;
    neighbours.reserve(pairs.size());
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
            throw InputError({rules.place_of("apart"), pair,
                              both("两个产业编号，以空格分开", "two ids of clusters with a blank between"),
                              ""});
        neighbours.apart.emplace_back(pair.substr(0, blank), pair.substr(blank + 1));
    }
}

/// Parcels without net land: not offered, but what a constraint takes of them may be what is lacking.
void add_excluded_parcels(const OfferInput& land, allocation::AllocationInput& input) {
    const std::size_t clusters = land.plan.clusters.size();
    for (std::size_t p = 0; p < land.parcels.size(); ++p) {
        if (land.supply.statement.parcels[p].net > Area{}) continue;
        model::OfferedUnit unit{.id = land.parcels[p].id,
                                     .area = Area{},
                                     .town_code = land.parcels[p].town_code,
                                     .admissible = false};
        unit.parcels.push_back(static_cast<std::uint32_t>(p));
        input.units.push_back(std::move(unit));
        input.scores.insert(input.scores.end(), clusters, std::numeric_limits<double>::quiet_NaN());
    }
}

/// What every deduction step takes of every unit.
void add_deductions(const OfferInput& land, allocation::AllocationInput& input) {
    for (std::size_t step = 0; step < land.supply.statement.steps.size(); ++step) {
        allocation::LiftedConstraint lifted{.id = land.supply.statement.steps[step].constraint_id, .gain = {}};
        Area all;
        for (const model::OfferedUnit& unit : input.units) {
            Area taken;
            for (const std::uint32_t parcel : unit.parcels)
                taken += land.supply.statement.parcels[parcel].taken[step];
            lifted.gain.push_back(taken);
            all += taken;
        }
        if (all > Area{}) input.lifted.push_back(std::move(lifted));
    }
}

}  // namespace

allocation::AllocationInput allocation_input(const OfferInput& land, const ScenarioSettings& settings,
                                             const model::Catalogue& catalogue) {
    allocation::AllocationInput input;
    input.plan = &land.plan;
    input.demands = settings.demand;
    input.weights = settings.weights;
    input.scenario = settings.scenario;
    if (input.scenario.neighbours.from_rules) take_rules(catalogue, input.scenario.neighbours);
    OfferedUnits offered = offered_units(land);
    input.neighbours = neighbours_of(land, offered);
    input.units = std::move(offered.units);
    input.scores = std::move(offered.scores);
    add_excluded_parcels(land, input);
    add_deductions(land, input);
    return input;
}

ScoresUnderWeights scores_under(const Study& study, const model::WeightSet& weights,
                                const std::vector<std::string>& supply_classes, const Progress& progress) {
    const std::unique_ptr<io::TileShelf> kept = study.tiles_of("suitability");
    const Plane plane = Plane::from(study.opened());
    const model::Suitability other =
        suitability::score({.catalogue = study.catalogue(),
                            .weights = weights,
                            .surfaces = study.criteria().surfaces,
                            .admissible = study.admissible(),
                            .parcels = study.parcels(),
                            .epsg = study.definition().epsg,
                            .aggregation = study.definition().aggregation,
                            .folder = {},
                            .kept = {kept.get(), key_of_base(plane), key_of_ground(study.constraints(), plane),
                                     key_of_outlines(study.parcels()), false},
                            .memory_mib = study.definition().memory_mib},
                           progress);
    std::set<std::string> missing;
    for (const model::ClusterRating& rating : other.clusters)
        for (const model::DroppedCriterion& dropped : rating.dropped)
            missing.insert(study.catalogue().criteria.at(dropped.criterion.index()).id);
    const OfferInput land{study.plan(),   study.zones(), study.parcels(),
                           study.supply(), other,         study.assembly(), supply_classes};
    allocation::AllocationInput input;
    input.scores = offered_units(land).scores;
    add_excluded_parcels(land, input);
    return {std::move(input.scores), {missing.begin(), missing.end()}};
}

}  // namespace zonewright::study
