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
/// `head_rows` of the rows repeat on every page. `columns`: relative widths, together `width_twips`.
std::string word_table(const std::vector<std::vector<WordCell>>& rows, std::size_t head_rows,
                       const std::vector<double>& columns, const std::string& style, double width_twips);

/// What a cell needs, in half letters: its longest line, and its longest part that no line may end in.
struct WordExtent {
    double line = 0, word = 0;
};

/// How wide are the columns of a table? Every column gets its longest unbroken part, and one of figures or
/// short states its longest line; what is left goes to the texts by what they still lack.
class WordColumns {
public:
    /// Heads may be broken like texts.
    void take(std::size_t column, const WordExtent& extent, bool whole, bool head);
    bool empty() const { return columns_.empty(); }
    std::vector<double> shares() const;

private:
    struct Column {
        double least = 0, wanted = 0;
    };
    std::vector<Column> columns_;
};

/// A picture that is part `relation` of the document.
std::string word_picture(std::size_t number, const std::string& relation, const std::string& title,
                         double width_mm, double height_mm);
/// The relationship of the document to word/media/<relation>.png.
std::string word_picture_relation(const std::string& relation);

}  // namespace zonewright::report
