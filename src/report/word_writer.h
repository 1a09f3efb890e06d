// Blocks of a page as blocks of a Word document: headings, paragraphs, lists, tables, framed boxes, cards, pictures with
// captions and legends. What the parts of a document share (numbers of pictures and bookmarks) is counted on from call to
// call. Cost: O(bytes of the page).
#pragma once

#include <string>
#include <vector>

#include "io/html_document.h"

namespace zonewright::report {

class WordWriter {
public:
    /// Pictures and bookmarks are numbered from `first_number`; tables and pictures are at most so wide.
    explicit WordWriter(std::size_t first_number = 1, double width_twips = a4_text_width_twips)
        : first_number_(first_number), width_twips_(width_twips) {}

    /// What is below the node.
    std::string body_of(const io::HtmlNode& node);
    /// The node itself.
    std::string block_of(const io::HtmlNode& node);
    /// Puts in the contents once every heading has its number.
    std::string with_contents(std::string xml, const io::HtmlNode& body) const;
    /// PNG, in their order: part `relation_of_picture(i)` of the document.
    const std::vector<std::string>& pictures() const { return pictures_; }
    std::string relation_of_picture(std::size_t i) const;
    void set_width(double twips) { width_twips_ = twips; }

    static constexpr double a4_text_width_twips = 9300;  ///< A4 less the margins of styles/report/word

private:
    void add(const io::HtmlNode& node);
    void add_paragraph(const std::string& style, const io::HtmlNode& node);
    void add_heading(const io::HtmlNode& node, int level);
    void add_contents(const io::HtmlNode& node);
    void add_box(const io::HtmlNode& node);
    void add_list(const io::HtmlNode& node);
    void add_table(const io::HtmlNode& node);
    void add_cards(const io::HtmlNode& node);
    void add_figure(const io::HtmlNode& node);
    void add_picture(const io::HtmlNode& image, const std::string& title);
    void add_legends(const io::HtmlNode& node);

    std::size_t first_number_;
    double width_twips_;
    std::string xml_;
    std::vector<std::string> pictures_, contents_;
    std::size_t headings_ = 0;
};

}  // namespace zonewright::report
