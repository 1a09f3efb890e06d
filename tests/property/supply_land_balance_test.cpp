// Random parcels with and without shapes, ids, attributes and towns: land in = parcels + land left out with a
// finding that states its area; the published town is the place's, or the record's where there is no place,
// and a mismatch is reported exactly where the records mean another town; nothing unknown becomes "in use".
#include <gtest/gtest.h>

#include <map>

#include "../unit/supply/supply_land.h"
#include "base/random.h"
#include "supply/classify.h"
#include "supply/parcels.h"

namespace zonewright::supply {
namespace {

constexpr int town_count = 4;
constexpr double town_side = 1000;

std::string code_of(int town) {
    return std::to_string(441900101 + town);
}
std::string name_of(int town) {
    static const std::vector<std::string> names{"东城街道", "南城街道", "塘厦镇", "厚街镇"};
    return names.at(static_cast<std::size_t>(town));
}

std::vector<model::Town> towns(bool coded) {
    std::vector<model::Town> made;
    for (int t = 0; t < town_count; ++t)
        made.push_back({coded ? code_of(t) : name_of(t), name_of(t),
                        box(town_side * t, 0, town_side * (t + 1), town_side)});
    return made;
}

/// What was written about a parcel and what must come of it.
struct Expected {
    int place = -1;   ///< the town it lies in; -1: none
    int record = -1;  ///< the town the records mean; -1: none that can be told
    bool left_out = false;
    Area area;
};

struct Layer {
    model::SourceSet sources;
    std::map<std::string, Expected> by_id;
    Area land;

    Layer(Random& random, bool coded) {
        model::FeatureTable& table = sources.layers["parcel"].table;
        for (const char* field : {"id", "town_code", "town_name", "tenure"})
            table.fields.push_back({.name = field});
        const std::size_t count = 1 + random.below(30);
        for (std::size_t i = 0; i < count; ++i) {
            Expected expected;
            const double x = random.between(0, town_count * town_side - 100), y = 20 + 25 * double(i);
            const bool outside = random.below(6) == 0;
            geom::MultiPolygon shape = box(x, outside ? y + 5000 : y, x + random.between(5, 80),
                                           (outside ? y + 5000 : y) + random.between(5, 20));
            const double middle = geom::bounds(shape).min_x - e0 + geom::bounds(shape).width() / 2;
            if (!outside) expected.place = static_cast<int>(middle / town_side);
            expected.left_out = random.below(10) == 0;  // a line drawn as a polygon
            if (expected.left_out) shape = box(x, y, x + 50, y);
            expected.area = statutory().of(shape);
            const std::string id = "p" + std::to_string(i);
            land += expected.area;
            table.features.push_back(
                {static_cast<std::int64_t>(i), shape, record(id, random, coded, expected)});
            by_id[id] = expected;
        }
    }

    static std::vector<model::Value> record(const std::string& id, Random& random, bool coded,
                                            Expected& expected) {
        const int town = static_cast<int>(random.below(town_count));
        std::string code, name;
        switch (random.below(5)) {
            case 0:
                break;
            case 1:
                code = code_of(town) + (random.below(2) == 0 ? "007" : "");
                if (coded) expected.record = town;
                break;
            case 2:
                name = name_of(town);
                expected.record = town;
                break;
            case 3:
                code = code_of(town), name = name_of(town);
                expected.record = town;
                break;
            default:
                code = "999999";
        }
        static const std::vector<std::string> tenures{"", "supplied", "approved", "planned", "不详"};
        return {id, code, name, tenures[random.below(tenures.size())]};
    }
};

TEST(ParcelLand, IsUsedOrLeftOutWithItsAreaAndInItsTown) {
    for (std::uint64_t seed = 1; seed <= 400; ++seed) {
        SCOPED_TRACE(seed);
        Random random(seed);
        const bool coded = random.below(2) == 0;
        const Layer layer(random, coded);
        const std::vector<model::Town> map = towns(coded);
        const ParcelIntake intake = read_parcels(layer.sources, map, statutory(), Progress());
        Area used, left_out;
        std::map<std::string, int> mismatches;
        for (const model::Finding& finding : intake.findings) {
            if (finding.rule == "parcel_without_area") left_out += Area::from_m2(finding.area_m2);
            if (finding.rule == "parcel_town_differs") ++mismatches[finding.feature];
        }
        for (const model::Parcel& parcel : intake.parcels) {
            used += parcel.gross;
            const Expected& expected = layer.by_id.at(parcel.id);
            EXPECT_FALSE(expected.left_out);
            const int town = expected.place >= 0 ? expected.place : expected.record;
            EXPECT_EQ(parcel.town_name, town >= 0 ? name_of(town) : "") << parcel.id;
            const bool differs =
                expected.place >= 0 && expected.record >= 0 && expected.place != expected.record;
            EXPECT_EQ(mismatches[parcel.id], differs ? 1 : 0) << parcel.id;
            if (parcel.tenure.empty() || parcel.tenure == "不详") {
                EXPECT_EQ(classify(parcel, plain_rules().classes, 2026).supply_class, "unclassified");
            }
        }
        EXPECT_EQ((used + left_out).cm2, layer.land.cm2);
    }
}

}  // namespace
}  // namespace zonewright::supply
