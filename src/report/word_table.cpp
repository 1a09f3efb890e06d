#include "report/word_table.h"

#include <algorithm>
#include <cstdlib>
#include <iterator>
#include <set>
#include <utility>
#include <vector>

#include "report/word_markup.h"
#include "report/word_runs.h"

namespace zonewright::report {
namespace {

using io::HtmlNode;

/// A Chinese letter is two half letters wide and may begin a line; a dash between figures is one and may not.
WordExtent extent_of(const std::vector<WordRun>& runs) {
    WordExtent extent;
    double line = 0, word = 0;
    const auto end_word = [&] { extent.word = std::max(extent.word, std::exchange(word, 0)); };
    const auto end_line = [&] { end_word(), extent.line = std::max(extent.line, std::exchange(line, 0)); };
    for (const WordRun& run : runs) {
        if (run.line_break) end_line();
        for (std::size_t at = 0; at < run.text.size(); ++at) {
            const auto byte = static_cast<unsigned char>(run.text[at]);
            if (byte >= 0x80 && byte < 0xC0) continue;  // within a letter
            const bool is_wide = byte >= 0xE0 && run.text.compare(at, 3, "–") != 0;
            line += is_wide ? 2 : 1;
            if (is_wide || byte == ' ') end_word();
            word += is_wide ? 2 : byte == ' ' ? 0 : 1;
            if (is_wide) end_word();
        }
    }
    end_line();
    return extent;
}

/// A bar drawn of <i> or an <svg>: nothing of it is left in words.
bool is_drawing(const HtmlNode& cell) {
    return cell.words().empty() && (cell.find("i") != nullptr || cell.find("svg") != nullptr);
}

void gather_rows(const HtmlNode& node, bool head, std::vector<std::pair<const HtmlNode*, bool>>& rows) {
    for (const HtmlNode& child : node.children) {
        if (child.tag == "tr") rows.emplace_back(&child, head);
        if (child.tag == "thead") gather_rows(child, true, rows);
        if (child.tag == "tbody") gather_rows(child, false, rows);
    }
}

struct TableCell {
    const HtmlNode* node;
    std::size_t column;
    int span;
};
struct TableRow {
    std::vector<TableCell> cells;
    bool head, bold;
};

std::vector<TableRow> rows_of(const HtmlNode& table) {
    std::vector<std::pair<const HtmlNode*, bool>> nodes;
    gather_rows(table, false, nodes);
    std::vector<TableRow> rows;
    for (const auto& [row, head] : nodes) {
        rows.push_back({{}, head, head || row->has_class("total") || row->has_class("chosen")});
        std::size_t column = 0;
        for (const HtmlNode& cell : row->children) {
            if (cell.tag != "td" && cell.tag != "th") continue;
            const auto stated = cell.attributes.find("colspan");
            const int span =
                stated == cell.attributes.end() ? 1 : std::max(1, std::atoi(stated->second.c_str()));
            rows.back().cells.push_back({&cell, column, span});
            column += static_cast<std::size_t>(span);
        }
    }
    return rows;
}

/// Columns of drawings without words: a Word table would hold them empty.
std::set<std::size_t> drawn_columns(const std::vector<TableRow>& rows) {
    std::set<std::size_t> drawn, worded;
    for (const TableRow& row : rows)
        for (const TableCell& cell : row.cells) {
            if (row.head || cell.span > 1) continue;
            if (is_drawing(*cell.node)) drawn.insert(cell.column);
            if (!cell.node->words().empty()) worded.insert(cell.column);
        }
    for (const std::size_t column : worded) drawn.erase(column);
    return drawn;
}

/// Figures and states are not broken over lines.
bool is_whole(const HtmlNode& cell) {
    return cell.has_class("n") || cell.has_class("state");
}

WordCell word_cell(const HtmlNode& cell, bool bold, int span) {
    WordCell made{.content = {}, .span = span};
    const std::string runs =
        cell.has_class("alert-text") ? coloured_runs(cell, alert_colour) : runs_of(cell, bold);
    made.content = word_paragraph(cell.has_class("n") ? "CellFigure" : "CellText", runs);
    return made;
}

}  // namespace

std::string word_table_of(const HtmlNode& table, double width_twips) {
    const std::vector<TableRow> rows = rows_of(table);
    const std::set<std::size_t> drawn = drawn_columns(rows);
    std::vector<std::vector<WordCell>> cells;
    WordColumns columns;
    std::size_t heads = 0;
    for (const TableRow& row : rows) {
        heads += row.head ? 1 : 0;
        cells.emplace_back();
        for (const TableCell& cell : row.cells) {
            const auto first = drawn.lower_bound(cell.column);
            const auto last = drawn.lower_bound(cell.column + static_cast<std::size_t>(cell.span));
            const int span = cell.span - static_cast<int>(std::distance(first, last));
            if (span == 0) continue;
            cells.back().push_back(word_cell(*cell.node, row.bold, span));
            const std::size_t column =
                cell.column - static_cast<std::size_t>(std::distance(drawn.begin(), first));
            WordRuns runs;
            runs.add(*cell.node);
            if (span == 1) columns.take(column, extent_of(runs.take()), is_whole(*cell.node), row.head);
        }
    }
    if (cells.empty() || columns.empty()) return {};
    return word_table(cells, heads, columns.shares(), table.has_class("facts") ? "Facts" : "Figures",
                      width_twips);
}

}  // namespace zonewright::report
