#include "intake/datum_parameters.h"

#include <fmt/format.h>

#include <array>
#include <cmath>
#include <map>
#include <numbers>
#include <vector>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/language.h"
#include "base/spelling.h"
#include "gis/crs.h"
#include "gis/text_encoding.h"
#include "intake/outline.h"

namespace zonewright::intake {
namespace {

constexpr std::array four_keys{"shift_north_m", "shift_east_m", "rotation_arcsec", "scale_ppm"};
constexpr std::array seven_keys{"dx_m", "dy_m", "dz_m", "rx_arcsec", "ry_arcsec", "rz_arcsec", "scale_ppm"};

const std::map<std::string, std::string>& aliases() {
    static const std::map<std::string, std::string> table{
        {"北平移", "shift_north_m"}, {"东平移", "shift_east_m"}, {"旋转", "rotation_arcsec"},
        {"尺度", "scale_ppm"},       {"X平移", "dx_m"},          {"Y平移", "dy_m"},
        {"Z平移", "dz_m"},           {"X旋转", "rx_arcsec"},     {"Y旋转", "ry_arcsec"},
        {"Z旋转", "rz_arcsec"},      {"源坐标系", "from"},       {"目标坐标系", "to"},
        {"旋转约定", "convention"}};
    return table;
}

std::string unquoted(std::string text) {
    while (!text.empty() && std::string(" \t\r\"").find(text.back()) != std::string::npos) text.pop_back();
    const std::size_t start = text.find_first_not_of(" \t\"");
    return start == std::string::npos ? std::string{} : text.substr(start);
}

/// Keys and values of the file; the values stay in here.
class ParameterFile {
public:
    explicit ParameterFile(const std::filesystem::path& path) : name_(path.filename().string()) {
        const auto text = gis::decode_text(read_file(path));
        if (!text) reject(0, {}, both("UTF-8 或 GBK 文本", "a text in UTF-8 or GBK"));
        std::string line;
        for (const char c : text->text + "\n") {
            if (c != '\n') {
                line += c;
                continue;
            }
            take(++line_number_, line);
            line.clear();
        }
    }

    bool has(const std::string& key) const { return entries_.contains(key); }
    std::string text(const std::string& key) const { return has(key) ? entries_.at(key).value : ""; }

    double number(const std::string& key) const {
        if (!has(key)) reject(0, key, both("该参数必须给出（可以为 0）", "this parameter (it may be 0)"));
        const auto number = model::number_of(model::Value(entries_.at(key).value));
        if (!number || !std::isfinite(*number))
            reject(entries_.at(key).line, key, both("一个数", "a number"));
        return *number;
    }

    [[noreturn]] void reject(std::size_t line, const std::string& key, Text expected) const {
        Text thing = name_;
        if (line > 0) thing += both("，第 {} 行", ", line {}", line);
        throw InputError({.thing = thing,
                          .value = key,
                          .expected = std::move(expected),
                          .advice = both("格式见 zonewright import 手册页的“--datum-parameters”",
                                         "the format is on the manual page of import, --datum-parameters")});
    }
    std::size_t line_of(const std::string& key) const { return has(key) ? entries_.at(key).line : 0; }

private:
    struct Entry {
        std::string value;
        std::size_t line = 0;
    };

    void take(std::size_t number, const std::string& line) {
        const std::string plain = unquoted(line.substr(0, line.find('#')));
        if (plain.empty()) return;
        const std::size_t equals = plain.find('=');
        if (equals == std::string::npos) reject(number, {}, both("“键 = 值”", "key = value"));
        std::string key = unquoted(plain.substr(0, equals));
        if (const auto alias = aliases().find(key); alias != aliases().end()) key = alias->second;
        if (!known(key)) reject(number, key, joined(known_keys()));
        if (has(key)) reject(number, key, both("每个参数只写一次", "each parameter once"));
        entries_[key] = {unquoted(plain.substr(equals + 1)), number};
    }

    static std::vector<std::string> known_keys() {
        std::vector<std::string> keys{"from", "to", "convention"};
        keys.insert(keys.end(), four_keys.begin(), four_keys.end());
        keys.insert(keys.end(), seven_keys.begin(), seven_keys.end() - 1);
        return keys;
    }
    static bool known(const std::string& key) {
        const std::vector<std::string> keys = known_keys();
        return std::find(keys.begin(), keys.end(), key) != keys.end();
    }

    std::string name_;
    std::size_t line_number_ = 0;
    std::map<std::string, Entry> entries_;
};

int code_in(const ParameterFile& file, const std::string& key) {
    const auto code = gis::epsg_of(file.text(key));
    if (!code) file.reject(file.line_of(key), key, both("形如 EPSG:4547 的代码", "a code such as EPSG:4547"));
    return *code;
}

FourParameters four_of(const ParameterFile& file) {
    return {file.number("shift_north_m"), file.number("shift_east_m"), file.number("rotation_arcsec"),
            file.number("scale_ppm")};
}

gis::SevenParameters seven_of(const ParameterFile& file) {
    const std::string convention = file.text("convention");
    if (convention != "position_vector" && convention != "coordinate_frame")
        file.reject(file.line_of("convention"), "convention", "position_vector, coordinate_frame");
    return {file.number("dx_m"),      file.number("dy_m"),
            file.number("dz_m"),      file.number("rx_arcsec"),
            file.number("ry_arcsec"), file.number("rz_arcsec"),
            file.number("scale_ppm"), convention == "coordinate_frame"};
}

template <typename Move>
void move_points(model::FeatureTable& table, const Move& move) {
    for (model::Feature& feature : table.features) {
        if (auto* points = std::get_if<geom::MultiPoint>(&feature.geometry))
            for (geom::Point& p : points->points) p = move(p);
        if (auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry))
            for (geom::LineString& line : lines->lines)
                for (geom::Point& p : line) p = move(p);
        if (auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry))
            for (geom::Polygon& part : polygons->parts)
                for (geom::Ring& ring : part.rings)
                    for (geom::Point& p : ring) p = move(p);
    }
}

void require_start(const DatumParameters& parameters, const model::FeatureTable& table) {
    const int start = parameters.from != 0 ? parameters.from : table.epsg;
    const bool older = !gis::shares_frame(table.epsg, 4490);
    if (older && gis::shares_frame(table.epsg, start)) return;
    throw InputError(
        {.thing = "--datum-parameters",
         .value = fmt::format("EPSG:{} ({})", table.epsg, gis::crs_name(table.epsg)),
         .expected =
             parameters.from != 0
                 ? same(fmt::format("EPSG:{} ({})", parameters.from, gis::crs_name(parameters.from)))
                 : both("西安80、北京54 等旧基准的数据", "data in an older datum, Xi'an 80 or Beijing 54"),
         .advice = both("检查 --crs 与参数文件的 from；已是 2000 坐标系的数据不需要参数",
                        "check --crs and the key from; data in CGCS2000 needs no parameters")});
}

}  // namespace

geom::Point FourParameters::operator()(geom::Point p) const {
    const double angle = rotation_arcsec / 3600 * std::numbers::pi / 180, scale = 1 + scale_ppm / 1e6;
    return {shift_east_m + scale * (p.y * std::sin(angle) + p.x * std::cos(angle)),
            shift_north_m + scale * (p.y * std::cos(angle) - p.x * std::sin(angle))};
}

DatumParameters read_datum_parameters(const std::filesystem::path& path) {
    const ParameterFile file(path);
    DatumParameters parameters{.sha256 = hash_file(path)};
    const bool seven = file.has("dx_m") || file.has("rx_arcsec"), four = file.has("shift_north_m");
    if (seven == four) file.reject(0, {}, both("四参数或七参数之一", "either four or seven parameters"));
    if (seven) {
        parameters.seven = seven_of(file);
        if (file.has("from")) parameters.from = code_in(file, "from");
        return parameters;
    }
    parameters.four = four_of(file);
    parameters.local = file.text("from") == "local";
    if (!parameters.local) parameters.from = code_in(file, "from");
    parameters.to = code_in(file, "to");
    for (const int plane : {parameters.from, parameters.to})
        if (plane != 0 && !gis::is_projected(plane))
            file.reject(0, "from, to", both("平面坐标系", "plane coordinate systems"));
    if (!gis::shares_frame(parameters.to, 4490))
        file.reject(file.line_of("to"), "to", both("2000 国家大地坐标系的平面", "a plane of CGCS2000"));
    return parameters;
}

void apply(const DatumParameters& parameters, model::FeatureTable& table) {
    if (!parameters.local) require_start(parameters, table);
    if (parameters.four) {
        if (!parameters.local) transform(table, parameters.from);
        move_points(table, *parameters.four);
    } else {
        const int base = gis::geographic_base(table.epsg);
        transform(table, base);
        move_points(table, gis::DatumShift(base, *parameters.seven));
    }
    table.epsg = parameters.to;
}

}  // namespace zonewright::intake
