// Faults seen in other programs' configuration of the same analyses. The programs are named where the fault
// is public.
#include <gmock/gmock.h>

#include "catalog/catalogue_reader.h"
#include "unit/catalog/catalog_testing.h"

namespace zonewright::catalog {
namespace {

using testing::HasSubstr;

std::string complaint_after(const std::string& file, const std::string& from, const std::string& to) {
    const CopiedLayers layers;
    layers.replace(file, from, to);
    return complaint_of([&] { read_catalogue(layers.path(), "dongguan-2024"); });
}

/// Whitebox weighted_overlay: empty weights are filled with "false" and the parser panics later.
TEST(PeerFaults, AnEmptyOrWordedWeightIsRefusedWhereItStands) {
    EXPECT_THAT(complaint_after("weights/equal.toml", "slope = 1", "slope = \"\""),
                HasSubstr("cluster[1].weights.slope"));
    EXPECT_THAT(complaint_after("weights/equal.toml", "slope = 1", "slope = false"),
                HasSubstr("a number not below 0"));
}

/// ArcGIS Weighted Overlay: weights are whole percents, the fraction is cut off.
TEST(PeerFaults, WeightsKeepEveryDigit) {
    const CopiedLayers layers;
    layers.replace("weights/equal.toml", "slope = 1", "slope = 33.333333333333336");
    const model::Catalogue catalogue = read_catalogue(layers.path(), "dongguan-2024");
    EXPECT_EQ(catalogue.find_weights("equal")->clusters.at(0).weights.at("slope"), 33.333333333333336);
}

/// EasyAHP: judgements rounded to three decimals, so that 1/3 times 3 is not 1.
TEST(PeerFaults, ReciprocalJudgementsAreExact) {
    const model::Catalogue catalogue = read_catalogue(shipped_layers(), "dongguan-2024");
    for (const model::ClusterWeights& entry : catalogue.find_weights("default")->clusters)
        for (std::size_t i = 0; i < entry.judgements.size(); ++i)
            for (std::size_t j = 0; j < i; ++j)
                EXPECT_EQ(entry.judgements[i][j], 1 / entry.judgements[j][i]) << entry.cluster;
}

/// Whitebox, GeoLibre, r.mcda.topsis: bounds taken from the extent at hand, so that a clip changes every
/// score.
TEST(PeerFaults, ACriterionWithoutBoundsIsRefused) {
    EXPECT_THAT(complaint_after("criteria/metro_distance.toml", "high = 4000", "high = 500"),
                HasSubstr("below high"));
    EXPECT_THAT(complaint_after("criteria/slope.toml", "knots = ", "knotz = "), HasSubstr("knots"));
}

/// urbansim#176: a filter that matches nothing drops everything and says nothing.
TEST(PeerFaults, AFilterWordOutsideTheDomainIsRefused) {
    EXPECT_THAT(complaint_after("criteria/port_minutes.toml", "class = [\"port\"]", "class = [\"harbour\"]"),
                HasSubstr("shenzhen, guangzhou, port, airport, railway"));
}

}  // namespace
}  // namespace zonewright::catalog
