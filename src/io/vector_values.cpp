#include "io/vector_values.h"

#include <ogr_geometry.h>

#include <cmath>

#include "gis/geos_values.h"

namespace zonewright::io {
namespace {

/// Reads one geometry and remembers the first reason to leave it out.
class GeometryReader {
public:
    GeometryReader(std::int64_t fid, std::vector<ReadNote>& notes) : fid_(fid), notes_(notes) {}

    geom::Geometry read(const OGRGeometry& source, double arc_step_deg) {
        if (source.IsEmpty()) return refuse(ReadNoteKind::Empty, source.getGeometryName());
        if (source.hasCurveGeometry(FALSE)) {
            const bool arcs = source.hasCurveGeometry(TRUE) != FALSE;  // a curve type may hold straight edges only
            if (arcs && arc_step_deg <= 0) return refuse(ReadNoteKind::Curve, source.getGeometryName());
            const std::unique_ptr<OGRGeometry> chords(source.getLinearGeometry(arc_step_deg));
            if (arcs) note(ReadNoteKind::Linearized, {}, source.getGeometryName());
            return read(*chords, 0);
        }
        if (source.Is3D()) note(ReadNoteKind::DroppedZ, {}, {});
        if (source.IsMeasured()) note(ReadNoteKind::DroppedM, {}, {});
        append(source);
        if (refused_) return {};
        int kinds = 0;
        for (const bool none : {points_.points.empty(), lines_.lines.empty(), polygons_.parts.empty()}) kinds += none ? 0 : 1;
        const std::size_t beside = points_.points.size() + lines_.lines.size();
        if (kinds > 1 && !polygons_.parts.empty())
            note(ReadNoteKind::LeftParts, {}, fmt::format("{}: {}", source.getGeometryName(), beside));
        if (!polygons_.parts.empty()) return std::move(polygons_);
        if (kinds > 1) return refuse(ReadNoteKind::Unsupported, source.getGeometryName());
        if (!lines_.lines.empty()) return std::move(lines_);
        if (!points_.points.empty()) return std::move(points_);
        return {};
    }

private:
    geom::Geometry refuse(ReadNoteKind kind, std::string detail, geom::Point place = {}) {
        if (!refused_) note(kind, place, std::move(detail));
        refused_ = true;
        return {};
    }
    void note(ReadNoteKind kind, geom::Point place, std::string detail) {
        notes_.push_back({kind, fid_, place, std::move(detail)});
    }

    bool sound(geom::Point p) {
        if (!std::isfinite(p.x) || !std::isfinite(p.y))
            return refuse(ReadNoteKind::NotFinite, fmt::format("{} {}", p.x, p.y)), false;
        if (std::abs(p.x) > gis::largest_coordinate || std::abs(p.y) > gis::largest_coordinate)
            return refuse(ReadNoteKind::Absurd, fmt::format("{} {}", p.x, p.y)), false;
        return true;
    }

    std::vector<geom::Point> points_of(const OGRSimpleCurve& curve) {
        std::vector<geom::Point> points(static_cast<std::size_t>(curve.getNumPoints()));
        constexpr int stride = static_cast<int>(sizeof(geom::Point));
        if (!points.empty()) curve.getPoints(&points.front().x, stride, &points.front().y, stride);
        for (const geom::Point& p : points)
            if (!sound(p)) return {};
        return points;
    }

    void append_polygon(const OGRPolygon& polygon) {
        geom::Polygon part;
        for (const OGRLinearRing* source : polygon) {
            geom::Ring ring = points_of(*source);
            if (refused_) return;
            if (ring.empty()) continue;
            if (!(ring.front() == ring.back())) {
                note(ReadNoteKind::ClosedRing, ring.back(), {});
                ring.push_back(ring.front());
            }
            if (ring.size() < 4) {
                note(ReadNoteKind::DroppedRing, ring.front(), {});
                if (part.rings.empty()) return;  // a shell without area takes its holes along
                continue;
            }
            part.rings.push_back(std::move(ring));
        }
        if (!part.rings.empty()) polygons_.parts.push_back(std::move(part));
    }

    void append(const OGRGeometry& source) {
        if (refused_ || source.IsEmpty()) return;
        switch (wkbFlatten(source.getGeometryType())) {
            case wkbPoint: {
                const geom::Point p{source.toPoint()->getX(), source.toPoint()->getY()};
                if (sound(p)) points_.points.push_back(p);
                return;
            }
            case wkbLineString: {
                geom::LineString line = points_of(*source.toLineString());
                if (!line.empty()) lines_.lines.push_back(std::move(line));
                return;
            }
            case wkbPolygon:
                return append_polygon(*source.toPolygon());
            case wkbMultiPoint:
            case wkbMultiLineString:
            case wkbMultiPolygon:
            case wkbGeometryCollection:
                for (const OGRGeometry* member : *source.toGeometryCollection()) append(*member);
                return;
            default:
                refuse(ReadNoteKind::Unsupported, source.getGeometryName());
        }
    }

    std::int64_t fid_;
    std::vector<ReadNote>& notes_;
    bool refused_ = false;
    geom::MultiPoint points_;
    geom::MultiLineString lines_;
    geom::MultiPolygon polygons_;
};

}  // namespace

geom::Geometry geometry_of(const OGRGeometry* source, std::int64_t fid, std::vector<ReadNote>& notes,
                           double arc_step_deg) {
    if (source == nullptr) return {};
    return GeometryReader(fid, notes).read(*source, arc_step_deg);
}

model::GeometryKind kind_of(OGRwkbGeometryType type) {
    switch (OGR_GT_GetLinear(OGR_GT_Flatten(type))) {
        case wkbPoint:
        case wkbMultiPoint:
            return model::GeometryKind::Point;
        case wkbLineString:
        case wkbMultiLineString:
            return model::GeometryKind::Line;
        case wkbPolygon:
        case wkbMultiPolygon:
            return model::GeometryKind::Polygon;
        default:
            return model::GeometryKind::None;
    }
}

model::GeometryKind kind_of(const geom::Geometry& geometry) {
    if (std::holds_alternative<geom::MultiPoint>(geometry)) return model::GeometryKind::Point;
    if (std::holds_alternative<geom::MultiLineString>(geometry)) return model::GeometryKind::Line;
    if (std::holds_alternative<geom::MultiPolygon>(geometry)) return model::GeometryKind::Polygon;
    return model::GeometryKind::None;
}

model::FieldType type_of(OGRFieldType type) {
    if (type == OFTInteger || type == OFTInteger64) return model::FieldType::Integer;
    return type == OFTReal ? model::FieldType::Real : model::FieldType::Text;
}

model::Value value_of(const OGRFeature& feature, int field) {
    if (!feature.IsFieldSetAndNotNull(field)) return {};
    switch (feature.GetFieldDefnRef(field)->GetType()) {
        case OFTInteger:
        case OFTInteger64:
            return std::int64_t{feature.GetFieldAsInteger64(field)};
        case OFTReal:
            return feature.GetFieldAsDouble(field);
        default:
            return std::string(
                const_cast<OGRFeature&>(feature).GetFieldAsString(field));  // dates in ISO order
    }
}

std::unique_ptr<OGRGeometry> to_ogr(const geom::Geometry& geometry) {
    const auto fill = [](OGRSimpleCurve& curve, const std::vector<geom::Point>& points) {
        curve.setNumPoints(static_cast<int>(points.size()), FALSE);
        for (std::size_t i = 0; i < points.size(); ++i)
            curve.setPoint(static_cast<int>(i), points[i].x, points[i].y);
    };
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry)) {
        if (points->points.size() == 1)
            return std::make_unique<OGRPoint>(points->points.front().x, points->points.front().y);
        auto multi = std::make_unique<OGRMultiPoint>();
        for (const geom::Point& p : points->points) multi->addGeometryDirectly(new OGRPoint(p.x, p.y));
        return multi;
    }
    if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry)) {
        auto multi = std::make_unique<OGRMultiLineString>();
        for (const geom::LineString& line : lines->lines) {
            auto single = std::make_unique<OGRLineString>();
            fill(*single, line);
            multi->addGeometryDirectly(single.release());
        }
        return multi;
    }
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry)) {
        auto multi = std::make_unique<OGRMultiPolygon>();
        for (const geom::Polygon& part : polygons->parts) {
            auto single = std::make_unique<OGRPolygon>();
            for (const geom::Ring& points : part.rings) {
                auto ring = std::make_unique<OGRLinearRing>();
                fill(*ring, points);
                single->addRingDirectly(ring.release());
            }
            multi->addGeometryDirectly(single.release());
        }
        return multi;
    }
    return nullptr;
}

}  // namespace zonewright::io
