#include "intake/packed_degrees.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <variant>

#include "base/errors.h"
#include "intake/inspection.h"
#include "io/gdal_session.h"
#include "io/vector_archive.h"

namespace zonewright::intake {
namespace {

/// Calls `take` with every vertex, which it may change; ends where it says false.
template <typename Geometry, typename Take>
bool each_vertex(Geometry& geometry, const Take& take) {
    const auto all = [&](auto& points) { return std::ranges::all_of(points, take); };
    if (auto* points = std::get_if<geom::MultiPoint>(&geometry)) return all(points->points);
    if (auto* lines = std::get_if<geom::MultiLineString>(&geometry)) return std::ranges::all_of(lines->lines, all);
    if (auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        return std::ranges::all_of(polygons->parts, [&](auto& part) { return std::ranges::all_of(part.rings, all); });
    return true;
}

/// Also in a zip, whichever of its members is read: what was computed has digits that no packed degree has.
bool is_text_or_table(const std::filesystem::path& file) {
    const std::string extension = io::extension_of(file);
    if (extension == ".zip" && std::filesystem::is_regular_file(file))
        return std::ranges::any_of(io::archive_members(file), [](const std::string& member) { return is_text_or_table(member); });
    return extension == ".txt" || extension == ".csv" || extension == ".xlsx";
}

bool lies_in(const geom::Box& box, const Region& region) {
    const geom::Box& all = region.degrees;
    const geom::Point middle{(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2};
    return middle.x >= all.min_x && middle.x <= all.max_x && middle.y >= all.min_y && middle.y <= all.max_y;
}

std::string degree_range_of(const geom::Box& box) {
    return fmt::format("{:.4f} … {:.4f}°E, {:.4f} … {:.4f}°N", box.min_x, box.max_x, box.min_y, box.max_y);
}

}  // namespace

std::optional<double> from_packed(double packed) {
    if (!std::isfinite(packed) || packed < 0 || packed >= 180) return std::nullopt;
    const std::string written = fmt::format("{}", packed);
    const std::size_t point = written.find('.');
    std::string digits = point == std::string::npos ? "" : written.substr(point + 1);
    if (digits.find_first_not_of("0123456789") != std::string::npos) return std::nullopt;  // 1e-05
    digits.resize(std::max<std::size_t>(digits.size(), 4), '0');
    const int minutes = 10 * (digits[0] - '0') + digits[1] - '0';
    const std::string rest = digits.substr(2, 2) + "." + digits.substr(4) + "0";
    double seconds = 0;
    std::from_chars(rest.data(), rest.data() + rest.size(), seconds);
    if (minutes >= 60 || seconds >= 60) return std::nullopt;
    return std::floor(packed) + minutes / 60.0 + seconds / 3600;
}

PackedDoubt packed_doubt(const std::filesystem::path& file, const model::FeatureTable& table, const Region& region) {
    PackedDoubt doubt;
    const auto both_ways = [&](const geom::Point& p) {
        const auto x = from_packed(p.x), y = from_packed(p.y);
        if (!x || !y) return false;
        doubt.decimal.include(p);
        doubt.packed.include(geom::Point{*x, *y});
        return true;
    };
    for (const model::Feature& feature : table.features)
        if (!each_vertex(feature.geometry, both_ways)) return {};
    if (doubt.decimal.empty() || !is_text_or_table(file)) return {};
    const bool decimal = lies_in(doubt.decimal, region), packed = lies_in(doubt.packed, region);
    doubt.reading = decimal == packed ? DegreeReading::Either : packed ? DegreeReading::Packed : DegreeReading::Decimal;
    return doubt;
}

Text words_of(const PackedDoubt& doubt) {
    return both("坐标有两种读法：十进制度（{0}），或度.分秒，如 113.4530 即 113°45′30″（{1}）；{2}按十进制度读取",
                "the coordinates can be read as decimal degrees ({0}) or as degrees.minutes-seconds, 113.4530 for "
                "113°45′30″ ({1}); {2}read as decimal degrees",
                degree_range_of(doubt.decimal), degree_range_of(doubt.packed),
                doubt.reading == DegreeReading::Packed ? Text{"只有后一种落在本市；现", "only the latter lies in the city; "} : Text{"现", ""});
}

void settle_degrees(const std::string& degrees, const std::string& source, model::FeatureTable& table) {
    if (degrees != "packed") return;
    for (model::Feature& feature : table.features) {
        const auto unpack = [&](geom::Point& p) {
            const auto x = from_packed(p.x), y = from_packed(p.y);
            if (!x || !y)
                throw InputError({.thing = both("{}，要素 {}", "{}, feature {}", source, name_of(table, feature)),
                                  .value = fmt::format("{}, {}", p.x, p.y),
                                  .expected = both("度.分秒（分、秒小于 60），如 113.4530 即 113°45′30″",
                                                   "degrees.minutes-seconds, both below 60: 113.4530 for 113°45′30″"),
                                  .advice = both("十进制度请写 --degrees decimal", "state --degrees decimal for decimal degrees")});
            p = {*x, *y};
            return true;
        };
        each_vertex(feature.geometry, unpack);
    }
}

}  // namespace zonewright::intake
