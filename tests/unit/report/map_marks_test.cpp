#include "report/map_marks.h"

#include <gtest/gtest.h>

namespace zonewright::report {
namespace {

TEST(RoundScale, IsTheNextOfOneTwoTwoAndAHalfFive) {
    EXPECT_DOUBLE_EQ(round_scale(160, 160), 1000);
    EXPECT_DOUBLE_EQ(round_scale(161, 160), 2000);
    EXPECT_DOUBLE_EQ(round_scale(330, 160), 2500);
    EXPECT_DOUBLE_EQ(round_scale(450, 160), 5000);
    EXPECT_DOUBLE_EQ(round_scale(81000, 160), 1e6);
}

TEST(MapMarks, LieInsideTheMapAndCoordinatesAreLeftOutOfPublicOnes) {
    const geom::Box seen{474000, 2544000, 475600, 2544920};
    const auto inside = [&](const model::FeatureTable& table) {
        for (const model::Feature& feature : table.features) {
            const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry);
            if (land == nullptr) continue;
            for (const geom::Point& corner : land->parts[0].rings[0]) EXPECT_TRUE(seen.contains(corner));
        }
    };
    const MapMarks full(seen, 160, true, Language::Zh), open(seen, 160, false, Language::Zh);
    for (const io::MapLayer& layer : full.layers()) inside(*layer.table);
    const auto words = [](const MapMarks& marks) {
        std::string all;
        for (const model::Feature& feature : marks.layers().back().table->features)
            all += model::text_of(feature.values[0]) + " ";
        return all;
    };
    EXPECT_NE(words(full).find("Y 474"), std::string::npos) << words(full);
    EXPECT_EQ(words(open).find("Y 474"), std::string::npos) << words(open);
    EXPECT_NE(words(open).find("北"), std::string::npos);
}

}  // namespace
}  // namespace zonewright::report
