#include "demo/industrial_plots.h"

#include <algorithm>
#include <cmath>

#include "base/random.h"
#include "demo/polygon_split.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::demo {
namespace {

constexpr double smallest_plot_m2 = 700;
constexpr double smallest_island_m2 = 1500;

double picked(const std::vector<double>& choices, Random& random) {
    return choices[random.below(choices.size())];
}

double largest_area(const std::vector<geom::Polygon>& polygons) {
    double largest = 0;
    for (const geom::Polygon& polygon : polygons) largest = std::max(largest, geom::planar_area(polygon));
    return largest;
}

double smallest_area(const std::vector<geom::Polygon>& polygons) {
    double smallest = 1e18;
    for (const geom::Polygon& polygon : polygons) smallest = std::min(smallest, geom::planar_area(polygon));
    return smallest;
}

/// Cuts by local roads, by lanes, into plots; every step hands its pieces to the next. Holes are opened by
/// cuts through them; a piece that keeps one stays street ground, so plots have none.
class Divider {
public:
    Divider(const Industry& industry, const LaneWidths& widths, std::uint64_t seed)
        : industry_(industry), widths_(widths), random_(seed) {}

    DividedBlock divide(const geom::Polygon& block) {
        const geom::MultiPolygon inner =
            gis::simplify(gis::buffer(geom::MultiPolygon{.parts = {block}}, -industry_.edge_m), 0.6);
        for (const geom::Polygon& part : inner.parts) quarter(part, 0);
        return std::move(divided_);
    }

private:
    CutLine across(const geom::Polygon& polygon, double share) {
        const Extent extent = extent_of(polygon);
        const double skew = random_.between(-0.08, 0.08);
        geom::Point cut{-extent.along.y + skew * extent.along.x, extent.along.x + skew * extent.along.y};
        const double length = std::sqrt(cut.x * cut.x + cut.y * cut.y);
        const double shift = (share - 0.5) * extent.length_m;
        return {{extent.centre.x + shift * extent.along.x, extent.centre.y + shift * extent.along.y},
                {cut.x / length, cut.y / length}};
    }

    /// A cut through the first hole, so that it opens to both sides; the middle otherwise.
    CutLine next_cut(const geom::Polygon& polygon) {
        if (polygon.rings.size() > 1) {
            CutLine cut = across(polygon, 0.5);
            cut.through =
                geom::centroid(geom::MultiPolygon{.parts = {geom::Polygon{.rings = {polygon.rings[1]}}}});
            return cut;
        }
        return across(polygon, random_.between(0.4, 0.6));
    }

    /// Both sides of a lane of the given width; false when the cut would leave crumbs.
    bool cut_lane(const geom::Polygon& polygon, const CutLine& cut, double width, bool village,
                  std::vector<geom::Polygon>& pieces) {
        const auto beside = [&](double offset) {
            return CutLine{{cut.through.x - offset * cut.along.y, cut.through.y + offset * cut.along.x},
                           cut.along};
        };
        Pieces left = split(polygon, beside(0.5 * width)), right = split(polygon, beside(-0.5 * width));
        if (left.left.empty() || right.right.empty()) return false;
        for (const geom::LineString& line : split(polygon, cut).cuts)
            divided_.lanes.push_back({.line = line, .village = village});
        pieces = std::move(left.left);
        for (geom::Polygon& piece : right.right) pieces.push_back(std::move(piece));
        return true;
    }

    void quarter(const geom::Polygon& polygon, int depth) {
        const double area = geom::planar_area(polygon);
        if (area < smallest_island_m2) return;  // stays street ground
        std::vector<geom::Polygon> pieces;
        const bool large = area > picked(industry_.block_m2, random_) || polygon.rings.size() > 1;
        if (large && depth < 10 && cut_lane(polygon, next_cut(polygon), widths_.local_m, false, pieces)) {
            for (const geom::Polygon& piece : pieces) quarter(piece, depth + 1);
            return;
        }
        lanes(polygon, depth);
    }

    void lanes(const geom::Polygon& polygon, int depth) {
        const double area = geom::planar_area(polygon);
        if (area < smallest_island_m2) return;
        std::vector<geom::Polygon> pieces;
        const bool lane = area > 20000 && depth < 12 && random_.unit() < industry_.lane_share;
        if (lane && cut_lane(polygon, across(polygon, random_.between(0.35, 0.65)), widths_.village_m, true,
                             pieces)) {
            for (const geom::Polygon& piece : pieces) lanes(piece, depth + 1);
            return;
        }
        island(polygon);
    }

    void island(const geom::Polygon& polygon) {
        if (polygon.rings.size() > 1) return;
        std::vector<geom::Polygon> plots;
        plot(polygon, 0, plots);
        divided_.islands.push_back(polygon);
        std::vector<geom::Polygon*> together{&divided_.islands.back()};
        for (geom::Polygon& one : plots) together.push_back(&one);
        share_vertices(together);
        for (geom::Polygon* one : together) to_tenth_millimetre(*one);
        for (geom::Polygon& one : plots) {
            const double area = geom::planar_area(one);
            divided_.plots.push_back(
                {.outline = std::move(one), .island = divided_.islands.size() - 1, .area_m2 = area});
        }
    }

    void plot(const geom::Polygon& polygon, int depth, std::vector<geom::Polygon>& plots) {
        const double area = geom::planar_area(polygon);
        if (area < picked(industry_.whole_below_m2, random_) || depth > 12) {
            plots.push_back(polygon);
            return;
        }
        for (int attempt = 0; attempt < 4; ++attempt) {
            const Pieces pieces = split(polygon, across(polygon, random_.between(0.33, 0.67)));
            if (pieces.left.empty() || pieces.right.empty()) continue;
            if (std::min(smallest_area(pieces.left), smallest_area(pieces.right)) < smallest_plot_m2)
                continue;
            if (std::min(largest_area(pieces.left), largest_area(pieces.right)) < 0.12 * area) continue;
            for (const auto* side : {&pieces.left, &pieces.right})
                for (const geom::Polygon& piece : *side) plot(piece, depth + 1, plots);
            return;
        }
        plots.push_back(polygon);
    }

    static void to_tenth_millimetre(geom::Polygon& polygon) {
        for (geom::Ring& ring : polygon.rings)
            for (geom::Point& p : ring) p = {std::round(p.x * 1e4) / 1e4, std::round(p.y * 1e4) / 1e4};
    }

    const Industry& industry_;
    LaneWidths widths_;
    Random random_;
    DividedBlock divided_;
};

}  // namespace

DividedBlock divide_block(const geom::Polygon& block, const Industry& industry, const LaneWidths& widths,
                          std::uint64_t seed) {
    return Divider(industry, widths, seed).divide(block);
}

}  // namespace zonewright::demo
