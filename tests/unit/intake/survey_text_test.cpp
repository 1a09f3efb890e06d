#include "intake/survey_text.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <tuple>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/random.h"
#include "geom/planar_area.h"
#include "gis/text_encoding.h"
#include "intake/survey_features.h"
#include "support/real_data.h"

namespace zonewright::intake {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;

const std::string head =
    "[属性描述]\r\n格式版本号=1.01版本\r\n坐标系=2000国家大地坐标系\r\n几度分带=3\r\n投影类型="
    "高斯克吕格\r\n计量单位=米\r\n带号=38\r\n"
    "精度=0.001\r\n转换参数=,,,,,,\r\n[地块坐标]\r\n";

/// A square of 100 m with its corners named J1 … J4, closed.
std::string square(const std::string& ring = "1", double east = 38474000, double north = 2544000,
                   double size = 100) {
    std::string text;
    const double xs[] = {0, size, size, 0, 0}, ys[] = {size, size, 0, 0, size};
    for (int i = 0; i < 5; ++i)
        text += fmt::format("J{},{},{:.3f},{:.3f}\r\n", i % 4 + 1, ring, north + ys[i], east + xs[i]);
    return text;
}

struct Sample {
    const char* word;
    std::string text;
    double area_m2;
};

std::vector<Sample> samples() {
    const std::string degrees =
        "5,地块1,面,公共基础设施,@\rJ1,1,113.7500001,23.0000002\rJ2,1,113.751,23.0\rJ3,1,113.751,22.999\rJ4,"
        "1,113.75,22.999\rJ1,1,113.7500001,23.0000002\r";
    std::string linked = head + ",1.0000,,建新地块1,,,,水浇地,@\n", three = head + "5,1.0,1,三列,面,,,,@\n";
    linked.replace(linked.find("几度分带"), std::string("几度分带").size(), "分带");
    for (const char* xy : {"2544100.000,38474000.000", "2544100.000,38474100.000", "2544000.000,38474100.000",
                           "2544000.000,38474000.000", "2544100.000,38474000.000"}) {
        linked += std::string("J1,") + xy + ",100.00,1,\n";
        three += std::string("J1,") + xy + "\n";
    }
    return {{"D1", head + "5,1.0000,1,地块1,面,I50G077016,建筑用地,,@\r\n" + square(), 1e4},
            {"D2", head + "5,1.0000,2022-K037,某公司,面,,商服用地,,@\r\n" + square(), 1e4},
            {"D3", head + "1,地块1,面,,@ \r\n" + square(), 1e4},
            {"D4", linked, 1e4},
            {"D5", degrees, 0},
            {"D6", head + "5,1.0,1,整治1,面,,水田,0101,图斑,水田,5,4,备注,@\r\n" + square(), 1e4},
            {"D7", three, 1e4}};
}

void expect_same(const SurveyFile& a, const SurveyFile& b) {
    EXPECT_EQ(a.dialect, b.dialect);
    EXPECT_EQ(a.epsg, b.epsg);
    EXPECT_EQ(a.encoding, b.encoding);
    ASSERT_EQ(a.sections.size(), b.sections.size());
    for (std::size_t i = 0; i < a.sections.size(); ++i)
        EXPECT_EQ(a.sections[i].entries, b.sections[i].entries);
    ASSERT_EQ(a.parcels.size(), b.parcels.size());
    for (std::size_t i = 0; i < a.parcels.size(); ++i) {
        EXPECT_EQ(a.parcels[i].fields, b.parcels[i].fields);
        ASSERT_EQ(a.parcels[i].rings.size(), b.parcels[i].rings.size());
        for (std::size_t r = 0; r < a.parcels[i].rings.size(); ++r) {
            EXPECT_EQ(a.parcels[i].rings[r].points, b.parcels[i].rings[r].points)
                << "coordinates must be identical";
            EXPECT_EQ(a.parcels[i].rings[r].number, b.parcels[i].rings[r].number);
            EXPECT_EQ(a.parcels[i].rings[r].names, b.parcels[i].rings[r].names);
        }
    }
}

TEST(Survey, ReadsAndRoundTripsAllSevenDialects) {
    for (const Sample& sample : samples()) {
        SCOPED_TRACE(sample.word);
        const SurveyFile file = parse_survey(sample.text, sample.word);
        EXPECT_EQ(to_string(file.dialect), sample.word);
        EXPECT_EQ(file.epsg, sample.word == std::string("D5") ? 4490 : 4526);
        ASSERT_EQ(file.parcels.size(), 1u);
        if (sample.area_m2 > 0) {
            EXPECT_DOUBLE_EQ(geom::planar_area(nested(file.parcels[0].rings)), sample.area_m2);
        }
        expect_same(file, parse_survey(survey_bytes(file), "again"));
    }
}

TEST(Survey, RoundTripsInEveryEncoding) {
    SurveyFile file = parse_survey(samples()[0].text, "D1");
    for (const char* encoding : {"UTF-8", "UTF-8-BOM", "UTF-16LE", "UTF-16BE", "GBK"}) {
        SCOPED_TRACE(encoding);
        file.encoding = encoding;
        expect_same(file, parse_survey(survey_bytes(file), "again"));
    }
}

TEST(Survey, HolesPartsAndIslandsComeFromNesting) {
    // 圈号 lies: the hole is ring 2 here, the island in it ring 3, a second part ring 2 again
    const std::string text = head + "20,1,1,套,面,,,,@\r\n" + square("1", 38474000, 2544000, 100) +
                             square("2", 38474020, 2544020, 60) + square("3", 38474040, 2544040, 20) +
                             square("2", 38475000, 2544000, 50);
    const geom::MultiPolygon polygons = nested(parse_survey(text, "t").parcels[0].rings);
    ASSERT_EQ(polygons.parts.size(), 3u);
    EXPECT_EQ(polygons.parts[0].rings.size(), 2u) << "the shell and its hole";
    EXPECT_DOUBLE_EQ(geom::planar_area(polygons), 10000 - 3600 + 400 + 2500);
}

TEST(Survey, SplitsRingsThatShareANumber) {
    const std::string text = head + "10,1,1,两块,面,,,,@\r\n" + square("1") + square("1", 38475000);
    EXPECT_EQ(parse_survey(text, "t").parcels[0].rings.size(), 2u);
}

TEST(Survey, TellsSwappedColumnsByTheirRanges) {
    std::string text = head + "5,1,1,反,面,,,,@\r\n";
    for (const char* yx :
         {"38474000.1,2544100", "38474100,2544100", "38474100,2544000", "38474000.1,2544000"})
        text += std::string("J1,1,") + yx + "\r\n";
    const SurveyFile file = parse_survey(text, "t");
    EXPECT_TRUE(file.east_first);
    EXPECT_EQ(file.parcels[0].rings[0].points[0], (geom::Point{38474000.1, 2544100}));
    ASSERT_EQ(file.remarks.size(), 2u) << "the order, and the ring that was not closed";
    EXPECT_THAT(file.remarks[0].en, HasSubstr("reverse"));
    expect_same(file, parse_survey(survey_bytes(file), "again"));
}

TEST(Survey, CoordinatesBeatTheStatedZoneAndCount) {
    std::string text = head + "7,1,1,地块,面,,,,@\r\n" + square();
    text.replace(text.find("带号=38"), std::string("带号=38").size(), "带号=37");
    const SurveyFile file = parse_survey(text, "t");
    EXPECT_EQ(file.epsg, 4526);
    ASSERT_EQ(file.remarks.size(), 2u);
    EXPECT_THAT(file.remarks[0].en, HasSubstr("7 points stated, 5 rows (4 points)"));
    EXPECT_THAT(file.remarks[1].en, HasSubstr("zone 37 stated, the coordinates carry 38"));
}

TEST(Survey, BothWaysOfCountingAreRight) {
    for (const char* count : {"4", "5"})
        EXPECT_THAT(parse_survey(head + count + ",1,1,块,面,,,,@\r\n" + square(), "t").remarks,
                    ElementsAre());
}

TEST(Survey, KnowsItsDatumAndNeverGuesses) {
    std::string text = head + "5,1,1,块,面,,,,@\r\n" + square();
    const std::string name = "2000国家大地坐标系";
    const auto with = [&](const std::string& system, double east) {
        std::string changed = head + "5,1,1,块,面,,,,@\r\n" + square("1", east);
        return parse_survey(changed.replace(changed.find(name), name.size(), system), "t").epsg;
    };
    EXPECT_EQ(with(name, 474000), 4547) << "no prefix in the coordinates, 带号 38 in the head";
    EXPECT_EQ(with("1980西安坐标系", 38474000), 2362);
    EXPECT_EQ(with("80国家大地坐标系", 474000), 2383);
    EXPECT_EQ(with("1954北京坐标系", 38474000), 2414);
    EXPECT_EQ(with("东莞坐标系", 38474000), 0);
    EXPECT_EQ(with(name, 19782000), 4497);
}

TEST(Survey, UnderstandsFullWidthSignsAndBlanks) {
    std::string text = head + "5，1.0，1，地块，面，，，，@\r\n";
    text.replace(text.find("带号=38"), std::string("带号=38").size(), "带号＝38");
    for (const char* line :
         {"J1， 1， 2544100.000 ，38474000", "J2,1, 2544100.000 , 38474100.5", "J3,1,2544000,38474100.5"})
        text += std::string(line) + "\r\n";
    const SurveyFile file = parse_survey(text, "t");
    EXPECT_EQ(file.value_of("带号"), "38");
    EXPECT_EQ(file.parcels[0].fields[3], "地块");
    EXPECT_EQ(file.parcels[0].rings[0].points[1], (geom::Point{38474100.5, 2544100}));
}

TEST(Survey, NamesTheLineOfAMistake) {
    for (const auto& [line, word] :
         {std::pair("J1,1,nan,38474000", "有限"), std::pair("J1,1,abc,38474000", "有限"),
          std::pair("J1,x,2544000,38474000", "圈号"), std::pair("J1,1", "点号")}) {
        try {
            parse_survey(head + "5,1,1,块,面,,,,@\r\n" + line + "\r\n", "块.txt");
            ADD_FAILURE() << line;
        } catch (const InputError& error) {
            EXPECT_THAT(error.what(), HasSubstr("块.txt 第 12 行")) << line;
            EXPECT_THAT(error.what(), HasSubstr(word));
        }
    }
    EXPECT_THROW(parse_survey("", "t"), InputError);
    EXPECT_THROW(parse_survey("\x81", "t"), InputError);
    EXPECT_THROW(parse_survey(std::string("PK\x03\x04\0\0\0\0", 8), "t"), InputError);
}

/// A row that is no point costs its own parcel and no other; the numbers that begin again are another ring.
TEST(Survey, SetsAsideTheParcelOfABadRowOnly) {
    for (const char* row : {"J3,1,25441OO.000,38474100", "J3,1,,", "J3,圈,2544100,38474100", "5,1,B,地块,面,,,,"}) {
        const SurveyFile file = parse_survey(head + "5,1,A,块,面,,,,@\r\n" + square() + row + "\r\n5,1,B,块,面,,,,@\r\n" + square() +
                                                 "0,1,C,块,面,,,,@\r\n", "t");
        ASSERT_EQ(file.parcels.size(), 3U) << row;
        EXPECT_THAT(file.parcels[0].broken, HasSubstr(row));
        EXPECT_TRUE(file.parcels[0].rings.empty()) << row;
        EXPECT_EQ(file.parcels[1].rings.size(), 1U) << row;
        EXPECT_TRUE(file.parcels[1].broken.empty()) << row;
        EXPECT_FALSE(file.parcels[2].broken.empty()) << "no point at all";
    }
}

TEST(Survey, ReadsAnotherRingWhereTheNumbersBeginAgain) {
    for (std::uint64_t seed = 1; seed <= 100; ++seed) {
        Random random(seed);
        const std::size_t rings = 1 + random.below(4);
        std::string points;
        double land = 0;
        for (std::size_t ring = 0; ring < rings; ++ring) {
            const int side = 10 + static_cast<int>(random.below(90)), east = 38474000 + 500 * static_cast<int>(ring), north = 2544000;
            for (const auto& [name, e, n] : {std::tuple("J1", 0, 0), std::tuple("J2", side, 0), std::tuple("J3", side, side), std::tuple("J4", 0, side)})
                points += fmt::format("{},1,{}.000,{}.000\r\n", name, north + n, east + e);
            land += side * side;
        }
        const SurveyFile file = parse_survey(head + "4,1,A,块,面,,,,@\r\n" + points, "t");
        ASSERT_EQ(file.parcels[0].rings.size(), rings) << "seed " << seed;
        EXPECT_DOUBLE_EQ(geom::planar_area(nested(file.parcels[0].rings)), land) << "seed " << seed;
    }
}

TEST(Survey, WritesWhatItReadsFromAnyTable) {
    model::FeatureTable table{.name = "parcel", .epsg = 4526};
    table.fields = {{.name = "id"}, {.name = "name"}};
    geom::Polygon holed = geom::rectangle({38474000, 2544000, 38474100, 2544100});
    holed.rings.push_back({{38474020, 2544020},
                           {38474040, 2544020},
                           {38474040, 2544040},
                           {38474020, 2544040},
                           {38474020, 2544020}});
    table.features.push_back(
        {1,
         geom::MultiPolygon{{holed, geom::rectangle({38475000, 2544000, 38475010, 2544010})}},
         {std::string("A,1"), std::string("甲")}});
    for (const SurveyDialect dialect :
         {SurveyDialect::Standard, SurveyDialect::Supply, SurveyDialect::OneMap, SurveyDialect::Linked,
          SurveyDialect::Improvement, SurveyDialect::ThreeColumn}) {
        SCOPED_TRACE(to_string(dialect));
        const SurveyFile back = parse_survey(survey_bytes(survey_of(table, {.dialect = dialect})), "t");
        EXPECT_EQ(back.encoding, "GBK");
        EXPECT_EQ(back.epsg, 4526);
        EXPECT_TRUE(back.remarks.empty()) << back.remarks[0].en;
        ASSERT_EQ(back.parcels[0].rings.size(), 3u);
        EXPECT_EQ(back.parcels[0].rings[0].points[0], (geom::Point{38474000, 2544100}))
            << "from the north-west";
        EXPECT_LT(geom::signed_ring_area(back.parcels[0].rings[0].points), 0) << "shells run clockwise";
        EXPECT_GT(geom::signed_ring_area(back.parcels[0].rings[1].points), 0) << "holes run the other way";
        EXPECT_DOUBLE_EQ(geom::planar_area(nested(back.parcels[0].rings)), 10000 - 400 + 100);
    }
    EXPECT_THROW(survey_of({.name = "t", .epsg = 4490}, {}), InputError) << "degrees are no plane";
}

TEST(Survey, ReadsTheRealPlotsWithTheirAreas) {
    for (const auto& [name, area] :
         {std::pair("survey-txt/plot_000.txt", 12247.096), std::pair("survey-txt/plot_001.txt", 744.198)}) {
        const std::filesystem::path path = support::real_data(name);
        ZONEWRIGHT_NEEDS(path);
        const io::LayerReading reading = read_survey(path);
        EXPECT_EQ(reading.info.epsg, 4526);
        ASSERT_EQ(reading.table.features.size(), 1u);
        EXPECT_NEAR(geom::planar_area(std::get<geom::MultiPolygon>(reading.table.features[0].geometry)), area,
                    0.001);
        const SurveyFile file = parse_survey(read_file(path), name);
        expect_same(file, parse_survey(survey_bytes(file), "again"));
    }
}

TEST(Encoding, TellsUtf8FromGbkByScore) {
    std::vector<std::string> utf8{"东城街道", "松山湖", "联通", "abc"}, gbk;
    for (const std::string& text : utf8) gbk.push_back(gis::from_utf8(text, "GBK"));
    EXPECT_EQ(gis::score_encodings(utf8).front().encoding, "UTF-8");
    EXPECT_EQ(gis::score_encodings(gbk).front().encoding, "GB18030");
    EXPECT_THAT(gis::score_encodings(gbk).front().sample, HasSubstr("东城街道"));
    EXPECT_GT(gis::score_encodings(gbk)[0].score, 2 * gis::score_encodings(gbk)[1].score);
    EXPECT_TRUE(gis::score_encodings(std::vector<std::string>{"abc", ""}).empty()) << "ASCII is all of them";
}

TEST(Encoding, IsStrictAndExact) {
    EXPECT_FALSE(gis::is_utf8("\xC0\x80")) << "overlong";
    EXPECT_FALSE(gis::is_utf8("\xED\xA0\x80")) << "a surrogate";
    EXPECT_FALSE(gis::is_utf8("\xF4\x90\x80\x80")) << "beyond U+10FFFF";
    EXPECT_TRUE(gis::is_utf8("\xF0\xA0\x80\x80")) << "four bytes";
    EXPECT_EQ(gis::to_utf8(gis::from_utf8("𠮷野", "GB18030"), "GB18030"), "𠮷野")
        << "four bytes in GB18030 too";
    EXPECT_THROW(gis::from_utf8("𠮷", "GBK"), InputError);
    EXPECT_FALSE(gis::to_utf8("\xb6", "GBK")) << "a character cut in half";
    EXPECT_FALSE(gis::known_encoding("KLINGON"));
}

}  // namespace
}  // namespace zonewright::intake
