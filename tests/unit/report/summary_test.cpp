#include "report/summary.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <regex>

#include "base/atomic_file.h"
#include "base/units.h"
#include "catalog/catalogue_reader.h"
#include "catalog/style_catalog.h"
#include "io/raster_io.h"
#include "report/data_uri.h"
#include "report/map_figure.h"

namespace zonewright::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

const fs::path source = ZONEWRIGHT_SOURCE_DIR;

/// Two towns side by side, four parcels, one unchecked constraint, a site and an allocation.
class SummaryPage : public testing::Test {
protected:
    void SetUp() override {
        plan = catalog::read_plan_version(source / "layers", "dongguan-2024");
        styles = catalog::read_styles(source / "styles", plan, source / "layers");
        std::size_t towns = 0;
        for (std::size_t p = 0; p < plan.places.size() && towns < 2; ++p) {
            if (plan.places[p].kind != model::PlaceKind::Town) continue;
            plan.places[p].code = towns == 0 ? "441900101" : "441900102";
            const double x = 440000 + 4000 * static_cast<double>(towns++);
            zones.territories.push_back({model::PlaceId(p), square(x, 2540000, 4000),
                                         model::GeometryStatus::Schematic, Area::from_m2(1.6e7), "test"});
            for (std::size_t c = 0; c < 8; ++c)
                zones.zones.push_back({model::ClusterId(c), model::PlaceId(p),
                                       zones.territories.back().geometry, model::GeometryStatus::Schematic,
                                       Area::from_m2(1.6e7)});
        }
        supply.steps = {{"permanent_farmland", {"永久基本农田", "farmland"}, "依据", true, ""},
                        {"water", {"水域", "water"}, "", false, "没有角色为 water 的数据源"}};
        Area gross, taken, net;
        for (std::size_t i = 0; i < 4; ++i) {
            model::Parcel parcel;
            parcel.id = "DK" + std::to_string(i);
            parcel.town_code = i < 2 ? "441900101" : "441900102";
            parcel.geometry = square(440500 + 1700 * static_cast<double>(i), 2541000, 600);
            parcel.gross = Area::from_m2(360000.01 + static_cast<double>(i));
            const Area part = Area::from_m2(i == 1 ? 33333.33 : 0);
            supply.parcels.push_back({model::ParcelId(i),
                                      parcel.gross,
                                      {part, Area{}},
                                      parcel.gross - part,
                                      i % 2 == 0 ? "idle" : "in_use",
                                      "r",
                                      "500_1000"});
            gross += parcel.gross, taken += part, net += parcel.gross - part;
            parcels.push_back(parcel);
        }
        supply.rows = {{"", "", "", "gross", gross, true},
                       {"", "", "", "permanent_farmland", taken, true},
                       {"", "", "", "water", {}, false},
                       {"", "", "", "net", net, true},
                       {"", "idle", "", "net", parcels[0].gross + parcels[2].gross, true},
                       {"", "in_use", "", "net", net - parcels[0].gross - parcels[2].gross, true}};
        supply.offered_classes = {"idle"};
        model::Site site;
        site.id = "S001";
        site.cluster = model::ClusterId(2);
        site.parcels = {model::ParcelId(0)};
        site.geometry = parcels[0].geometry;
        site.town_code = "441900101";
        site.net = parcels[0].gross;
        sites = {site};
        allocation.units = {{0, model::ClusterId(2), site.net, 0.7}};
        allocation.balances = {{model::ClusterId(2), Area::from_m2(500000), Area::from_m2(900000), site.net,
                                Area::from_m2(500000) - site.net, 0.25}};
        offered_unit.id = "S001";
        offered_unit.town_code = "441900101";
        offered = {{&offered_unit, "site", &sites[0].geometry}};
        findings = {{"town",
                     "town_overlap",
                     model::Severity::Error,
                     "3",
                     {"两镇重叠 <script>alert(1)</script> {{title}}", "overlap"},
                     {"核对", "check"},
                     {},
                     12}};
        run = {4547, &plan,  &zones, {},      {},          parcels,  &supply,
               {},   &graph, sites,  offered, &allocation, findings, false};
        request.title = "样例 <b>研究</b> & \"引号\"";
        request.run = &run;
        request.styles = &styles;
        request.schematic = true;
        request.date = "2026-01";
        const char* wanted = std::getenv("ZONEWRIGHT_SUMMARY");
        folder = wanted != nullptr ? fs::path(wanted) : fs::temp_directory_path() / "zonewright_summary_test";
        keep = wanted != nullptr;
        make_folder(folder);
        raster::Grid<float> grid({440000, 2544000, 20, 400, 200}, raster::no_data);
        for (std::size_t i = 0; i < grid.cells.size(); i += 1)
            grid.cells[i] = static_cast<float>(0.5 + 0.5 * std::sin(static_cast<double>(i % 400) / 40));
        io::write_tiles(folder / "ai.tif", grid, 4547, {});
        rasters = {{model::ClusterId(0), folder / "ai.tif"}};
        request.rasters = rasters;
    }
    void TearDown() override {
        if (!keep) fs::remove_all(folder);
    }
    static geom::MultiPolygon square(double x, double y, double side) {
        return {{geom::rectangle({x, y, x + side, y + side})}};
    }
    std::string written() {
        write_summary(folder / "summary.html", source / "styles/report", request, {});
        return read_file(folder / "summary.html");
    }

    model::Plan plan;
    model::StyleSheet styles;
    model::ZoneMap zones;
    std::vector<model::Parcel> parcels;
    model::SupplyStatement supply;
    model::ParcelGraph graph;
    std::vector<model::Site> sites;
    model::Allocation allocation;
    model::OfferedUnit offered_unit;
    std::vector<model::OfferedLand> offered;
    std::vector<model::Finding> findings;
    model::RunView run;
    std::vector<SummaryRaster> rasters;
    SummaryRequest request;
    fs::path folder;
    bool keep = false;
};

TEST_F(SummaryPage, TellsBasesAndPilotAreasApartAndInventsNone) {
    std::string page = written();
    EXPECT_THAT(page, HasSubstr("基地与先导试验区"));
    EXPECT_THAT(page, HasSubstr("没有边界")) << "no base is drawn here";
    EXPECT_THAT(page, HasSubstr("[3.8] 计划只提出")) << "the plan names no pilot area, and the page says so";
    model::Place pilot;
    pilot.id = "pilot_one", pilot.name = {"某镇未来产业先导试验区（提案）", "Pilot area (proposal)"}, pilot.kind = model::PlaceKind::PilotArea;
    plan.places.push_back(pilot);
    page = written();
    EXPECT_THAT(page, HasSubstr("某镇未来产业先导试验区（提案）"));
    EXPECT_THAT(page, HasSubstr("待核实"));
}

TEST_F(SummaryPage, SaysWhichQuestionAnswersWhichClauseAndOnWhichSources) {
    EXPECT_THAT(written(), Not(HasSubstr("plan links"))) << "without a catalogue nothing is known of them";
    const model::Catalogue catalogue = catalog::read_catalogue(source / "layers", "dongguan-2024");
    request.catalogue = &catalogue;
    const std::vector<model::SourceDefinition> sources{{.role = "gateway", .written_path = "data/gateway.shp"}};
    request.sources = sources;
    const std::string page = written();
    const std::size_t row = page.find("[3.4] 推动与广深联动发展");
    ASSERT_NE(row, std::string::npos);
    const std::string links = page.substr(row, page.find("</tr>", row) - row);
    EXPECT_THAT(links, HasSubstr("<code>plan links</code>"));
    EXPECT_LT(links.find("对外门户"), links.find("轨道站点")) << "what is there, then what is missing";
    plan.id = "anyang-2030";
    EXPECT_THAT(written(), Not(HasSubstr("plan links"))) << "the clauses of another city have other numbers";
}

TEST_F(SummaryPage, IsSelfContainedAndRunsNothing) {
    findings[0].message.zh = "两镇重叠";
    const std::string page = written();
    EXPECT_THAT(page, Not(HasSubstr("<script")));
    EXPECT_THAT(page, Not(HasSubstr("http://")));
    EXPECT_THAT(page, Not(HasSubstr("https://")));
    EXPECT_THAT(page, Not(HasSubstr("{{"))) << "every tag is filled in";
    EXPECT_THAT(page, HasSubstr("default-src 'none'"));
    EXPECT_THAT(page, HasSubstr("data:image/png;base64,"));
}

TEST_F(SummaryPage, TextsOfSourcesStayTexts) {
    findings[0].message.zh = "两镇重叠 <script>alert(1)</script> <img src=x onerror=alert(1)> {{title}}";
    const std::string page = written();
    EXPECT_THAT(
        page, HasSubstr("&lt;script&gt;alert(1)&lt;/script&gt; &lt;img src=x onerror=alert(1)&gt; {{title}}"))
        << "and are not read as template";
    EXPECT_THAT(page, HasSubstr("样例 &lt;b&gt;研究&lt;/b&gt; &amp; &quot;引号&quot;"));
    EXPECT_THAT(page, Not(HasSubstr("<img src=x")));
}

TEST_F(SummaryPage, TheWaterfallClosesAndWhatWasNotCheckedSaysSo) {
    const std::string page = written();
    EXPECT_THAT(page, HasSubstr("1,440,006.04"));  // gross: 4 × 360,000.01 + 0 + 1 + 2 + 3
    EXPECT_THAT(page, HasSubstr("−33,333.33"));
    EXPECT_THAT(page, HasSubstr("1,406,672.71"));
    EXPECT_THAT(page, HasSubstr("逐宗、逐镇、全市闭合到 0.01 ㎡"));
    EXPECT_THAT(page, HasSubstr("未核查"));
    EXPECT_THAT(page, HasSubstr("没有角色为 water 的数据源"));
    EXPECT_EQ(page.find("colspan=\"3\">未核查"), page.rfind("colspan=\"3\">未核查"))
        << "one row is not checked, and the others stay whole";
    EXPECT_THAT(page, HasSubstr("净供应（可供应）"));
    EXPECT_THAT(page, HasSubstr("在用（存量，不计入净供应）"));
    supply.rows[3].area += Area::from_m2(0.01);
    EXPECT_THAT(written(), HasSubstr("不闭合：差 -0.01 ㎡"));
}

/// The mu column of the rows of the waterfall, in hundredths, as printed.
std::vector<long> printed_mu(const std::string& page) {
    static const std::regex row(
        R"(<tr class="(total)?"><td>[^<]*</td><td class="n">[^<]*</td><td class="n">[^<]*</td><td class="n">([^<]*)</td><td class="soft">)");
    std::vector<long> values;
    for (auto found = std::sregex_iterator(page.begin(), page.end(), row); found != std::sregex_iterator();
         ++found) {
        std::string digits;
        for (const char c : (*found)[2].str())
            if (c >= '0' && c <= '9') digits += c;
        values.push_back(std::stol(digits));
    }
    return values;
}

TEST_F(SummaryPage, PrintedRowsAddUpAndNetIsTheSameInEveryTable) {
    for (std::uint64_t seed = 1; seed <= 12; ++seed) {
        Area gross, taken, net;
        for (std::size_t i = 0; i < 4; ++i) {
            auto& parcel = supply.parcels[i];
            parcel.gross =
                Area{static_cast<std::int64_t>((seed * 7919 + i * 104729) % 100000 + 360000) * 100};
            parcel.taken[0] = Area{static_cast<std::int64_t>((seed * 613 + i * 31) % 9973) * 100};
            parcel.net = parcel.gross - parcel.taken[0];
            gross += parcel.gross, taken += parcel.taken[0], net += parcel.net;
        }
        supply.rows[0].area = gross, supply.rows[1].area = taken, supply.rows[3].area = net;
        supply.rows[4].area = supply.parcels[0].net + supply.parcels[2].net;  // idle
        supply.rows[5].area = net - supply.rows[4].area;                      // in use
        const std::string page = written();
        const auto mu = printed_mu(page);
        ASSERT_EQ(mu.size(), 5U) << "gross, one checked deduction, net; net supply, stock";
        EXPECT_EQ(mu[0] - mu[1], mu[2]) << "seed " << seed;
        EXPECT_EQ(mu[3] + mu[4], mu[2]) << "seed " << seed;
        EXPECT_THAT(page, HasSubstr("<td class=\"n\">" + with_thousands(round_half_up(net.mu(), 2), 2) +
                                    "</td></tr>"))
            << "seed " << seed;
    }
}

TEST_F(SummaryPage, CountsParcelsOfWhichNetLandIsLeftAndNamesClassesAsTheRulesDo) {
    supply.parcels[2].taken[0] = supply.parcels[2].gross, supply.parcels[2].net = Area{};  // idle, like parcel 0
    const std::string page = written();
    EXPECT_THAT(page, HasSubstr("<td>闲置土地</td><td class=\"n\">1</td>"));
    EXPECT_THAT(page, HasSubstr("<td>在用</td><td class=\"n\">2</td>"));
}

TEST_F(SummaryPage, SchematicDataIsMarkedAndOnlyThen) {
    EXPECT_THAT(written(), HasSubstr("示意数据"));
    request.schematic = false;
    EXPECT_THAT(written(), Not(HasSubstr("示意数据")));
}

TEST_F(SummaryPage, SpeaksEnglishOnRequest) {
    request.language = Language::En;
    const std::string page = written();
    EXPECT_THAT(page, HasSubstr("<html lang=\"en\">"));
    EXPECT_THAT(page, HasSubstr("Net supply: what can be offered after every deduction"));
    EXPECT_THAT(page, Not(HasSubstr("合计")));
}

TEST_F(SummaryPage, WorksWithoutSitesAllocationAndRasters) {
    sites.clear();
    run.sites = {};
    run.allocation = nullptr;
    request.rasters = {};
    const std::string page = written();
    EXPECT_THAT(page, HasSubstr("没有满足条件的连片用地"));
    EXPECT_THAT(page, Not(HasSubstr("供需平衡")));
}

TEST_F(SummaryPage, TheSameRunGivesTheSamePage) {
    EXPECT_EQ(written(), written());
}

TEST(Templates, UseNoUnescapedTags) {
    std::size_t seen = 0;
    for (const auto& entry : fs::directory_iterator(source / "styles/report")) {
        if (entry.path().extension() != ".html") continue;
        const std::string text = read_file(entry.path());
        EXPECT_EQ(text.find("{{{"), std::string::npos) << entry.path();
        EXPECT_FALSE(std::regex_search(text, std::regex(R"(\{\{\s*&)"))) << entry.path();
        EXPECT_EQ(text.find("{{="), std::string::npos)
            << entry.path() << ": changed delimiters would hide them";
        ++seen;
    }
    EXPECT_GE(seen, 2U);
}

TEST(DataUri, KnownVectors) {  // RFC 4648, section 10
    EXPECT_EQ(base64(""), "");
    EXPECT_EQ(base64("f"), "Zg==");
    EXPECT_EQ(base64("fo"), "Zm8=");
    EXPECT_EQ(base64("foo"), "Zm9v");
    EXPECT_EQ(base64("foobar"), "Zm9vYmFy");
    EXPECT_EQ(base64(std::string("\xff\x00\xfe", 3)), "/wD+");
}

TEST(ScaleBar, HasARoundLengthOfAboutAFifth) {
    EXPECT_EQ(scale_bar_length_m(70000), 10000);
    EXPECT_EQ(scale_bar_length_m(30000), 5000);
    EXPECT_EQ(scale_bar_length_m(1200), 200);
}

}  // namespace
}  // namespace zonewright::report
