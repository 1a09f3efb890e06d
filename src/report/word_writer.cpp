#include "report/word_writer.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <utility>

#include "report/data_uri.h"
#include "report/word_markup.h"
#include "report/word_runs.h"
#include "report/word_table.h"

namespace zonewright::report {
namespace {

using io::HtmlNode;

bool is_block(const HtmlNode& node) {
    static const std::vector<std::string_view> blocks{"p",  "table", "ul",     "ol",      "h1",     "h2",
                                                      "h3", "div",   "figure", "section", "header", "footer"};
    return std::ranges::find(blocks, node.tag) != blocks.end();
}

std::string colour_in(const HtmlNode& swatch) {
    for (const HtmlNode& shape : swatch.children)
        for (const char* key : {"fill", "stroke"}) {
            const auto found = shape.attributes.find(key);
            if (found != shape.attributes.end() && found->second.starts_with('#') &&
                found->second.size() >= 7)
                return found->second.substr(1, 6);
        }
    return "888888";
}

std::string style_of(const HtmlNode& node) {
    for (const char* known : {"kicker", "meta", "note", "notice", "cover-line", "cover-date"})
        if (node.has_class(known)) return known;
    return node.has_class("map-note") ? "MapNote" : "BodyText";
}

void count_headings(const HtmlNode& node, std::size_t& number,
                           std::vector<std::size_t>& first_level) {
    for (const HtmlNode& child : node.children) {
        if (child.tag == "h2" || child.tag == "h3") ++number;
        if (child.tag == "h2") first_level.push_back(number);
        count_headings(child, number, first_level);
    }
}

}  // namespace

std::string WordWriter::body_of(const HtmlNode& node) {
    for (const HtmlNode& child : node.children) add(child);
    return std::exchange(xml_, {});
}

std::string WordWriter::block_of(const HtmlNode& node) {
    add(node);
    return std::exchange(xml_, {});
}

std::string WordWriter::relation_of_picture(std::size_t i) const {
    return fmt::format("picture{}", first_number_ + i);
}

void WordWriter::add(const HtmlNode& node) {
    if (node.tag == "style" || node.tag == "svg" || node.has_class("keys")) return;  // keys of drawn bars
    if (node.tag == "h1") return add_paragraph("Title", node);
    if (node.tag == "h2") return add_heading(node, 1);
    if (node.tag == "h3") return add_heading(node, 2);
    if (node.tag == "p") return add_paragraph(style_of(node), node);
    if (node.tag == "table") return add_table(node);
    if (node.tag == "ul" || node.tag == "ol") return add_list(node);
    if (node.tag == "figure") return add_figure(node);
    if (node.has_class("contents")) return add_contents(node);
    if (node.has_class("verdict")) return add_box(node);
    if (node.has_class("cards")) return add_cards(node);
    if (node.has_class("page-end")) {
        xml_ += "<w:p><w:r><w:br w:type=\"page\"/></w:r></w:p>";
        return;
    }
    if (node.tag == "footer") {
        for (const HtmlNode& child : node.children)
            if (child.tag == "p") add_paragraph("MapNote", child);
        return;
    }
    const bool blocks = std::ranges::any_of(node.children, is_block);
    if (blocks || node.tag == "section" || node.tag == "header")
        for (const HtmlNode& child : node.children) add(child);
    else if (!node.words().empty())
        add_paragraph(style_of(node), node);
}

void WordWriter::add_paragraph(const std::string& style, const HtmlNode& node) {
    const std::string runs = runs_of(node);
    if (runs.empty()) return;
    std::string content = runs;
    if (node.has_class("alert-text")) content.clear(), content = coloured_runs(node, alert_colour);
    xml_ += word_paragraph(style, content);
}

void WordWriter::add_heading(const HtmlNode& node, int level) {
    const std::size_t number = first_number_ + headings_++;
    const std::string bookmark = fmt::format("_Toc{:06}", number);
    const std::string breaks = node.has_class("page-break") ? "<w:pageBreakBefore/>" : "";
    xml_ += word_paragraph(fmt::format("Heading{}", level),
                           fmt::format("<w:bookmarkStart w:id=\"{0}\" w:name=\"{1}\"/>{2}<w:bookmarkEnd "
                                       "w:id=\"{0}\"/>",
                                       number, bookmark, runs_of(node)),
                           breaks);
}

/// Entries of the page, each with the number of its page as a field.
void WordWriter::add_contents(const HtmlNode& node) {
    if (const HtmlNode* title = node.find("p")) add_paragraph("ContentsTitle", *title);
    const HtmlNode* list = node.find("ol");
    if (list == nullptr) return;
    // Only headings of the first level stand in the contents; their numbers are those of all headings.
    std::size_t entry = 0;
    for (const HtmlNode& item : list->children) {
        if (item.tag != "li") continue;
        contents_.push_back(item.words());
        xml_ += fmt::format("@@contents{}@@", entry++);
    }
}

std::string WordWriter::with_contents(std::string xml, const HtmlNode& body) const {
    std::vector<std::size_t> first_level;
    std::size_t number = 0;
    count_headings(body, number, first_level);
    for (std::size_t i = 0; i < contents_.size(); ++i) {
        const std::string mark = fmt::format("@@contents{}@@", i);
        const std::size_t at = xml.find(mark);
        const std::size_t heading = i < first_level.size() ? first_level[i] : 0;
        const std::string page = fmt::format(
            "<w:r><w:tab/></w:r><w:r><w:fldChar w:fldCharType=\"begin\" "
            "w:dirty=\"true\"/></w:r><w:r><w:instrText "
            "xml:space=\"preserve\"> PAGEREF _Toc{:06} \\h </w:instrText></w:r><w:r><w:fldChar "
            "w:fldCharType=\"separate\"/></w:r><w:r><w:t>…</w:t></w:r><w:r><w:fldChar "
            "w:fldCharType=\"end\"/></w:r>",
            heading);
        xml.replace(at, mark.size(),
                    word_paragraph("Contents1", word_runs({{.text = contents_[i]}}) + page));
    }
    return xml;
}

void WordWriter::add_box(const HtmlNode& node) {
    const bool alarm = node.has_class("conflicting");
    std::string inside;
    WordRuns head(true);
    std::vector<const HtmlNode*> paragraphs;
    for (const HtmlNode& child : node.children)
        if (child.tag == "p")
            paragraphs.push_back(&child);
        else
            head.add(child);
    std::vector<WordRun> runs = head.take();
    for (WordRun& run : runs) run.colour = alarm ? alert_colour : "7A5200";
    inside += word_paragraph("Verdict", word_runs(runs));
    for (const HtmlNode* paragraph : paragraphs) inside += word_paragraph("note", runs_of(*paragraph));
    xml_ += word_table({{{.content = inside}}}, 0, {1}, alarm ? "AlarmBox" : "VerdictBox", width_twips_);
    xml_ += word_paragraph("note", "");
}

void WordWriter::add_list(const HtmlNode& node) {
    for (const HtmlNode& item : node.children)
        if (item.tag == "li")
            xml_ += word_paragraph(
                "ListItem",
                word_runs({{.text = "• "}}) +
                    (item.has_class("alert-text") ? coloured_runs(item, alert_colour) : runs_of(item)));
}

void WordWriter::add_table(const HtmlNode& node) {
    const std::string table = word_table_of(node, width_twips_);
    if (table.empty()) return;
    xml_ += table;
    xml_ += word_paragraph("AfterTable", "");
}

/// The cards of a page side by side, as a table of one row.
void WordWriter::add_cards(const HtmlNode& node) {
    std::vector<WordCell> row;
    for (const HtmlNode& card : node.children) {
        if (!card.has_class("card")) continue;
        std::string inside;
        for (const HtmlNode& line : card.children)
            if (!line.words().empty())
                inside += word_paragraph(line.has_class("value") ? "CardValue" : "note", runs_of(line));
        row.push_back({.content = inside});
    }
    if (row.empty()) return;
    const std::vector<double> widths(row.size(), 1.0);
    xml_ += word_table({row}, 0, widths, "Figures", width_twips_);
    xml_ += word_paragraph("AfterTable", "");
}

void WordWriter::add_figure(const HtmlNode& node) {
    const HtmlNode* caption = node.find("figcaption");
    const std::string title = caption == nullptr ? std::string() : caption->words();
    if (caption != nullptr) xml_ += word_paragraph("Caption", runs_of(*caption), "<w:keepNext/>");
    if (const HtmlNode* image = node.find("img")) add_picture(*image, title);
    add_legends(node);
    for (const HtmlNode& child : node.children)
        if (child.tag == "p") add_paragraph("MapNote", child);
}

void WordWriter::add_picture(const HtmlNode& image, const std::string& title) {
    constexpr std::string_view png = "data:image/png;base64,";
    const auto source = image.attributes.find("src");
    if (source == image.attributes.end() || !source->second.starts_with(png)) return;
    const auto number_in = [&](const char* key) {
        const auto found = image.attributes.find(key);
        return found == image.attributes.end() ? 0.0 : std::atof(found->second.c_str());
    };
    const double width = number_in("width"), height = number_in("height");
    if (width <= 0 || height <= 0) return;
    constexpr double widest_mm = 160, most_height_mm = 205, twips_of_mm = 1440 / 25.4;
    const double most_width_mm = std::min(widest_mm, width_twips_ / twips_of_mm);
    double width_mm = most_width_mm, height_mm = most_width_mm * height / width;
    if (height_mm > most_height_mm) width_mm *= most_height_mm / height_mm, height_mm = most_height_mm;
    pictures_.push_back(bytes_from_base64(std::string_view(source->second).substr(png.size())));
    const std::size_t at = pictures_.size() - 1;
    xml_ += word_paragraph(
        "Picture", word_picture(first_number_ + at, relation_of_picture(at), title, width_mm, height_mm), "<w:keepNext/>");
}

void WordWriter::add_legends(const HtmlNode& node) {
    for (const HtmlNode& child : node.children) {
        if (!child.has_class("legend")) continue;
        std::vector<WordRun> runs;
        for (const HtmlNode& entry : child.children) {
            if (!entry.has_class("entry")) continue;
            const HtmlNode* swatch = entry.find("svg");
            runs.push_back({.text = "■ ", .colour = swatch == nullptr ? "888888" : colour_in(*swatch)});
            runs.push_back({.text = entry.words() + "　"});
        }
        if (!runs.empty()) xml_ += word_paragraph("MapNote", word_runs(runs), "<w:keepNext/>");
    }
}

}  // namespace zonewright::report
