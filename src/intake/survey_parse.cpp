#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <set>

#include "base/errors.h"
#include "base/language.h"
#include "gis/text_encoding.h"
#include "intake/survey_text.h"

namespace zonewright::intake {
namespace {

constexpr const char* coordinates_section = "地块坐标";

std::string replace_all(std::string text, std::string_view from, std::string_view to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

std::string without_blanks(std::string_view text) {
    const std::size_t begin = text.find_first_not_of(" \t");
    if (begin == std::string_view::npos) return {};
    return std::string(text.substr(begin, text.find_last_not_of(" \t") - begin + 1));
}

std::vector<std::string> lines_of(const std::string& text) {
    std::vector<std::string> lines;
    std::string line;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\n' && text[i] != '\r') {
            line += text[i];
            continue;
        }
        if (text[i] == '\r' && i + 1 < text.size() && text[i + 1] == '\n') ++i;
        lines.push_back(std::exchange(line, {}));
    }
    lines.push_back(line);
    return lines;
}

std::vector<std::string> cells_of(const std::string& line) {
    std::vector<std::string> cells;
    for (std::size_t begin = 0;;) {
        const std::size_t comma = line.find(',', begin);
        cells.push_back(line.substr(begin, comma == std::string::npos ? comma : comma - begin));
        if (comma == std::string::npos) return cells;
        begin = comma + 1;
    }
}

std::optional<double> number_in(const std::string& cell) {
    double value = 0;
    const std::string text = without_blanks(cell);
    const auto [stopped, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (failed != std::errc{} || stopped != text.data() + text.size() || !std::isfinite(value))
        return std::nullopt;
    return value;
}

int decimals_of(const std::string& cell) {
    const std::string text = without_blanks(cell);
    const std::size_t dot = text.find('.');
    return dot == std::string::npos ? 0 : static_cast<int>(text.size() - dot - 1);
}

bool is_northing(double v) {
    return v >= 1.8e6 && v <= 6.2e6;
}
bool is_easting(double v) {
    return (v > 1e5 && v < 1e6) || (v >= 1.3e7 && v < 4.7e7);
}
bool is_longitude(double v) {
    return v >= 70 && v <= 140;
}
bool is_latitude(double v) {
    return v > 0 && v < 60;
}

enum class Layout { RingFirst, RingLast, NoRing };

/// A point as it stands in the file, columns not yet taken for north or east.
struct CornerRow {
    std::size_t line = 0;
    std::string name;
    int ring = 1;
    double first = 0, second = 0;
};

class SurveyReader {
public:
    SurveyReader(std::string_view bytes, std::string name) : name_(std::move(name)) {
        const auto decoded = gis::decode_text(bytes);
        if (!decoded) reject(0, {}, both("UTF-8、UTF-16 或 GBK 文本", "UTF-8, UTF-16 or GBK text"));
        file_.encoding = decoded->encoding;
        lines_ = lines_of(replace_all(replace_all(decoded->text, "，", ","), "＝", "="));
    }

    SurveyFile read() {
        for (line_ = 1; line_ <= lines_.size(); ++line_) read_line(without_blanks(lines_[line_ - 1]));
        if (rows_.empty())
            reject(0, {},
                   both("至少一个以 @ 结尾的地块行和界址点",
                        "at least one parcel line ending in @ and its points"));
        settle_axes();
        settle_dialect();
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (file_.parcels[i].broken.empty()) build_rings(rows_[i], file_.parcels[i]);
        require_sound_parcel();
        settle_crs();
        return std::move(file_);
    }

private:
    [[noreturn]] void reject(std::size_t line, Text value, Text expected) const {
        throw InputError({.thing = line == 0 ? name_ : both("{} 第 {} 行", "{} line {}", name_, line),
                          .value = std::move(value),
                          .expected = std::move(expected),
                          .advice = both("对照界址点 TXT 的格式改正该行",
                                         "correct the line by the format of survey texts")});
    }
    void remark(Text text) { file_.remarks.push_back(std::move(text)); }

    /// The parcel is set aside with this line; points without a parcel line are no survey text.
    void break_parcel(const std::string& line, Text expected) {
        if (rows_.empty()) reject(line_, line, std::move(expected));
        std::string& broken = file_.parcels.back().broken;
        if (broken.empty()) broken = fmt::format("{}: {}", line_, line);
        if (!first_break_) first_break_ = Break{line_, line, std::move(expected)};
    }

    void require_sound_parcel() {
        for (std::size_t i = 0; i < rows_.size(); ++i)
            if (SurveyParcel& parcel = file_.parcels[i]; parcel.rings.empty() && parcel.broken.empty())
                parcel.broken = rows_[i].empty() ? "0" : fmt::format("{}: {}", rows_[i].front().line, rows_[i].size());
        const auto sound = [](const SurveyParcel& parcel) { return parcel.broken.empty(); };
        if (std::any_of(file_.parcels.begin(), file_.parcels.end(), sound)) return;
        if (first_break_) reject(first_break_->line, first_break_->text, first_break_->expected);
        reject(rows_.front().empty() ? 0 : rows_.front().front().line, {},
               both("至少一个地块有三点以上的圈（点号,圈号,X,Y）",
                    "a parcel with a ring of at least three points (name,ring,X,Y)"));
    }

    void read_line(const std::string& line) {
        if (line.empty()) return;
        if (line.front() == '[' && line.back() == ']') {
            section_ = without_blanks(line.substr(1, line.size() - 2));
            if (section_ != coordinates_section) file_.sections.push_back({section_, {}});
        } else if (line.back() == '@') {
            start_parcel(line);
        } else if (!section_.empty() && section_ != coordinates_section) {
            const std::size_t equals = line.find('=');
            if (equals == std::string::npos) reject(line_, line, both("键=值", "key=value"));
            file_.sections.back().entries.emplace_back(without_blanks(line.substr(0, equals)),
                                                       without_blanks(line.substr(equals + 1)));
        } else {
            read_point(line);
        }
    }

    void start_parcel(const std::string& line) {
        std::vector<std::string> cells = cells_of(line);
        if (without_blanks(cells.back()) != "@")
            reject(line_, line, both("以 ,@ 结尾的地块行", "a parcel line ending in ,@"));
        cells.pop_back();
        for (std::string& cell : cells) cell = without_blanks(cell);
        file_.parcels.push_back({std::move(cells), {}});
        rows_.emplace_back();
        if (section_ != coordinates_section) section_.clear();  // D5 has no sections at all
    }

    void read_point(const std::string& line) {
        std::vector<std::string> cells = cells_of(line);
        while (cells.size() > 3 && without_blanks(cells.back()).empty()) cells.pop_back();
        if (cells.size() < 3) reject(line_, line, both("点号,圈号,X,Y", "name,ring,X,Y"));
        if (rows_.empty()) {  // points without a parcel line: one nameless parcel
            file_.parcels.emplace_back();
            rows_.emplace_back();
        }
        const Layout layout = layout_of(cells);
        const std::size_t x = layout == Layout::RingFirst ? 2 : 1;
        CornerRow row{.line = line_,
                .name = without_blanks(cells[0]),
                .ring = rows_.back().empty() ? 1 : rows_.back().back().ring};
        const auto ring = layout == Layout::RingFirst                      ? ring_in(cells[1])
                          : layout == Layout::RingLast && cells.size() > 4 ? ring_in(cells[4])
                                                                           : std::optional(row.ring);
        if (!ring) return break_parcel(line, both("整数圈号", "a whole ring number"));
        row.ring = *ring;
        const auto first = number_in(cells[x]), second = number_in(cells[x + 1]);
        if (!first || !second) return break_parcel(line, both("有限的坐标数值", "finite coordinates"));
        layouts_.insert(layout);
        row.first = *first;
        row.second = *second;
        decimals_ = std::max({decimals_, decimals_of(cells[x]), decimals_of(cells[x + 1])});
        rows_.back().push_back(std::move(row));
    }

    static Layout layout_of(const std::vector<std::string>& cells) {
        if (cells.size() == 3) return Layout::NoRing;
        const auto second = number_in(cells[1]), third = number_in(cells[2]);
        const bool plane = second && third && std::abs(*second) >= 1e5 && std::abs(*third) >= 1e5;
        const bool degrees = second && third && decimals_of(cells[1]) > 0 && decimals_of(cells[2]) > 0;
        return plane || degrees ? Layout::RingLast : Layout::RingFirst;
    }

    static std::optional<int> ring_in(const std::string& cell) {
        const std::string text = without_blanks(cell);
        if (text.empty()) return 1;
        int ring = 0;
        const auto [stopped, failed] = std::from_chars(text.data(), text.data() + text.size(), ring);
        const bool whole = failed == std::errc{} && stopped == text.data() + text.size();
        return whole ? std::optional(ring) : std::nullopt;
    }

    /// Which column is which is told by the numbers; a minority that says otherwise is remarked, not turned
    /// round.
    void settle_axes() {
        std::size_t north_first = 0, east_first = 0, unclear = 0, degrees = 0, all = 0;
        for (const auto& rows : rows_)
            for (const CornerRow& row : rows) {
                ++all;
                const bool small = std::abs(row.first) <= 180 && std::abs(row.second) <= 180;
                if (small) ++degrees;
                const bool north = small ? is_latitude(row.first) && is_longitude(row.second)
                                         : is_northing(row.first) && is_easting(row.second);
                const bool east = small ? is_longitude(row.first) && is_latitude(row.second)
                                        : is_easting(row.first) && is_northing(row.second);
                ++(north ? north_first : east ? east_first : unclear);
            }
        file_.degrees = degrees * 2 > all;
        file_.east_first = east_first > north_first;
        file_.decimals = std::max(decimals_, file_.degrees ? 6 : 3);
        if (file_.east_first && !file_.degrees)
            remark({"坐标列次序为 Y(东)、X(北)，与规定的 X(北)、Y(东) 相反；已按数值范围识别",
                    "the columns are Y(east), X(north), the reverse of the rule; told by their ranges"});
        const std::size_t minority = std::min(north_first, east_first);
        if (minority + unclear > 0)
            remark({fmt::format("{} 个点的坐标不在我国平面或经纬度范围，请核对", minority + unclear),
                    fmt::format("{} points have coordinates outside the ranges of China; check them",
                                minority + unclear)});
    }

    void settle_dialect() {
        const std::size_t fields = file_.parcels.front().fields.size();
        const auto blank = [&](std::size_t i) { return file_.parcels.front().fields[i].empty(); };
        const bool described = std::any_of(file_.sections.begin(), file_.sections.end(),
                                           [](const SurveySection& s) { return s.name == "属性描述"; });
        if (layouts_.contains(Layout::RingLast))
            file_.dialect = SurveyDialect::Linked;
        else if (layouts_.contains(Layout::NoRing))
            file_.dialect = SurveyDialect::ThreeColumn;
        else if (fields >= 12)
            file_.dialect = SurveyDialect::Improvement;
        else if (fields <= 5)
            file_.dialect = described ? SurveyDialect::OneMap : SurveyDialect::Enforcement;
        else
            file_.dialect = fields == 8 && blank(5) && blank(7) && !blank(6) ? SurveyDialect::Supply
                                                                             : SurveyDialect::Standard;
    }

    void finish_ring(SurveyRing& ring, SurveyParcel& parcel, bool closed) {
        if (ring.points.empty()) return;
        if (!closed) ++unclosed_;
        if (ring.points.size() < 3) {
            remark({fmt::format("圈 {} 不足三个点，已略去", ring.number),
                    fmt::format("ring {} has fewer than three points; left out", ring.number)});
        } else {
            ring.points.push_back(ring.points.front());
            parcel.rings.push_back(std::move(ring));
        }
        ring = {};
    }

    void build_rings(const std::vector<CornerRow>& rows, SurveyParcel& parcel) {
        SurveyRing ring;
        std::size_t repeated = 0;
        unclosed_ = 0;
        for (const CornerRow& row : rows) {
            const geom::Point p =
                file_.east_first ? geom::Point{row.first, row.second} : geom::Point{row.second, row.first};
            if (!ring.points.empty() && ring.number != row.ring) finish_ring(ring, parcel, false);
            if (starts_again(ring, row.name, p)) {
                remark(both("圈 {} 未闭合，点号 {} 又从头开始（第 {} 行）；按新的一圈读取",
                            "ring {} is not closed and point {} begins again (line {}); read as a new ring", ring.number,
                            row.name, row.line));
                finish_ring(ring, parcel, true);
            }
            if (ring.points.size() >= 3 && p == ring.points.front()) {
                finish_ring(ring, parcel, true);
                continue;
            }
            if (!ring.points.empty() && p == ring.points.back()) {
                ++repeated;
                continue;
            }
            ring.number = row.ring;
            ring.names.push_back(row.name);
            ring.points.push_back(p);
        }
        finish_ring(ring, parcel, false);
        if (unclosed_ > 0)
            remark({fmt::format("{} 个圈未重复首点，已闭合", unclosed_),
                    fmt::format("{} rings do not repeat their first point; closed", unclosed_)});
        if (repeated > 0)
            remark({fmt::format("{} 个连续重复点已略去", repeated),
                    fmt::format("{} repeated points left out", repeated)});
        check_count(rows.size(), parcel);
    }

    /// Some writers count the closing rows, some do not: both are right.
    void check_count(std::size_t rows, const SurveyParcel& parcel) {
        const SurveyDialect d = file_.dialect;
        const bool counted =
            d != SurveyDialect::OneMap && d != SurveyDialect::Linked && !parcel.fields.empty();
        const auto stated = counted ? number_in(parcel.fields.front()) : std::nullopt;
        if (!stated) return;
        std::size_t points = 0;
        for (const SurveyRing& ring : parcel.rings) points += ring.names.size();
        const std::size_t closed = points + parcel.rings.size();
        if (*stated == static_cast<double>(rows) || *stated == static_cast<double>(points) ||
            *stated == static_cast<double>(closed))
            return;
        remark({fmt::format("界址点数写为 {}，实有 {} 行（{} 点）；以实际坐标为准", *stated, rows, points),
                fmt::format("{} points stated, {} rows ({} points) found; the coordinates count", *stated,
                            rows, points)});
    }

    void settle_crs();
    int datum_first_code(bool prefixed, bool three_degree);

    struct Break {
        std::size_t line = 0;
        std::string text;
        Text expected;
    };

    std::string name_;
    std::vector<std::string> lines_;
    std::optional<Break> first_break_;
    std::size_t line_ = 0;
    std::string section_;
    SurveyFile file_;
    std::vector<std::vector<CornerRow>> rows_;  ///< by parcel
    std::set<Layout> layouts_;
    int decimals_ = 0;
    std::size_t unclosed_ = 0;
};

/// EPSG codes run with the zone number: code = result + zone. 0 for a datum that cannot be told.
int SurveyReader::datum_first_code(bool prefixed, bool three_degree) {
    const std::string system = file_.value_of("坐标系");
    if (system.find("2000") != std::string::npos)
        return three_degree ? (prefixed ? 4488 : 4509) : (prefixed ? 4478 : 4489);
    if (system.find("80") != std::string::npos)
        return three_degree ? (prefixed ? 2324 : 2345) : (prefixed ? 2314 : 2325);
    if (system.find("54") != std::string::npos)
        return three_degree ? (prefixed ? 2376 : 2397) : (prefixed ? 21400 : 21440);
    return 0;
}

void SurveyReader::settle_crs() {
    if (file_.degrees) {
        const std::string system = file_.value_of("坐标系");
        file_.epsg = system.empty() || system.find("2000") != std::string::npos ||
                             system.find("84") != std::string::npos
                         ? 4490
                         : 0;
        return;
    }
    double easting = 0;
    for (const SurveyParcel& parcel : file_.parcels)
        if (!parcel.rings.empty() && easting == 0) easting = parcel.rings.front().points.front().x;
    const bool prefixed = easting >= 1e7;
    const auto stated = number_in(file_.value_of("带号"));
    const int zone = prefixed ? static_cast<int>(easting / 1e6) : static_cast<int>(stated.value_or(0));
    if (prefixed && stated && static_cast<int>(*stated) != zone)
        remark(
            {fmt::format("带号写为 {}，坐标中的带号是 {}；以坐标为准", *stated, zone),
             fmt::format("zone {} stated, the coordinates carry {}; the coordinates count", *stated, zone)});
    const bool three_degree = zone >= 24;
    const int first = datum_first_code(prefixed, three_degree);
    if (zone < 13 || zone > 45 || first == 0) {
        remark({"坐标系、带号不足以确定坐标系代码，需要另行指明",
                "the keys do not tell the CRS; it has to be stated"});
        return;
    }
    file_.epsg = first + zone;
}

}  // namespace

SurveyFile parse_survey(std::string_view bytes, const std::string& name) {
    return SurveyReader(bytes, name).read();
}

}  // namespace zonewright::intake
