#include "io/text_grid.h"

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

bool is_blank_in_grid(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\v' || c == '\f';
}

/// The next word of a line, taken off its front; empty at its end.
std::string_view next_word(std::string_view& line) {
    while (!line.empty() && is_blank_in_grid(line.front())) line.remove_prefix(1);
    const auto length = std::find_if(line.begin(), line.end(), is_blank_in_grid) - line.begin();
    const std::string_view word = line.substr(0, static_cast<std::size_t>(length));
    line.remove_prefix(word.size());
    return word;
}

/// A finite number, with a decimal point or comma.
std::optional<double> number_in(std::string_view word) {
    std::string text(word);
    std::replace(text.begin(), text.end(), ',', '.');
    const std::size_t from = text.starts_with('+') ? 1 : 0;
    double value = 0;
    const auto [stopped, failed] = std::from_chars(text.data() + from, text.data() + text.size(), value);
    const bool whole = failed == std::errc{} && stopped == text.data() + text.size() && std::isfinite(value);
    return whole ? std::optional(value) : std::nullopt;
}

class GridText {
public:
    explicit GridText(const std::filesystem::path& path) : path_(path) {}

    void check() {
        LineReader lines(path_);
        for (std::string line; lines.next(line);) {
            ++line_;
            if (!take_header(line)) take_values(line);
        }
        if (columns_ * rows_ != values_)
            refuse(path_.string(), both("{} 个数值", "{} values", values_),
                   both("{} 列 × {} 行 = {} 个", "{} columns × {} rows = {} of them", columns_, rows_, columns_ * rows_));
    }

private:
    bool take_header(std::string_view line) {
        static const std::set<std::string> keys{"ncols",     "nrows",    "xllcorner", "xllcenter", "yllcorner",
                                                "yllcenter", "cellsize", "dx",        "dy",        "nodata_value"};
        std::string key(next_word(line));
        std::transform(key.begin(), key.end(), key.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
        if (values_ > 0 || !keys.contains(key)) return false;
        const auto number = number_in(next_word(line));
        constexpr double most = 1e9;
        const bool count = number && *number >= 0 && *number < most;
        if (key == "ncols" && count) columns_ = static_cast<std::uint64_t>(*number);
        if (key == "nrows" && count) rows_ = static_cast<std::uint64_t>(*number);
        return true;
    }

    void take_values(std::string_view line) {
        for (std::string_view word = next_word(line); !word.empty(); word = next_word(line)) {
            if (!number_in(word))
                refuse(both("{} 第 {} 行", "{}, line {}", path_.string(), line_), std::string(word),
                       both("数值；无数据写作 NODATA_value 所写的数", "a number; no data is written as the number of NODATA_value"));
            ++values_;
        }
    }

    [[noreturn]] static void refuse(const Text& thing, const Text& value, const Text& expected) {
        throw InputError({.thing = thing,
                          .value = value,
                          .expected = expected,
                          .advice = both("从来源重新导出 ASCII 栅格，或导出为 GeoTIFF",
                                         "export the ASCII grid anew from its source, or export a GeoTIFF")});
    }

    const std::filesystem::path& path_;
    std::size_t line_ = 0;
    std::uint64_t columns_ = 0, rows_ = 0, values_ = 0;
};

}  // namespace

void require_sound_text_grid(const std::filesystem::path& path) {
    const std::string extension = extension_of(path);
    if (extension == ".asc" || extension == ".grd") GridText(path).check();
}

}  // namespace zonewright::io
