#include "io/geopackage_shape.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cstdint>
#include <cstring>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::io {
namespace {

[[noreturn]] void refuse_blob(const Text& what) {
    throw InputError({.thing = both("GeoPackage 中的图形", "a geometry of the GeoPackage"),
                      .value = what,
                      .expected = both("点、线或面", "a point, a line or a polygon"),
                      .advice = both("重新运行以生成该文件", "run again to make the file anew")});
}

struct ShapeHead {
    std::uint32_t kind = 0;       ///< 1 … 7, without dimensions
    std::size_t dimensions = 2;
};

/// Reads a run of bytes; what is not there is refused.
class BlobReader {
public:
    explicit BlobReader(std::string_view bytes) : bytes_(bytes) {}

    template <typename T>
    T number() {
        if (bytes_.size() - at_ < sizeof(T)) refuse_blob({"数据不完整", "cut short"});
        std::array<char, sizeof(T)> raw;
        std::memcpy(raw.data(), bytes_.data() + at_, sizeof(T));
        at_ += sizeof(T);
        if (swapped_) std::reverse(raw.begin(), raw.end());
        T value;
        std::memcpy(&value, raw.data(), sizeof(T));
        return value;
    }
    void take_order() {
        const auto order = number<std::uint8_t>();
        if (order > 1) refuse_blob({"字节序未知", "of unknown byte order"});
        swapped_ = (order == 1) != (std::endian::native == std::endian::little);
    }
    void set_order(bool little) { swapped_ = little != (std::endian::native == std::endian::little); }
    void skip(std::size_t bytes) {
        if (bytes_.size() - at_ < bytes) refuse_blob({"数据不完整", "cut short"});
        at_ += bytes;
    }
    /// A count of things of at least `each` bytes.
    std::size_t count(std::size_t each) {
        const std::size_t stated = number<std::uint32_t>();
        if (stated > (bytes_.size() - at_) / each) refuse_blob({"数据不完整", "cut short"});
        return stated;
    }
    ShapeHead head() {
        take_order();
        const auto type = number<std::uint32_t>();
        ShapeHead head{.kind = type % 1000};
        const std::uint32_t thousands = type / 1000;
        if (thousands > 3) refuse_blob({"类型未知", "of unknown type"});
        head.dimensions = thousands == 0 ? 2 : thousands == 3 ? 4 : 3;
        return head;
    }
    geom::Point point(std::size_t dimensions) {
        geom::Point p;
        p.x = number<double>();
        p.y = number<double>();
        skip((dimensions - 2) * sizeof(double));
        return p;
    }
    std::vector<geom::Point> points(std::size_t dimensions) {
        std::vector<geom::Point> list(count(dimensions * sizeof(double)));
        for (geom::Point& each : list) each = point(dimensions);
        return list;
    }
    geom::Polygon polygon(std::size_t dimensions) {
        geom::Polygon made;
        made.rings.resize(count(4));
        for (geom::Ring& ring : made.rings) ring = points(dimensions);
        return made;
    }

private:
    std::string_view bytes_;
    std::size_t at_ = 0;
    bool swapped_ = false;
};

/// The members of a multi geometry, each of the kind `member`.
template <typename List, typename Take>
List members(BlobReader& reader, std::uint32_t member, Take take) {
    List list(reader.count(5));
    for (auto& each : list) {
        const ShapeHead head = reader.head();
        if (head.kind != member) refuse_blob({"成员类型不符", "of mixed kinds"});
        each = take(head.dimensions);
    }
    return list;
}

geom::Geometry shape_in(BlobReader& reader) {
    const ShapeHead head = reader.head();
    const auto point = [&](std::size_t dimensions) { return reader.point(dimensions); };
    const auto line = [&](std::size_t dimensions) { return reader.points(dimensions); };
    const auto polygon = [&](std::size_t dimensions) { return reader.polygon(dimensions); };
    switch (head.kind) {
        case 1: return geom::MultiPoint{{point(head.dimensions)}};
        case 2: return geom::MultiLineString{{line(head.dimensions)}};
        case 3: return geom::MultiPolygon{{polygon(head.dimensions)}};
        case 4: return geom::MultiPoint{members<std::vector<geom::Point>>(reader, 1, point)};
        case 5: return geom::MultiLineString{members<std::vector<geom::LineString>>(reader, 2, line)};
        case 6: return geom::MultiPolygon{members<std::vector<geom::Polygon>>(reader, 3, polygon)};
        default: refuse_blob({"类型未知", "of unknown type"});
    }
}

}  // namespace

geom::Geometry geometry_of_blob(std::string_view blob) {
    if (blob.empty()) return {};
    BlobReader reader(blob);
    if (blob.substr(0, 2) != "GP") refuse_blob({"没有 GP 文件头", "without the head GP"});
    reader.skip(3);
    const auto flags = reader.number<std::uint8_t>();
    reader.set_order((flags & 1) != 0);
    reader.number<std::int32_t>();  // the reference system is that of the table
    constexpr std::array<std::size_t, 5> envelope_doubles{0, 4, 6, 6, 8};
    const unsigned envelope = (flags >> 1) & 7U;
    if (envelope >= envelope_doubles.size()) refuse_blob({"外包框类型未知", "of unknown envelope"});
    reader.skip(envelope_doubles[envelope] * sizeof(double));
    if ((flags & 16) != 0) return {};
    return shape_in(reader);
}

}  // namespace zonewright::io
