// Styles name no cluster: what the plan has gets its class, colour and words.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <filesystem>

#include "base/atomic_file.h"
#include "base/errors.h"
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

TEST(Styles, NameTheFileAndTheRelationOfATabThatLeadsNowhere) {
    const fs::path copy = fs::temp_directory_path() / "zonewright_styles_of_tabs";
    fs::remove_all(copy);
    fs::copy(source / "styles", copy, fs::copy_options::recursive);
    std::string town = read_file(copy / "town.toml");
    write_file(copy / "town.toml", town + "relations = [\"town_parcels\"]\n");
    const model::Plan plan = read_plan_version(source / "layers", "dongguan-2024");
    try {
        read_styles(copy, plan, source / "layers");
        ADD_FAILURE() << "a relation that nobody declared was taken";
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message().en, testing::HasSubstr("styles/town.toml"));
        EXPECT_THAT(problem.message().en, testing::HasSubstr("town_parcels"));
    }
    fs::remove_all(copy);
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

/// Lightness L* of CIE 1976, 0 black … 100 white: what is left of a colour in grey print.
double lightness(model::Colour colour) {
    const auto linear = [](double part) {
        return part <= 0.04045 ? part / 12.92 : std::pow((part + 0.055) / 1.055, 2.4);
    };
    const double y = 0.2126 * linear(colour.red / 255.0) + 0.7152 * linear(colour.green / 255.0) +
                     0.0722 * linear(colour.blue / 255.0);
    return y > 0.008856 ? 116 * std::cbrt(y) - 16 : 903.3 * y;
}

constexpr double told_apart_from = 7, wider_by = 1.5;

/// Can two symbols of one map be told apart without their colours?
bool differ_in_grey(const model::Symbol& a, const model::Symbol& b) {
    if (a.fill.has_value() != b.fill.has_value()) return true;
    if (a.fill && (a.pattern != b.pattern || std::abs(lightness(*a.fill) - lightness(*b.fill)) >= told_apart_from)) return true;
    if (a.dash != b.dash || a.line.has_value() != b.line.has_value()) return true;
    if (!a.line) return false;
    return std::max(a.line_mm, b.line_mm) >= wider_by * std::min(a.line_mm, b.line_mm) ||
           std::abs(lightness(*a.line) - lightness(*b.line)) >= told_apart_from;
}

/// What one map draws together.
const std::vector<std::vector<const char*>> report_maps{
    {"town", "road", "outline"},
    {"land_use", "outline", "corner"},
    {"growth_boundary", "farmland", "ecological_redline", "outline"},
    {"growth_boundary", "industrial_line", "outline"},
    {"water", "water_source", "geohazard", "heritage", "power_line", "road", "outline"},
    {"town", "alternative", "outline"},
    {"neighbour_parcel", "site_parcel", "rectangle", "blocked_link"}};

struct NamedSymbol {
    std::string name;
    const model::Symbol* symbol;
};

/// Classes whose codes stand on the map are told apart by them.
void add_symbols(const model::LayerStyle& style, std::vector<NamedSymbol>& symbols) {
    const bool coded = style.label && style.kind == model::StyleKind::Categorised && style.label->field == style.field;
    if (coded) return;
    for (const model::StyleClass& entry : style.classes) symbols.push_back({style.layer + " " + entry.label.en, &entry.symbol});
    if (style.other) symbols.push_back({style.layer + " " + style.other->label.en, &style.other->symbol});
}

TEST(Styles, OfTheMapsOfReportsAreToldApartInGreyPrint) {
    const model::StyleSheet sheet = read_map_styles(source / "styles");
    for (const auto& map : report_maps) {
        std::vector<NamedSymbol> symbols;
        for (const char* layer : map) {
            ASSERT_NE(sheet.find(layer), nullptr) << layer;
            add_symbols(*sheet.find(layer), symbols);
        }
        for (std::size_t i = 0; i < symbols.size(); ++i)
            for (std::size_t j = i + 1; j < symbols.size(); ++j)
                EXPECT_TRUE(differ_in_grey(*symbols[i].symbol, *symbols[j].symbol)) << symbols[i].name << " and " << symbols[j].name;
    }
}

TEST(Styles, OfSurfacesHaveStopsThatAreToldApartInGreyPrint) {
    const model::Plan plan = read_plan_version(source / "layers", "dongguan-2024");
    const model::StyleSheet sheet = read_styles(source / "styles", plan, source / "layers");
    const model::RasterStyle* ramp = sheet.find_raster("suitability");
    ASSERT_NE(ramp, nullptr);
    for (std::size_t i = 0; i < ramp->stops.size(); ++i)
        for (std::size_t j = i + 1; j < ramp->stops.size(); ++j)
            EXPECT_GE(std::abs(lightness(ramp->stops[i].colour) - lightness(ramp->stops[j].colour)), told_apart_from)
                << ramp->stops[i].label.en << " and " << ramp->stops[j].label.en;
}

}  // namespace
}  // namespace zonewright::catalog
