#include "planning/pilots.h"

#include <algorithm>
#include <map>
#include <numeric>
#include <set>

#include "base/parallel.h"
#include "geom/middle.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::planning {
namespace {

using model::ClusterId;

class PilotSearch {
public:
    explicit PilotSearch(const PilotInput& input) : input_(input) {
        for (std::size_t k = 0; k < input.plan.clusters.size(); ++k)
            if (input.plan.clusters[k].kind == model::ClusterKind::Future) future_.emplace_back(k);
        for (std::size_t p = 0; p < input.parcels.size(); ++p)
            if (model::is_offered(input.statement.parcels[p], input.statement.offered_classes)) offered_.push_back(p);
    }

    /// Sites of future industries that are large and good enough.
    std::vector<std::size_t> cores() const {
        std::vector<std::size_t> cores;
        for (std::size_t s = 0; s < input_.sites.size(); ++s) {
            const model::Site& site = input_.sites[s];
            if (std::ranges::find(future_, site.cluster) != future_.end() && site.net.mu() >= input_.rules.least_mu &&
                site.score >= input_.rules.least_score)
                cores.push_back(s);
        }
        return cores;
    }

    PilotCandidate candidate(std::size_t s) const {
        PilotCandidate found{.site = s, .scores = {}, .platforms = {}, .room = {}, .room_net = {}, .shared_net = {}, .shared_with = {}, .listed_for = {}, .through = {}};
        for (const ClusterId cluster : future_) found.scores.push_back({cluster, score_of(input_.sites[s], cluster)});
        find_room(found);
        find_platforms(found);
        find_listing(found);
        weigh(found);
        return found;
    }

private:
    std::optional<double> score_of(const model::Site& site, ClusterId cluster) const {
        double sum = 0, weight = 0;
        for (const model::ParcelId parcel : site.parcels) {
            const model::ParcelScore& score = input_.suitability.of(parcel.index(), cluster.index());
            if (score.state != model::ScoreState::Scored) continue;
            const double net = input_.statement.parcels[parcel.index()].net.m2();
            sum += net * score.score, weight += net;
        }
        return weight > 0 ? std::optional(sum / weight) : std::nullopt;
    }

    void find_room(PilotCandidate& found) const {
        const model::Site& site = input_.sites[found.site];
        const geom::Box reach = geom::bounds(site.geometry).grown(input_.rules.growth_m);
        for (const std::size_t p : offered_) {
            const model::ParcelScore& score = input_.suitability.of(p, site.cluster.index());
            if (score.state != model::ScoreState::Scored || score.score < input_.least_score || holds(site, model::ParcelId(p))) continue;
            const geom::MultiPolygon& land = input_.parcels[p].geometry;
            if (!geom::bounds(land).meets(reach) || gis::distance(land, site.geometry) > input_.rules.growth_m) continue;
            found.room.push_back(p);
            found.room_net += input_.statement.parcels[p].net;
        }
    }

    void find_platforms(PilotCandidate& found) const {
        for (const std::size_t p : platforms_near(input_.platforms, input_.sites[found.site].geometry, input_.rules.platform_m, input_.rules.platform_kinds)) {
            const auto& serves = input_.platforms[p].clusters;
            const bool counts = serves.empty() || std::ranges::any_of(serves, [&](ClusterId cluster) {
                return std::ranges::find(future_, cluster) != future_.end();
            });
            if (counts) found.platforms.push_back(p);
        }
    }

    void find_listing(PilotCandidate& found) const {
        const auto middle = geom::middle_of(input_.sites[found.site].geometry);
        if (!middle) return;
        for (const model::Zone& zone : input_.zones.zones) {
            if (std::ranges::find(future_, zone.cluster) == future_.end()) continue;
            if (geom::locate(*middle, zone.geometry) == geom::Position::Outside) continue;
            found.listed_for.push_back(zone.cluster);
            found.through.push_back(zone.place);
        }
    }

    void weigh(PilotCandidate& found) const {
        double sum = 0, count = 0;
        for (const FutureScore& score : found.scores)
            if (score.score) sum += *score.score, ++count;
        found.worth = {count > 0 ? sum / count : 0,
                       std::min(1.0, static_cast<double>(found.platforms.size()) / input_.rules.platform_full),
                       std::min(1.0, found.room_net.mu() / input_.rules.growth_full_mu),
                       found.listed_for.empty() ? 0.0 : 1.0};
        found.points = std::inner_product(found.worth.begin(), found.worth.end(), input_.rules.weights.begin(), 0.0);
    }

    const PilotInput& input_;
    std::vector<ClusterId> future_;
    std::vector<std::size_t> offered_;
};

/// Land of the better candidates.
struct TakenLand {
    std::set<std::size_t> cores, rooms;

    bool meets(const PilotCandidate& candidate, const model::Site& site) const {
        return std::ranges::any_of(site.parcels, [&](model::ParcelId p) { return cores.contains(p.index()) || rooms.contains(p.index()); }) ||
               std::ranges::any_of(candidate.room, [&](std::size_t p) { return cores.contains(p); });
    }
    void take(const PilotCandidate& candidate, const model::Site& site) {
        for (const model::ParcelId p : site.parcels) cores.insert(p.index());
        rooms.insert(candidate.room.begin(), candidate.room.end());
    }
};

void state_shared_room(const PilotInput& input, std::vector<PilotCandidate>& candidates) {
    std::map<std::size_t, std::vector<std::size_t>> rooms_of;  // by parcel
    for (std::size_t i = 0; i < candidates.size(); ++i)
        for (const std::size_t p : candidates[i].room) rooms_of[p].push_back(i);
    for (const auto& [parcel, sharing] : rooms_of) {
        if (sharing.size() < 2) continue;
        for (const std::size_t i : sharing) {
            candidates[i].shared_net += input.statement.parcels[parcel].net;
            for (const std::size_t other : sharing)
                if (other != i && std::ranges::find(candidates[i].shared_with, other) == candidates[i].shared_with.end()) candidates[i].shared_with.push_back(other);
        }
    }
    for (PilotCandidate& candidate : candidates) std::ranges::sort(candidate.shared_with);
}

}  // namespace

std::vector<PilotCandidate> pilot_candidates(const PilotInput& input, const Progress& progress) {
    const PilotSearch search(input);
    const std::vector<std::size_t> cores = search.cores();
    std::vector<PilotCandidate> candidates(cores.size());
    parallel_for(cores.size(), 1, progress, [&](std::size_t i) { candidates[i] = search.candidate(cores[i]); });
    std::erase_if(candidates, [&](const PilotCandidate& found) { return found.room_net.mu() < input.rules.growth_least_mu; });
    std::ranges::stable_sort(candidates, [](const PilotCandidate& a, const PilotCandidate& b) { return a.points > b.points; });
    TakenLand taken;
    std::vector<PilotCandidate> apart;
    for (PilotCandidate& candidate : candidates) {
        const model::Site& site = input.sites[candidate.site];
        if (taken.meets(candidate, site)) continue;
        taken.take(candidate, site);
        apart.push_back(std::move(candidate));
        if (apart.size() == input.rules.most) break;
    }
    state_shared_room(input, apart);
    return apart;
}

geom::MultiPolygon pilot_outline(const PilotInput& input, const PilotCandidate& candidate) {
    std::vector<geom::MultiPolygon> land{input.sites[candidate.site].geometry};
    for (const std::size_t p : candidate.room) land.push_back(input.parcels[p].geometry);
    const geom::MultiPolygon whole = gis::union_of(land);
    // Arcs of the closing cut corners by centimetres: the parcels themselves stay whole.
    const std::vector<geom::MultiPolygon> parts{whole, gis::buffer(gis::buffer(whole, input.rules.join_m), -input.rules.join_m)};
    return gis::union_of(parts);
}

}  // namespace zonewright::planning
