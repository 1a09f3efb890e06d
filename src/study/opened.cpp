#include "study/opened.h"

#include "base/errors.h"
#include "catalog/layers_folder.h"
#include "catalog/study_reader.h"

namespace zonewright::study {
namespace {

geom::StatutoryArea area_on(int epsg, const std::filesystem::path& folder) {
    if (const auto plane = geom::gauss_kruger_of_epsg(epsg)) return geom::StatutoryArea(*plane);
    throw InputError(
        {.thing = (folder / "study.toml").string() + ": crs",
         .value = fmt::format("EPSG:{}", epsg),
         .expected = both("CGCS2000 高斯-克吕格投影（东莞为 EPSG:4547 或 EPSG:4526）",
                         "a CGCS2000 Gauss-Krüger plane (EPSG:4547 or EPSG:4526 for Dongguan)"),
         .advice = both("改为 crs = \"EPSG:4547\"；数据源可为其他坐标系，导入时转换",
                       "write crs = \"EPSG:4547\"; sources may have another CRS, they are transformed")});
}

}  // namespace

Opened open_folder(const std::filesystem::path& folder) {
    Opened opened;
    opened.layers_folder = catalog::find_layers_folder();
    opened.styles_folder = opened.layers_folder.parent_path() / "styles";
    catalog::OpenStudy read = catalog::open_study(folder, opened.layers_folder);
    opened.definition = std::move(read.study);
    opened.catalogue = std::move(read.catalogue);
    opened.area = area_on(opened.definition.epsg, folder);
    opened.out = opened.definition.folder / "out";
    opened.cache = opened.out / ".cache";
    return opened;
}

}  // namespace zonewright::study
