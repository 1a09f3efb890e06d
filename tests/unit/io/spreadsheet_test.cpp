#include "io/spreadsheet.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cpl_vsi.h>

#include <filesystem>

#include "base/errors.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

class Workbooks : public testing::Test {
protected:
    void SetUp() override {
        folder = fs::temp_directory_path() / (std::string("zonewright_xlsx_") +
                                              testing::UnitTest::GetInstance()->current_test_info()->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    std::string entry(const std::string& name) const {
        start_gdal();
        VSILFILE* file = VSIFOpenL(("/vsizip/{" + (folder / "t.xlsx").string() + "}/" + name).c_str(), "rb");
        if (file == nullptr) return {};
        std::string text(1 << 20, '\0');
        text.resize(VSIFReadL(text.data(), 1, text.size(), file));
        VSIFCloseL(file);
        return text;
    }
    void write(std::vector<std::vector<Cell>> rows) {
        Sheet sheet{"净供应",        "净供应表", {{"名称"}, {"亩", CellFormat::TwoDecimals}},
                    std::move(rows), {},         {"示意数据"}};
        write_workbook(folder / "t.xlsx", {sheet}, "测试");
    }
    fs::path folder;
};

TEST_F(Workbooks, FormulasCarryTheirValue) {
    write({{std::string("a"), 1.25},
           {std::string("b"), 2.5},
           {std::string("合计"), sum_formula(1, 0, 1, 3.75)}});
    EXPECT_THAT(entry("xl/worksheets/sheet1.xml"), HasSubstr("<f>SUM(B3:B4)</f><v>3.75</v>"));
}

TEST_F(Workbooks, TextsThatLookLikeFormulasStayTexts) {
    const std::vector<std::string> hostile{
        "=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "|cmd", "=HYPERLINK(\"http://x\")", "{=1}"};
    std::vector<std::vector<Cell>> rows;
    for (const std::string& text : hostile) rows.push_back({text, -1.0});
    write(rows);
    const std::string sheet = entry("xl/worksheets/sheet1.xml");
    EXPECT_THAT(sheet, Not(HasSubstr("<f>"))) << "no formula but ours";
    EXPECT_THAT(sheet, HasSubstr("<v>-1</v>")) << "negative numbers stay numbers";
    EXPECT_THAT(entry("xl/sharedStrings.xml"), HasSubstr("=1+1"));
    EXPECT_EQ(entry("xl/worksheets/_rels/sheet1.xml.rels"), "") << "no links";
}

TEST_F(Workbooks, TheSameSheetsGiveTheSameEntries) {
    write({{std::string("a"), 1.0}});
    const std::string first = entry("xl/worksheets/sheet1.xml") + entry("docProps/core.xml");
    write({{std::string("a"), 1.0}});
    EXPECT_EQ(first, entry("xl/worksheets/sheet1.xml") + entry("docProps/core.xml"));
    EXPECT_THAT(entry("docProps/core.xml"), HasSubstr("2000-01-01"));
}

TEST_F(Workbooks, PrintsOnA4WithAllColumnsAndRepeatedTitles) {
    write({{std::string("a"), 1.0}});
    const std::string upright = entry("xl/worksheets/sheet1.xml");
    EXPECT_THAT(upright, HasSubstr("<pageSetUpPr fitToPage=\"1\"/>"));
    EXPECT_THAT(upright, HasSubstr("paperSize=\"9\""));
    EXPECT_THAT(upright, HasSubstr("fitToHeight=\"0\""));
    EXPECT_THAT(upright, HasSubstr("orientation=\"portrait\""));
    EXPECT_THAT(upright, HasSubstr("&amp;P / &amp;N"));
    EXPECT_THAT(entry("xl/workbook.xml"), HasSubstr("_xlnm.Print_Titles"));
    EXPECT_THAT(entry("xl/workbook.xml"), HasSubstr("$1:$2"));
    Sheet wide{"宽", "宽", {}, {}, {}, {}};
    for (int c = 0; c < 10; ++c) wide.columns.push_back({"列", CellFormat::Plain, 14});
    write_workbook(folder / "t.xlsx", {wide}, "");
    EXPECT_THAT(entry("xl/worksheets/sheet1.xml"), HasSubstr("orientation=\"landscape\""));
}

TEST_F(Workbooks, NotesAreBrokenAtTheWidthOfTheTable) {
    const std::string digest(64, 'a');
    Sheet sheet{"表", "表", {{"名称", CellFormat::Plain, 20}, {"亩", CellFormat::TwoDecimals, 10}}, {}, {},
                {"面积为椭球面积；1 亩 = 2000/3 ㎡。未核查不等于不涉及。", "SHA-256 " + digest}};
    write_workbook(folder / "t.xlsx", {sheet}, "");
    const std::string strings = entry("xl/sharedStrings.xml");
    EXPECT_THAT(strings, HasSubstr("<t>" + digest + "</t>")) << "a word stays whole";
    EXPECT_THAT(strings, Not(HasSubstr("面积为椭球面积；1 亩 = 2000/3 ㎡。未核查不等于不涉及。")));
    EXPECT_THAT(strings, HasSubstr("面积为椭球面积；"));
}

TEST_F(Workbooks, TabNamesAreMadeLegal) {
    Sheet a{"a/b:c*[d]", "", {{"x"}}, {}, {}, {}}, b = a, c = a;
    c.name = std::string(40, 'x');
    write_workbook(folder / "t.xlsx", {a, b, c}, "");
    const std::string book = entry("xl/workbook.xml");
    EXPECT_THAT(book, HasSubstr("\"a_b_c__d_\""));
    EXPECT_THAT(book, HasSubstr("\"a_b_c__d_2\""));
}

TEST_F(Workbooks, WhatTheFormatCannotHoldIsRefusedAndNothingAppears) {
    EXPECT_THROW(write({{std::string(40000, 'x'), 1.0}}), InputError);
    EXPECT_TRUE(fs::is_empty(folder));
    EXPECT_THROW(write_workbook(folder / "missing" / "t.xlsx", {}, ""), ResourceError);
}

TEST(Columns, HaveTheirLetters) {
    EXPECT_EQ(column_letters(0), "A");
    EXPECT_EQ(column_letters(25), "Z");
    EXPECT_EQ(column_letters(26), "AA");
    EXPECT_EQ(column_letters(701), "ZZ");
    EXPECT_EQ(column_letters(702), "AAA");
}

}  // namespace
}  // namespace zonewright::io
