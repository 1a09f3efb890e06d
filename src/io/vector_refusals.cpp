#include "io/vector_refusals.h"

#include "base/errors.h"
#include "base/file_reader.h"

namespace zonewright::io {
namespace {

/// What the first bytes look like, for an error that names the right thing.
Text looks_like(const std::filesystem::path& path) {
    std::string head = head_of_file(path, 512);
    if (head.empty()) return both("空文件", "an empty file");
    if (head.rfind("\xEF\xBB\xBF", 0) == 0) head.erase(0, 3);
    const std::size_t start = head.find_first_not_of(" \t\r\n");
    if (start != std::string::npos && head[start] == '<')
        return both("XML 或 HTML 页面", "an XML or HTML page");
    if (start != std::string::npos && head.compare(start, 2, "//") == 0)
        return both("带注释的 JSON", "JSON with comments");
    if (start != std::string::npos && head.compare(start, 2, "/*") == 0)
        return both("带注释的 JSON", "JSON with comments");
    return {};
}

}  // namespace

void cannot_open(const std::filesystem::path& path, const std::string& why, const Text& expected) {
    const Text seen = std::filesystem::is_regular_file(path) ? looks_like(path) : Text{};
    throw InputError({.thing = path.string(),
                      .value = seen.empty() ? why : seen + (why.empty() ? "" : " · " + why),
                      .expected = expected,
                      .advice = both("用原软件打开确认文件完整后重新导出",
                                     "open it in the software it came from and export it again")});
}

Text way_out(const std::string& extension) {
    if (extension == ".dwg")
        return both("在 CAD 软件中另存为 DXF（2000 或以上版本）后导入", "save it as DXF (2000 or later) in the CAD program and import that");
    if (extension == ".mdb" || extension == ".accdb")
        return both("个人地理数据库只能由 ArcGIS 或 Access 打开：导出为文件地理数据库（.gdb）或 GeoPackage 后导入",
                    "only ArcGIS or Access opens a personal geodatabase: export it as a file geodatabase (.gdb) or a "
                    "GeoPackage and import that");
    if (extension == ".wl" || extension == ".wp" || extension == ".wt" || extension == ".mpj")
        return both("在 MapGIS 中转换为 Shapefile 后导入", "convert it to a Shapefile in MapGIS and import that");
    if (extension == ".xls") return both("另存为 .xlsx 后导入", "save it as .xlsx and import that");
    if (extension == ".rar" || extension == ".7z")
        return both("解压后导入其中的文件，或改用 .zip", "unpack it and import a file of it, or use .zip");
    return both("转换为其中一种格式后导入", "convert it to one of these formats");
}

}  // namespace zonewright::io
