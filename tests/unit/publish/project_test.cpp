#include "publish/qgis_project.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>

#include "base/atomic_file.h"
#include "io/geopackage.h"
#include "publish/qgis_style.h"
#include "publish/zip_archive.h"
#include "unit/publish/sample_run.h"

namespace zonewright::publish {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

TEST(Project, EverySourceIsRelativeToTheProject) {
    const SampleRun sample;
    const auto tables = tables_of(sample.view());
    const std::string xml = project_xml({"研究", 4547, tables, {}, &sample.styles(), Language::Zh, ""});
    EXPECT_THAT(xml, HasSubstr("<datasource>./zonewright.gpkg|layername=parcel</datasource>"));
    EXPECT_THAT(xml, Not(HasSubstr("/tmp")));
    EXPECT_THAT(xml, Not(HasSubstr(".svg")));
    EXPECT_THAT(xml, HasSubstr("<authid>EPSG:4547</authid>"));
}

std::size_t count_of(const std::string& text, const std::string& part) {
    std::size_t count = 0;
    for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + 1)) ++count;
    return count;
}

TEST(Project, HasAThemeForEveryQuestionAndSheetsThatShowThem) {
    const SampleRun sample;
    const auto tables = tables_of(sample.view());
    const std::string xml = project_xml({"研究", 4547, tables, {}, &sample.styles(), Language::Zh, "示意数据"});
    for (const char* theme : {"规划在哪里", "哪里可以建", "哪里最合适", "能拼出多大", "分给谁", "哪里要查"})
        EXPECT_THAT(xml, HasSubstr(std::string("<visibility-preset name=\"") + theme + "\"")) << theme;
    EXPECT_EQ(count_of(xml, "<Layout "), sample.styles().layouts.size());
    EXPECT_THAT(xml, HasSubstr("followPresetName=\"哪里可以建\""));
    EXPECT_THAT(xml, HasSubstr("labelText=\"示意数据\""));
    EXPECT_THAT(xml, HasSubstr("coverageLayer=\"zonewright_town\""));
    EXPECT_THAT(xml, HasSubstr("referencingLayer=\"zonewright_site_parcel\""));
    EXPECT_THAT(xml, HasSubstr("EPSG:1024"));
    EXPECT_THAT(xml, Not(testing::ContainsRegex("@[A-Z]+@")));
}

TEST(Project, AThemeOpensTheGroupsOfItsLayersAndLegendsNameNoBand) {
    const SampleRun sample;
    const auto tables = tables_of(sample.view());
    const std::vector<ProjectRaster> rasters{{"admissible.tif", {"可用性", "admissible"}, "admissible"}};
    const std::string xml = project_xml({"研究", 4547, tables, rasters, &sample.styles(), Language::Zh, ""});
    EXPECT_EQ(count_of(xml, "has-expanded-info=\"1\""), sample.styles().themes.size());
    EXPECT_THAT(xml, HasSubstr("<expanded-group-node id=\"用地\""));
    EXPECT_EQ(count_of(xml, "legend/node-order"), 1U);
    EXPECT_THAT(xml, HasSubstr("value=\"1,2\""));
}

TEST(Project, AFormHasTheTabsOfItsStyleEveryFieldOnceAndTheRowsThatBelongToIt) {
    const SampleRun sample;
    const auto tables = tables_of(sample.view());
    for (const model::FeatureTable& table : tables) {
        const model::LayerStyle& style = *sample.styles().find(table.name);
        const std::string qml = qml_of(style, table, Language::Zh);
        if (style.tabs.empty()) {
            EXPECT_THAT(qml, Not(HasSubstr("attributeEditorForm"))) << table.name;
            continue;
        }
        EXPECT_EQ(count_of(qml, "<attributeEditorField "), table.fields.size()) << table.name;
        for (const model::FormTab& tab : style.tabs)
            EXPECT_THAT(qml, HasSubstr("<attributeEditorContainer name=\"" + tab.title.zh + "\"")) << table.name;
    }
    const auto site = std::ranges::find(tables, "site", &model::FeatureTable::name);
    const std::string qml = qml_of(*sample.styles().find("site"), *site, Language::Zh);
    EXPECT_THAT(qml, HasSubstr("relation=\"site_parcels\""));
    EXPECT_THAT(qml, HasSubstr("name=\"Precision\""));
    const auto pairs = std::ranges::find(tables, "site_parcel", &model::FeatureTable::name);
    EXPECT_THAT(qml_of(*sample.styles().find("site_parcel"), *pairs, Language::Zh), HasSubstr("concat(&quot;site_id&quot;, ' · ', &quot;parcel_id&quot;)"));
}

TEST(Project, NoTwoGroupsShareAName) {
    const SampleRun sample;
    std::map<std::string, int> rasters_of;
    for (const model::RasterStyle& raster : sample.styles().rasters) ++rasters_of[raster.group.zh];
    for (const model::LayerStyle& layer : sample.styles().layers)
        EXPECT_FALSE(rasters_of.contains(layer.group.zh)) << layer.layer;
}

TEST(Project, OverlappingZonesGetALayerPerIndustryShownOneAtATime) {
    const SampleRun sample;
    const auto tables = tables_of(sample.view());
    const std::string xml = project_xml({"研究", 4547, tables, {}, &sample.styles(), Language::Zh, ""});
    EXPECT_THAT(xml, HasSubstr("layername=zone|subset=&quot;cluster_id&quot; = 'ai'"));
    EXPECT_THAT(xml, HasSubstr("mutually-exclusive=\"1\""));
}

TEST(Project, TheSameRunGivesTheSameBytes) {
    const SampleRun sample;
    const auto tables = tables_of(sample.view());
    const ProjectRequest request{"研究", 4547, tables, {}, &sample.styles(), Language::Zh, ""};
    EXPECT_EQ(project_xml(request), project_xml(request));
    EXPECT_EQ(zip_archive({{"a", project_xml(request)}}), zip_archive({{"a", project_xml(request)}}));
}

TEST(Styles, NamesInStylesCannotBreakOut) {
    model::FeatureTable table{"parcel", {}, model::GeometryKind::Polygon, 4547, {}, {}};
    table.fields.push_back({"id", model::FieldType::Text, {"\"/><script>&\x01", "id"}, ""});
    model::LayerStyle style;
    style.kind = model::StyleKind::Categorised;
    style.field = "id";
    style.classes.push_back({"a\"<b>&", 0, 0, {"标签\"><x", "label"}, {}});
    style.label = model::LabelRule{.field = "id", .suffix = {"' || @project_home || '", ""}};
    const std::string qml = qml_of(style, table, Language::Zh);
    EXPECT_THAT(qml, Not(HasSubstr("<script>")));
    EXPECT_THAT(qml, Not(HasSubstr("<x")));
    EXPECT_THAT(qml, HasSubstr("value=\"a&quot;&lt;b&gt;&amp;\""));
    EXPECT_THAT(qml, HasSubstr("'''")) << "a quotation mark inside a literal is doubled";
    EXPECT_THAT(qml, HasSubstr("&quot;/&gt;&lt;script&gt;&amp;\xEF\xBF\xBD"));
}

TEST(Styles, ThereIsOneForEveryPublishedLayerAndItsFieldsExist) {
    const SampleRun sample;
    for (const auto& table : tables_of(sample.view())) {
        const model::LayerStyle* style = sample.styles().find(table.name);
        ASSERT_NE(style, nullptr) << table.name;
        std::vector<std::string> fields;
        if (!style->field.empty()) fields.push_back(style->field);
        if (style->label) fields.push_back(style->label->field);
        for (const auto& [field, words] : style->words) fields.push_back(field);
        for (const std::string& field : fields)
            EXPECT_TRUE(table.find_field(field)) << table.name << "." << field;
    }
}

TEST(Styles, EveryClusterOfThePlanHasItsColour) {
    const SampleRun sample;
    for (const char* layer : {"zone", "allocation"})
        for (const model::Cluster& cluster : sample.plan.clusters) {
            const auto& classes = sample.styles().find(layer)->classes;
            EXPECT_TRUE(std::ranges::any_of(
                classes,
                [&](const auto& entry) { return entry.value == cluster.id && entry.label == cluster.name; }))
                << layer << ": " << cluster.id;
        }
}

TEST(Archive, KnownBytes) {
    const std::string zip = zip_archive({{"a.txt", "123456789"}});
    EXPECT_EQ(zip.substr(0, 4), "PK\x03\x04");
    // The check value of CRC-32 is 0xCBF43926 for "123456789".
    EXPECT_EQ(zip.substr(14, 4), std::string("\x26\x39\xF4\xCB", 4));
    EXPECT_EQ(zip.size(), 30 + 5 + 9 + 46 + 5 + 22U);
}

TEST(Publish, AWholeFolderInBothLanguages) {
    const SampleRun sample;
    const char* wanted = std::getenv("ZONEWRIGHT_SAMPLE");  // the comparison with QGIS looks at this folder
    const fs::path folder =
        wanted != nullptr ? fs::path(wanted) : fs::temp_directory_path() / "zonewright_sample";
    fs::remove_all(folder);
    const std::string hash = sample.publish(folder);
    EXPECT_EQ(hash, io::geopackage_content_hash(folder / "zonewright.gpkg"));
    EXPECT_TRUE(fs::exists(folder / "zonewright.qgz"));
    EXPECT_TRUE(fs::exists(folder / "suitability/ai.tif"));
    EXPECT_TRUE(fs::exists(folder / "suitability/ai.qml"));
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        EXPECT_THAT(entry.path().filename().string(),
                    Not(testing::AnyOf(HasSubstr(".tmp"), HasSubstr("-wal"), HasSubstr("-journal"),
                                       HasSubstr(".aux.xml"))));
    if (wanted == nullptr) fs::remove_all(folder);
}

}  // namespace
}  // namespace zonewright::publish
