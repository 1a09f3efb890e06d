#include "answer/class_shift.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <map>

#include "model/town.h"
#include "suitability/aggregation.h"
#include "suitability/explain.h"
#include "suitability/score.h"

namespace zonewright::answer {
namespace {

class ShiftCounter {
public:
    ShiftCounter(const study::Study& study, SuitabilityShift& shift)
        : study_(study), supply_(study.supply_statement()), classes_(suitability::score_classes(study.catalogue())), shift_(shift) {
        shift_.classes = empty_classes();
    }

    void count(std::size_t parcel, double before, double after) {
        const std::size_t from = class_of(before), to = class_of(after);
        if (from == classes_.size() || to == classes_.size()) return;
        const model::Parcel& land = study_.parcels()[parcel];
        const Area net = offered(parcel);
        auto [town, first] = towns_.try_emplace(land.town_code);
        if (first) town->second = {land.town_code, land.town_name, empty_classes()};
        for (std::vector<ClassShift>* each : {&shift_.classes, &town->second.classes}) {
            ++(*each)[from].parcels_before, ++(*each)[to].parcels_after;
            (*each)[from].before += net, (*each)[to].after += net;
        }
        sum_before_ += before, sum_after_ += after;
        ++shift_.scored;
        if (from == to) return;
        ++(to < from ? shift_.gained : shift_.lost);  // best first
        shift_.moved.push_back({land.id, land.town_name, classes_[from].id, classes_[to].id, before, after, net});
    }

    void finish() {
        const auto count = static_cast<double>(shift_.scored);
        shift_.mean_before = sum_before_ / count, shift_.mean_after = sum_after_ / count;  // NaN: nothing is scored
        for (auto& [code, town] : towns_)
            if (std::ranges::any_of(town.classes, [](const ClassShift& each) {
                    return each.parcels_before != each.parcels_after || each.before != each.after;
                }))
                shift_.towns.push_back(std::move(town));
        std::ranges::stable_sort(shift_.moved, std::greater{}, [](const MovedParcel& each) { return std::abs(each.score_after - each.score_before); });
        if (shift_.moved.size() > most_moved) shift_.moved.resize(most_moved);
    }

private:
    std::vector<ClassShift> empty_classes() const {
        std::vector<ClassShift> rows;
        for (const suitability::ScoreClass& each : classes_) rows.push_back({.id = each.id, .title = each.title});
        return rows;
    }
    std::size_t class_of(double score) const {
        return static_cast<std::size_t>(std::ranges::find_if(classes_, [&](const auto& each) { return score >= each.from; }) - classes_.begin());
    }
    Area offered(std::size_t parcel) const {
        const model::ParcelSupply& supply = supply_.parcels.at(parcel);
        return model::is_offered(supply, supply_.offered_classes) ? supply.net : Area{};
    }

    const study::Study& study_;
    const model::SupplyStatement& supply_;
    std::vector<suitability::ScoreClass> classes_;
    SuitabilityShift& shift_;
    std::map<std::string, TownShift> towns_;
    double sum_before_ = 0, sum_after_ = 0;
};

}  // namespace

SuitabilityShift shift_of(const study::Study& study, std::size_t cluster, const model::ClusterRating& tried) {
    const model::Suitability& run = study.suitability();
    const suitability::Aggregation rule = suitability::parse_aggregation(run.aggregation);
    std::vector<double> weights;
    for (const model::RatedCriterion& rated : tried.criteria) weights.push_back(rated.weight);
    SuitabilityShift shift;
    ShiftCounter counter(study, shift);
    for (std::size_t p = 0; p < run.parcel_count; ++p) {
        const model::ParcelScore& before = run.of(p, cluster);
        if (before.state != model::ScoreState::Scored) continue;
        const double after = suitability::aggregate(rule, suitability::worths_of(run, p, tried), weights);
        counter.count(p, before.score, after);
    }
    counter.finish();
    return shift;
}

}  // namespace zonewright::answer
