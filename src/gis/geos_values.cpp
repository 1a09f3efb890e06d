#include "gis/geos_values.h"

#include <cmath>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::gis {
namespace {

static_assert(sizeof(geom::Point) == 2 * sizeof(double), "rings are handed to GEOS as x, y, x, y");

void refuse(Text expected, geom::Point at) {
    throw InputError({.thing = both("几何", "geometry"),
                      .value = fmt::format("{} {}", at.x, at.y),
                      .expected = std::move(expected),
                      .advice = both("先运行 zonewright check 找出并修复该要素",
                                     "find and repair the feature with zonewright check")});
}

GEOSCoordSequence* sequence_of(const std::vector<geom::Point>& points) {
    for (const geom::Point& p : points)
        if (!(std::abs(p.x) <= largest_coordinate && std::abs(p.y) <= largest_coordinate))
            refuse({"有限且合理的坐标", "finite coordinates of a possible size"}, p);
    return GEOSCoordSeq_copyFromBuffer_r(thread_geos(), reinterpret_cast<const double*>(points.data()),
                                         static_cast<unsigned>(points.size()), 0, 0);
}

GEOSGeometry* ring_of(const geom::Ring& ring) {
    if (ring.size() < 4 || !(ring.front() == ring.back()))
        refuse({"至少 4 点且闭合的环", "a closed ring of at least four points"},
               ring.empty() ? geom::Point{} : ring.front());
    return GEOSGeom_createLinearRing_r(thread_geos(), sequence_of(ring));
}

std::vector<GEOSGeometry*> released(std::vector<GeosGeometry>& parts) {
    std::vector<GEOSGeometry*> raw;
    raw.reserve(parts.size());
    for (GeosGeometry& part : parts) raw.push_back(part.release());
    return raw;
}

GeosGeometry gathered(int kind, std::vector<GeosGeometry>& parts) {
    std::vector<GEOSGeometry*> raw = released(parts);
    return checked(
        GEOSGeom_createCollection_r(thread_geos(), kind, raw.data(), static_cast<unsigned>(raw.size())),
        "collect");
}

geom::Ring ring_from(const GEOSGeometry* ring) {
    const GEOSCoordSequence* sequence = GEOSGeom_getCoordSeq_r(thread_geos(), ring);
    unsigned size = 0;
    GEOSCoordSeq_getSize_r(thread_geos(), sequence, &size);
    geom::Ring points(size);
    GEOSCoordSeq_copyToBuffer_r(thread_geos(), sequence, reinterpret_cast<double*>(points.data()), 0, 0);
    return points;
}

void append_polygons(const GEOSGeometry* geometry, geom::MultiPolygon& into) {
    auto* const geos = thread_geos();
    const int kind = GEOSGeomTypeId_r(geos, geometry);
    if (kind == GEOS_POLYGON) {
        if (GEOSisEmpty_r(geos, geometry) == 1) return;
        geom::Polygon polygon;
        polygon.rings.push_back(ring_from(GEOSGetExteriorRing_r(geos, geometry)));
        const int holes = GEOSGetNumInteriorRings_r(geos, geometry);
        for (int i = 0; i < holes; ++i)
            polygon.rings.push_back(ring_from(GEOSGetInteriorRingN_r(geos, geometry, i)));
        into.parts.push_back(std::move(polygon));
    } else if (kind == GEOS_MULTIPOLYGON || kind == GEOS_GEOMETRYCOLLECTION) {
        const int parts = GEOSGetNumGeometries_r(geos, geometry);
        for (int i = 0; i < parts; ++i) append_polygons(GEOSGetGeometryN_r(geos, geometry, i), into);
    }
}

}  // namespace

GeosGeometry checked(GEOSGeometry* geometry, const char* operation) {
    if (geometry != nullptr) return GeosGeometry(geometry);
    throw InternalError(
        {.thing = fmt::format("GEOS {}", operation),
         .value = take_geos_error(),
         .expected = both("可叠置的有效多边形", "valid polygons"),
         .advice = both("先运行 zonewright check 检查该图层", "check the layer with zonewright check")});
}

GeosGeometry to_geos(const geom::Polygon& polygon) {
    auto* const geos = thread_geos();
    if (polygon.rings.empty()) return checked(GEOSGeom_createEmptyPolygon_r(geos), "polygon");
    std::vector<GeosGeometry> rings;
    rings.reserve(polygon.rings.size());
    for (const geom::Ring& ring : polygon.rings) rings.push_back(checked(ring_of(ring), "ring"));
    std::vector<GEOSGeometry*> raw = released(rings);
    return checked(
        GEOSGeom_createPolygon_r(geos, raw.front(), raw.data() + 1, static_cast<unsigned>(raw.size() - 1)),
        "polygon");
}

GeosGeometry to_geos(const geom::MultiPolygon& polygons) {
    std::vector<GeosGeometry> parts;
    parts.reserve(polygons.parts.size());
    for (const geom::Polygon& part : polygons.parts) parts.push_back(to_geos(part));
    if (parts.size() == 1) return std::move(parts.front());
    return gathered(GEOS_MULTIPOLYGON, parts);
}

GeosGeometry to_geos(const geom::MultiLineString& lines) {
    std::vector<GeosGeometry> parts;
    parts.reserve(lines.lines.size());
    for (const geom::LineString& line : lines.lines)
        if (line.size() > 1)
            parts.push_back(checked(GEOSGeom_createLineString_r(thread_geos(), sequence_of(line)), "line"));
    return gathered(GEOS_MULTILINESTRING, parts);
}

GeosGeometry collection_of(std::span<const geom::MultiPolygon> polygons) {
    std::vector<GeosGeometry> parts;
    for (const geom::MultiPolygon& each : polygons)
        for (const geom::Polygon& part : each.parts) parts.push_back(to_geos(part));
    return gathered(GEOS_GEOMETRYCOLLECTION, parts);
}

geom::MultiPolygon polygons_of(const GEOSGeometry* geometry) {
    geom::MultiPolygon polygons;
    append_polygons(geometry, polygons);
    return polygons;
}

}  // namespace zonewright::gis
