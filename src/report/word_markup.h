// Pieces of WordprocessingML as text. Lengths are in twentieths of a point, pictures in EMU (360,000 a cm).
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zonewright::report {

struct WordRun {
    std::string text;
    bool bold = false, line_break = false;
    std::string colour;  ///< "A3341F"; empty: that of the style
};

std::string word_runs(const std::vector<WordRun>& runs);
/// `properties`: further elements of w:pPr.
std::string word_paragraph(const std::string& style, const std::string& content,
                           const std::string& properties = "");

struct WordCell {
    std::string content;  ///< paragraphs
    int span = 1;
};
/// `head_rows` of the rows repeat on every page. `columns`: relative widths.
std::string word_table(const std::vector<std::vector<WordCell>>& rows, std::size_t head_rows,
                       const std::vector<double>& columns, const std::string& style);

/// How wide are the columns of a table? Figures and short states get what they need and are not broken; texts
/// share what is left by their length.
class WordColumns {
public:
    /// `width`: of the longest line, in half letters. Heads may be broken.
    void take(std::size_t column, double width, bool whole, bool head);
    bool empty() const { return columns_.empty(); }
    std::vector<double> shares() const;

private:
    struct Column {
        double width = 0;
        bool whole = false;
    };
    std::vector<Column> columns_;
};

/// A picture that is part `relation` of the document.
std::string word_picture(std::size_t number, const std::string& relation, const std::string& title,
                         double width_mm, double height_mm);

}  // namespace zonewright::report
