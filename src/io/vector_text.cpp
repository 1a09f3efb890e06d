#include "io/vector_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <nlohmann/json.hpp>

#include "geom/planar_area.h"

namespace zonewright::io {
namespace {

using Buffer = fmt::memory_buffer;

void put(Buffer& out, std::string_view text) {
    out.append(text.data(), text.data() + text.size());
}

/// `open` … `close` around the members, commas between them.
template <typename Members, typename Each>
void put_list(Buffer& out, const Members& members, std::string_view open, std::string_view close,
              const Each& each) {
    put(out, open);
    bool first = true;
    for (const auto& member : members) {
        if (!first) put(out, ",");
        first = false;
        each(member);
    }
    put(out, close);
}

void put_json_point(Buffer& out, geom::Point p) {
    fmt::format_to(std::back_inserter(out), "[{},{}]", p.x, p.y);
}

void put_json_points(Buffer& out, const std::vector<geom::Point>& points) {
    put_list(out, points, "[", "]", [&](geom::Point p) { put_json_point(out, p); });
}

void put_json_polygon(Buffer& out, const geom::Polygon& polygon) {
    bool shell = true;
    put_list(out, polygon.rings, "[", "]", [&](const geom::Ring& ring) {
        const bool counter_clockwise = geom::signed_ring_area(ring) > 0;
        if (counter_clockwise == shell)
            put_json_points(out, ring);
        else
            put_json_points(out, geom::Ring(ring.rbegin(), ring.rend()));
        shell = false;
    });
}

void put_json_geometry(Buffer& out, const geom::Geometry& geometry) {
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry)) {
        const bool single = points->points.size() == 1;
        put(out, single ? R"({"type":"Point","coordinates":)" : R"({"type":"MultiPoint","coordinates":)");
        if (single)
            put_json_point(out, points->points.front());
        else
            put_json_points(out, points->points);
        return put(out, "}");
    }
    if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry)) {
        put(out, R"({"type":"MultiLineString","coordinates":)");
        put_list(out, lines->lines, "[", "]",
                 [&](const geom::LineString& line) { put_json_points(out, line); });
        return put(out, "}");
    }
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry)) {
        put(out, R"({"type":"MultiPolygon","coordinates":)");
        put_list(out, polygons->parts, "[", "]",
                 [&](const geom::Polygon& part) { put_json_polygon(out, part); });
        return put(out, "}");
    }
    put(out, "null");
}

void put_json_value(Buffer& out, const model::Value& value) {
    if (model::is_null(value)) return put(out, "null");
    if (const auto* text = std::get_if<std::string>(&value))
        return put(out, nlohmann::json(*text).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
    if (const auto* real = std::get_if<double>(&value); real != nullptr && !std::isfinite(*real))
        return put(out, "null");
    put(out, model::text_of(value));
}

std::string csv_cell(std::string text, bool guarded) {
    if (guarded && !text.empty() &&
        std::string_view("=+-@\t\r").find(text.front()) != std::string_view::npos)
        text.insert(0, "'");
    if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
    std::string quoted = "\"";
    for (const char c : text) quoted += c == '"' ? std::string("\"\"") : std::string(1, c);
    return quoted + "\"";
}

void put_wkt_points(Buffer& out, const std::vector<geom::Point>& points) {
    put_list(out, points, "(", ")",
             [&](geom::Point p) { fmt::format_to(std::back_inserter(out), "{} {}", p.x, p.y); });
}

}  // namespace

std::string geojson_text(const model::FeatureTable& table) {
    Buffer out;
    put(out, R"({"type":"FeatureCollection","name":)" + nlohmann::json(table.name).dump());
    if (table.epsg != 0 && table.epsg != 4326)
        fmt::format_to(std::back_inserter(out),
                       R"(,"crs":{{"type":"name","properties":{{"name":"urn:ogc:def:crs:EPSG::{}"}}}})",
                       table.epsg);
    put_list(out, table.features, ",\"features\":[", "\n]", [&](const model::Feature& feature) {
        fmt::format_to(std::back_inserter(out), "\n{{\"type\":\"Feature\",\"id\":{},\"properties\":{{",
                       feature.fid);
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            put(out, (i == 0 ? "" : ",") + nlohmann::json(table.fields[i].name).dump() + ":");
            put_json_value(out, feature.values.at(i));
        }
        put(out, "},\"geometry\":");
        put_json_geometry(out, feature.geometry);
        put(out, "}");
    });
    put(out, "}\n");
    return fmt::to_string(out);
}

std::string wkt_of(const geom::Geometry& geometry) {
    Buffer out;
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry)) {
        put(out, "MULTIPOINT ");
        put_wkt_points(out, points->points);
    } else if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry)) {
        put_list(out, lines->lines, "MULTILINESTRING (", ")",
                 [&](const geom::LineString& line) { put_wkt_points(out, line); });
    } else if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry)) {
        put_list(out, polygons->parts, "MULTIPOLYGON (", ")", [&](const geom::Polygon& part) {
            put_list(out, part.rings, "(", ")", [&](const geom::Ring& ring) { put_wkt_points(out, ring); });
        });
    }
    return fmt::to_string(out);
}

std::string csv_text(const model::FeatureTable& table, bool as_it_is) {
    std::string out = "\xEF\xBB\xBF";
    const bool points = table.kind == model::GeometryKind::Point,
               shapes = !points && table.kind != model::GeometryKind::None;
    for (std::size_t i = 0; i < table.fields.size(); ++i)
        out += (i == 0 ? "" : ",") + csv_cell(table.fields[i].name, !as_it_is);
    if (points) out += ",x,y";
    if (shapes) out += ",WKT";
    out += "\r\n";
    for (const model::Feature& feature : table.features) {
        for (std::size_t i = 0; i < table.fields.size(); ++i) {
            const model::Value& value = feature.values.at(i);
            out += (i == 0 ? "" : ",") +
                   csv_cell(model::text_of(value), !as_it_is && std::holds_alternative<std::string>(value));
        }
        const auto* place = std::get_if<geom::MultiPoint>(&feature.geometry);
        if (points)
            out += place == nullptr || place->points.empty()
                       ? ",,"
                       : fmt::format(",{},{}", place->points[0].x, place->points[0].y);
        if (shapes) out += "," + csv_cell(wkt_of(feature.geometry), false);
        out += "\r\n";
    }
    return out;
}

}  // namespace zonewright::io
