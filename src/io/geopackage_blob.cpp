#include "io/geopackage_blob.h"

#include <array>
#include <bit>
#include <cstring>

namespace zonewright::io {
namespace {

static_assert(std::endian::native == std::endian::little, "the header says little endian");

enum : std::uint32_t {
    wkb_point = 1,
    wkb_line = 2,
    wkb_polygon = 3,
    wkb_multi_point = 4,
    wkb_multi_line = 5,
    wkb_multi_polygon = 6
};

class Blob {
public:
    explicit Blob(std::size_t capacity) { bytes_.reserve(capacity); }

    template <typename T>
    void add(T value) {
        std::array<char, sizeof(T)> raw;
        std::memcpy(raw.data(), &value, sizeof(T));
        bytes_.append(raw.data(), raw.size());
    }
    void add_type(std::uint32_t type) {
        add(std::uint8_t{1});
        add(type);
    }
    void add_count(std::size_t count) { add(static_cast<std::uint32_t>(count)); }
    void add_points(const std::vector<geom::Point>& points) {
        static_assert(sizeof(geom::Point) == 2 * sizeof(double));
        add_count(points.size());
        bytes_.append(reinterpret_cast<const char*>(points.data()), points.size() * sizeof(geom::Point));
    }
    std::string take() { return std::move(bytes_); }

private:
    std::string bytes_;
};

void add_header(Blob& blob, const geom::Box& box, int srs_id) {
    constexpr std::uint8_t little_endian = 1, envelope_xy = 1 << 1, empty_geometry = 1 << 4;
    blob.add('G');
    blob.add('P');
    blob.add(std::uint8_t{0});
    blob.add(static_cast<std::uint8_t>(box.empty() ? little_endian | empty_geometry
                                                   : little_endian | envelope_xy));
    blob.add(static_cast<std::int32_t>(srs_id));
    if (box.empty()) return;
    for (const double side : {box.min_x, box.max_x, box.min_y, box.max_y}) blob.add(side);
}

void add_wkb(Blob& blob, const geom::MultiPoint& geometry, bool single_points) {
    if (!single_points) {
        blob.add_type(wkb_multi_point);
        blob.add_count(geometry.points.size());
    }
    for (const geom::Point& point : geometry.points) {
        blob.add_type(wkb_point);
        blob.add(point.x);
        blob.add(point.y);
    }
}

void add_wkb(Blob& blob, const geom::MultiLineString& geometry, bool) {
    blob.add_type(wkb_multi_line);
    blob.add_count(geometry.lines.size());
    for (const geom::LineString& line : geometry.lines) {
        blob.add_type(wkb_line);
        blob.add_points(line);
    }
}

void add_wkb(Blob& blob, const geom::MultiPolygon& geometry, bool) {
    blob.add_type(wkb_multi_polygon);
    blob.add_count(geometry.parts.size());
    for (const geom::Polygon& part : geometry.parts) {
        blob.add_type(wkb_polygon);
        blob.add_count(part.rings.size());
        for (const geom::Ring& ring : part.rings) blob.add_points(ring);
    }
}

std::size_t point_count(const geom::MultiPoint& geometry) {
    return 2 * geometry.points.size();
}
std::size_t point_count(const geom::MultiLineString& geometry) {
    std::size_t count = 0;
    for (const auto& line : geometry.lines) count += line.size() + 1;
    return count;
}
std::size_t point_count(const geom::MultiPolygon& geometry) {
    std::size_t count = 0;
    for (const auto& part : geometry.parts)
        for (const auto& ring : part.rings) count += ring.size() + 2;
    return count;
}

}  // namespace

std::string geopackage_blob(const geom::Geometry& geometry, int srs_id, bool single_points) {
    return std::visit(
        [&](const auto& shape) -> std::string {
            if constexpr (std::is_same_v<std::decay_t<decltype(shape)>, std::monostate>) {
                return {};
            } else {
                Blob blob(64 + 16 * point_count(shape));
                add_header(blob, geom::bounds(geometry), srs_id);
                add_wkb(blob, shape, single_points);
                return blob.take();
            }
        },
        geometry);
}

}  // namespace zonewright::io
