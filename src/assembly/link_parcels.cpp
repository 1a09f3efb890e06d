#include "assembly/link_parcels.h"

#include <algorithm>
#include <array>
#include <map>
#include <utility>

#include "assembly/search/barrier_index.h"
#include "base/parallel.h"
#include "geom/adjacency.h"

namespace zonewright::assembly {
namespace {

/// What lies between the two ends of one piece.
struct Crossing {
    bool water = false;
    const Barrier* cut = nullptr;
};

geom::Point between(geom::Point a, geom::Point b, double share) {
    return {a.x + (b.x - a.x) * share, a.y + (b.y - a.y) * share};
}

/// Looks along three rays of the piece, each begun a little inside both parcels so that a line drawn on a
/// shared edge is met. A way inside a barrier polygon of a few `snap_m` is a digitising overlap.
Crossing crossing_of(const geom::FacingPiece& piece, const BarrierIndex& barriers,
                     std::span<const Barrier> all, double snap_m) {
    Crossing result;
    const std::array<geom::Point, 4> corners{piece.near_begin, piece.near_end, piece.far_begin,
                                             piece.far_end};
    if (barriers.clear(geom::bounds(corners).grown(2 * snap_m))) return result;
    int cuts = 0;
    const double east = (piece.near_end.x - piece.near_begin.x) / piece.length_m;
    const double north = (piece.near_end.y - piece.near_begin.y) / piece.length_m;
    for (const double share : {1.0 / 6, 0.5, 5.0 / 6}) {
        const geom::Point near = between(piece.near_begin, piece.near_end, share),
                          far = between(piece.far_begin, piece.far_end, share);
        const geom::Point from{near.x - north * snap_m, near.y + east * snap_m},
            to{far.x + north * snap_m, far.y - east * snap_m};
        bool cut = false;
        // Inside the parcels themselves a polygon has already been deducted from the net area: only the gap
        // counts.
        for (const std::uint32_t k : barriers.met(from, to, 3 * snap_m)) {
            if (all[k].kind == BarrierKind::Crossable)
                result.water = true;
            else if (!std::exchange(cut, true) && result.cut == nullptr)
                result.cut = &all[k];
        }
        if (cut) ++cuts;
    }
    if (cuts < 2) result.cut = nullptr;
    return result;
}

/// All pieces of one parcel that face another one, summed by what lies between.
struct Front {
    double shared_m = 0, open_m = 0, wide_m = 0, cut_m = 0, water_m = 0;
    double open_gap = 0, wide_gap = 0, cut_gap = 0;  ///< length-weighted sums of distances
    std::string cut_by;
    double usable_m() const { return shared_m + open_m; }
};

void add_piece(Front& front, const geom::FacingPiece& piece, const Crossing& crossing,
               const model::SiteRules& rules) {
    const double gap = std::max(0.0, piece.distance_m) * piece.length_m;
    if (crossing.cut) {
        front.cut_m += piece.length_m;
        front.cut_gap += gap;
        if (front.cut_by.empty()) front.cut_by = crossing.cut->name;
    } else if (piece.distance_m <= rules.snap_m) {
        front.shared_m += piece.length_m;
    } else if (piece.distance_m <= rules.maximum_road_gap_m) {
        front.open_m += piece.length_m;
        front.open_gap += gap;
    } else {
        front.wide_m += piece.length_m;
        front.wide_gap += gap;
    }
    if (crossing.water) front.water_m += piece.length_m;
}

double mean_gap(double sum, double length) {
    return length > 0 ? sum / length : 0;
}

void judge(model::ParcelId a, model::ParcelId b, const Front& ab, const Front& ba,
           const model::SiteRules& rules, model::ParcelGraph& graph) {
    const double least = rules.minimum_frontage_m;
    const double shared = std::min(ab.shared_m, ba.shared_m), usable = std::min(ab.usable_m(), ba.usable_m());
    if (shared >= least) {
        graph.links.push_back({a, b, model::LinkReason::SharedEdge, 0, usable});
    } else if (usable >= least) {
        const bool water = ab.water_m + ba.water_m > ab.open_m + ba.open_m - ab.water_m - ba.water_m;
        graph.links.push_back({a, b, water ? model::LinkReason::AcrossWater : model::LinkReason::AcrossRoad,
                               mean_gap(ab.open_gap + ba.open_gap, ab.open_m + ba.open_m), usable});
    } else if (std::min(ab.cut_m, ba.cut_m) >= least) {
        graph.blocked.push_back({a, b, ab.cut_by, mean_gap(ab.cut_gap + ba.cut_gap, ab.cut_m + ba.cut_m),
                                 std::min(ab.cut_m, ba.cut_m)});
    } else if (std::min(ab.wide_m, ba.wide_m) >= least) {
        const bool water = ab.water_m + ba.water_m > (ab.wide_m + ba.wide_m) / 2;
        graph.blocked.push_back({a, b, water ? "water" : "road_too_wide",
                                 mean_gap(ab.wide_gap + ba.wide_gap, ab.wide_m + ba.wide_m),
                                 std::min(ab.wide_m, ba.wide_m)});
    } else if (usable > rules.snap_m) {
        graph.blocked.push_back(
            {a, b, "frontage_too_short", mean_gap(ab.open_gap + ba.open_gap, ab.open_m + ba.open_m), usable});
    }
}

}  // namespace

model::ParcelGraph link_parcels(std::span<const model::Parcel> parcels, std::span<const Barrier> barriers,
                                const model::SiteRules& rules, double explained_gap_m,
                                const Progress& progress) {
    std::vector<geom::MultiPolygon> polygons;
    for (const model::Parcel& parcel : parcels) polygons.push_back(parcel.geometry);
    const double reach_m = rules.maximum_road_gap_m + explained_gap_m;
    const std::vector<geom::FacingPiece> pieces =
        geom::facing_pieces(polygons, {reach_m, rules.snap_m}, progress.part(0, 0.6));

    const BarrierIndex index(barriers);
    std::vector<Crossing> crossings(pieces.size());
    parallel_for(pieces.size(), 1024, progress.part(0.6, 0.95),
                 [&](std::size_t i) { crossings[i] = crossing_of(pieces[i], index, barriers, rules.snap_m); });

    std::map<std::pair<std::uint32_t, std::uint32_t>, std::array<Front, 2>> fronts;
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto [low, high] = std::minmax(pieces[i].from, pieces[i].to);
        add_piece(fronts[{low, high}][pieces[i].from == low ? 0 : 1], pieces[i], crossings[i],
                  rules);
    }
    model::ParcelGraph graph;
    for (const auto& [pair, sides] : fronts)
        judge(model::ParcelId(std::size_t{pair.first}), model::ParcelId(std::size_t{pair.second}), sides[0],
              sides[1], rules, graph);
    progress.report(1);
    return graph;
}

}  // namespace zonewright::assembly
