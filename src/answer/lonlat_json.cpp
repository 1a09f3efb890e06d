#include "answer/lonlat_json.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>
#include <nlohmann/json.hpp>

namespace zonewright::answer {
namespace {

/// Twice the signed area; positive counter-clockwise.
double turn_of(const geom::Ring& ring) {
    double sum = 0;
    for (std::size_t i = 1; i < ring.size(); ++i)
        sum += (ring[i - 1].x - ring[0].x) * (ring[i].y - ring[0].y) - (ring[i].x - ring[0].x) * (ring[i - 1].y - ring[0].y);
    return sum;
}

class LonLatText {
public:
    explicit LonLatText(std::string& to) : to_(to) {}

    void operator()(std::monostate) { to_ += "null"; }
    void operator()(const geom::MultiPoint& shape) {
        begin("Point", shape.points.size());
        if (shape.points.size() == 1) position(shape.points[0]);
        else positions(shape.points);
        to_ += '}';
    }
    void operator()(const geom::MultiLineString& shape) {
        begin("LineString", shape.lines.size());
        if (shape.lines.size() == 1) positions(shape.lines[0]);
        else list(shape.lines, [this](const geom::LineString& line) { positions(line); });
        to_ += '}';
    }
    void operator()(const geom::MultiPolygon& shape) {
        begin("Polygon", shape.parts.size());
        if (shape.parts.size() == 1) rings(shape.parts[0]);
        else list(shape.parts, [this](const geom::Polygon& part) { rings(part); });
        to_ += '}';
    }

private:
    void begin(std::string_view kind, std::size_t members) {
        fmt::format_to(std::back_inserter(to_), R"({{"type":"{}{}","coordinates":)", members == 1 ? "" : "Multi", kind);
    }
    template <typename Items, typename Write>
    void list(const Items& items, Write write) {
        to_ += '[';
        bool first = true;
        for (const auto& item : items) {
            if (!first) to_ += ',';
            first = false;
            write(item);
        }
        to_ += ']';
    }
    void position(geom::Point p) {
        const auto rounded = [](double degrees) { return std::round(degrees * 1e9) / 1e9; };
        fmt::format_to(std::back_inserter(to_), "[{},{}]", rounded(p.x), rounded(p.y));
    }
    void positions(const std::vector<geom::Point>& points) {
        list(points, [this](geom::Point p) { position(p); });
    }
    void rings(const geom::Polygon& polygon) {
        bool is_shell = true;
        list(polygon.rings, [&](geom::Ring ring) {
            if ((turn_of(ring) > 0) != is_shell) std::reverse(ring.begin(), ring.end());
            is_shell = false;
            positions(ring);
        });
    }

    std::string& to_;
};

}  // namespace

void add_lonlat_text(std::string& to, const geom::Geometry& degrees) {
    std::visit(LonLatText(to), degrees);
}

nlohmann::ordered_json lonlat_json(const geom::Geometry& degrees) {
    std::string text;
    add_lonlat_text(text, degrees);
    return nlohmann::ordered_json::parse(text);
}

}  // namespace zonewright::answer
