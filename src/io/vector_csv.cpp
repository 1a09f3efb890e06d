#include "io/vector_csv.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <algorithm>
#include <atomic>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "gis/text_encoding.h"
#include "io/gdal_session.h"
#include "io/vector_headings.h"

namespace zonewright::io {
namespace {

constexpr std::size_t head_bytes = std::size_t{1} << 16;

/// A row as it stands in the file, quotes taken off its cells, and where the next one begins.
struct Record {
    std::vector<std::string> cells{""};
    std::size_t end = 0;
    bool whole = false;  ///< ends with the end of a line
};

/// Bytes of a comma or a quote are no part of another character, in UTF-8 and in GBK.
Record record_at(std::string_view text, std::size_t at, char separator) {
    Record record;
    for (bool quoted = false; at < text.size(); ++at) {
        const char c = text[at];
        if (c == '"') quoted = !quoted;
        else if (!quoted && c == separator) record.cells.emplace_back();
        else if (!quoted && c == '\n') { record.whole = true, ++at; break; }
        else if (c != '\r') record.cells.back() += c;
    }
    record.end = at;
    for (std::string& cell : record.cells) {
        const std::size_t begin = cell.find_first_not_of(" \t");
        cell = begin == std::string::npos ? std::string{} : cell.substr(begin, cell.find_last_not_of(" \t") - begin + 1);
    }
    return record;
}

/// The one that stands most often in the head.
char separator_of(std::string_view head) {
    return *std::ranges::max_element(std::string_view(",;\t"), {}, [&](char mark) { return std::ranges::count(head, mark); });
}

std::string in_utf8(const std::string& bytes) {
    const auto decoded = gis::decode_text(bytes);
    return decoded ? decoded->text : bytes;
}

std::string quoted(const std::string& cell) {
    return cell.find_first_of(",;\t\"") == std::string::npos ? cell : '"' + cell + '"';
}

/// Headings as find_headings() has them, and the text from them on; nothing where the file will do as it is.
struct Cut {
    Headings headings;
    std::string first_line;   ///< the headings as one row, in the bytes of the file
    std::size_t from = 0;     ///< where the rows of data begin
};

std::optional<Cut> cut_of(std::string_view head) {
    if (head.starts_with("\xEF\xBB\xBF")) head.remove_prefix(3);
    const char separator = separator_of(head);
    std::vector<Record> records;
    std::vector<std::vector<std::string>> rows;
    for (std::size_t at = 0; records.size() < heading_rows_read && at < head.size(); at = records.back().end) {
        records.push_back(record_at(head, at, separator));
        if (!records.back().whole && head.size() >= head_bytes - 3) break;
        rows.emplace_back();
        for (const std::string& cell : records.back().cells) rows.back().push_back(in_utf8(cell));
    }
    const auto headings = find_headings(rows);
    if (!headings) return std::nullopt;
    Cut cut{.headings = *headings, .from = records[headings->above - 1].end};
    for (std::size_t i = 0; i < headings->names.size(); ++i) {
        const auto written_in = [&](const Record& record) {
            return i < record.cells.size() ? record.cells[i] : std::string{};
        };
        const std::string own = written_in(records[headings->above - 1]);
        const bool upper = own.empty() && !headings->names[i].empty();
        cut.first_line += (i > 0 ? std::string(1, separator) : "") +
                          quoted(upper ? written_in(records[headings->above - 2]) : own);
    }
    cut.first_line += '\n';
    return cut;
}

}  // namespace

CsvText::CsvText(const std::filesystem::path& path) {
    if (extension_of(path) != ".csv" || !std::filesystem::is_regular_file(path)) return;
    std::string head = head_of_file(path, head_bytes);
    if (head.starts_with("\xEF\xBB\xBF")) stated_ = {"UTF-8", "BOM"};
    if (head.starts_with("\xFF\xFE") || head.starts_with("\xFE\xFF")) {
        auto decoded = gis::decode_text(read_file(path));
        if (!decoded)
            throw InputError({.thing = path.string(),
                              .value = both("开头注明 UTF-16，内容不是", "its first bytes say UTF-16, its text is none"),
                              .expected = both("完整的 UTF-16 文本", "a sound UTF-16 text"),
                              .advice = both("另存为 CSV UTF-8 后导入", "save it as CSV UTF-8 and import that")});
        stated_ = {"UTF-8", decoded->encoding};
        text_ = std::move(decoded->text);
        head = text_.substr(0, head_bytes);
    }
    if (const auto cut = cut_of(head)) {
        headings_ = cut->headings;
        if (text_.empty()) text_ = read_file(path);
        const std::size_t mark = text_.starts_with("\xEF\xBB\xBF") ? 3 : 0;
        text_ = cut->first_line + text_.substr(mark + cut->from);
    }
    if (text_.empty()) return;
    static std::atomic<unsigned> number = 0;
    copy_ = fmt::format("/vsimem/zonewright_csv_{}/{}", ++number, path.filename().string());
    auto* bytes = reinterpret_cast<GByte*>(text_.data());  // GDAL's interface; not written to
    VSIFCloseL(VSIFileFromMemBuffer(copy_.c_str(), bytes, text_.size(), FALSE));
}

CsvText::~CsvText() {
    if (!copy_.empty()) VSIUnlink(copy_.c_str());
}

std::vector<Text> CsvText::remarks() const {
    return headings_ ? std::vector{remark_on(*headings_)} : std::vector<Text>{};
}

}  // namespace zonewright::io
