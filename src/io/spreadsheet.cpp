#include "io/spreadsheet.h"

#include <xlsxwriter.h>

#include <algorithm>
#include <array>
#include <memory>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"
#include "io/archive_entry.h"
#include "io/gdal_handles.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

constexpr std::size_t most_rows = LXW_ROW_MAX, most_columns = LXW_COL_MAX, most_characters = 32767;

[[noreturn]] void refuse(const std::filesystem::path& target, const Text& what, const Text& expected) {
    throw InputError({.thing = target.string(), .value = what, .expected = expected});
}

/// Excel's rules for tabs: 31 characters, none of []:*?/\, no repetition regardless of case.
std::string tab_name(const std::string& wanted, std::set<std::string>& taken) {
    std::string name;
    std::size_t characters = 0;
    for (const char c : wanted) {
        const bool begins = (static_cast<unsigned char>(c) & 0xC0U) != 0x80U;
        if (begins && ++characters > 28) break;
        name += std::string_view("[]:*?/\\'").find(c) == std::string_view::npos ? c : '_';
    }
    if (name.empty()) name = "_";
    std::string unique = name;
    for (int i = 2; !taken.insert(unique).second; ++i) unique = fmt::format("{}{}", name, i);
    return unique;
}

/// A text in lines of at most so many letters, a Chinese one counting two; words of other scripts stay whole.
std::vector<std::string> lines_of(const std::string& text, double most) {
    std::vector<std::string> lines{""};
    double width = 0;
    for (std::size_t at = 0; at < text.size();) {
        std::size_t end = at + 1;
        const bool wide = static_cast<unsigned char>(text[at]) >= 0xE0U;
        const auto plain = [&](std::size_t i) { return i < text.size() && static_cast<unsigned char>(text[i]) < 0x80U && text[i] != ' '; };
        const auto continues = [&](std::size_t i) { return i < text.size() && (static_cast<unsigned char>(text[i]) & 0xC0U) == 0x80U; };
        if (plain(at))
            while (plain(end)) ++end;
        else
            while (continues(end)) ++end;
        const double own = wide ? 2 : static_cast<double>(end - at);
        if (width > 0 && width + own > most) lines.emplace_back(), width = 0;
        lines.back() += text.substr(at, end - at);
        width += own;
        at = end;
    }
    return lines;
}

/// The workbook being written; libxlsxwriter frees it in workbook_close, which is called exactly once.
class Workbook {
public:
    Workbook(const std::filesystem::path& path, std::filesystem::path target) : target_(std::move(target)) {
        const std::string name = path.string();
        lxw_workbook_options options{};
        book_ = workbook_new_opt(name.c_str(), &options);
        if (book_ == nullptr) throw ResourceError({.thing = target_.string(), .value = "workbook_new"});
        bold_ = workbook_add_format(book_);
        format_set_bold(bold_);
        head_ = workbook_add_format(book_);
        format_set_bold(head_);
        format_set_bottom(head_, LXW_BORDER_THIN);
        format_set_text_wrap(head_);
        heading_ = workbook_add_format(book_);
        format_set_bold(heading_);
        format_set_font_size(heading_, 14);
    }
    ~Workbook() {
        if (book_ != nullptr) workbook_close(book_);
    }
    Workbook(const Workbook&) = delete;
    Workbook& operator=(const Workbook&) = delete;

    void describe(const std::string& title) {
        lxw_doc_properties properties{};
        std::string text = title;
        properties.title = text.data();
        properties.created = 946684800;  // 2000-01-01: the clock would make equal runs differ
        check(workbook_set_properties(book_, &properties));
    }

    void add(const Sheet& sheet) {
        if (sheet.rows.size() + sheet.notes.size() + first_data_row > most_rows)
            refuse(target_, fmt::format("{} rows", sheet.rows.size()), "1,048,576 rows");
        if (sheet.columns.size() > most_columns)
            refuse(target_, fmt::format("{} columns", sheet.columns.size()), "16,384 columns");
        const std::string name = tab_name(sheet.name, names_);
        lxw_worksheet* page = workbook_add_worksheet(book_, name.c_str());
        if (page == nullptr) throw InternalError({.thing = target_.string(), .value = name});
        put_text(page, 0, 0, sheet.heading, heading_);
        for (std::size_t c = 0; c < sheet.columns.size(); ++c) {
            check(worksheet_set_column(page, column(c), column(c), sheet.columns[c].width, nullptr));
            put_text(page, 1, c, sheet.columns[c].title, head_);
        }
        worksheet_freeze_panes(page, 2, 0);
        prepare_printing(page, sheet);
        for (std::size_t r = 0; r < sheet.rows.size(); ++r) {
            const bool bold = std::ranges::find(sheet.bold_rows, r) != sheet.bold_rows.end();
            make_room(page, r + first_data_row - 1, sheet.rows[r], sheet.columns);
            for (std::size_t c = 0; c < sheet.rows[r].size() && c < sheet.columns.size(); ++c)
                put(page, r + first_data_row - 1, c, sheet.rows[r][c],
                    format_of(sheet.columns[c].format, bold));
        }
        std::size_t below = sheet.rows.size() + first_data_row;
        for (const std::string& note : sheet.notes)
            for (const std::string& line : lines_of(note, width_of(sheet))) put_text(page, below++, 0, line, nullptr);
    }

    void close() {
        const lxw_error code = workbook_close(std::exchange(book_, nullptr));
        if (code == LXW_NO_ERROR) return;
        std::error_code unknown;
        const auto space =
            std::filesystem::space(target_.parent_path().empty() ? "." : target_.parent_path(), unknown);
        const std::string free = unknown ? "?" : fmt::format("{} MiB", space.available >> 20);
        throw ResourceError(
            {.thing = target_.string(),
             .value = lxw_strerror(code),
             .expected =
                 both("可写入的位置（剩余空间 {}）", "a place that can be written (free space {})", free),
             .advice = both("腾出空间或换一个文件夹后重试；已有结果未改动",
                            "free some space or choose another folder; earlier results are untouched")});
    }

    /// Cells with a content, as the file must hold them.
    std::size_t cells() const { return cells_; }

private:
    static double width_of(const Sheet& sheet) {
        double width = 0;
        for (const SheetColumn& column : sheet.columns) width += column.width;
        return width;
    }

    /// A4, all columns on one page side by side, heading and column titles on every page, pages numbered.
    void prepare_printing(lxw_worksheet* page, const Sheet& sheet) const {
        constexpr double widest_upright = 95;  // characters that A4 holds upright
        constexpr std::uint8_t a4 = 9;
        worksheet_set_paper(page, a4);
        if (width_of(sheet) > widest_upright) worksheet_set_landscape(page);
        worksheet_fit_to_pages(page, 1, 0);
        worksheet_set_margins(page, 0.5, 0.5, 0.6, 0.6);
        check(worksheet_repeat_rows(page, 0, 1));
        check(worksheet_set_footer(page, "&C&P / &N"));
    }

    /// Heights are written: not every program finds that of wrapped text by itself.
    void make_room(lxw_worksheet* page, std::size_t r, const std::vector<Cell>& cells, const std::vector<SheetColumn>& columns) const {
        constexpr double line_height_pt = 15;
        std::size_t lines = 1;
        for (std::size_t c = 0; c < cells.size() && c < columns.size(); ++c)
            if (const auto* text = std::get_if<std::string>(&cells[c]))
                lines = std::max(lines, lines_of(*text, columns[c].width - 1).size());
        constexpr std::size_t most_lines = 27;  // a row holds 409 points
        if (lines > 1) check(worksheet_set_row(page, row(r), line_height_pt * static_cast<double>(std::min(lines, most_lines)), nullptr));
    }

    static lxw_row_t row(std::size_t r) { return static_cast<lxw_row_t>(r); }
    static lxw_col_t column(std::size_t c) { return static_cast<lxw_col_t>(c); }

    void check(lxw_error code) const {
        if (code != LXW_NO_ERROR)
            throw InternalError({.thing = target_.string(), .value = lxw_strerror(code)});
    }

    lxw_format* format_of(CellFormat wanted, bool bold) {
        lxw_format*& format = formats_[static_cast<std::size_t>(wanted) * 2 + (bold ? 1 : 0)];
        if (format != nullptr) return format;
        static constexpr std::array<const char*, 7> numbers{"General",   "#,##0",      "#,##0.0", "#,##0.00",
                                                            "#,##0.000", "#,##0.0000", "0.00%"};
        format = workbook_add_format(book_);
        format_set_num_format(format, numbers[static_cast<std::size_t>(wanted)]);
        format_set_align(format, LXW_ALIGN_VERTICAL_TOP);
        if (wanted == CellFormat::Plain) format_set_text_wrap(format);  // else the next cell cuts it on paper
        if (bold) format_set_bold(format);
        return format;
    }

    void put_text(lxw_worksheet* page, std::size_t r, std::size_t c, const std::string& text,
                  lxw_format* format) {
        if (text.empty()) return;
        if (text.size() > most_characters)
            refuse(target_, text.substr(0, 40) + "…", "32,767 characters in a cell");
        ++cells_;
        check(worksheet_write_string(page, row(r), column(c), text.c_str(), format));
    }

    void put(lxw_worksheet* page, std::size_t r, std::size_t c, const Cell& cell, lxw_format* format) {
        if (const auto* text = std::get_if<std::string>(&cell)) return put_text(page, r, c, *text, format);
        cells_ += std::holds_alternative<std::monostate>(cell) ? 0 : 1;
        if (const auto* formula = std::get_if<Formula>(&cell))
            return check(worksheet_write_formula_num(page, row(r), column(c), formula->text.c_str(), format,
                                                     formula->value));
        if (const auto* real = std::get_if<double>(&cell))
            return check(worksheet_write_number(page, row(r), column(c), *real, format));
        if (const auto* integer = std::get_if<std::int64_t>(&cell))
            return check(
                worksheet_write_number(page, row(r), column(c), static_cast<double>(*integer), format));
    }

    std::filesystem::path target_;
    lxw_workbook* book_ = nullptr;
    lxw_format *bold_ = nullptr, *head_ = nullptr, *heading_ = nullptr;
    std::array<lxw_format*, 14> formats_{};
    std::set<std::string> names_;
    std::size_t cells_ = 0;
};

struct DirectoryRelease {
    void operator()(char** names) const noexcept { CSLDestroy(names); }
};
/// The root element is closed at the very end.
bool is_whole_xml(std::string_view text) {
    const std::size_t declaration = text.find("?>");
    const std::size_t root =
        declaration == std::string_view::npos ? declaration : text.find('<', declaration);
    if (root == std::string_view::npos) return false;
    const std::string_view name = text.substr(root + 1, text.find_first_of(" />", root) - root - 1);
    const std::string closing = "</" + std::string(name) + ">";
    while (text.ends_with('\n')) text.remove_suffix(1);
    return text.ends_with(closing) || (text.ends_with("/>") && text.rfind('<') == root);
}

std::size_t occurrences(std::string_view text, std::string_view word) {
    std::size_t count = 0;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string_view::npos; at += word.size()) ++count;
    return count;
}

/// Reads every entry to its end (the archive reader compares each with its checksum) and counts the cells:
/// libxlsxwriter 1.1 does not notice when its own temporary files are cut by a full disk and then packs cut
/// sheets.
void require_whole(const std::filesystem::path& pending, const std::filesystem::path& target,
                   std::size_t cells) {
    start_gdal();
    const gis::GdalErrors errors;
    const std::string archive = "/vsizip/{" + std::filesystem::absolute(pending).string() + "}";
    const std::unique_ptr<char*, DirectoryRelease> names(VSIReadDirRecursive(archive.c_str()));
    std::size_t found = 0;
    bool whole = names != nullptr;
    for (char** name = names.get(); whole && name != nullptr && *name != nullptr; ++name) {
        const std::string entry = *name;
        if (entry.ends_with('/')) continue;
        const std::string text = text_of_entry(archive + "/" + entry);
        whole = is_whole_xml(text);
        if (entry.starts_with("xl/worksheets/sheet")) found += occurrences(text, "<c r=");
    }
    if (whole && found == cells && !errors.failed()) return;
    throw ResourceError(
        {.thing = target.string(),
         .value = errors.failed() ? errors.failure() : both("读回不完整", "incomplete when read back"),
         .advice = both("检查磁盘空间后重试；已有结果未改动",
                        "check the free space and try again; earlier results are untouched")});
}

}  // namespace

std::string column_letters(std::size_t column) {
    std::string letters;
    for (std::size_t rest = column + 1; rest > 0; rest = (rest - 1) / 26)
        letters.insert(letters.begin(), static_cast<char>('A' + (rest - 1) % 26));
    return letters;
}

Formula sum_formula(std::size_t column, std::size_t from, std::size_t to, double value) {
    const std::string letters = column_letters(column);
    return {fmt::format("=SUM({0}{1}:{0}{2})", letters, from + first_data_row, to + first_data_row), value};
}

void write_workbook(const std::filesystem::path& target, const std::vector<Sheet>& sheets,
                    const std::string& title) {
    PendingFile pending(target);
    Workbook book(pending.path(), target);
    book.describe(title);
    for (const Sheet& sheet : sheets) book.add(sheet);
    book.close();
    require_whole(pending.path(), target, book.cells());
    pending.publish();
}

}  // namespace zonewright::io
