#include "io/geopackage_shape.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "io/geopackage_blob.h"

namespace zonewright::io {
namespace {

const geom::MultiPolygon two_parts{{{{{{0, 0}, {4, 0}, {4, 4}, {0, 0}}, {{1, 1}, {2, 1}, {2, 2}, {1, 1}}}}, {{{{9, 9}, {8, 9}, {8, 8}, {9, 9}}}}}};

TEST(GeopackageShape, IsWhatWasWritten) {
    const geom::Geometry shapes[] = {two_parts, geom::MultiLineString{{{{0, 0}, {1, 1}}, {{5, 5}, {6, 7}, {8, 8}}}},
                                     geom::MultiPoint{{{1, 2}}}, geom::MultiPoint{{{1, 2}, {3, 4}}}, geom::Geometry{}};
    for (const geom::Geometry& shape : shapes) {
        EXPECT_EQ(geometry_of_blob(geopackage_blob(shape, 4547, false)), shape);
        const auto* points = std::get_if<geom::MultiPoint>(&shape);
        if (points == nullptr || points->points.size() == 1) {  // only one point fits a column of single points
            EXPECT_EQ(geometry_of_blob(geopackage_blob(shape, 4547, true)), shape);
        }
    }
}

TEST(GeopackageShape, RefusesEveryPrefix) {
    const std::string blob = geopackage_blob(two_parts, 4547, false);
    for (std::size_t length = 1; length < blob.size(); ++length)
        EXPECT_THROW(geometry_of_blob(std::string_view(blob).substr(0, length)), InputError) << length;
}

TEST(GeopackageShape, BelievesNoCount) {
    const std::string blob = geopackage_blob(two_parts, 4547, false);
    for (std::size_t at = 40; at < blob.size(); ++at) {
        std::string changed = blob;
        changed[at] = '\xff';
        try {
            geometry_of_blob(changed);
        } catch (const InputError&) {  // refused; what is not refused fits into the bytes that are there
        }
    }
}

TEST(GeopackageShape, PassesOverHeights) {
    // A point with Z, big endian, without envelope.
    const std::string blob("GP\0\0\0\0\x11\xc3" "\0\0\0\x03\xe9" "\x3f\xf0\0\0\0\0\0\0" "\x40\0\0\0\0\0\0\0" "\x40\x08\0\0\0\0\0\0", 37);
    EXPECT_EQ(geometry_of_blob(blob), geom::Geometry(geom::MultiPoint{{{1, 2}}}));
}

}  // namespace
}  // namespace zonewright::io
