// A page as a Word document: the same texts, in the order of the page.
#include "report/word_document.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "base/atomic_file.h"
#include "io/html_document.h"
#include "io/zip_archive.h"
#include "report/data_uri.h"
#include "report/word_markup.h"

namespace zonewright::report {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;
using testing::Not;

TEST(HtmlBody, IsATreeOfTextsAndTags) {
    const io::HtmlNode body = io::read_html_body(
        "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body><p class=\"note soft\">甲 &amp; 乙\n"
        "  <strong>丙</strong><br></p></body></html>");
    const io::HtmlNode* paragraph = body.find("p");
    ASSERT_NE(paragraph, nullptr);
    EXPECT_TRUE(paragraph->has_class("soft"));
    EXPECT_FALSE(paragraph->has_class("so"));
    EXPECT_EQ(paragraph->words(), "甲 & 乙 丙");
}

TEST(Base64, ComesBack) {
    std::string bytes;
    for (int i = 0; i < 256; ++i) bytes += static_cast<char>(i);
    for (std::size_t n : {0U, 1U, 2U, 3U, 255U, 256U})
        EXPECT_EQ(bytes_from_base64(base64(bytes.substr(0, n))), bytes.substr(0, n)) << n;
}

TEST(WordMarkup, EscapesTexts) {
    EXPECT_EQ(word_runs({{.text = "<b>&\x01"}}),
              "<w:r><w:t xml:space=\"preserve\">&lt;b&gt;&amp;</w:t></w:r>");
}

class WordDocument : public testing::Test {
protected:
    WordDocument() : folder(fs::temp_directory_path() / "zonewright_word_test") { make_folder(folder); }
    ~WordDocument() override { fs::remove_all(folder); }

    std::string document_of(const std::string& body) const {
        const fs::path file = folder / "a.docx";
        write_word_document(file, fs::path(ZONEWRIGHT_SOURCE_DIR) / "styles/report/word",
                            "<html><body>" + body + "</body></html>", Language::Zh);
        return io::read_zip_entry(file, "word/document.xml");
    }
    fs::path folder;
};

TEST_F(WordDocument, HoldsEveryTextOnceAndInOrder) {
    const std::string xml = document_of(
        "<h2><span class=\"number\">1</span>项目概况</h2><p>正文 <strong>加粗</strong></p>"
        "<table><thead><tr><th>项</th><th class=\"n\">公顷</th></tr></thead>"
        "<tbody><tr><td>耕地</td><td class=\"n\">1.2000</td></tr>"
        "<tr class=\"total\"><td colspan=\"2\">合计</td></tr></tbody></table><ul><li>第一条</li></ul>");
    std::size_t at = 0;
    for (const char* words : {"项目概况", "正文", "加粗", "公顷", "耕地", "1.2000", "合计", "第一条"}) {
        const std::size_t found = xml.find(words, at);
        ASSERT_NE(found, std::string::npos) << words;
        at = found;
    }
    EXPECT_THAT(xml, HasSubstr("<w:tblHeader/>"));
    EXPECT_THAT(xml, HasSubstr("<w:gridSpan w:val=\"2\"/>"));
    EXPECT_THAT(xml, HasSubstr("Heading1"));
}

/// Widths of the grid, of the first table.
std::vector<int> grid_of(const std::string& xml) {
    std::vector<int> widths;
    const std::string mark = "<w:gridCol w:w=\"";
    for (std::size_t at = xml.find(mark); at < xml.find("</w:tblGrid>"); at = xml.find(mark, at + 1))
        widths.push_back(std::atoi(xml.c_str() + at + mark.size()));
    return widths;
}

/// The text takes 9,300 twips, 103 for half a letter. A clause of 5 signs and a range of figures stay on one line; of two
/// long texts the one twice as long is wider.
TEST_F(WordDocument, ColumnsAreWideEnoughForWhatIsNotBroken) {
    const auto cells = [](const std::vector<std::string>& row, const std::string& kind) {
        std::string text = "<tr>";
        for (const std::string& cell : row) text += "<" + kind + ">" + cell + "</" + kind + ">";
        return text + "</tr>";
    };
    const std::string clause = "2.1.1", range = "2,096–4,958";
    std::string text, longer;
    for (int k = 0; k < 20; ++k) text += "说明", longer += "合规说明";
    const std::vector<int> widths = grid_of(document_of(
        "<table><thead>" + cells({"条目", "成本（元/㎡，待核实）", "合规", "说明"}, "th") + "</thead><tbody>" +
        cells({clause, range, longer, text}, "td") + "</tbody></table>"));
    ASSERT_EQ(widths.size(), 4u);
    EXPECT_GE(widths[0], static_cast<int>(clause.size()) * 103);
    EXPECT_GE(widths[1], 11 * 103);
    EXPECT_GT(widths[2], widths[3]);
    EXPECT_GT(widths[3], widths[1]);
}

TEST_F(WordDocument, LeavesOutColumnsOfDrawnBarsAndTheirKeys) {
    const std::string xml = document_of(
        "<table><thead><tr><th>产业</th><th>得分构成</th><th>状态</th></tr></thead><tbody>"
        "<tr><td>新能源</td><td><div><i style=\"width:5%\"></i></div></td><td></td></tr>"
        "<tr><td colspan=\"3\">合计</td></tr></tbody></table><div class=\"keys\"><span>坡度</span></div>");
    EXPECT_EQ(grid_of(xml).size(), 2u) << "a column that is empty without a drawing stays";
    EXPECT_THAT(xml, Not(HasSubstr("得分构成")));
    EXPECT_THAT(xml, Not(HasSubstr("坡度")));
    EXPECT_THAT(xml, HasSubstr("<w:gridSpan w:val=\"2\"/>"));
}

TEST_F(WordDocument, ContentsPointAtTheirHeadings) {
    const std::string xml = document_of(
        "<nav class=\"contents\"><p>目录</p><ol><li>1 甲</li><li>2 乙</li></ol></nav>"
        "<h2>甲</h2><h3>小节</h3><h2>乙</h2>");
    EXPECT_THAT(xml, HasSubstr("PAGEREF _Toc000001"));
    EXPECT_THAT(xml, HasSubstr("PAGEREF _Toc000003")) << "the section between has a number, too";
    EXPECT_THAT(xml, HasSubstr("w:name=\"_Toc000003\""));
    EXPECT_THAT(xml, Not(HasSubstr("@@")));
}

TEST_F(WordDocument, IsTheSameFileForTheSamePage) {
    document_of("<p>甲</p>");
    const std::string once = read_file(folder / "a.docx");
    document_of("<p>甲</p>");
    EXPECT_EQ(read_file(folder / "a.docx"), once);
}

TEST_F(WordDocument, TakesPicturesOver) {
    const std::string png = "\x89PNG made up";
    const std::string xml =
        document_of("<figure><figcaption>区位图</figcaption><img width=\"100\" height=\"50\" src=\"" +
                    png_uri(png) + "\"></figure>");
    EXPECT_THAT(xml, HasSubstr("r:embed=\"picture1\""));
    EXPECT_EQ(io::read_zip_entry(folder / "a.docx", "word/media/picture1.png"), png);
}

}  // namespace
}  // namespace zonewright::report
