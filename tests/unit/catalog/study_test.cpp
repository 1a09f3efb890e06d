#include "catalog/study_reader.h"

#include <gmock/gmock.h>

#include <cstdlib>

#include "base/units.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "catalog_testing.h"

namespace zonewright::catalog {
namespace {

using testing::AllOf;
using testing::HasSubstr;

const char* const whole_study = R"(schema = 1
title = "示例"
plan = "dongguan-2024"
crs = "EPSG:4547"
cell_size_m = 10
area_basis = "recorded"
weights = "equal"
aggregation = "owa"
scenario = "base"
confidentiality = "内部"
seed = 7
memory_mib = 512

[sites]
shape = 0
maximum_owners = 5

[[source]]
role = "parcel"
path = "data/parcels.gpkg"
layer = "GYDK"
crs = "EPSG:4526"
encoding = "GBK"
code_scheme = "survey3"
status = "schematic"
date = "2024-12"
licence = "示意数据"
note = "一"
[source.fields]
id = "DKBH"
owner = "QLR"

[[demand]]
cluster = "semiconductor"
area_mu = 3000
minimum_site_mu = 300
maximum_site_mu = 1000
site_count = 4
year = 2027

[[demand]]
cluster = "ai"
output_target_yuan = 3e9
output_yuan_per_mu = 1e7
)";

class Study : public testing::Test {
protected:
    Study() {
        folder.write("study.toml", whole_study);
        folder.write("data/parcels.gpkg", "");
        folder.write("scenarios/base.toml", "id = \"base\"\ntitle = { zh = \"基准\", en = \"base\" }\n");
    }
    std::string complaint() const {
        return complaint_of([&] { open_study(folder.path(), shipped_layers()); });
    }
    /// The complaint about the whole study with one text replaced; the file is put back afterwards.
    std::string complaint_with(const std::string& from, const std::string& to) const {
        folder.replace("study.toml", from, to);
        const std::string said = complaint();
        folder.write("study.toml", whole_study);
        return said;
    }
    ScratchFolder folder;
};

TEST_F(Study, ReadsEveryKey) {
    const model::StudyDefinition study = open_study(folder.path(), shipped_layers()).study;
    EXPECT_EQ(study.title, "示例");
    EXPECT_EQ(study.epsg, 4547);
    EXPECT_EQ(study.cell_size_m, 10);
    EXPECT_EQ(study.area_basis, model::AreaBasis::Recorded);
    EXPECT_EQ(study.weights, "equal");
    EXPECT_EQ(study.aggregation, "owa");
    EXPECT_EQ(study.scenario, "base");
    EXPECT_EQ(study.confidentiality, "内部");
    EXPECT_EQ(study.seed, 7u);
    EXPECT_EQ(study.memory_mib, 512u);
    ASSERT_EQ(study.sources.size(), 1u);
    const model::SourceDefinition& source = study.sources[0];
    EXPECT_EQ(source.path, folder.path() / "data/parcels.gpkg");
    EXPECT_EQ(source.written_path, "data/parcels.gpkg");
    EXPECT_EQ(source.layer, "GYDK");
    EXPECT_EQ(source.crs, "EPSG:4526");
    EXPECT_EQ(source.encoding, "GBK");
    EXPECT_EQ(source.code_scheme, "survey3");
    EXPECT_EQ(source.status, model::GeometryStatus::Schematic);
    EXPECT_EQ(source.fields.at("owner"), "QLR");
    ASSERT_EQ(study.demand.size(), 2u);
    EXPECT_DOUBLE_EQ(study.demand[0].area_m2, 2000000);
    EXPECT_DOUBLE_EQ(study.demand[0].minimum_site_m2, 200000);
    EXPECT_DOUBLE_EQ(*study.demand[0].maximum_site_m2, 1000 * square_metres_per_mu);
    EXPECT_EQ(study.demand[0].site_count, 4);
    EXPECT_EQ(study.demand[0].year, 2027);
    EXPECT_DOUBLE_EQ(study.demand[1].area_m2, 300 * square_metres_per_mu)
        << "output target over output per mu";
    EXPECT_EQ(study.line_of.at("source[1].role"), 19);
}

TEST_F(Study, SiteRulesLeftOpenComeFromTheRuleFile) {
    const auto [study, catalogue, notes] = open_study(folder.path(), shipped_layers());
    EXPECT_EQ(study.sites.shape, 0) << "0 was given and stays";
    EXPECT_EQ(study.sites.maximum_owners, 5);
    EXPECT_EQ(study.sites.minimum_width_m, catalogue.rules_of("assembly").number("minimum_width_m"));
    EXPECT_EQ(study.sites.minimum_frontage_m, catalogue.rules_of("assembly").number("minimum_frontage_m"));
}

TEST_F(Study, TheShortestStudyHasDefaults) {
    folder.write("study.toml", "schema = 1\ntitle = \"t\"\nplan = \"dongguan-2024\"\n");
    const model::StudyDefinition study = read_study(folder.path());
    EXPECT_EQ(study.epsg, 4547);
    EXPECT_EQ(study.weights, "default");
    EXPECT_EQ(study.area_basis, model::AreaBasis::Statutory);
    EXPECT_TRUE(study.sources.empty());
}

TEST_F(Study, EveryMistakeIsOneErrorWithLineAndAdvice) {
    struct Case {
        const char* from;
        const char* to;
        const char* place;
        const char* said;
    };
    const std::vector<Case> cases = {
        {"schema = 1", "schema = 2", "study.toml:1: schema", "schema = 1"},
        {"schema = 1\n", "", "schema", "missing"},
        {"title = \"示例\"", "titel = \"示例\"", "study.toml:2: titel", "did you mean title?"},
        {"\"dongguan-2024\"", "\"dongguan-2014\"", "plan version", "did you mean dongguan-2024?"},
        {"EPSG:4547", "4547", "study.toml:4: crs", "EPSG:4547"},
        {"EPSG:4547", "EPSG:45x7", "study.toml:4: crs", "EPSG:4547"},
        {"cell_size_m = 10", "cell_size_m = 0", "study.toml:5: cell_size_m", "from 0.5 to 1000"},
        {"cell_size_m = 10", "cell_size_m = \"10\"", "study.toml:5: cell_size_m", "text"},
        {"cell_size_m", "cell_size", "study.toml:5: cell_size", "did you mean cell_size_m?"},
        {"\"recorded\"", "\"record\"", "study.toml:6: area_basis", "did you mean recorded?"},
        {"weights = \"equal\"", "weights = \"equl\"", "study.toml:7: weights", "did you mean equal?"},
        {"\"owa\"", "\"owl\"", "study.toml:8: aggregation", "did you mean owa?"},
        {"scenario = \"base\"", "scenario = \"bass\"", "study.toml:9: scenario", "did you mean base?"},
        {"seed = 7", "seed = -7", "study.toml:11: seed", "not below 0"},
        {"seed = 7", "seed = 1.5", "study.toml:11: seed", "a whole number"},
        {"memory_mib = 512", "memory_mib = 5", "study.toml:12: memory_mib", "64"},
        {"shape = 0", "shape = 2", "study.toml:15: sites.shape", "from 0 to 1"},
        {"maximum_owners", "maximum_owner", "study.toml:16: sites.maximum_owner",
         "did you mean maximum_owners?"},
        {"role = \"parcel\"", "role = \"parcels\"", "study.toml:19: source[1].role", "did you mean parcel?"},
        {"role = \"parcel\"\n", "", "source[1].role", "missing"},
        {"parcels.gpkg", "parcel.gpkg", "study.toml:20: source[1].path", "parcels.gpkg"},
        {"data/parcels.gpkg", "data\\\\parcels.gpkg", "study.toml:20: source[1].path", "a path with /"},
        {"parcels.gpkg", "a\\tb\\u0000c.gpkg", "study.toml:20: source[1].path", "control characters"},
        {"\"dongguan-2024\"", "\"../plans/dongguan-2024\"", "plan version", "dongguan-2024"},
        {"weights = \"equal\"", "weights = \"../weights/equal\"", "study.toml:7: weights", "default, equal"},
        {"scenario = \"base\"", "scenario = \"../scenarios/base\"", "study.toml:9: scenario", "base"},
        {"\"GBK\"", "\"GKB\"", "study.toml:23: source[1].encoding", "did you mean GBK?"},
        {"\"survey3\"", "\"survey\"", "study.toml:24: source[1].code_scheme", "did you mean survey3?"},
        {"\"schematic\"", "\"schematc\"", "study.toml:25: source[1].status", "did you mean schematic?"},
        {"2024-12", "yesterday", "study.toml:26: source[1].date", "2024-12-31"},
        {"2024-12", "2024-02-30", "study.toml:26: source[1].date", "a date of the calendar"},
        {"2024-12", "2024-13", "study.toml:26: source[1].date", "a date of the calendar"},
        {"licence =", "license =", "study.toml:27: source[1].license", "did you mean licence?"},
        {"owner = \"QLR\"", "ownr = \"QLR\"", "study.toml:31: source[1].fields.ownr", "did you mean owner?"},
        {"owner = \"QLR\"", "owner = 5", "study.toml:31: source[1].fields.owner", "text in quotes"},
        {"\"semiconductor\"", "\"semiconductors\"", "study.toml:34: demand[1].cluster",
         "did you mean semiconductor?"},
        {"cluster = \"ai\"", "cluster = \"semiconductor\"", "study.toml:42: demand[2].cluster",
         "one demand for each"},
        {"area_mu = 3000", "area = 3000", "demand[1]", "area_mu = 300"},
        {"area_mu = 3000", "area_mu = -1", "study.toml:35: demand[1].area_mu", "not below 0"},
        {"area_mu = 3000", "area_mu = 1\narea_ha = 1", "demand[1].area_ha", "one unit only"},
        {"maximum_site_mu = 1000", "maximum_site_mu = 100", "demand[1].maximum_site_mu",
         "not below minimum_site"},
        {"site_count = 4", "site_count = 4.5", "demand[1].site_count", "a whole number"},
        {"year = 2027", "year = 27", "demand[1].year", "2000"},
        {"output_yuan_per_mu = 1e7", "", "demand[2]", "together"},
        {"output_yuan_per_mu = 1e7", "output_yuan_per_mu = 1e7\narea_mu = 5", "demand[2]", "not both"},
        {"[[demand]]", "[[demnd]]", "demnd", "did you mean demand?"},
        {"[sites]", "[[sites]]", "study.toml:14: sites", "a table"},
        {"seed = 7", "seed = 7\nseed = 8", "study.toml:12", "TOML"},
        {"title = \"示例\"", "title = 示例", "study.toml:2", "TOML"},
    };
    for (const Case& wrong : cases)
        EXPECT_THAT(complaint_with(wrong.from, wrong.to),
                    AllOf(HasSubstr(wrong.place), HasSubstr(wrong.said)))
            << wrong.from << " -> " << wrong.to;
}

TEST_F(Study, AMissingStudyNamesTheCommandThatMakesOne) {
    EXPECT_THAT(complaint_of([&] { read_study(folder.path() / "nowhere"); }),
                AllOf(HasSubstr("study.toml"), HasSubstr("zonewright init")));
}

TEST_F(Study, DiagnosisMayReadAStudyWhoseSourcesAreMissing) {
    std::filesystem::remove(folder.path() / "data/parcels.gpkg");
    EXPECT_THAT(complaint(), HasSubstr("an existing file"));
    EXPECT_EQ(read_study(folder.path(), MissingSources::Accept).sources.size(), 1u);
}

TEST_F(Study, ASourceInsideAnArchiveCountsAsThere) {
    folder.write("data/parcels.zip", "");
    EXPECT_EQ(complaint_with("parcels.gpkg", "parcels.zip/parcels.shp"), "");
    EXPECT_THAT(complaint_with("data/parcels.gpkg", "data/none/parcels.shp"), HasSubstr("an existing file"))
        << "a folder is no archive";
}

TEST_F(Study, AbsolutePathsAndPathsWithBlanksAndChineseAreTakenAsTheyAre) {
    folder.write("数据 一/地块.gpkg", "");
    folder.replace("study.toml", "data/parcels.gpkg", "数据 一/../数据 一/地块.gpkg");
    EXPECT_EQ(read_study(folder.path()).sources[0].path, folder.path() / "数据 一/地块.gpkg");
    folder.replace("study.toml", "数据 一/../数据 一/地块.gpkg",
                   (folder.path() / "data/parcels.gpkg").string());
    EXPECT_EQ(read_study(folder.path()).sources[0].path, folder.path() / "data/parcels.gpkg");
}

TEST_F(Study, ReadsAScenario) {
    const model::Catalogue catalogue = read_catalogue(shipped_layers(), "dongguan-2024");
    folder.write("scenarios/tight.toml", R"(id = "tight"
title = { zh = "收紧", en = "tight" }
weights = ["default", "equal"]
demand_factor = 1.2
demand_mu = { ai = 300 }
eligibility = "hard"
budget_yuan = 1e10
maximum_towns = { ai = 2 }
minimum_site_mu = { ai = 30 }
[[quota]]
place = "changan"
cluster = "ai"
maximum_mu = 150
[[locked]]
unit = "S1"
cluster = "ai"
[neighbours]
like_bonus = 0.1
[[neighbours.apart]]
first = "materials"
second = "biomedicine"
)");
    const model::Scenario scenario = read_scenario(folder.path(), "tight", catalogue);
    EXPECT_EQ(scenario.weights.size(), 2u);
    EXPECT_EQ(scenario.eligibility, model::EligibilityRule::Hard);
    EXPECT_DOUBLE_EQ(scenario.demand_m2.at("ai"), 200000);
    EXPECT_DOUBLE_EQ(*scenario.quotas.at(0).maximum_m2, 100000);
    EXPECT_EQ(scenario.maximum_towns.at("ai"), 2);
    EXPECT_EQ(scenario.neighbours.apart.at(0).second, "biomedicine");
    EXPECT_EQ(scenario_ids(folder.path()), (std::vector<std::string>{"base", "tight"}));
    const auto complaint_about = [&](const std::string& from, const std::string& to) {
        folder.replace("scenarios/tight.toml", from, to);
        const std::string said = complaint_of([&] { read_scenario(folder.path(), "tight", catalogue); });
        folder.replace("scenarios/tight.toml", to, from);
        return said;
    };
    EXPECT_THAT(complaint_about("\"changan\"", "\"changa\""), HasSubstr("did you mean changan?"));
    EXPECT_THAT(complaint_about("\"equal\"", "\"equl\""), HasSubstr("did you mean equal?"));
    EXPECT_THAT(complaint_about("maximum_mu = 150", "minimum_m = 150"), HasSubstr("minimum_mu, maximum_mu"));
    EXPECT_THAT(complaint_about("{ ai = 2 }", "{ ia = 2 }"), HasSubstr("ia"));
    EXPECT_THAT(complaint_of([&] { read_scenario(folder.path(), "tigth", catalogue); }),
                HasSubstr("did you mean tight?"));
}

TEST(LayersFolder, IsTheOneThatTheEnvironmentNames) {
    ::setenv("ZONEWRIGHT_LAYERS", shipped_layers().c_str(), 1);
    EXPECT_EQ(find_layers_folder(), shipped_layers());
    ::setenv("ZONEWRIGHT_LAYERS", "/nowhere", 1);
    EXPECT_THAT(complaint_of([] { find_layers_folder(); }),
                AllOf(HasSubstr("ZONEWRIGHT_LAYERS"), HasSubstr("/nowhere")));
    ::unsetenv("ZONEWRIGHT_LAYERS");
    EXPECT_TRUE(std::filesystem::is_directory(find_layers_folder() / "plans"))
        << "beside the program or the source tree";
}

}  // namespace
}  // namespace zonewright::catalog
