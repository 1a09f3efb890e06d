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
         .expected = both("CGCS2000 高斯-克吕格投影（EPSG:4491–4554），如中央经线 114° 的 EPSG:4547",
                         "a CGCS2000 Gauss-Krüger plane (EPSG:4491 to 4554), such as EPSG:4547 on the meridian of 114°"),
         .advice = both("改为 crs = \"EPSG:4547\"；数据源可为其他坐标系，导入时转换",
                       "write crs = \"EPSG:4547\"; sources may have another CRS, they are transformed")});
}

}  // namespace

Opened open_folder(const std::filesystem::path& folder) {
    return open_folder(folder, {});
}

Opened open_folder(const std::filesystem::path& folder, const std::string& plan) {
    Opened opened;
    opened.layers_folder = catalog::find_layers_folder();
    opened.styles_folder = catalog::styles_folder_of(opened.layers_folder);
    catalog::OpenStudy read = 
        catalog::open_study(folder, opened.layers_folder, catalog::MissingSources::Refuse, plan);
    opened.definition = std::move(read.study);
    opened.catalogue = std::move(read.catalogue);
    opened.area = area_on(opened.definition.epsg, folder);
    opened.out = opened.definition.folder / "out";
    opened.cache = opened.out / ".cache";
    opened.notes = std::move(read.notes);
    if (plan.empty()) return opened;
    opened.kept = opened.cache;
    opened.cache = opened.cache / "plans" / opened.definition.plan;
    return opened;
}

}  // namespace zonewright::study
