#include "catalog/weight_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "unit/catalog/catalog_testing.h"

namespace zonewright::catalog {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::filesystem::path example =
    std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "tests/support/weights/every_method.toml";

const model::ClusterWeights& weights_of(const model::WeightSet& set, const std::string& cluster) {
    for (const model::ClusterWeights& entry : set.clusters)
        if (entry.cluster == cluster) return entry;
    throw std::runtime_error(cluster + " is not in the file");
}

/// What reading the example says after one change to it.
std::string refusal(const std::string& from, const std::string& to) {
    const ScratchFolder folder;
    folder.write("every_method.toml", read_file(example));
    folder.replace("every_method.toml", from, to);
    try {
        read_weight_file(folder.path() / "every_method.toml");
    } catch (const InputError& error) {
        return error.message(Language::En);
    }
    return "read without complaint";
}

TEST(WeightFile, MayNameEveryMethod) {
    const model::WeightSet set = read_weight_file(example);
    EXPECT_EQ(weights_of(set, "electronics").weights.at("zone_listing"), 60);
    EXPECT_EQ(weights_of(set, "equipment").weights.at("current_use"), 3);
    EXPECT_THAT(weights_of(set, "materials").judgements[0], ElementsAre(1, 2, 4));
    EXPECT_THAT(weights_of(set, "energy").criteria, ElementsAre("arterial_distance", "zone_listing", "current_use"));
    EXPECT_EQ(weights_of(set, "ai").method, "critic");
}

TEST(WeightFile, ComparesTheBestAndTheWorstWithThemselvesAsOne) {
    const model::WeightSet set = read_weight_file(example);
    const model::ClusterWeights& entry = weights_of(set, "semiconductor");
    EXPECT_THAT(entry.best_to_others, ElementsAre(1, 2, 4));
    EXPECT_THAT(entry.others_to_worst, ElementsAre(4, 2, 1));
}

TEST(WeightFile, SaysWhatIsWrongWithAnEntry) {
    EXPECT_THAT(refusal("arterial_distance = 100", "arterial_distance = 90"), HasSubstr("100 for the most important"));
    EXPECT_THAT(refusal("zone_listing = 2\ncurrent_use = 3", "zone_listing = 1.5\ncurrent_use = 3"),
                HasSubstr("whole ranks"));
    EXPECT_THAT(refusal("zone_listing = 2\ncurrent_use = 4", "current_use = 4"), HasSubstr("add zone_listing"));
    EXPECT_THAT(refusal("best = \"arterial_distance\"", "best = \"slope\""), HasSubstr("choose one of the criteria"));
    EXPECT_THAT(refusal("method = \"entropy\"", "method = \"entropie\""), HasSubstr("entropy"));
}

}  // namespace
}  // namespace zonewright::catalog
