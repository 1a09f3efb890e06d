#include "intake/raster_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <limits>
#include <initializer_list>
#include <map>
#include <optional>

#include "base/errors.h"
#include "gis/crs.h"
#include "intake/crs_diagnosis.h"
#include "intake/source_layer.h"
#include "io/raster_io.h"
#include "io/text_grid.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t strip_rows = 256;
constexpr std::size_t fillers_told = 4;

struct Values {
    double lowest = std::numeric_limits<double>::infinity(), highest = -lowest;
    std::size_t count = 0;
    std::size_t beyond = 0;                  ///< outside the bounds of the role
    std::map<float, std::size_t> fillers;    ///< the first few different values of those
};

/// What the role says of its numbers; null: nothing.
const model::RoleField* measured(const model::Role& role) {
    return role.fields.empty() ? nullptr : &role.fields.front();
}

/// A stored -9999 or -32768 is a filler, also where the scale of the band brings it within the bounds of the role.
bool is_scaled_filler(double number, const io::RasterInfo& info) {
    if (info.factor == 1 && info.offset == 0) return false;
    return std::ranges::any_of(std::initializer_list<double>{-9999, -32768, -99999}, [&](double filler) {
        return std::abs(number - (filler * info.factor + info.offset)) < 1e-3 * std::abs(info.factor);
    });
}

void weigh(float value, const model::RoleField& field, const io::RasterInfo& info, Values& values) {
    const auto number = static_cast<double>(value);
    if (number >= field.minimum.value_or(number) && number <= field.maximum.value_or(number) &&
        !is_scaled_filler(number, info))
        return;
    ++values.beyond;
    if (values.fillers.size() < fillers_told || values.fillers.contains(value)) ++values.fillers[value];
}

Values read_values(const std::filesystem::path& path, const io::RasterInfo& info, const model::RoleField* field,
                   const Progress& progress) {
    io::RasterReader reader(path, io::RasterOrigin::Source);
    Values values;
    std::vector<float> cells;
    for (std::size_t row = 0; row < info.spec.rows; row += strip_rows) {
        progress.report(static_cast<double>(row) / static_cast<double>(info.spec.rows));
        const std::size_t height = std::min(strip_rows, info.spec.rows - row);
        cells.resize(info.spec.columns * height);
        reader.read(0, row, info.spec.columns, height, cells);
        for (const float value : cells) {
            if (std::isnan(value)) continue;
            ++values.count;
            if (field != nullptr) weigh(value, *field, info, values);
            values.lowest = std::min(values.lowest, static_cast<double>(value));
            values.highest = std::max(values.highest, static_cast<double>(value));
        }
    }
    return values;
}

struct Doubt {
    const char* rule = "";
    Text value, expected, advice;
};

std::string fillers_in(const Values& values) {
    std::string words;
    for (const auto& [value, count] : values.fillers) {
        if (!words.empty()) words += ", ";
        words += fmt::format("{} ({})", value, count);
    }
    return words;
}

/// What of a raster cannot be believed as it stands.
std::optional<Doubt> doubt_of(const model::SourceDefinition& definition, const io::RasterInfo& info,
                              const model::RoleField* field, const Values& values) {
    if (field == nullptr) return std::nullopt;
    const std::string file = shell_quoted(definition.path.string());
    if (field->unit == "m" && !info.unit.empty() && !io::metres_in(info.unit))
        return Doubt{"raster_unit", both("单位 {}", "unit {}", info.unit),
                     both("长度单位 m、dm、cm、ft", "a unit of length: m, dm, cm, ft"),
                     both("核对单位后写入文件：gdal_edit.py -units m {}",
                          "make sure of the unit and write it into the file: gdal_edit.py -units m {}", file)};
    if (info.picture)
        return Doubt{"raster_picture", both("{} 个波段的图片（颜色），不是 {}", "a picture of {} bands (colours), no {}", info.bands, field->title),
                     both("一个波段的 {} 数值", "one band of numbers: {}", field->title),
                     both("索取原始的数值栅格", "ask for the raster of numbers it was made of")};
    if (values.beyond == 0) return std::nullopt;
    const double share =
        100 * static_cast<double>(values.beyond) / static_cast<double>(std::max<std::size_t>(1, info.spec.cell_count()));
    return Doubt{"raster_implausible",
                 both("{:.3f}% 的像元超出界限（{}）", "{:.3f}% of the cells out of bounds ({})", share,
                      fillers_in(values)),
                 both("{} … {} {}；无数据应声明，不能当作地面", "{} … {} {}; no data is to be declared, it is no ground",
                      field->minimum.value_or(0), field->maximum.value_or(0), field->unit),
                 both("把填充值统一声明为无数据，再导入新文件：gdal_calc.py -A {0} --calc \"numpy.where((A<{1})|(A>{2}),-9999,A)\" "
                      "--NoDataValue=-9999 --type=Float32 --outfile=dem_clean.tif",
                      "declare the fillers as no data and import the new file: gdal_calc.py -A {0} --calc "
                      "\"numpy.where((A<{1})|(A>{2}),-9999,A)\" --NoDataValue=-9999 --type=Float32 --outfile=dem_clean.tif",
                      file, field->minimum.value_or(0), field->maximum.value_or(0))};
}

void require_crs(const io::RasterInfo& info, const model::SourceDefinition& definition) {
    if (info.epsg != 0 && gis::shares_frame(info.epsg, 4490)) return;
    throw InputError(
        {.thing = source_name(definition),
         .value = info.epsg == 0 ? both("没有可识别的坐标系", "no CRS that can be told")
                                 : fmt::format("EPSG:{} ({})", info.epsg, gis::crs_name(info.epsg)),
         .expected =
             both("写明 2000 国家大地坐标系或 WGS 84 的栅格", "a raster that states CGCS2000 or WGS 84"),
         .advice =
             both("确认坐标系后写入文件，如 gdal_edit.py -a_srs EPSG:4547 文件；旧基准请提供方转换",
                  "write the CRS into the file when it is certain, such as gdal_edit.py -a_srs EPSG:4547 "
                  "FILE; ask the provider to convert an older datum")});
}

/// The middle of the raster lies in the region by another CRS than the one it states.
void refuse_contradiction(const io::RasterInfo& info, const model::SourceDefinition& definition, const Region& region) {
    const geom::Point middle{(info.extent.min_x + info.extent.max_x) / 2, (info.extent.min_y + info.extent.max_y) / 2};
    const std::vector<CrsCandidate> others = candidates_for({middle.x, middle.y, middle.x, middle.y}, region);
    if (others.empty() || others.front().swapped) return;
    throw InputError(
        {.thing = source_name(definition),
         .value = fmt::format("EPSG:{} ({}); x {:.3f} … {:.3f}, y {:.3f} … {:.3f}", info.epsg, gis::crs_name(info.epsg),
                              info.extent.min_x, info.extent.max_x, info.extent.min_y, info.extent.max_y),
         .expected = both("与坐标相符的坐标系", "a CRS that agrees with the coordinates"),
         .advice = both("坐标像是 EPSG:{} {}；确认后写入文件：gdal_edit.py -a_srs EPSG:{} {}",
                        "the coordinates look like EPSG:{} {}; when that is right write it into the file: gdal_edit.py "
                        "-a_srs EPSG:{} {}",
                        others.front().epsg, others.front().what, others.front().epsg,
                        shell_quoted(definition.path.string()))});
}

void report_form(const io::RasterInfo& info, const Values& values, const Inspection& inspection) {
    using enum model::Severity;
    if (values.count == 0)
        inspection.find("raster_without_values", Error, "",
                        {"整个栅格没有数据", "no cell of the raster has a value"},
                        {"核对导出范围和无数据值", "check the extent and the no-data value"});
    if (!info.no_data && values.count == info.spec.cell_count())
        inspection.find(
            "raster_no_data_unstated", Notice, "",
            {"未写明无数据值；所有数值都按有效值使用", "no no-data value is stated; every number counts"},
            {"核对最小值、最大值中有没有 -9999、-32768 一类的填充值",
             "look for fillers such as -9999 or -32768 in the range of values"});
    if (info.bands > 1)
        inspection.find("raster_bands", Notice, "",
                        {fmt::format("{} 个波段，使用第 1 个", info.bands),
                         fmt::format("{} bands, the first is used", info.bands)},
                        {"确认第 1 波段是所需数据", "make sure that band 1 is the one"});
    if (!info.north_up)
        inspection.find(
            "raster_rotated", Warning, "",
            {"栅格旋转或像元不是正方形，使用时重采样", "rotated or not of square cells; resampled on use"},
            {"无需处理，或请提供正北、正方形像元的栅格", "nothing, or ask for square cells with north up"});
}

void report_outside(const geom::Box& box, int epsg, const Inspection& inspection) {
    inspection.find(
        "outside_region", model::Severity::Warning, "",
        {fmt::format("部分或全部坐标不在本市及周边：东 {:.3f} … {:.3f}，北 {:.3f} … {:.3f}（EPSG:{}）",
                     box.min_x, box.max_x, box.min_y, box.max_y, epsg),
         fmt::format(
             "some or all coordinates lie outside the city and its surroundings: east {:.3f} … {:.3f}, "
             "north {:.3f} … {:.3f} (EPSG:{})",
             box.min_x, box.max_x, box.min_y, box.max_y, epsg)},
        {"核对坐标系、带号，以及是否拿错了文件",
         "check the CRS, the zone, and whether it is the right file"});
}

}  // namespace

void check_region(const geom::Box& box, int epsg, const Region& region, const Inspection& inspection) {
    if (!box.empty() && epsg != 0 && !falls_into(box, epsg, region)) report_outside(box, epsg, inspection);
}

void require_believable(const model::SourceDefinition& definition, const model::Role& role,
                        const Progress& progress) {
    const model::RoleField* field = measured(role);
    if (field == nullptr) return;
    io::require_sound_text_grid(definition.path);
    const io::RasterInfo info = io::describe_raster(definition.path);
    if (const auto doubt = doubt_of(definition, info, field, read_values(definition.path, info, field, progress)))
        throw InputError({.thing = source_name(definition),
                          .value = doubt->value,
                          .expected = doubt->expected,
                          .advice = doubt->advice});
}

std::vector<Text> check_raster(const model::SourceDefinition& definition, const model::Role& role,
                               const Region& region, const Inspection& inspection, const Progress& progress) {
    io::require_sound_text_grid(definition.path);
    const io::RasterInfo info = io::describe_raster(definition.path);
    require_crs(info, definition);
    const bool here = meets_region(info.extent, info.epsg, region);
    if (!here) refuse_contradiction(info, definition, region);
    const Values values = read_values(definition.path, info, measured(role), progress);
    report_form(info, values, inspection);
    if (const auto doubt = doubt_of(definition, info, measured(role), values))
        inspection.find(doubt->rule, model::Severity::Error, "",
                        both("{}；应为 {}", "{}; expected {}", doubt->value, doubt->expected), doubt->advice);
    const geom::Box& box = info.extent;
    const double all = static_cast<double>(std::max<std::size_t>(1, info.spec.cell_count()));
    const double empty = 100 * (1 - static_cast<double>(values.count) / all);
    std::vector<Text> evidence{
        {fmt::format("栅格 {} 列 × {} 行，像元 {:.6g}，{}", info.spec.columns, info.spec.rows,
                     info.cell, info.type),
         fmt::format("raster of {} columns × {} rows, cells of {:.6g}, {}", info.spec.columns, info.spec.rows,
                     info.cell, info.type)},
        {fmt::format("坐标系 EPSG:{} {}；东 {:.3f} … {:.3f}，北 {:.3f} … {:.3f}", info.epsg,
                     gis::crs_name(info.epsg), box.min_x, box.max_x, box.min_y, box.max_y),
         fmt::format("CRS EPSG:{} {}; east {:.3f} … {:.3f}, north {:.3f} … {:.3f}", info.epsg,
                     gis::crs_name(info.epsg), box.min_x, box.max_x, box.min_y, box.max_y)}};
    if (values.count > 0)
        evidence.emplace_back(fmt::format("数值 {:.2f} … {:.2f}，无数据 {:.1f}%", values.lowest, values.highest, empty),
                              fmt::format("values {:.2f} … {:.2f}, no data {:.1f}%", values.lowest, values.highest, empty));
    if (!here) report_outside(box, info.epsg, inspection);
    return evidence;
}

}  // namespace zonewright::intake
