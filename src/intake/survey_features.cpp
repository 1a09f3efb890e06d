#include "intake/survey_features.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/units.h"
#include "geom/boundary_points.h"
#include "geom/planar_area.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t absent = 99;

/// Where each dialect keeps what, as positions in the @ line.
struct FieldPlaces {
    std::size_t area, id, name, kind, sheet, use, land_class, count;
};

FieldPlaces places_of(SurveyDialect dialect) {
    switch (dialect) {
        case SurveyDialect::OneMap:
            return {absent, 0, 1, 2, absent, absent, absent, 4};
        case SurveyDialect::Linked:
            return {1, 2, 3, 4, 5, 6, 7, 8};
        case SurveyDialect::Enforcement:
            return {absent, absent, 1, 2, absent, 3, absent, 4};
        case SurveyDialect::Improvement:
            return {1, 2, 3, 4, 5, 6, 7, 13};
        default:
            return {1, 2, 3, 4, 5, 6, 7, 8};
    }
}

model::Value text_at(const SurveyParcel& parcel, std::size_t place) {
    if (place >= parcel.fields.size() || parcel.fields[place].empty()) return {};
    return parcel.fields[place];
}

model::Value area_at(const SurveyParcel& parcel, std::size_t place) {
    const auto hectares = model::number_of(text_at(parcel, place));
    return hectares ? model::Value(*hectares * square_metres_per_hectare) : model::Value{};
}

/// The text of the first of these fields that the table has.
std::string value_named(const model::FeatureTable& table, const model::Feature& feature,
                        std::initializer_list<const char*> names) {
    for (const char* name : names)
        if (const auto position = table.find_field(name)) return model::text_of(feature.values[*position]);
    return {};
}

/// A name never ends a line of the text.
std::string in_one_line(std::string text) {
    std::replace_if(
        text.begin(), text.end(), [](unsigned char c) { return c < 0x20 || c == 0x7f; }, ' ');
    return text;
}

std::vector<SurveyRing> rings_of(const geom::MultiPolygon& polygons, bool prefix_names) {
    std::vector<SurveyRing> rings;
    int next_name = 1;
    for (const geom::Polygon& part : polygons.parts)
        for (std::size_t r = 0; r < part.rings.size(); ++r) {
            SurveyRing ring{.number = static_cast<int>(rings.size()) + 1,
                            .points = geom::in_survey_order(part.rings[r], r == 0)};
            for (std::size_t i = 0; i + 1 < ring.points.size(); ++i)
                ring.names.push_back(fmt::format("{}{}", prefix_names ? "J" : "", next_name++));
            rings.push_back(std::move(ring));
        }
    return rings;
}

std::vector<std::string> fields_of(const model::FeatureTable& table, const model::Feature& feature,
                                   const SurveyParcel& parcel, std::size_t row, SurveyDialect dialect,
                                   std::vector<Text>& remarks) {
    const FieldPlaces places = places_of(dialect);
    std::vector<std::string> fields(places.count);
    const auto put = [&](std::size_t place, std::string text) {
        const std::string whole = text;
        text = in_one_line(std::move(text));
        std::replace(text.begin(), text.end(), ',', ' ');  // the comma separates fields
        if (text != whole)
            remarks.push_back(both("地块 {}：“{}”中的逗号和换行写作空格", "parcel {}: commas and line breaks in \"{}\" become blanks",
                                   row + 1, in_one_line(whole)));
        if (place < fields.size()) fields[place] = std::move(text);
    };
    std::size_t rows = 0;
    for (const SurveyRing& ring : parcel.rings) rows += ring.points.size();
    if (dialect != SurveyDialect::OneMap && dialect != SurveyDialect::Linked) put(0, std::to_string(rows));
    if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        polygons != nullptr && table.epsg != 4490)
        put(places.area,
            fmt::format("{:.4f}",
                        round_half_up(geom::planar_area(*polygons) / square_metres_per_hectare, 4)));
    std::string id = value_named(table, feature, {"DKBH", "id", "code"});
    put(places.id, id.empty() ? std::to_string(row + 1) : std::move(id));
    put(places.name, value_named(table, feature, {"DKMC", "name"}));
    put(places.kind, "面");
    put(places.sheet, dialect == SurveyDialect::Supply ? "" : value_named(table, feature, {"TFH"}));
    put(places.use, value_named(table, feature, {"XZYT", "use_name"}));
    put(places.land_class, dialect == SurveyDialect::Supply
                               ? ""
                               : value_named(table, feature, {"DLBM", "land_use", "class_code"}));
    return fields;
}

[[noreturn]] void wrong_plane(int epsg, bool degrees) {
    throw InputError({.thing = both("界址点 TXT", "survey text"),
                      .value = fmt::format("EPSG:{}", epsg),
                      .expected = degrees ? "EPSG:4490"
                                          : both("CGCS2000 高斯-克吕格平面", "a CGCS2000 Gauss-Krüger plane"),
                      .advice = degrees ? both("用 --crs EPSG:4490 转换", "convert with --crs EPSG:4490")
                                        : both("用 --crs EPSG:4526 转换", "convert with --crs EPSG:4526")});
}

SurveySection description(const model::FeatureTable& table, const SurveyStyle& style) {
    const auto plane = geom::gauss_kruger_of_epsg(table.epsg);
    if (!plane) wrong_plane(table.epsg, false);
    const bool six = table.epsg <= 4512 && table.epsg >= 4491;
    const int zone =
        static_cast<int>(std::lround((plane->central_meridian_deg + (six ? 3 : 0)) / (six ? 6 : 3)));
    const char* band = style.dialect == SurveyDialect::Linked ? "分带" : "几度分带";
    return {"属性描述",
            {{"格式版本号", ""},
             {"数据产生单位", in_one_line(style.producer)},
             {"数据产生日期", in_one_line(style.date)},
             {"坐标系", "2000国家大地坐标系"},
             {band, six ? "6" : "3"},
             {"投影类型", "高斯克吕格"},
             {"计量单位", "米"},
             {"带号", std::to_string(zone)},
             {"精度", fmt::format("{:.{}f}", std::pow(10.0, -style.decimals), style.decimals)},
             {"转换参数", ",,,,,,"}}};
}

/// What the keys state and the coordinates do not follow; parameters are not repeated, they may be secret.
std::vector<Text> remarks_on_statements(const SurveyFile& file) {
    std::vector<Text> remarks;
    const std::string unit = file.value_of("计量单位"), parameters = file.value_of("转换参数"), band = file.value_of("几度分带");
    if (!file.degrees && !unit.empty() && unit != "米" && unit != "m")
        remarks.push_back(both("计量单位写为 {}；坐标按米读取", "the unit is stated as {}; the coordinates were read as metres", unit));
    if (parameters.find_first_of("123456789") != std::string::npos)
        remarks.emplace_back("文件写有转换参数，没有使用：坐标按所写坐标系读取",
                             "the text states parameters of a conversion, which were not used: the coordinates were read in the stated system");
    double easting = 0;
    for (const SurveyParcel& parcel : file.parcels)
        if (!parcel.rings.empty() && easting == 0) easting = parcel.rings.front().points.front().x;
    const bool six = easting >= 1e7 && easting < 24e6, three = easting >= 24e6;
    if ((band == "6" && three) || (band == "3" && six))
        remarks.push_back(both("几度分带写为 {}，坐标中的带号是另一种；以坐标为准", "bands of {}° are stated, the zone in the coordinates is of the "
                               "other kind; the coordinates count", band));
    return remarks;
}

/// Parcels that the text calls points or lines.
void remark_on_kinds(const model::FeatureTable& table, std::vector<Text>& remarks) {
    const std::size_t kind = table.field("TXSX"), id = table.field("DKBH");
    for (const model::Feature& feature : table.features)
        if (const std::string word = model::text_of(feature.values[kind]); word == "点" || word == "线")
            remarks.push_back(both("地块 {}：图形属性写为“{}”，按面读取", "parcel {}: its shape is stated as \"{}\"; read as a polygon",
                                   model::text_of(feature.values[id]), word));
}

}  // namespace

model::FeatureTable table_of(const SurveyFile& file, const std::string& name) {
    model::FeatureTable table{.name = name, .kind = model::GeometryKind::Polygon, .epsg = file.epsg};
    for (const auto& [field, title] :
         {std::pair("DKBH", Text{"地块编号", "parcel id"}),
          std::pair("DKMC", Text{"地块名称", "parcel name"}), std::pair("TXSX", Text{"图形属性", "shape"}),
          std::pair("TFH", Text{"图幅号", "sheet"}), std::pair("XZYT", Text{"地块用途", "use"}),
          std::pair("DLBM", Text{"地类编码", "land class"})})
        table.fields.push_back({.name = field, .title = title});
    table.fields.push_back(
        {.name = "MJ", .type = model::FieldType::Real, .title = {"面积", "area"}, .unit = "m2"});
    const FieldPlaces places = places_of(file.dialect);
    for (const SurveyParcel& parcel : file.parcels) {
        model::Feature feature{.fid = static_cast<std::int64_t>(table.features.size()) + 1,
                               .geometry = nested(parcel.rings)};
        for (const std::size_t place :
             {places.id, places.name, places.kind, places.sheet, places.use, places.land_class})
            feature.values.push_back(text_at(parcel, place));
        feature.values.push_back(area_at(parcel, places.area));
        table.features.push_back(std::move(feature));
    }
    return table;
}

io::LayerReading read_survey(const std::filesystem::path& path) {
    const SurveyFile file = parse_survey(read_file(path), path.filename().string());
    io::LayerReading reading;
    reading.table = table_of(file, path.stem().string());
    reading.info = {.name = reading.table.name,
                    .kind = model::GeometryKind::Polygon,
                    .feature_count = static_cast<std::int64_t>(reading.table.features.size()),
                    .epsg = file.epsg,
                    .fields = reading.table.fields};
    reading.warnings = file.remarks;
    std::ranges::move(remarks_on_statements(file), std::back_inserter(reading.warnings));
    remark_on_kinds(reading.table, reading.warnings);
    for (std::size_t i = 0; i < file.parcels.size(); ++i) {
        if (file.parcels[i].broken.empty()) continue;
        reading.table.features[i].geometry = {};
        reading.notes.push_back({io::ReadNoteKind::Unreadable, reading.table.features[i].fid, {}, file.parcels[i].broken});
    }
    return reading;
}

SurveyFile survey_of(const model::FeatureTable& table, const SurveyStyle& style) {
    SurveyFile file{
        .dialect = style.dialect, .encoding = style.encoding, .decimals = style.decimals, .epsg = table.epsg};
    file.degrees = style.dialect == SurveyDialect::Enforcement;
    if (file.degrees) {
        if (table.epsg != 4490 && table.epsg != 4326) wrong_plane(table.epsg, true);
        file.east_first = true;
        file.decimals = std::max(style.decimals, 9);  // 0.1 mm
    } else {
        file.sections.push_back(description(table, style));
    }
    for (std::size_t row = 0; row < table.features.size(); ++row) {
        const model::Feature& feature = table.features[row];
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons == nullptr) continue;
        SurveyParcel parcel{.rings = rings_of(*polygons, true)};
        parcel.fields = fields_of(table, feature, parcel, row, style.dialect, file.remarks);
        file.parcels.push_back(std::move(parcel));
    }
    return file;
}

}  // namespace zonewright::intake
