#include "intake/coordinate_columns.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <charconv>
#include <cmath>
#include <initializer_list>
#include <map>
#include <set>

#include "base/errors.h"
#include "intake/point_rows.h"
#include "intake/survey_text.h"

namespace zonewright::intake {
namespace {

using Names = std::initializer_list<const char*>;

std::optional<std::size_t> column(const model::FeatureTable& table, Names names) {
    for (const char* name : names)
        for (std::size_t i = 0; i < table.fields.size(); ++i)
            if (plain_title(table.fields[i].name) == name) return i;
    return std::nullopt;
}

struct Columns {
    std::size_t first = 0, second = 0;
    bool east_first = true;  ///< by name; for X and Y the values decide
    bool told_by_values = false;
};

std::optional<Columns> find_columns(const model::FeatureTable& table) {
    const auto longitude =
                   column(table, {"经度", "东经", "lon", "lng", "long", "longitude", "jd", "经度坐标"}),
               latitude = column(table, {"纬度", "北纬", "lat", "latitude", "wd", "纬度坐标"});
    if (longitude && latitude) return Columns{*longitude, *latitude, true, false};
    const auto east = column(table, {"东坐标", "easting", "east", "横坐标", "y东", "y坐标东", "东"}),
               north = column(table, {"北坐标", "northing", "north", "纵坐标", "x北", "x坐标北", "北"});
    if (east && north) return Columns{*east, *north, true, false};
    const auto x = column(table, {"x坐标", "x", "坐标x", "xcoord", "pointx", "zbx", "xzb"}),
               y = column(table, {"y坐标", "y", "坐标y", "ycoord", "pointy", "zby", "yzb"});
    if (x && y) return Columns{*x, *y, true, true};
    return std::nullopt;
}

bool is_east(double v) {
    return (v >= 1e5 && v < 1e6) || (v >= 1e7 && v < 1e8) || (v >= 73 && v <= 136);
}
bool is_north(double v) {
    return (v >= 1.8e6 && v <= 6.2e6) || (v >= 3 && v <= 54);
}

struct Row {
    std::size_t position = 0;  ///< in the table
    geom::Point point;
    bool usable = false;
    std::string written;  ///< of a row that is not usable
};

struct Pair {
    double first = 0, second = 0;
};

std::optional<double> number_at(const model::Feature& feature, std::size_t field) {
    if (const auto* text = std::get_if<std::string>(&feature.values[field])) return coordinate_in(*text);
    return model::number_of(feature.values[field]);
}

std::string written_in(const model::Feature& feature, const Columns& columns) {
    return model::text_of(feature.values[columns.first]) + ", " +
           model::text_of(feature.values[columns.second]);
}

/// Reads the two columns; what cannot be read is noted.
std::vector<std::optional<Pair>> read_pairs(const model::FeatureTable& table, const Columns& columns,
                                            ColumnShapes& shapes) {
    std::vector<std::optional<Pair>> pairs;
    for (const model::Feature& feature : table.features) {
        const auto first = number_at(feature, columns.first), second = number_at(feature, columns.second);
        if (first && second && std::isfinite(*first) && std::isfinite(*second)) {
            pairs.emplace_back(Pair{*first, *second});
            continue;
        }
        pairs.emplace_back(std::nullopt);
        shapes.unreadable.emplace_back(feature.fid, written_in(feature, columns));
    }
    return pairs;
}

/// Does the easting stand first in most rows?
bool east_stands_first(const std::vector<std::optional<Pair>>& pairs) {
    std::size_t east_first = 0, north_first = 0;
    for (const auto& pair : pairs) {
        if (!pair) continue;
        if (is_east(pair->first) && is_north(pair->second)) ++east_first;
        if (is_north(pair->first) && is_east(pair->second)) ++north_first;
    }
    return east_first >= north_first;
}

std::vector<Row> rows_of(const model::FeatureTable& table, const Columns& columns, bool east_first,
                         const std::vector<std::optional<Pair>>& pairs, ColumnShapes& shapes) {
    std::vector<Row> rows;
    for (std::size_t i = 0; i < pairs.size(); ++i) {
        Row row{.position = i};
        row.written = written_in(table.features[i], columns);
        if (pairs[i]) {
            row.usable = true;
            row.point = east_first ? geom::Point{pairs[i]->first, pairs[i]->second}
                                   : geom::Point{pairs[i]->second, pairs[i]->first};
            if (is_north(row.point.x) && is_east(row.point.y) && columns.told_by_values) {
                shapes.swapped.push_back(table.features[i].fid);
                row.usable = false;
            }
        }
        rows.push_back(row);
    }
    return rows;
}

void make_points(model::FeatureTable& table, const std::vector<Row>& rows) {
    table.kind = model::GeometryKind::Point;
    for (const Row& row : rows)
        if (row.usable) table.features[row.position].geometry = geom::MultiPoint{{row.point}};
}

/// Which columns tell parcels, rings and points apart.
struct PointListColumns {
    std::optional<std::size_t> parcel, ring, point;

    explicit PointListColumns(const model::FeatureTable& table)
        : parcel(column(table,
                        {"地块编号", "地块号", "宗地号", "宗地代码", "宗地编号", "图斑编号", "图斑号", "dkbh",
                         "zddm", "zdh", "tbbh", "地块名称", "地块", "宗地", "parcel", "parcelid"})),
          ring(column(table, {"圈号", "环号", "qh", "ring", "ringno"})),
          point(column(table, {"界址点号", "点号", "界址点", "jzdh", "dh", "point", "pointno", "pointid"})) {}
};

/// The points of one parcel in the order of the rows; a ring ends where its number changes or where it
/// closes.
class RingBuilder {
public:
    /// Says whether a ring begins although the one before was not closed.
    bool take(int number, const std::string& name, geom::Point p) {
        const bool again = !rings_.empty() && !closed_ && starts_again(rings_.back(), name, p);
        if (rings_.empty() || rings_.back().number != number || closed_ || again) {
            rings_.push_back({.number = number});
            closed_ = false;
        }
        geom::Ring& points = rings_.back().points;
        points.push_back(p);
        rings_.back().names.push_back(name);
        closed_ = points.size() > 3 && points.front() == points.back();
        return again;
    }
    bool begins() const { return rings_.empty() || closed_; }

    std::vector<SurveyRing> rings(bool& short_ring) && {
        std::vector<SurveyRing> whole;
        for (SurveyRing& ring : rings_) {
            if (!(ring.points.front() == ring.points.back())) ring.points.push_back(ring.points.front());
            short_ring = short_ring || ring.points.size() < 4;
            if (ring.points.size() >= 4) whole.push_back(std::move(ring));
        }
        return whole;
    }

private:
    std::vector<SurveyRing> rings_;
    bool closed_ = false;
};

int ring_number(const model::Feature& feature, const std::optional<std::size_t>& field) {
    const auto number = field ? model::number_of(feature.values[*field]) : std::nullopt;
    return number && std::abs(*number) < 1e6 ? static_cast<int>(*number) : 1;
}

[[noreturn]] void refuse_ids(const model::FeatureTable& table, std::size_t column, std::int64_t row,
                             Text value, const Text& expected, const Text& advice) {
    const std::string& name = table.fields[column].name;
    throw InputError({.thing = both("{}，列 {}，记录 {}", "{}, column {}, record {}", table.name, name, row),
                      .value = std::move(value),
                      .expected = expected,
                      .advice = advice});
}

/// Points without an id, or with one that others share by mistake, would end up in one ring.
void require_ids(const model::FeatureTable& table, std::size_t column, const std::vector<Row>& rows) {
    for (const Row& row : rows) {
        const model::Feature& feature = table.features[row.position];
        const model::Value& value = feature.values[column];
        if (is_number_cut_short(value))
            refuse_ids(table, column, feature.fid, model::text_of(value),
                       both("以文字保存的完整编号；这里存成了数值，第 15 位以后的数字已丢失",
                            "whole ids kept as text; these were stored as numbers, whose digits after the 15th "
                            "are lost"),
                       both("在来源处把该列设为文本格式，重新填写编号后导出",
                            "make it a text column in the source, enter the ids anew and export again"));
        if (row.usable && model::text_of(value).empty())
            refuse_ids(table, column, feature.fid, both("空；可能是合并单元格", "empty; merged cells perhaps"),
                       both("每行都有编号", "an id in every row"),
                       both("取消合并单元格，把编号填入每一行", "unmerge the cells and fill the id into every row"));
    }
}

/// The columns that say something of a parcel, in its first row and in that of a further ring: where they differ, two
/// parcels may have one id.
class ParcelWords {
public:
    ParcelWords(const model::FeatureTable& table, const Columns& columns, const PointListColumns& list) : table_(table) {
        const std::set<std::optional<std::size_t>> of_points{columns.first, columns.second, list.parcel, list.ring, list.point};
        for (std::size_t i = 0; i < table.fields.size(); ++i)
            if (!of_points.contains(i) && table.fields[i].type == model::FieldType::Text) words_.push_back(i);
    }

    /// The first column in which both rows say something, and something else; nothing where they agree.
    std::optional<MixedParcel> difference(const std::vector<model::Value>& first, const model::Feature& row) const {
        for (const std::size_t i : words_) {
            const std::string before = model::text_of(first[i]), now = model::text_of(row.values[i]);
            if (!before.empty() && !now.empty() && before != now)
                return MixedParcel{.row = row.fid, .column = table_.fields[i].name, .first = before, .second = now};
        }
        return std::nullopt;
    }

private:
    const model::FeatureTable& table_;
    std::vector<std::size_t> words_;
};

void make_polygons(model::FeatureTable& table, const Columns& columns, const PointListColumns& list,
                   const std::vector<Row>& rows, ColumnShapes& shapes) {
    if (list.parcel) require_ids(table, *list.parcel, rows);
    const ParcelWords words(table, columns, list);
    std::map<std::string, std::size_t> position_of;  // parcel → position among the new features
    std::vector<model::Feature> parcels;
    std::vector<RingBuilder> builders;
    std::set<std::size_t> lost;
    for (const Row& row : rows) {
        const model::Feature& feature = table.features[row.position];
        const std::string parcel = list.parcel ? model::text_of(feature.values[*list.parcel]) : std::string{};
        if (list.parcel && parcel.empty()) continue;  // a row of no parcel, without coordinates
        const auto [found, first] = position_of.try_emplace(parcel, parcels.size());
        if (first) {
            parcels.push_back({static_cast<std::int64_t>(parcels.size()) + 1, {}, feature.values});
            builders.emplace_back();
        }
        const std::size_t at = found->second;
        if (!row.usable) {
            if (lost.insert(at).second) shapes.lost.push_back({parcels[at].fid, parcel, feature.fid, row.written});
            continue;
        }
        const bool begins = builders[at].begins();
        const std::string name = list.point ? model::text_of(feature.values[*list.point]) : std::string{};
        const bool again = builders[at].take(ring_number(feature, list.ring), name, row.point);
        auto mixed = begins || again ? words.difference(parcels[at].values, feature) : std::nullopt;
        if (again && !mixed) mixed = MixedParcel{.row = feature.fid, .column = {}, .first = name, .second = {}};
        if (!mixed) continue;
        mixed->fid = parcels[at].fid, mixed->parcel = parcel;
        shapes.mixed.push_back(std::move(*mixed));
    }
    for (std::size_t i = 0; i < parcels.size(); ++i) {
        if (lost.contains(i)) continue;
        bool short_ring = false;
        geom::MultiPolygon polygons = nested(std::move(builders[i]).rings(short_ring));
        if (!polygons.empty()) parcels[i].geometry = std::move(polygons);
        if (short_ring)
            shapes.short_rings.emplace_back(
                parcels[i].fid,
                list.parcel ? model::text_of(parcels[i].values[*list.parcel]) : std::string{});
    }
    table.features = std::move(parcels);
    table.kind = model::GeometryKind::Polygon;
}

Text evidence_of(const model::FeatureTable& table, const Columns& columns, bool east_first, bool polygons) {
    const std::string &first = table.fields[columns.first].name, &second = table.fields[columns.second].name;
    const std::string &east = east_first ? first : second, &north = east_first ? second : first;
    return {fmt::format("由坐标列生成{}：东（经度）← {}，北（纬度）← {}", polygons ? "界址点多边形" : "点",
                        east, north),
            fmt::format("{} from columns: east (longitude) ← {}, north (latitude) ← {}",
                        polygons ? "polygons of boundary points" : "points", east, north)};
}

/// The digits, decimal point and sign that start at `at`; moves behind them.
std::optional<double> number_from(const std::string& text, std::size_t& at) {
    double value = 0;
    const auto [stopped, failed] = std::from_chars(text.data() + at, text.data() + text.size(), value);
    if (failed != std::errc{}) return std::nullopt;
    at = static_cast<std::size_t>(stopped - text.data());
    return value;
}

bool skip(const std::string& text, std::size_t& at, Names marks) {
    for (const std::string mark : marks) {
        if (text.compare(at, mark.size(), mark) != 0) continue;
        at += mark.size();
        return true;
    }
    return false;
}

}  // namespace

std::string plain_title(const std::string& title) {
    static const std::set<std::string> opening{"(", "（", "["}, closing{")", "）", "]"};
    std::string text;
    bool bracket = false;
    for (std::size_t i = 0; i < title.size();) {
        const auto byte = static_cast<unsigned char>(title[i]);
        const std::size_t length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
        const std::string character = title.substr(i, length);
        i += length;
        if (opening.contains(character)) bracket = true;
        if (!bracket && character != " " && character != "_")
            text += length == 1 ? std::string(1, static_cast<char>(std::tolower(byte))) : character;
        if (closing.contains(character)) bracket = false;
    }
    return text;
}

std::optional<double> coordinate_in(const std::string& written) {
    std::string text;
    for (const char c : written)
        if (c != ' ' && c != '\t') text += c;
    std::size_t at = 0;
    skip(text, at, {"东经", "北纬", "E", "N"});
    if (at == 0 && !text.empty() && (text.back() == 'E' || text.back() == 'N')) text.pop_back();
    const auto degrees = number_from(text, at);
    if (!degrees || at == text.size()) return at == text.size() ? degrees : std::nullopt;
    if (*degrees < 0 || !skip(text, at, {"°", "度"})) return std::nullopt;
    double value = *degrees;
    if (at < text.size()) {
        const auto minutes = number_from(text, at);
        if (!minutes || *minutes < 0 || *minutes >= 60 || !skip(text, at, {"′", "'", "’", "分"}))
            return std::nullopt;
        value += *minutes / 60;
    }
    if (at < text.size()) {
        const auto seconds = number_from(text, at);
        if (!seconds || *seconds < 0 || *seconds >= 60 || !skip(text, at, {"″", "\"", "”", "''", "秒"}))
            return std::nullopt;
        value += *seconds / 3600;
    }
    return at == text.size() ? std::optional(value) : std::nullopt;
}

bool is_number_cut_short(const model::Value& value) {
    constexpr double largest_exact = 9007199254740992.0;  // 2⁵³
    if (const auto* text = std::get_if<std::string>(&value)) {
        const std::size_t mark = text->find_first_of("eE");
        if (mark == std::string::npos || mark == 0 || text->find_first_not_of("0123456789.,") != mark) return false;
        const std::size_t digits = mark + (text->compare(mark + 1, 1, "+") == 0 ? 2 : 1);
        return digits < text->size() && text->find_first_not_of("0123456789", digits) == std::string::npos &&
               text->find_first_of(".,") < mark;
    }
    const auto number = model::number_of(value);
    return number && std::abs(*number) >= largest_exact;
}

std::optional<ColumnShapes> shapes_from_columns(model::FeatureTable& table, model::GeometryKind wanted) {
    if (table.kind != model::GeometryKind::None) return std::nullopt;
    const auto columns = find_columns(table);
    if (!columns) return std::nullopt;
    tidy_rows(table);
    ColumnShapes shapes;
    const std::vector<std::optional<Pair>> pairs = read_pairs(table, *columns, shapes);
    const bool east_first = columns->told_by_values ? east_stands_first(pairs) : columns->east_first;
    const std::vector<Row> rows = rows_of(table, *columns, east_first, pairs, shapes);
    const PointListColumns list(table);
    // Without a role, a list of points with nothing to group them by is just points.
    const bool grouped = wanted == model::GeometryKind::Polygon || list.parcel || list.ring;
    const bool polygons = list.point && grouped && wanted != model::GeometryKind::Point;
    shapes.evidence = evidence_of(table, *columns, east_first, polygons);
    if (polygons) {
        make_polygons(table, *columns, list, rows, shapes);
        for (const auto& [fid, parcel] : shapes.short_rings) shapes.explained.insert(fid);
        for (const LostVertex& vertex : shapes.lost) shapes.explained.insert(vertex.fid);
    } else {
        make_points(table, rows);
        for (const auto& [fid, written] : shapes.unreadable) shapes.explained.insert(fid);
        shapes.explained.insert(shapes.swapped.begin(), shapes.swapped.end());
    }
    return shapes;
}

}  // namespace zonewright::intake
