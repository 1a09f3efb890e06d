// Styles name no cluster: what the plan has gets its class, colour and words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/atomic_file.h"
#include "catalog/catalogue_reader.h"
#include "catalog/style_catalog.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;
const fs::path source = ZONEWRIGHT_SOURCE_DIR;

const model::StyleClass* class_of(const model::StyleSheet& sheet, const char* layer, const std::string& cluster) {
    for (const model::StyleClass& entry : sheet.find(layer)->classes)
        if (entry.value == cluster) return &entry;
    return nullptr;
}

TEST(Styles, NameNoCluster) {
    const model::Plan plan = read_plan_version(source / "layers", "dongguan-2024");
    for (const auto& entry : fs::recursive_directory_iterator(source / "styles")) {
        if (entry.path().extension() != ".toml") continue;
        const std::string text = read_file(entry.path());
        for (const model::Cluster& cluster : plan.clusters)
            EXPECT_EQ(text.find(cluster.name.zh), std::string::npos) << entry.path() << " names " << cluster.id;
    }
}

TEST(Styles, GiveEveryClusterItsClassAndWords) {
    const model::Plan plan = read_plan_version(source / "layers", "dongguan-2024");
    const model::StyleSheet sheet = read_styles(source / "styles", plan, source / "layers");
    for (const model::Cluster& cluster : plan.clusters) {
        ASSERT_NE(class_of(sheet, "zone", cluster.id), nullptr) << cluster.id;
        EXPECT_EQ(class_of(sheet, "zone", cluster.id)->label, cluster.name);
        EXPECT_EQ(class_of(sheet, "zone", cluster.id)->symbol.fill, class_of(sheet, "allocation", cluster.id)->symbol.fill);
        EXPECT_EQ(class_of(sheet, "zone", cluster.id)->symbol.pattern,
                  cluster.kind == model::ClusterKind::Strategic ? model::FillPattern::Solid
                                                                : model::FillPattern::Diagonal);
    }
}

TEST(Styles, TakeAClusterThatThePlanAddsWithoutChangingTheOthers) {
    model::Plan plan = read_plan_version(source / "layers", "dongguan-2024");
    const model::StyleSheet before = read_styles(source / "styles", plan, source / "layers");
    model::Cluster added = plan.clusters.front();
    added.id = "quantum", added.name = {"量子科技", "Quantum technology"}, added.kind = model::ClusterKind::Future;
    plan.clusters.push_back(added);
    const model::StyleSheet after = read_styles(source / "styles", plan, source / "layers");
    ASSERT_NE(class_of(after, "zone", "quantum"), nullptr);
    EXPECT_EQ(class_of(after, "zone", "quantum")->label.en, "Quantum technology");
    for (const model::StyleClass& entry : before.find("zone")->classes)
        EXPECT_EQ(class_of(after, "zone", entry.value)->symbol.fill, entry.symbol.fill) << entry.value;
    EXPECT_EQ(after.find("balance")->words.at("cluster_id").back().first, "quantum");
}

TEST(Styles, CallClassesOfSupplyAndSizeWhatTheRulesCallThem) {
    const model::Catalogue catalogue = read_catalogue(source / "layers", "dongguan-2024");
    const model::StyleSheet sheet = read_styles(source / "styles", catalogue.plan, source / "layers");
    for (const char* layer : {"parcel", "waterfall"})
        for (const auto& [field, topic] : {std::pair{"supply_class", "supply_classes"}, {"size_class", "size_classes"}}) {
            const auto& words = sheet.find(layer)->words.at(field);
            EXPECT_GE(words.size(), 6u);
            for (const auto& [code, title] : words) {
                if (code == "all") continue;  // the total is no class
                EXPECT_EQ(title, catalogue.rules_of(topic).title_of(code)) << layer << " " << code;
            }
        }
    EXPECT_EQ(class_of(sheet, "parcel", "in_use")->label, (Text{"在用", "in use"}));
}

TEST(Styles, ColourTheClassesOfSuitabilityThatTheRulesName) {
    const model::Catalogue catalogue = read_catalogue(source / "layers", "dongguan-2024");
    const model::StyleSheet sheet = read_styles(source / "styles", catalogue.plan, source / "layers");
    const model::RasterStyle* style = sheet.find_raster("suitability");
    const model::PolicyRules& rules = catalogue.rules_of("suitability_classes");
    ASSERT_EQ(style->stops.size(), rules.values.size() + 1) << "and the excluded cells";
    const model::RampStop& fair = style->stops[4];
    EXPECT_EQ(fair.label.zh, "较适宜（0.6–0.8）");
    EXPECT_EQ(fair.up_to, rules.number("high"));
    EXPECT_EQ(style->stops.back().up_to, 1);
}

}  // namespace
}  // namespace zonewright::catalog
