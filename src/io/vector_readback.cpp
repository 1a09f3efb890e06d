#include "io/vector_readback.h"

#include <algorithm>
#include <cmath>
#include <memory>

#include "base/errors.h"
#include "base/language.h"
#include "io/vector_values.h"

namespace zonewright::io {
namespace {

constexpr double plane_tolerance_m = 2e-4, angle_tolerance_deg = 1e-7, relative_tolerance = 1e-9;

[[noreturn]] void refuse_difference(const std::filesystem::path& target, const Text& value) {
    throw ResourceError(
        {.thing = target.string(),
         .value = value,
         .expected = both("读回与写入一致", "the same when read back"),
         .advice = both("检查剩余空间和内存后重试；已有结果未改动",
                        "check the free space and memory, then try again; earlier results are untouched")});
}

std::size_t vertices_of(const geom::Geometry& geometry) {
    std::size_t count = 0;
    if (const auto* points = std::get_if<geom::MultiPoint>(&geometry)) count = points->points.size();
    if (const auto* lines = std::get_if<geom::MultiLineString>(&geometry))
        for (const geom::LineString& line : lines->lines) count += line.size();
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&geometry))
        for (const geom::Polygon& part : polygons->parts)
            for (const geom::Ring& ring : part.rings) count += ring.size();
    return count;
}

bool close_numbers(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance || (!std::isfinite(a) && !std::isfinite(b));
}

bool same_shape(const geom::Geometry& a, const geom::Geometry& b) {
    if (vertices_of(a) != vertices_of(b)) return false;
    const geom::Box one = geom::bounds(a), other = geom::bounds(b);
    if (one.empty() || other.empty()) return one.empty() == other.empty();
    const auto same = [](double x, double y) {
        return close_numbers(x, y, std::abs(x) <= 360 ? angle_tolerance_deg : plane_tolerance_m);
    };
    return same(one.min_x, other.min_x) && same(one.min_y, other.min_y) && same(one.max_x, other.max_x) &&
           same(one.max_y, other.max_y);
}

/// As the reader gives it back: rings closed, those of less than three points left out.
geom::Geometry as_read(const geom::Geometry& written) {
    std::vector<ReadNote> ignored;
    const std::unique_ptr<OGRGeometry> drawn = to_ogr(written);
    return geometry_of(drawn.get(), 0, ignored);
}

bool same_value(const model::Value& written, const model::Value& found) {
    if (const auto* text = std::get_if<std::string>(&written)) return model::text_of(found) == *text;
    const auto number = model::number_of(written), back = model::number_of(found);
    if (!number || !std::isfinite(*number)) return !back || !std::isfinite(*back);
    return back && close_numbers(*number, *back, std::abs(*number) * relative_tolerance + 1e-12);
}

/// A FlatGeobuf orders its features by place: they are compared as a sorted list of what each one says.
std::vector<std::string> sorted_sayings(const model::FeatureTable& table, std::size_t fields) {
    std::vector<std::string> sayings;
    for (const model::Feature& feature : table.features) {
        const geom::Geometry shape = as_read(feature.geometry);
        const geom::Box box = geom::bounds(shape);
        std::string saying = fmt::format("{} {} {} {} {}", vertices_of(shape), box.min_x, box.min_y, box.max_x,
                                         box.max_y);
        for (std::size_t i = 0; i < fields; ++i) {
            const auto* real = std::get_if<double>(&feature.values.at(i));
            saying += "|" + (real != nullptr && !std::isfinite(*real) ? std::string{} : model::text_of(feature.values[i]));
        }
        sayings.push_back(std::move(saying));
    }
    std::sort(sayings.begin(), sayings.end());
    return sayings;
}

}  // namespace

model::FeatureTable require_same_features(const std::filesystem::path& written, const std::string& layer,
                           const model::FeatureTable& table, VectorFormat format, const std::string& encoding,
                           const std::filesystem::path& target) {
    const bool shapefile = format == VectorFormat::Shapefile;
    LayerReading reading = read_layer_with_notes(
        {.path = written, .layer = layer, .encoding = shapefile ? encoding : "", .mixed = true}, Progress{});
    if (reading.table.features.size() != table.features.size() || reading.table.fields.size() < table.fields.size())
        refuse_difference(target, both("图层 {} 写后读回的要素数不符", "layer {} reads back with another count", table.name));
    if (format == VectorFormat::FlatGeobuf) {
        if (sorted_sayings(reading.table, table.fields.size()) == sorted_sayings(table, table.fields.size()))
            return std::move(reading.table);
        refuse_difference(target, both("读回的要素不同", "other features"));
    }
    for (std::size_t row = 0; row < table.features.size(); ++row) {
        const model::Feature &wanted = table.features[row], &found = reading.table.features[row];
        if (!same_shape(as_read(wanted.geometry), found.geometry))
            refuse_difference(target, both("图层 {} 第 {} 个要素的几何不同", "feature {1} of layer {0} has another geometry", table.name, row + 1));
        for (std::size_t field = 0; field < table.fields.size() && !shapefile; ++field)
            if (!same_value(wanted.values.at(field), found.values.at(field)))
                refuse_difference(target, both("第 {} 个要素的字段 {} 不同", "feature {} has another {}", row + 1,
                                               table.fields[field].name));
    }
    return std::move(reading.table);
}

}  // namespace zonewright::io
