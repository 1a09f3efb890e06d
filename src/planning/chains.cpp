#include "planning/chains.h"

#include <algorithm>
#include <cmath>
#include <cstdint>
#include <map>
#include <utility>

#include "geom/middle.h"
#include "geom/planar_area.h"

namespace zonewright::planning {
namespace {

/// How many of the points lie in each square; one on a common edge counts for the first.
std::vector<int> counts_in(const CountingSquares& squares, std::span<const geom::Point> points) {
    std::vector<int> counts(squares.centres.size(), 0);
    std::vector<geom::Box> boxes;
    const double half = squares.side_m / 2;
    for (const geom::Point& c : squares.centres) boxes.push_back({c.x - half, c.y - half, c.x + half, c.y + half});
    const geom::SpatialIndex index(boxes);
    for (const geom::Point& p : points) {
        const auto found = index.query({p.x, p.y, p.x, p.y});
        if (!found.empty()) ++counts[found.front()];
    }
    return counts;
}

bool is_suitable(const ChainInput& input, std::size_t parcel, model::ClusterId cluster) {
    if (!model::is_offered(input.statement.parcels[parcel], input.statement.offered_classes)) return false;
    const model::ParcelScore& score = input.suitability.of(parcel, cluster.index());
    return score.state == model::ScoreState::Scored && score.score >= input.least_score;
}

/// Parcels that could take suppliers, with a point in each.
struct SuitableLand {
    std::vector<geom::Point> at;
    std::vector<Area> net;
};

SuitableLand suitable_land(const ChainInput& input, model::ClusterId cluster) {
    SuitableLand land;
    for (std::size_t p = 0; p < input.parcels.size(); ++p) {
        if (!is_suitable(input, p, cluster)) continue;
        const auto middle = geom::middle_of(input.parcels[p].geometry);
        if (!middle) continue;
        land.at.push_back(*middle);
        land.net.push_back(input.statement.parcels[p].net);
    }
    return land;
}

LeaderSurroundings around_leader(const ChainInput& input, std::size_t leader, const SuitableLand& land,
                                 model::ClusterId cluster) {
    LeaderSurroundings around{.leader = leader};
    const geom::Point at = input.enterprises[leader].at;
    for (const Enterprise& other : input.enterprises)
        if (other.town && other.rank == "first_tier" && belongs_to(other, cluster) &&
            geom::distance(at, other.at) <= input.rules.near_leader_m)
            ++around.suppliers;
    for (std::size_t i = 0; i < land.at.size(); ++i) {
        if (geom::distance(at, land.at[i]) > input.rules.near_leader_m) continue;
        ++around.parcels;
        around.suitable += land.net[i];
        around.largest = std::max(around.largest, land.net[i]);
    }
    return around;
}

void count_tiers(const ChainInput& input, ClusterChain& chain) {
    for (const char* tier : {"national", "provincial", "municipal"}) {
        int count = 0;
        for (const Enterprise& enterprise : input.enterprises)
            if (enterprise.town && belongs_to(enterprise, chain.cluster) && enterprise.tier == tier) ++count;
        if (count > 0) chain.tiers.emplace_back(tier, count);
    }
}

void test_squares(const ChainInput& input, std::span<const geom::Point> points, ClusterChain& chain,
                  const Progress& progress) {
    const std::vector<int> counts = counts_in(input.squares, points);
    const std::vector<double> values(counts.begin(), counts.end());
    const auto hot = getis_ord_star(values, input.squares.neighbours, input.rules.test, progress.part(0, 0.5));
    const auto moran = local_moran(values, input.squares.neighbours, input.rules.test, progress.part(0.5, 1));
    for (std::size_t i = 0; i < values.size(); ++i) {
        const bool is_hot = hot[i].value > 0 && hot[i].p <= input.rules.significance;
        const bool is_high = moran[i].kind == MoranKind::HighHigh && moran[i].p <= input.rules.significance;
        if (is_hot) ++chain.hot_squares;
        if (is_high) ++chain.high_high;
        if (counts[i] > 0 || is_hot || is_high) chain.squares.push_back({i, counts[i], hot[i], moran[i]});
    }
}

}  // namespace

CountingSquares counting_squares(const TownLookup& lookup, const geom::Box& city,
                                 std::span<const Enterprise> enterprises, double side_m, double band_m) {
    using Corner = std::pair<std::int64_t, std::int64_t>;  // north first: rows from the south
    const auto corner_of = [&](geom::Point p) {
        return Corner{static_cast<std::int64_t>(std::floor(p.y / side_m)), static_cast<std::int64_t>(std::floor(p.x / side_m))};
    };
    const auto centre_of = [&](const Corner& corner) {
        return geom::Point{(static_cast<double>(corner.second) + 0.5) * side_m, (static_cast<double>(corner.first) + 0.5) * side_m};
    };
    std::map<Corner, std::size_t> found;
    const Corner first = corner_of({city.min_x, city.min_y}), last = corner_of({city.max_x, city.max_y});
    for (Corner at = first; at.first <= last.first; ++at.first)
        for (at.second = first.second; at.second <= last.second; ++at.second)
            if (const auto town = lookup.at(centre_of(at))) found.emplace(at, *town);
    for (const Enterprise& enterprise : enterprises)
        if (enterprise.town) found.emplace(corner_of(enterprise.at), *enterprise.town);
    CountingSquares squares{.side_m = side_m, .centres = {}, .town = {}, .neighbours = {}};
    for (const auto& [corner, town] : found) {
        squares.centres.push_back(centre_of(corner));
        squares.town.push_back(town);
    }
    squares.neighbours = neighbours_within(squares.centres, band_m);
    return squares;
}

ClusterChain chain_of(const ChainInput& input, model::ClusterId cluster, const Progress& progress) {
    ClusterChain chain{.cluster = cluster, .tiers = {}, .scatter = {}, .squares = {}, .leading = {}};
    std::vector<geom::Point> points;
    std::vector<std::size_t> leaders;
    for (std::size_t i = 0; i < input.enterprises.size(); ++i) {
        const Enterprise& enterprise = input.enterprises[i];
        if (!belongs_to(enterprise, cluster)) continue;
        if (!enterprise.town) {
            ++chain.outside_city;
            continue;
        }
        points.push_back(enterprise.at);
        if (enterprise.rank == "leading") leaders.push_back(i);
        if (enterprise.rank == "first_tier") ++chain.first_tier;
    }
    chain.enterprises = static_cast<int>(points.size()), chain.leaders = static_cast<int>(leaders.size());
    count_tiers(input, chain);
    chain.scatter = nearest_neighbours(points, input.city_m2);
    if (!points.empty()) test_squares(input, points, chain, progress);
    const SuitableLand land = suitable_land(input, cluster);
    for (const std::size_t leader : leaders) chain.leading.push_back(around_leader(input, leader, land, cluster));
    return chain;
}

}  // namespace zonewright::planning
