#include "intake/vertex_gate.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <map>

#include "base/errors.h"
#include "base/language.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "gis/datum_shift.h"
#include "intake/crs_diagnosis.h"

namespace zonewright::intake {
namespace {

constexpr double prefix_unit_m = 1e6;

struct Vertex {
    geom::Point at;
    double edge_m = 0;  ///< the longer of its two edges
};

void append(const std::vector<geom::Point>& points, std::vector<Vertex>& vertices) {
    for (std::size_t i = 0; i < points.size(); ++i) {
        const double before = i > 0 ? geom::distance(points[i - 1], points[i]) : 0,
                     after = i + 1 < points.size() ? geom::distance(points[i], points[i + 1]) : 0;
        vertices.push_back({points[i], std::max(before, after)});
    }
}

std::vector<Vertex> vertices_of(const geom::Geometry& geometry) {
    std::vector<Vertex> vertices;
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry))
        for (const geom::Point& p : points->points) vertices.push_back({p, 0});
    if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry))
        for (const geom::LineString& line : lines->lines) append(line, vertices);
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        for (const geom::Polygon& part : polygons->parts)
            for (const geom::Ring& ring : part.rings) append(ring, vertices);
    return vertices;
}

/// The plane of a CRS; all of the world where it cannot be told.
geom::Box plane_of(int epsg, double margin_deg) {
    constexpr double all = 1e300;
    const geom::Box anywhere{-all, -all, all, all};
    if (!gis::is_projected(epsg)) return {-360, -90, 360, 90};
    const auto use = gis::area_of_use(epsg);
    if (!use) return anywhere;
    try {
        const gis::Transformation to_plane(gis::geographic_base(epsg), epsg);
        const geom::Box wide{use->min_x - margin_deg, std::max(-85.0, use->min_y - margin_deg),
                             use->max_x + margin_deg, std::min(85.0, use->max_y + margin_deg)};
        geom::Box plane;
        for (const double x : {wide.min_x, (wide.min_x + wide.max_x) / 2, wide.max_x})
            for (const double y : {wide.min_y, (wide.min_y + wide.max_y) / 2, wide.max_y})
                plane.include(to_plane({x, y}));
        if (const auto own = geom::gauss_kruger_of_epsg(epsg); own && own->false_easting_m > prefix_unit_m) {
            const double zone = std::floor(own->false_easting_m / prefix_unit_m);
            plane.min_x = std::max(plane.min_x, zone * prefix_unit_m);  // 39xxxxxx is no easting of zone 38
            plane.max_x = std::min(plane.max_x, (zone + 1) * prefix_unit_m);
        }
        return plane;
    } catch (const InputError&) {
        return anywhere;
    }
}

/// The city with its surroundings, on a plane of metres; nothing where edges cannot be measured.
std::optional<geom::Box> city_in(int epsg, const Region& region) {
    if (region.degrees.empty()) return std::nullopt;
    try {
        if (gis::is_projected(epsg)) return region_in(epsg, region);
    } catch (const InputError&) {  // a datum that nothing leads to
    }
    return std::nullopt;
}

class Judge {
public:
    Judge(int epsg, const Tolerances& tolerances)
        : plane_(plane_of(epsg, tolerances.crs_margin_deg)),
          city_(city_in(epsg, tolerances.region)),
          longest_edge_m_(tolerances.longest_edge_m) {}

    /// Is no vertex of the feature a place?
    bool outside(const model::Feature& feature) const {
        const auto vertices = vertices_of(feature.geometry);
        return !vertices.empty() && std::ranges::none_of(vertices, [&](const Vertex& vertex) {
            return plane_.contains(vertex.at);
        });
    }

    std::optional<BadVertex> first_bad(const model::Feature& feature) const {
        const auto vertices = vertices_of(feature.geometry);
        for (std::size_t i = 0; i < vertices.size(); ++i)
            if (!plane_.contains(vertices[i].at)) return BadVertex{feature.fid, i + 1, vertices[i].at, true};
        if (!std::holds_alternative<geom::MultiPolygon>(feature.geometry) || !city_) return std::nullopt;
        const auto in_city =
            std::ranges::count_if(vertices, [&](const Vertex& vertex) { return city_->contains(vertex.at); });
        if (2 * static_cast<std::size_t>(in_city) < vertices.size()) return std::nullopt;
        for (std::size_t i = 0; i < vertices.size(); ++i)
            if (!city_->contains(vertices[i].at) && vertices[i].edge_m > longest_edge_m_)
                return BadVertex{feature.fid, i + 1, vertices[i].at, false};
        return std::nullopt;
    }

private:
    geom::Box plane_;
    std::optional<geom::Box> city_;
    double longest_edge_m_;
};

/// The area that the record gives; 0 where it gives none.
double recorded_m2(const model::FeatureTable& table, const model::Feature& feature) {
    const auto field = table.find_field("recorded_area_m2");
    return field ? std::max(0.0, model::number_of(feature.values[*field]).value_or(0)) : 0;
}

}  // namespace

std::set<std::int64_t> VertexGate::fids() const {
    std::set<std::int64_t> all;
    for (const BadVertex& vertex : bad) all.insert(vertex.fid);
    return all;
}

VertexGate set_aside_bad_vertices(model::FeatureTable& table, int epsg, const Tolerances& tolerances) {
    VertexGate gate{.epsg = epsg};
    if (epsg == 0) return gate;
    const Judge judge(epsg, tolerances);
    std::size_t shaped = 0, outside = 0;
    for (const model::Feature& feature : table.features) {
        if (!std::holds_alternative<std::monostate>(feature.geometry)) ++shaped;
        if (judge.outside(feature)) ++outside;
    }
    gate.all_outside = 2 * outside > shaped;
    if (gate.all_outside) return gate;
    for (model::Feature& feature : table.features)
        if (const auto bad = judge.first_bad(feature)) {
            gate.bad.push_back(*bad);
            feature.geometry = {};
        }
    return gate;
}

Text words_of(const BadVertex& vertex, int epsg) {
    const Text why = vertex.outside_crs
                         ? both("不在 EPSG:{} 的适用范围内", "lies outside EPSG:{}", epsg)
                         : Text{"远离该要素的其余顶点", "lies far from the rest of the feature"};
    return both("第 {} 个顶点 X(北) {:.3f} Y(东) {:.3f} {}，该要素已搁置",
                "vertex {} at X(north) {:.3f} Y(east) {:.3f} {}: the feature is set aside", vertex.number,
                vertex.at.y, vertex.at.x, why);
}

void report_bad_vertices(const VertexGate& gate, const model::FeatureTable& table, const std::string& layer,
                         const Inspection& inspection) {
    std::map<std::int64_t, const model::Feature*> by_fid;
    for (const model::Feature& feature : table.features) by_fid[feature.fid] = &feature;
    for (const BadVertex& vertex : gate.bad) {
        const model::Feature& feature = *by_fid.at(vertex.fid);
        const double area_m2 = recorded_m2(table, feature);
        const Text area = area_m2 > 0 ? both("登记面积 {:.2f} m²", "recorded area {:.2f} m²", area_m2)
                                      : Text{"面积未知", "its area is unknown"};
        const std::string& command = inspection.import_command;
        inspection.find(
            "bad_vertex", model::Severity::Error, name_of(table, feature),
            both("图层 {}，要素号 {}：{}（{}）", "layer {}, feature {}: {} ({})", layer, vertex.fid,
                 words_of(vertex, gate.epsg), area),
            Text{"在源数据中改正该顶点，再重新导入", "correct the vertex in the source and import again"} +
                (command.empty() ? Text{} : Text("：" + command, ": " + command)),
            {}, area_m2);
    }
}

}  // namespace zonewright::intake
