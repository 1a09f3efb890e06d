#include "supply/deductions.h"

#include <algorithm>

#include "base/parallel.h"
#include "geom/overlay_area.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"
#include "supply/usable_width.h"

namespace zonewright::supply {
namespace {

using geom::Coverage;
using geom::MultiPolygon;
using geom::OverlayShape;
using model::ConstraintKind;

/// Below this an overlay is a common boundary seen through rounding; a tenth of it at a thousand neighbours
/// is still less than the 0.01 m² that areas are stated to.
constexpr double touching_m2 = 1e-6;
/// The window around a parcel to which large polygons are cut lies this far outside it.
constexpr double window_margin_m = 1;

std::vector<std::size_t> first_shapes(const std::vector<model::ConstraintLayer>& layers) {
    std::vector<std::size_t> first = {0};
    for (const model::ConstraintLayer& layer : layers)
        first.push_back(first.back() + (layer.checked ? layer.polygons.size() : 0));
    return first;
}

std::vector<OverlayShape> shapes_of(const std::vector<model::ConstraintLayer>& layers,
                                    const std::vector<std::size_t>& first, const Progress& progress) {
    std::vector<OverlayShape> shapes(first.back());
    for (std::size_t k = 0; k < layers.size(); ++k)
        parallel_for(first[k + 1] - first[k], 64, progress,
                     [&](std::size_t i) { shapes[first[k] + i] = OverlayShape(layers[k].polygons[i]); });
    return shapes;
}

std::vector<geom::Box> boxes_of(const std::vector<OverlayShape>& shapes) {
    std::vector<geom::Box> boxes;
    boxes.reserve(shapes.size());
    for (const OverlayShape& shape : shapes) boxes.push_back(shape.box());
    return boxes;
}

}  // namespace

/// The parcel while it is being cut.
struct Deductor::Cut {
    const geom::StatutoryArea& area;
    const SliverRules& sliver_rules;
    Deductions result;
    OverlayShape shape;  ///< of result.remaining
    Area left;           ///< statutory area of result.remaining

    Cut(const geom::StatutoryArea& formula, const SliverRules& slivers, const MultiPolygon& parcel)
        : area(formula), sliver_rules(slivers), shape(parcel), left(formula.of(parcel)) {
        result.gross = left;
        result.remaining = parcel;
    }

    geom::Box window() const { return shape.box().grown(window_margin_m); }

    void keep(MultiPolygon remaining) {
        result.remaining = std::move(remaining);
        shape = OverlayShape(result.remaining);
        left = std::min(left, result.remaining.empty() ? Area{} : area.of(result.remaining));
        if (left.cm2 == 0) result.remaining = {}, shape = OverlayShape();
    }

    /// Takes what lies on any of the shapes.
    void subtract(const OverlayShape& other) {
        if (shape.empty()) return;
        const Coverage coverage = geom::coverage_of(shape, other, touching_m2);
        if (coverage == Coverage::None) return;
        const MultiPolygon near = coverage == Coverage::Partial ? other.clipped(window()) : MultiPolygon{};
        note_slivers(other, near);
        keep(coverage == Coverage::Whole ? MultiPolygon{} : gis::difference(result.remaining, near));
    }

    /// Keeps only what lies on one of the admissible shapes.
    void keep_inside(const std::vector<const OverlayShape*>& admissible) {
        std::vector<MultiPolygon> near;
        for (const OverlayShape* other : admissible) {
            const Coverage coverage = geom::coverage_of(shape, *other, touching_m2);
            if (coverage == Coverage::Whole) return;
            if (coverage == Coverage::Partial) near.push_back(other->clipped(window()));
        }
        if (near.empty()) return keep({});
        const MultiPolygon before = result.remaining;
        const MultiPolygon allowed = near.size() == 1 ? near.front() : gis::union_of(near);
        MultiPolygon after = gis::intersection(before, allowed);
        if (shape.planar_m2() - geom::planar_area(after) <= touching_m2) return;
        if (suspicious(shape.planar_m2() - geom::planar_area(after)))
            list_slivers(gis::difference(before, allowed));
        keep(std::move(after));
    }

    /// Could a taken area of this size hold pieces that are slivers? Length is at most the half perimeter of
    /// the box.
    bool suspicious(double taken_m2) const {
        const double length_m = shape.box().width() + shape.box().height();
        return taken_m2 <= std::max(sliver_rules.area_m2, sliver_rules.width_m * length_m);
    }

    void note_slivers(const OverlayShape& other, const MultiPolygon& near) {
        if (near.empty()) {
            if (suspicious(shape.planar_m2())) list_slivers(result.remaining);
            return;
        }
        if (suspicious(geom::overlay_area_m2(shape, other)))
            list_slivers(gis::intersection(result.remaining, near));
    }

    void list_slivers(const MultiPolygon& taken) {
        for (const geom::Polygon& part : taken.parts) {
            MultiPolygon piece{{part}};
            const double planar_m2 = geom::planar_area(part), perimeter_m = geom::perimeter(piece);
            if (perimeter_m == 0) continue;
            const double width_m = 2 * planar_m2 / perimeter_m;
            if (planar_m2 > sliver_rules.area_m2 && width_m > sliver_rules.width_m) continue;
            const Area its_area = area.of(piece);
            result.slivers.push_back({result.taken.size(), std::move(piece), its_area, width_m});
        }
    }

    /// Closes a step: what has gone since the last one belongs to it.
    void close_step() {
        Area before = result.gross;
        for (Area taken : result.taken) before -= taken;
        result.taken.push_back(before - left);
    }
};

Deductor::Deductor(const std::vector<model::ConstraintLayer>& layers, const geom::StatutoryArea& area,
                   const SliverRules& slivers, const Progress& progress)
    : layers_(layers),
      area_(area),
      sliver_rules_(slivers),
      shapes_(shapes_of(layers, first_shapes(layers), progress)),
      first_shape_(first_shapes(layers)),
      boxes_(boxes_of(shapes_)),
      index_(boxes_) {}

void Deductor::take_layer(Cut& cut, std::size_t layer, std::span<const std::uint32_t> candidates) const {
    const model::ConstraintRule& rule = layers_[layer].rule;
    if (!layers_[layer].checked || cut.shape.empty()) return;
    if (rule.kind == ConstraintKind::Fragment) {
        MultiPolygon usable = usable_land(cut.result.remaining, rule.width_m);
        if (cut.shape.planar_m2() - geom::planar_area(usable) > touching_m2) cut.keep(std::move(usable));
    } else if (rule.kind == ConstraintKind::Outside) {
        std::vector<const OverlayShape*> admissible;
        for (std::uint32_t id : candidates) admissible.push_back(&shapes_[id]);
        cut.keep_inside(admissible);
    } else {
        for (std::uint32_t id : candidates) cut.subtract(shapes_[id]);
    }
}

Deductions Deductor::deduct(const MultiPolygon& parcel, std::span<const OverlayShape* const> claimed) const {
    Cut cut(area_, sliver_rules_, parcel);
    for (const OverlayShape* winner : claimed) cut.subtract(*winner);
    cut.close_step();
    const std::vector<std::uint32_t> candidates = index_.query(cut.shape.box());  // ascending, so by layer
    auto begin = candidates.begin();
    for (std::size_t k = 0; k < layers_.size(); ++k) {
        const auto end = std::find_if(begin, candidates.end(),
                                      [&](std::uint32_t id) { return id >= first_shape_[k + 1]; });
        take_layer(cut, k, {begin, end});
        cut.close_step();
        begin = end;
    }
    cut.result.net = cut.left;
    return std::move(cut.result);
}

}  // namespace zonewright::supply
