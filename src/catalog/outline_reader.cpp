#include "catalog/outline_reader.h"

#include <charconv>
#include <cmath>

#include "geom/statutory_area.h"

namespace zonewright::catalog {
namespace {

constexpr double farthest_m = 1e8;
constexpr const char* wkt_form = "MULTIPOLYGON (((x y, x y, …)))";

/// Nothing where the text goes on differently.
class WktText {
public:
    explicit WktText(std::string_view text) : rest_(text) {}

    std::optional<geom::MultiPolygon> polygons() {
        geom::MultiPolygon polygons;
        if (!take("MULTIPOLYGON") || !list([&] { return polygon(polygons); })) return std::nullopt;
        skip_blanks();
        return rest_.empty() ? std::optional(polygons) : std::nullopt;
    }

private:
    void skip_blanks() {
        const std::size_t begin = rest_.find_first_not_of(" \n\t");
        rest_.remove_prefix(begin == std::string_view::npos ? rest_.size() : begin);
    }
    bool take(std::string_view word) {
        skip_blanks();
        if (!rest_.starts_with(word)) return false;
        rest_.remove_prefix(word.size());
        return true;
    }
    /// "(" item, "," item … ")"
    template <typename Item>
    bool list(const Item& item) {
        if (!take("(")) return false;
        do
            if (!item()) return false;
        while (take(","));
        return take(")");
    }
    bool polygon(geom::MultiPolygon& polygons) {
        geom::Polygon& made = polygons.parts.emplace_back();
        return list([&] { return ring(made); });
    }
    bool ring(geom::Polygon& polygon) {
        geom::Ring& made = polygon.rings.emplace_back();
        return list([&] { return point(made); }) && made.size() >= 4 && made.front() == made.back();
    }
    bool point(geom::Ring& ring) {
        geom::Point& made = ring.emplace_back();
        return number(made.x) && number(made.y);
    }
    bool number(double& value) {
        skip_blanks();
        const auto [stop, failure] = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
        if (failure != std::errc() || !std::isfinite(value) || std::abs(value) > farthest_m) return false;
        rest_.remove_prefix(static_cast<std::size_t>(stop - rest_.data()));
        return true;
    }

    std::string_view rest_;
};

/// The number in "EPSG:4547" where it is that of such a plane.
std::optional<int> plane_in(std::string_view text) {
    constexpr std::string_view prefix = "EPSG:";
    if (!text.starts_with(prefix)) return std::nullopt;
    int number = 0;
    const auto [stop, failure] = std::from_chars(text.data() + prefix.size(), text.data() + text.size(), number);
    const bool whole = failure == std::errc() && stop == text.data() + text.size();
    return whole && geom::gauss_kruger_of_epsg(number) ? std::optional(number) : std::nullopt;
}

}  // namespace

model::PlaceOutline read_outline(TableReader& reader) {
    using model::GeometryStatus;
    model::PlaceOutline outline;
    const std::optional<int> epsg = plane_in(reader.text("crs"));
    if (!epsg)
        reader.reject("crs", "EPSG:4547",
                      both("写成 CGCS2000 高斯-克吕格平面，例如 EPSG:4547（三度带 114°E）",
                           "write a CGCS2000 Gauss-Krüger plane, for example EPSG:4547 (3-degree zone, 114°E)"));
    outline.epsg = *epsg;
    outline.status = reader.choice<GeometryStatus>("status",
                                                   {{"official", GeometryStatus::Official},
                                                    {"approximate", GeometryStatus::Approximate},
                                                    {"schematic", GeometryStatus::Schematic}},
                                                   GeometryStatus::Unstated);
    const std::string text = reader.text("wkt");
    std::optional<geom::MultiPolygon> polygons = WktText(text).polygons();
    if (!polygons)
        reader.reject("wkt", wkt_form,
                      both("环首尾相同，坐标以米计（东、北）", "rings end where they begin, coordinates in metres (east, north)"));
    outline.geometry = std::move(*polygons);
    return outline;
}

}  // namespace zonewright::catalog
