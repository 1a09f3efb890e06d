#include "report/word_markup.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <numeric>

#include "report/xml_text.h"

namespace zonewright::report {
namespace {

std::string cell_xml(const WordCell& cell, double width_twips) {
    return fmt::format(
        R"(<w:tc><w:tcPr><w:tcW w:w="{:.0f}" w:type="dxa"/>{}</w:tcPr>{}</w:tc>)", width_twips,
        cell.span > 1 ? fmt::format("<w:gridSpan w:val=\"{}\"/>", cell.span) : std::string(), cell.content);
}

}  // namespace

std::string word_runs(const std::vector<WordRun>& runs) {
    std::string xml;
    for (const WordRun& run : runs) {
        if (run.line_break) {
            xml += "<w:r><w:br/></w:r>";
            continue;
        }
        std::string look;
        if (run.bold) look += "<w:b/>";
        if (!run.colour.empty()) look += fmt::format("<w:color w:val=\"{}\"/>", escaped_xml(run.colour));
        xml += fmt::format("<w:r>{}<w:t xml:space=\"preserve\">{}</w:t></w:r>",
                           look.empty() ? look : "<w:rPr>" + look + "</w:rPr>", escaped_xml(run.text));
    }
    return xml;
}

std::string word_paragraph(const std::string& style, const std::string& content,
                           const std::string& properties) {
    return fmt::format("<w:p><w:pPr><w:pStyle w:val=\"{}\"/>{}</w:pPr>{}</w:p>", style, properties, content);
}

std::string word_table(const std::vector<std::vector<WordCell>>& rows, std::size_t head_rows,
                       const std::vector<double>& columns, const std::string& style, double width_twips) {
    const double sum = std::accumulate(columns.begin(), columns.end(), 0.0);
    std::vector<double> widths;
    widths.reserve(columns.size());
    for (const double share : columns) widths.push_back(std::floor(width_twips * share / sum));
    std::string xml = fmt::format(
        "<w:tbl><w:tblPr><w:tblStyle w:val=\"{}\"/><w:tblW w:w=\"{:.0f}\" w:type=\"dxa\"/>"
        "<w:tblLayout w:type=\"fixed\"/></w:tblPr><w:tblGrid>",
        style, width_twips);
    for (const double width : widths) xml += fmt::format("<w:gridCol w:w=\"{:.0f}\"/>", width);
    xml += "</w:tblGrid>";
    for (std::size_t r = 0; r < rows.size(); ++r) {
        xml += r < head_rows ? "<w:tr><w:trPr><w:cantSplit/><w:tblHeader/></w:trPr>"
                             : "<w:tr><w:trPr><w:cantSplit/></w:trPr>";
        std::size_t column = 0;
        for (const WordCell& cell : rows[r]) {
            double width = 0;
            for (int k = 0; k < cell.span && column < widths.size(); ++k) width += widths[column++];
            xml += cell_xml(cell, width);
        }
        xml += "</w:tr>";
    }
    return xml + "</w:tbl>";
}

void WordColumns::take(std::size_t column, const WordExtent& extent, bool whole, bool head) {
    constexpr double two_letters = 4, four_letters = 8, margins = 1.5, longest_text = 120, longest_word = 24;
    if (columns_.size() <= column) columns_.resize(column + 1);
    // A head is broken at two letters rather than make a column of figures wider, a text at four.
    const double broken = std::min(extent.line, head ? two_letters : four_letters);
    const double least = whole && !head ? extent.line : std::max(std::min(extent.word, longest_word), broken);
    const double wanted = head ? least : std::max(least, std::min(extent.line, longest_text));
    Column& taken = columns_[column];
    taken.least = std::max(taken.least, least + margins);
    taken.wanted = std::max(taken.wanted, wanted + margins);
}

std::vector<double> WordColumns::shares() const {
    constexpr double line = 90;  ///< digits of 9 points in the width of the text
    double least = 0, lacking = 0;
    for (const Column& column : columns_) least += column.least, lacking += column.wanted - column.least;
    std::vector<double> shares;
    for (const Column& column : columns_) {
        const double more =
            lacking <= 0 || least >= line ? 0 : (line - least) * (column.wanted - column.least) / lacking;
        shares.push_back(std::max(1.0, column.least + std::min(more, column.wanted - column.least)));
    }
    return shares;
}

std::string word_picture(std::size_t number, const std::string& relation, const std::string& title,
                         double width_mm, double height_mm) {
    const auto emu = [](double mm) { return static_cast<long long>(std::llround(mm * 36000)); };
    const std::string name = escaped_xml(title);
    return fmt::format(
        "<w:r><w:drawing><wp:inline distT=\"0\" distB=\"0\" distL=\"0\" distR=\"0\"><wp:extent cx=\"{0}\" "
        "cy=\"{1}\"/><wp:docPr id=\"{2}\" name=\"{3}\" descr=\"{3}\"/><a:graphic><a:graphicData "
        "uri=\"http://schemas.openxmlformats.org/drawingml/2006/picture\"><pic:pic><pic:nvPicPr><pic:cNvPr "
        "id=\"{2}\" name=\"{3}\"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill><a:blip r:embed=\"{4}\"/>"
        "<a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr><a:xfrm><a:off x=\"0\" y=\"0\"/>"
        "<a:ext cx=\"{0}\" cy=\"{1}\"/></a:xfrm><a:prstGeom prst=\"rect\"><a:avLst/></a:prstGeom></pic:spPr>"
        "</pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>",
        emu(width_mm), emu(height_mm), number, name, relation);
}

std::string word_picture_relation(const std::string& relation) {
    return fmt::format(
        "<Relationship Id=\"{0}\" "
        "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/image\" "
        "Target=\"media/{0}.png\"/>",
        relation);
}

}  // namespace zonewright::report
