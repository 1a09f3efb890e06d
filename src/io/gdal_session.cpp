#include "io/gdal_session.h"

#include <algorithm>
#include <array>
#include <cctype>
#include <map>
#include <mutex>
#include <set>
#include <utility>

#include "base/errors.h"
#include "base/language.h"
#include "io/checked_files.h"
#include "io/gdal_handles.h"

namespace zonewright::io {
namespace {

// VRT and the network drivers are absent on purpose: they open what a file names. MEM and Memory only create.
// PostgreSQL opens nothing but a connection that the user wrote (is_database).
const std::set<std::string>& kept_drivers() {
    static const std::set<std::string> names{"ESRI Shapefile",
                                             "OpenFileGDB",
                                             "GPKG",
                                             "GeoJSON",
                                             "GeoJSONSeq",
                                             "DXF",
                                             "LIBKML",
                                             "KML",
                                             "CSV",
                                             "XLSX",
                                             "FlatGeobuf",
                                             "MapInfo File",
                                             "PostgreSQL",
                                             "GTiff",
                                             "COG",
                                             "HFA",
                                             "AAIGrid",
                                             "MEM",
                                             "Memory",
                                             "PNG",
                                             "JPEG"};
    return names;
}

void pin_settings() {
    static constexpr auto settings = std::to_array<std::pair<const char*, const char*>>({
        {"GDAL_VRT_ENABLE_PYTHON", "NO"},
        {"GML_DOWNLOAD_SCHEMA", "NO"},
        {"CPL_VSIL_CURL_ALLOWED_EXTENSIONS", "{none}"},
        {"GDAL_HTTP_TIMEOUT", "1"},
        {"GDAL_HTTP_CONNECTTIMEOUT", "1"},
        {"OGR_SQLITE_LOAD_EXTENSIONS", nullptr},
        {"GDAL_DRIVER_PATH", "disable"},
        // Megabytes. Rasters are read and written by whole blocks past this cache; its default, a twentieth
        // of the machine's memory, would only be filled and cleared.
        {"GDAL_CACHEMAX", "256"},
        {"OGR_GEOJSON_MAX_OBJ_SIZE", "512"},
        {"OGR_SQLITE_JOURNAL", "DELETE"},
        {"OGR_XLSX_HEADERS", "FORCE"},
        {"GDAL_PAM_ENABLED", "NO"},
        {"SHAPE_RESTORE_SHX", "NO"},
        {"OGR_ENABLE_PARTIAL_REPROJECTION", "NO"},
        {"OGR_CT_FORCE_TRADITIONAL_GIS_ORDER", "YES"},
    });
    for (const auto& [name, value] : settings) CPLSetConfigOption(name, value);
}

void remove_other_drivers() {
    GDALDriverManager& manager = *GetGDALDriverManager();
    for (int i = manager.GetDriverCount() - 1; i >= 0; --i) {
        GDALDriver* driver = manager.GetDriver(i);
        if (kept_drivers().contains(driver->GetDescription())) continue;
        manager.DeregisterDriver(driver);
        GDALDestroyDriver(driver);
    }
}

}  // namespace

void start_gdal() {
    static std::once_flag once;
    std::call_once(once, [] {
        pin_settings();
        CPLSetErrorHandler(&gis::count_unheard);
        GDALAllRegister();
        remove_other_drivers();
        install_checked_files();
    });
}

std::string extension_of(const std::filesystem::path& path) {
    std::string extension = path.extension().string();
    std::transform(extension.begin(), extension.end(), extension.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return extension;
}

bool is_database(const std::filesystem::path& source) {
    const std::string name = source.string();
    return name.starts_with("PG:") || name.starts_with("postgresql:");
}

std::string name_for_gdal(const std::filesystem::path& path) {
    std::error_code failed;
    const std::filesystem::path absolute = std::filesystem::absolute(path, failed).lexically_normal();
    const bool disguised = path.string().rfind("/vsi", 0) == 0 || absolute.string().rfind("/vsi", 0) == 0 ||
                           path.string().find('\0') != std::string::npos;
    if (failed || disguised || !std::filesystem::exists(absolute, failed))
        throw InputError({.thing = path.string(),
                          .expected = both("磁盘上存在的文件或文件夹", "a file or folder on disk"),
                          .advice = both("检查路径；网络地址和 /vsi 路径不接受",
                                         "check the path; network addresses and /vsi names are not taken")});
    return absolute.string();
}

std::vector<std::string> vector_drivers_of(const std::string& extension) {
    static const std::map<std::string, std::vector<std::string>> table{
        {".shp", {"ESRI Shapefile"}},
        {".dbf", {"ESRI Shapefile"}},
        {".gdb", {"OpenFileGDB"}},
        {".gpkg", {"GPKG"}},
        {".json", {"GeoJSON"}},
        {".geojson", {"GeoJSON"}},
        {".dxf", {"DXF"}},
        {".kml", {"LIBKML", "KML"}},
        {".csv", {"CSV"}},
        {".xlsx", {"XLSX"}},
        {".fgb", {"FlatGeobuf"}},
        {".geojsonl", {"GeoJSONSeq"}},
        {".tab", {"MapInfo File"}},
        {".mif", {"MapInfo File"}},
    };
    const auto found = table.find(extension);
    return found == table.end() ? std::vector<std::string>{} : found->second;
}

}  // namespace zonewright::io
