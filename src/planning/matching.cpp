#include "planning/matching.h"

#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "planning/listings.h"

namespace zonewright::planning {
namespace {

using model::ClusterId;

struct Totals {
    double count = 0, output = 0;
};

/// Enterprises of the city and of each town: all, and by cluster.
class Specialisation {
public:
    Specialisation(const MatchingInput& input) : clusters_(input.plan.clusters.size()), towns_(input.towns.size()) {
        city_of_.resize(clusters_);
        town_.resize(towns_);
        pair_.resize(towns_ * clusters_);
        for (const Enterprise& enterprise : input.enterprises)
            if (enterprise.town) take(enterprise);
    }

    std::optional<double> quotient(std::size_t town, ClusterId cluster, double Totals::*figure) const {
        const double of_pair = pair_[town * clusters_ + cluster.index()].*figure;
        const double of_town = town_[town].*figure, of_cluster = city_of_[cluster.index()].*figure;
        if (!(of_town > 0) || !(of_cluster > 0)) return std::nullopt;
        return of_pair / of_town / (of_cluster / (city_.*figure));
    }
    const Totals& pair(std::size_t town, ClusterId cluster) const { return pair_[town * clusters_ + cluster.index()]; }

private:
    void take(const Enterprise& enterprise) {
        const Totals one{1, enterprise.output_yuan.value_or(0)};
        const auto add = [&](Totals& totals) { totals.count += one.count, totals.output += one.output; };
        add(city_);
        add(town_[*enterprise.town]);
        for (const ClusterId cluster : enterprise.clusters) {
            add(city_of_[cluster.index()]);
            add(pair_[*enterprise.town * clusters_ + cluster.index()]);
        }
    }

    std::size_t clusters_, towns_;
    Totals city_;
    std::vector<Totals> city_of_, town_, pair_;
};

class Matcher {
public:
    explicit Matcher(const MatchingInput& input)
        : input_(input), specialisation_(input), by_town_(input.towns.size()) {
        std::map<std::string, std::size_t> position;
        for (std::size_t t = 0; t < input.towns.size(); ++t) position.emplace(input.towns[t].code, t);
        for (std::size_t p = 0; p < input.parcels.size(); ++p) {
            const auto town = position.find(input.parcels[p].town_code);
            if (town != position.end() && on_offer(p)) by_town_[town->second].push_back(p);
        }
    }

    TownClusterPair pair(std::size_t town, ClusterId cluster, const TownListing& listing) const {
        TownClusterPair pair{.town = town, .cluster = cluster, .listing = listing.listing, .through = listing.through};
        pair.suitable_by_size.resize(input_.sizes.size());
        pair.by_band.resize(input_.bands.size() + 1);
        count_land(pair);
        find_sites(pair);
        count_enterprises(pair);
        judge(pair);
        return pair;
    }

private:
    bool on_offer(std::size_t parcel) const {
        return model::is_offered(input_.statement.parcels[parcel], input_.statement.offered_classes);
    }

    void count_land(TownClusterPair& pair) const {
        double weighted = 0, area = 0;
        for (const std::size_t p : by_town_[pair.town]) {
            const model::ParcelSupply& supply = input_.statement.parcels[p];
            const model::ParcelScore& score = input_.suitability.of(p, pair.cluster.index());
            pair.offered += supply.net;
            const bool scored = score.state == model::ScoreState::Scored;
            SizedLand& band = pair.by_band[scored ? band_of(score.score) : input_.bands.size()];
            ++band.parcels, band.net += supply.net;
            if (!scored) continue;
            weighted += score.score * supply.net.m2(), area += supply.net.m2();
            if (score.score < input_.least_score) continue;
            pair.suitable += supply.net;
            pair.largest_parcel = std::max(pair.largest_parcel, supply.net);
            SizedLand& size = pair.suitable_by_size[size_of(supply.size_class)];
            ++size.parcels, size.net += supply.net;
        }
        if (area > 0) pair.mean_score = weighted / area;
    }

    std::size_t band_of(double score) const {
        for (std::size_t b = 0; b < input_.bands.size(); ++b)
            if (score >= input_.bands[b].from) return b;
        return input_.bands.size();
    }
    std::size_t size_of(const std::string& id) const {
        const auto found = std::ranges::find(input_.sizes, id, &model::SizeClass::id);
        return found == input_.sizes.end() ? 0 : static_cast<std::size_t>(found - input_.sizes.begin());
    }

    void find_sites(TownClusterPair& pair) const {
        for (std::size_t s = 0; s < input_.sites.size(); ++s)
            if (input_.sites[s].cluster == pair.cluster && input_.sites[s].town_code == input_.towns[pair.town].code)
                pair.sites.push_back(s);
        std::ranges::stable_sort(pair.sites, [&](std::size_t a, std::size_t b) {
            return input_.sites[a].score > input_.sites[b].score;
        });
    }

    void count_enterprises(TownClusterPair& pair) const {
        for (const Enterprise& enterprise : input_.enterprises) {
            if (enterprise.town != pair.town || !belongs_to(enterprise, pair.cluster)) continue;
            ++pair.enterprises;
            if (enterprise.rank == "leading") ++pair.leaders;
            if (enterprise.rank == "first_tier") ++pair.suppliers;
        }
        pair.output_yuan = specialisation_.pair(pair.town, pair.cluster).output;
        pair.quotient = specialisation_.quotient(pair.town, pair.cluster, &Totals::count);
        pair.output_quotient = specialisation_.quotient(pair.town, pair.cluster, &Totals::output);
    }

    /// The smallest site that the study asks for; 0 without a demand.
    double least_site_m2(ClusterId cluster) const {
        for (const model::Demand& demand : input_.demand)
            if (demand.cluster == input_.plan.cluster(cluster).id) return demand.minimum_site_m2;
        return 0;
    }

    void judge(TownClusterPair& pair) const {
        const MatchingRules& rules = input_.rules;
        const double least = least_site_m2(pair.cluster);
        if (pair.offered == Area{})
            pair.missing.emplace_back("没有可供土地", "no land on offer");
        else if (pair.suitable.mu() < rules.least_land_mu)
            pair.missing.push_back(both("适宜的可供土地不足 {:g} 亩", "less than {:g} mu of suitable land on offer", rules.least_land_mu));
        if (least > 0 && pair.largest_parcel.m2() < least && pair.sites.empty())
            pair.missing.push_back(both("没有达到 {:g} 亩的宗地或连片用地", "no parcel and no site of {:g} mu", least / square_metres_per_mu));
        if (!input_.has_enterprises)
            pair.missing.emplace_back("没有企业数据，专业化程度未知", "no enterprise data: specialisation unknown");
        else if (pair.leaders == 0)
            pair.missing.emplace_back("没有龙头企业", "no leading enterprise");
        if (input_.has_enterprises && pair.suppliers == 0) pair.missing.emplace_back("没有一级配套企业", "no first-tier supplier");
        const bool specialised = pair.quotient && *pair.quotient >= rules.strong_quotient &&
                                 pair.enterprises >= rules.fewest_enterprises;
        const bool land = pair.suitable.mu() >= rules.least_land_mu;
        const bool strong_land = land && pair.mean_score && *pair.mean_score >= rules.strong_score;
        pair.strong_not_listed = pair.listing != model::Listing::Listed && specialised && strong_land;
        pair.listed_without_land = pair.listing == model::Listing::Listed && !land;
    }

    const MatchingInput& input_;
    Specialisation specialisation_;
    std::vector<std::vector<std::size_t>> by_town_;
};

std::vector<ClusterId> best_industries(const Matching& matching, std::size_t town, const MatchingInput& input) {
    const std::size_t clusters = input.plan.clusters.size();
    std::vector<ClusterId> order;
    for (std::size_t k = 0; k < clusters; ++k)
        if (matching.of(town, ClusterId(k), clusters).mean_score) order.emplace_back(k);
    std::ranges::stable_sort(order, [&](ClusterId a, ClusterId b) {
        return *matching.of(town, a, clusters).mean_score > *matching.of(town, b, clusters).mean_score;
    });
    if (order.size() > static_cast<std::size_t>(input.rules.best_industries))
        order.resize(static_cast<std::size_t>(input.rules.best_industries));
    return order;
}

std::vector<CoincidingTowns> coinciding_towns(const Matching& matching) {
    std::map<std::vector<ClusterId>, std::vector<std::size_t>> groups;
    for (std::size_t t = 0; t < matching.best_of_town.size(); ++t) {
        std::vector<ClusterId> set = matching.best_of_town[t];
        std::ranges::sort(set);
        if (!set.empty()) groups[set].push_back(t);
    }
    std::vector<CoincidingTowns> coinciding;
    for (auto& [set, towns] : groups)
        if (towns.size() > 1) coinciding.push_back({set, std::move(towns)});
    std::ranges::stable_sort(coinciding, [](const auto& a, const auto& b) { return a.towns.size() > b.towns.size(); });
    return coinciding;
}

}  // namespace

Matching match_towns(const MatchingInput& input, const Progress& progress) {
    const std::size_t clusters = input.plan.clusters.size();
    const Matcher matcher(input);
    const std::vector<TownListing> listings = listings_of_towns(input, progress.part(0, 0.6));
    Matching matching;
    matching.pairs.resize(input.towns.size() * clusters);
    parallel_for(matching.pairs.size(), 8, progress.part(0.6, 1), [&](std::size_t i) {
        matching.pairs[i] = matcher.pair(i / clusters, ClusterId(i % clusters), listings[i]);
    });
    for (std::size_t t = 0; t < input.towns.size(); ++t)
        matching.best_of_town.push_back(best_industries(matching, t, input));
    matching.coinciding = coinciding_towns(matching);
    return matching;
}

}  // namespace zonewright::planning
