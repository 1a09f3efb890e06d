#include "io/raster_dataset.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <cmath>
#include <map>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "base/plane_length.h"
#include "gis/crs.h"
#include "gis/crs_identify.h"
#include "io/checked_files.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

constexpr std::array<const char*, 5> allowed_drivers{"GTiff", "COG", "HFA", "AAIGrid", nullptr};

[[noreturn]] void refuse(const std::filesystem::path& path, const Text& reason) {
    throw InputError({.thing = path.string(),
                      .value = reason,
                      .expected = both("GeoTIFF、ERDAS IMG 或 ASCII 栅格文件",
                                       "a GeoTIFF, ERDAS Imagine or ASCII grid file"),
                      .advice = both("检查路径；其他格式请先转为 GeoTIFF",
                                     "check the path; convert other formats to GeoTIFF first")});
}

bool states_square_north_up(const std::array<double, 6>& transform) {
    return transform[2] == 0 && transform[4] == 0 && transform[1] > 0 && transform[5] < 0 &&
           std::abs(transform[1] + transform[5]) <= 1e-9 * transform[1];
}

/// Of the band; where it states none, of the heights in the CRS.
std::string unit_of(GDALDataset& dataset) {
    std::string stated = dataset.GetRasterBand(1)->GetUnitType();
    const OGRSpatialReference* crs = dataset.GetSpatialRef();
    if (!stated.empty() || crs == nullptr || crs->IsCompound() == FALSE) return stated;
    const char* name = nullptr;
    crs->GetTargetLinearUnits("VERT_CS", &name);
    return name == nullptr ? "" : name;
}

/// An alpha band of any type: GDAL itself takes those of bytes only.
GDALRasterBand* alpha_of(GDALDataset& dataset) {
    for (int i = 2; i <= dataset.GetRasterCount(); ++i)
        if (dataset.GetRasterBand(i)->GetColorInterpretation() == GCI_AlphaBand) return dataset.GetRasterBand(i);
    return nullptr;
}

bool has_own_mask(GDALDataset& dataset) {
    return (dataset.GetRasterBand(1)->GetMaskFlags() & (GMF_PER_DATASET | GMF_ALPHA)) != 0;
}

geom::Box extent_of(const std::array<double, 6>& t, double columns, double rows) {
    geom::Box box;
    for (const double c : {0.0, columns})
        for (const double r : {0.0, rows}) box.include(geom::Point{t[0] + c * t[1] + r * t[2], t[3] + c * t[4] + r * t[5]});
    return box;
}

}  // namespace

std::optional<double> metres_in(const std::string& unit) {
    static const std::map<std::string, double> units{
        {"m", 1},           {"metre", 1},       {"meter", 1},        {"metres", 1},      {"meters", 1},
        {"米", 1},          {"dm", 0.1},        {"decimetre", 0.1},  {"decimeter", 0.1}, {"分米", 0.1},
        {"cm", 0.01},       {"centimetre", 0.01}, {"centimeter", 0.01}, {"厘米", 0.01},  {"mm", 0.001},
        {"毫米", 0.001},    {"ft", 0.3048},     {"foot", 0.3048},    {"feet", 0.3048},   {"英尺", 0.3048},
        {"us-ft", 1200.0 / 3937}, {"ftus", 1200.0 / 3937}, {"us survey foot", 1200.0 / 3937}};
    std::string plain = unit;
    std::transform(plain.begin(), plain.end(), plain.begin(),
                   [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
    const auto found = units.find(plain);
    return found == units.end() ? std::nullopt : std::optional(found->second);
}

void require_written(const gis::GdalErrors& errors, const std::filesystem::path& target) {
    if (!errors.failed()) return;
    std::error_code unknown;
    const auto folder = target.parent_path().empty() ? std::filesystem::path(".") : target.parent_path();
    const auto space = std::filesystem::space(folder, unknown);
    const std::string free = unknown ? "?" : fmt::format("{} MiB", space.available >> 20);
    throw ResourceError(
        {.thing = target.string(),
         .value = errors.failure(),
         .expected = both("可写入的位置（剩余空间 {}）", "a place that can be written (free space {})", free),
         .advice = both("腾出空间或换一个文件夹后重试；已有结果未改动",
                        "free some space or choose another folder; earlier results are untouched")});
}

Dataset open_raster(const std::filesystem::path& path) {
    start_gdal();
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored)) refuse(path, both("没有这个文件", "no such file"));
    require_readable(path);
    const gis::GdalErrors errors;
    const std::string name = name_for_gdal(path);
    const bool text = extension_of(path) != ".tif" && extension_of(path) != ".tiff";  // TIFF tells errors by itself
    Dataset dataset(
        GDALDataset::FromHandle(GDALOpenEx((text ? checked_name(name) : name).c_str(), GDAL_OF_RASTER | GDAL_OF_READONLY,
                                           allowed_drivers.data(), nullptr, nullptr)));
    if (!dataset) require_readable(path);  // the limit of open files may have been reached meanwhile
    if (!dataset || dataset->GetRasterCount() < 1) refuse(path, errors.failure());
    return dataset;
}

GDALDriver& raster_driver(const char* name) {
    start_gdal();
    GDALDriver* driver = GetGDALDriverManager()->GetDriverByName(name);
    if (driver == nullptr)
        throw ResourceError(
            {.thing = "GDAL", .value = name, .expected = both("含该驱动的 GDAL", "a GDAL with this driver")});
    return *driver;
}

std::string wkt_of(const OGRSpatialReference& crs) {
    char* text = nullptr;
    crs.exportToWkt(&text);
    std::string wkt = text == nullptr ? "" : text;
    CPLFree(text);
    return wkt;
}

void StoredNumbers::apply(std::span<float> cells) const {
    if (as_they_are()) return;
    for (float& cell : cells) cell = static_cast<float>(static_cast<double>(cell) * factor + offset);
}

StoredNumbers numbers_of(GDALDataset& dataset) {
    GDALRasterBand& band = *dataset.GetRasterBand(1);
    StoredNumbers numbers;
    int stated = FALSE;
    if (const double scale = band.GetScale(&stated); stated != FALSE) numbers.factor = scale;
    if (const double offset = band.GetOffset(&stated); stated != FALSE) numbers.offset = offset;
    if (numbers.factor == 0 || !std::isfinite(numbers.factor) || !std::isfinite(numbers.offset))
        throw InputError({.thing = both("{}，波段 1", "{}, band 1", dataset.GetDescription()),
                          .value = fmt::format("scale = {}, offset = {}", numbers.factor, numbers.offset),
                          .expected = both("不为零的有限比例", "a finite scale that is not 0"),
                          .advice = both("核对比例后写入文件：gdal_edit.py -scale 1 -offset 0 文件",
                                         "make sure of the scale and write it into the file: gdal_edit.py -scale 1 -offset 0 FILE")});
    const double metres = metres_in(unit_of(dataset)).value_or(1);
    numbers.factor *= metres;
    numbers.offset *= metres;
    return numbers;
}

bool is_masked(GDALDataset& dataset) {
    return has_own_mask(dataset) || alpha_of(dataset) != nullptr;
}

GDALRasterBand& mask_of(GDALDataset& dataset) {
    GDALRasterBand* alpha = has_own_mask(dataset) ? nullptr : alpha_of(dataset);
    return alpha != nullptr ? *alpha : *dataset.GetRasterBand(1)->GetMaskBand();
}

RasterInfo describe(GDALDataset& dataset, const std::filesystem::path& path) {
    RasterInfo info;
    std::array<double, 6> transform{};
    const bool placed = dataset.GetGeoTransform(transform.data()) == CE_None;
    const bool flat = placed && transform[1] * transform[5] == transform[2] * transform[4];
    if (flat || GDALDataTypeIsComplex(dataset.GetRasterBand(1)->GetRasterDataType()) != FALSE)
        throw InputError({.thing = path.string(),
                          .value = flat ? both("像元大小为 0", "cells without a size") : both("复数", "complex numbers"),
                          .expected = both("有大小的像元和实数", "cells with a size, and real numbers"),
                          .advice = both("在源软件中重新导出", "export it again in the software it came from")});
    info.north_up = placed && states_square_north_up(transform);
    if (info.north_up)
        info.spec.west_m = transform[0], info.spec.north_m = transform[3], info.spec.cell_m = transform[1];
    info.spec.columns = static_cast<std::size_t>(dataset.GetRasterXSize());
    info.spec.rows = static_cast<std::size_t>(dataset.GetRasterYSize());
    info.extent = extent_of(transform, dataset.GetRasterXSize(), dataset.GetRasterYSize());
    info.cell = plane_length(transform[1], transform[4]);
    if (const OGRSpatialReference* crs = dataset.GetSpatialRef(); crs != nullptr) {
        OGRSpatialReference known(*crs);
        if (known.IsCompound() != FALSE) known.StripVertical();
        if (known.GetAuthorityCode(nullptr) == nullptr) known.AutoIdentifyEPSG();
        info.epsg = gis::identify_epsg(known);
        info.crs_wkt = wkt_of(known);
    }
    GDALRasterBand* band = dataset.GetRasterBand(1);
    if (band == nullptr) refuse(path, both("没有波段", "no band"));
    info.bands = dataset.GetRasterCount();
    info.type = GDALGetDataTypeName(band->GetRasterDataType());
    int stated = FALSE;
    const double no_data = band->GetNoDataValue(&stated);
    if (stated != FALSE) info.no_data = no_data;
    info.unit = unit_of(dataset);
    const StoredNumbers numbers = numbers_of(dataset);
    info.factor = numbers.factor, info.offset = numbers.offset;
    info.picture = band->GetColorInterpretation() == GCI_PaletteIndex ||
                   (info.bands >= 3 && band->GetColorInterpretation() == GCI_RedBand);
    return info;
}

Dataset memory_raster(const raster::GridSpec& spec, int epsg, GDALDataType type, void* cells) {
    Dataset dataset(raster_driver("MEM").Create("", static_cast<int>(spec.columns),
                                                     static_cast<int>(spec.rows), 0, type, nullptr));
    // MEM takes the address as text, the documented way to wrap an existing buffer.
    const std::string address = fmt::format("DATAPOINTER={}", cells);
    std::array<char*, 2> options{const_cast<char*>(address.c_str()), nullptr};
    if (!dataset || dataset->AddBand(type, options.data()) != CE_None)
        throw ResourceError({.thing = both("内存栅格", "raster in memory"),
                             .value = fmt::format("{} x {}", spec.columns, spec.rows)});
    std::array<double, 6> transform{spec.west_m, spec.cell_m, 0, spec.north_m, 0, -spec.cell_m};
    OGRSpatialReference crs;
    const bool placed = dataset->SetGeoTransform(transform.data()) == CE_None;
    const bool known = crs.importFromEPSG(epsg) == OGRERR_NONE;
    if (!placed || (known && dataset->SetSpatialRef(&crs) != CE_None))
        throw ResourceError({.thing = both("内存栅格", "raster in memory"), .value = fmt::format("EPSG:{}", epsg)});
    return dataset;
}

void label_raster(GDALDataset& dataset, const raster::GridSpec& spec, int epsg, double no_data,
                  const RasterLabel& label) {
    std::array<double, 6> transform{spec.west_m, spec.cell_m, 0, spec.north_m, 0, -spec.cell_m};
    bool stated = dataset.SetGeoTransform(transform.data()) == CE_None;
    OGRSpatialReference crs;
    if (crs.importFromEPSG(epsg) != OGRERR_NONE) gis::refuse_code(epsg);
    stated &= dataset.SetSpatialRef(&crs) == CE_None;
    GDALRasterBand* band = dataset.GetRasterBand(1);
    stated &= band->SetNoDataValue(no_data) == CE_None;
    band->SetDescription(label.description.c_str());
    stated &= band->SetUnitType(label.unit.c_str()) == CE_None;
    if (!stated)
        throw ResourceError({.thing = both("栅格", "raster"),
                             .value = label.description,
                             .expected = both("写明坐标系、位置和单位", "CRS, position and unit stated in the file"),
                             .advice = both("检查磁盘和内存后重试", "check disk and memory and try again")});
}

}  // namespace zonewright::io
