// Named fields of a Word document, however the office program wrote them.
#include "io/word_part.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <random>

#include "base/errors.h"
#include "io/word_styles.h"

namespace zonewright::io {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::Not;

std::string part(const std::string& body) {
    return "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?><w:document "
           "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\"><w:body>" +
           body + "</w:body></w:document>";
}
std::string run(const std::string& text, const std::string& look = "") {
    return "<w:r>" + (look.empty() ? "" : "<w:rPr>" + look + "</w:rPr>") + "<w:t>" + text + "</w:t></w:r>";
}
std::string paragraph(const std::string& runs) {
    return "<w:p>" + runs + "</w:p>";
}

/// What stands in the texts, run by run.
std::vector<std::string> texts_of(const WordPart& word) {
    std::vector<std::string> texts;
    const std::string xml = word.xml();
    for (std::size_t at = xml.find("<w:t"); at != std::string::npos; at = xml.find("<w:t", at + 1)) {
        if (xml[at + 4] != '>' && xml[at + 4] != ' ' && xml[at + 4] != '/') continue;
        const std::size_t begin = xml.find('>', at) + 1;
        texts.push_back(xml[begin - 2] == '/' ? "" : xml.substr(begin, xml.find("</w:t>", begin) - begin));
    }
    return texts;
}

WordPart read(const std::string& body, const std::set<std::string>& controls = {"项目", "总体结论"}) {
    return {part(body), "form.docx", controls};
}

TEST(WordPart, FillsATypedFieldInTheLookOfItsFirstLetter) {
    WordPart word = read(paragraph(run("项目：{", "<w:b/>") + run("{项") + run("目}", "<w:i/>") + run("}。")));
    EXPECT_THAT(word.fields(), ElementsAre("项目"));
    word.fill({{"项目", "芯片 <一> & 二"}}, {}, "无");
    EXPECT_THAT(texts_of(word), ElementsAre("项目：芯片 &lt;一&gt; &amp; 二", "", "", "。"));
    EXPECT_THAT(word.xml(), HasSubstr("<w:b/>"));
}

TEST(WordPart, TakesTheWideBracesOfAChineseKeyboardAndBlanks) {
    WordPart word = read(paragraph(run("｛｛　项目 ｝｝和{{ 项目 }}")));
    word.fill({{"项目", "甲"}}, {}, "无");
    EXPECT_THAT(texts_of(word), ElementsAre("甲和甲"));
}

TEST(WordPart, TakesMergeFieldsOfBothKinds) {
    WordPart word = read(
        paragraph("<w:fldSimple w:instr=\" MERGEFIELD 项目 \\* MERGEFORMAT \">" + run("«项目»", "<w:b/>") + "</w:fldSimple>") +
        paragraph("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText> MERGEFIELD </w:instrText></w:r><w:r>"
                  "<w:instrText>\"项目\"</w:instrText></w:r><w:r><w:fldChar w:fldCharType=\"separate\"/></w:r>" +
                  run("«项") + run("目»") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>" + run("完")) +
        paragraph("<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r><w:r><w:fldChar "
                  "w:fldCharType=\"separate\"/></w:r>" + run("7") + "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"));
    word.fill({{"项目", "甲"}}, {}, "无");
    EXPECT_THAT(texts_of(word), ElementsAre("甲", "甲", "完", "7"));
    EXPECT_THAT(word.xml(), Not(HasSubstr("MERGEFIELD")));
    EXPECT_THAT(word.xml(), HasSubstr("PAGE"));
}

TEST(WordPart, TakesContentControlsOfKnownNamesAndLeavesOthers) {
    const auto control = [](const std::string& key, const std::string& name, const std::string& content) {
        return "<w:sdt><w:sdtPr><w:" + key + " w:val=\"" + name + "\"/><w:showingPlcHdr/></w:sdtPr><w:sdtContent>" + content +
               "</w:sdtContent></w:sdt>";
    };
    WordPart word = read(paragraph(control("tag", "项目", run("单击此处", "<w:rStyle w:val=\"PlaceholderText\"/>"))) +
                         control("alias", "总体结论", paragraph("")) + control("tag", "日期", paragraph(run("选日期"))));
    word.fill({{"项目", "甲"}, {"总体结论", "乙"}}, {}, "无");
    EXPECT_THAT(texts_of(word), ElementsAre("甲", "乙", "选日期"));
    EXPECT_THAT(word.xml(), Not(HasSubstr("PlaceholderText")));
}

TEST(WordPart, RepeatsTheRowOfAList) {
    WordPart word = read("<w:tbl><w:tr><w:tc>" + paragraph(run("名称")) + "</w:tc></w:tr><w:tr><w:tc>" +
                         paragraph(run("{{项.序号}} {{项.名}}")) + "</w:tc><w:tc>" + paragraph(run("{{项目}}")) + "</w:tc></w:tr></w:tbl>" +
                         paragraph(run("{{项目}}")));
    word.fill({{"项目", "甲"}}, {{"项", {{{"序号", "1"}, {"名", "田{{项目}}"}}, {{"序号", "2"}, {"名", "林"}}}}}, "无");
    // What is put in is never looked at for fields again.
    EXPECT_THAT(texts_of(word), ElementsAre("名称", "1 田{{项目}}", "甲", "2 林", "甲", "甲"));
}

TEST(WordPart, SaysNothingOnceForAnEmptyList) {
    WordPart word = read("<w:tbl><w:tr><w:tc>" + paragraph(run("{{项.序号}}")) + "</w:tc><w:tc>" + paragraph(run("{{项.名}}")) +
                         "</w:tc></w:tr></w:tbl>");
    word.fill({}, {{"项", {}}}, "无");
    EXPECT_THAT(texts_of(word), ElementsAre("无", ""));
}

TEST(WordPart, RefusesTwoListsInARow) {
    WordPart word = read("<w:tbl><w:tr><w:tc>" + paragraph(run("{{甲.一}}{{乙.一}}")) + "</w:tc></w:tr></w:tbl>");
    EXPECT_THROW(word.fill({}, {{"甲", {}}, {"乙", {}}}, "无"), InputError);
}

TEST(WordPart, OpensPlacesAsWideAsPageOrCell) {
    WordPart word = read(paragraph(run("{{附图}}")) + "<w:tbl><w:tr><w:tc><w:tcPr><w:tcW w:w=\"4000\" w:type=\"dxa\"/></w:tcPr>" +
                         paragraph(run("{{附图}}")) + "</w:tc></w:tr></w:tbl><w:sectPr><w:pgSz w:w=\"11906\" w:h=\"16838\"/><w:pgMar "
                         "w:left=\"1000\" w:right=\"1906\"/></w:sectPr>");
    const std::vector<WordPart::Place> places = word.open_places("附图");
    ASSERT_EQ(places.size(), 2U);
    EXPECT_EQ(places[0].width_twips, 9000);
    EXPECT_EQ(places[1].width_twips, 4000 - 216);
    for (const WordPart::Place& place : places) EXPECT_THAT(word.xml(), HasSubstr(place.mark));
    WordPart among = read(paragraph(run("见{{附图}}")));
    EXPECT_THROW(among.open_places("附图"), InputError);
}

TEST(WordPart, TellsBracesThatAreNotClosed) {
    EXPECT_THAT(read(paragraph(run("{{项目")) + paragraph(run("}}"))).unclosed(), ElementsAre("{{项目"));
}

TEST(WordPart, GivesABookmarkOnceHoweverManyRowsThereAre) {
    WordPart word = read(paragraph("<w:bookmarkStart w:id=\"0\"/>" + run("{{地块.编号}}") + "<w:bookmarkEnd w:id=\"0\"/>"));
    word.fill({}, {{"地块", std::vector<WordPart::Row>(4, WordPart::Row{{"编号", "A1"}})}}, "无");
    EXPECT_THAT(texts_of(word), ElementsAre("A1", "A1", "A1", "A1"));
    EXPECT_EQ(word.xml().find("bookmarkStart"), word.xml().rfind("bookmarkStart"));
}

TEST(WordPart, TakesWhatIsNestedAgainstTheStandard) {
    // A run in a run, both within a merge field; a text in a text; a field of a list in no paragraph.
    const std::string mark = "<w:fldChar w:fldCharType=";
    WordPart runs = read(paragraph("<w:r>" + mark + "\"begin\"/></w:r><w:r><w:r>" + run("内") + "</w:r><w:instrText> MERGEFIELD 项目 </w:instrText></w:r>"
                                   "<w:r>" + mark + "\"separate\"/></w:r>" + run("旧") + "<w:r>" + mark + "\"end\"/></w:r>"));
    EXPECT_THAT(runs.fields(), ElementsAre("项目"));
    WordPart texts = read(paragraph("<w:fldSimple w:instr=\"MERGEFIELD 项目\"><w:r><w:t>一<w:t>二<w:t>三</w:t></w:t></w:t></w:r></w:fldSimple>"));
    texts.fill({{"项目", "芯片"}}, {}, "无");
    EXPECT_THAT(texts_of(texts), ElementsAre("芯片"));
    WordPart nowhere = read("<w:r><w:t>{{地块.编号}}</w:t></w:r>");
    EXPECT_THROW(nowhere.fill({}, {{"地块", std::vector<WordPart::Row>(2, WordPart::Row{{"编号", "A1"}})}}, "无"), InputError);
    EXPECT_THROW(read("<w:r><w:t>{{正文}}</w:t></w:r>").open_places("正文"), InputError);
}

TEST(WordPart, RefusesWhatIsNoPart) {
    EXPECT_THROW(WordPart("<a/>", "a", {}), InputError);
    EXPECT_THROW(WordPart("no xml", "a", {}), InputError);
    EXPECT_THROW(WordPart("<!DOCTYPE x [<!ENTITY e SYSTEM \"file:///etc/passwd\">]>" + part("&e;"), "a", {}), InputError);
}

/// However a paragraph is cut into runs, the words come out the same, and every cut outside the field stays.
TEST(WordPart, IsTheSameHoweverRunsAreCut) {
    const std::string text = "甲{{项目}}乙{{ 总体结论 }}丙";
    for (unsigned seed = 0; seed < 300; ++seed) {
        std::mt19937 random(seed);
        std::string runs, now;
        for (std::size_t at = 0; at < text.size();) {
            std::size_t next = at + 1;
            while (next < text.size() && (static_cast<unsigned char>(text[next]) & 0xC0) == 0x80) ++next;
            now += text.substr(at, next - at);
            at = next;
            if (random() % 3 == 0) runs += run(std::exchange(now, {})) + (random() % 4 == 0 ? "<w:proofErr w:type=\"spellStart\"/>" : "");
        }
        WordPart word = read(paragraph(runs + run(now)));
        word.fill({{"项目", "一"}, {"总体结论", "二"}}, {}, "无");
        std::string all;
        for (const std::string& piece : texts_of(word)) all += piece;
        EXPECT_EQ(all, "甲一乙二丙") << "seed " << seed;
    }
}

TEST(WordStyles, KeepTheirLookByNameAndBringTheOthersUnderFreeIds) {
    const auto styles = [](const std::string& inside) {
        return "<w:styles xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">" + inside + "</w:styles>";
    };
    const std::string own = styles("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"a\"><w:name w:val=\"Normal\"/></w:style>"
                                   "<w:style w:type=\"paragraph\" w:styleId=\"1\"><w:name w:val=\"Heading 1\"/></w:style>"
                                   "<w:style w:type=\"paragraph\" w:styleId=\"note\"><w:name w:val=\"other\"/></w:style>");
    const std::string ours = styles("<w:style w:type=\"paragraph\" w:default=\"1\" w:styleId=\"Normal\"><w:name w:val=\"Normal\"/></w:style>"
                                    "<w:style w:type=\"paragraph\" w:styleId=\"Heading1\"><w:name w:val=\"heading 1\"/></w:style>"
                                    "<w:style w:type=\"paragraph\" w:styleId=\"note\"><w:name w:val=\"note\"/><w:basedOn w:val=\"Normal\"/></w:style>");
    const MergedStyles merged = merge_styles(own, ours, "form.docx");
    EXPECT_EQ(merged.ids.at("Normal"), "a");
    EXPECT_EQ(merged.ids.at("Heading1"), "1");
    EXPECT_EQ(merged.ids.at("note"), "Zonewrightnote");
    EXPECT_THAT(merged.xml, HasSubstr("w:styleId=\"Zonewrightnote\""));
    EXPECT_THAT(merged.xml, HasSubstr("<w:basedOn w:val=\"a\"/>"));
}

}  // namespace
}  // namespace zonewright::io
