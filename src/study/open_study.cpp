#include "study/open_study.h"

#include "base/atomic_file.h"
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
         .expected = say("CGCS2000 高斯-克吕格投影（东莞为 EPSG:4547 或 EPSG:4526）",
                         "a CGCS2000 Gauss-Krüger plane (EPSG:4547 or EPSG:4526 for Dongguan)"),
         .advice = say("改为 crs = \"EPSG:4547\"；数据源可为其他坐标系，导入时转换",
                       "write crs = \"EPSG:4547\"; sources may have another CRS, they are transformed")});
}

}  // namespace

Results open_study(const std::filesystem::path& folder) {
    Results results;
    results.layers_folder = catalog::find_layers_folder();
    results.styles_folder = results.layers_folder.parent_path() / "styles";
    catalog::OpenStudy opened = catalog::open_study(folder, results.layers_folder);
    results.definition = std::move(opened.study);
    results.catalogue = std::move(opened.catalogue);
    results.area = area_on(results.definition.epsg, folder);
    results.out = results.definition.folder / "out";
    results.cache = results.out / ".cache";
    make_folder(results.cache);
    return results;
}

std::vector<Output> outputs_of(const Results& results) {
    const std::vector<Output> promised{
        {results.out / "zonewright.qgz",
         {"QGIS 工程（用 QGIS 3.22 及以上打开）", "QGIS project (open with QGIS 3.22 or later)"}},
        {results.out / "summary.html", {"运行摘要（浏览器打开）", "summary of the run (open in a browser)"}},
        {results.out / "zonewright.gpkg", {"成果 GeoPackage（含样式）", "results as a styled GeoPackage"}},
        {results.out / "suitability",
         {"各产业适宜性栅格（COG）", "suitability surfaces (COG), one per industry"}},
        {results.out / "suitability" / "sheet.png",
         {"各产业适宜性一览图", "all suitability maps on one sheet"}},
        {results.out / "construction.tif",
         {"双评价城镇建设适宜性栅格（COG）", "suitability for construction (COG)"}},
        {results.out / "admissible.tif", {"可用性原因码栅格", "reason bits of excluded land"}},
        {results.out / "allocation",
         {"配置证书（verify 可复算）", "certificates of the allocation, for verify"}},
        {results.out / "manifest.json", {"运行清单（可复现）", "manifest of the run (for repeating it)"}}};
    std::vector<Output> there;
    for (const Output& output : promised)
        if (std::filesystem::exists(output.path)) there.push_back(output);
    return there;
}

Headline headline_of(const Results& results) {
    Headline headline;
    for (const model::ParcelSupply& parcel : results.supply.parcels) {
        headline.gross += parcel.gross;
        headline.net += parcel.net;
    }
    headline.parcels = results.supply.parcels.size();
    headline.sites = results.sites.sites.size();
    for (const model::ClusterBalance& balance : results.allocation.balances) {
        headline.allocated += balance.allocated;
        headline.shortfall += balance.shortfall;
    }
    for (const model::DeductionStep& step : results.supply.steps)
        if (!step.checked)
            headline.cautions.push_back(
                {fmt::format("未核查：{}（{}）", step.title.zh, step.unchecked_reason),
                 fmt::format("not checked: {} ({})", step.title.en, step.unchecked_reason)});
    return headline;
}

}  // namespace zonewright::study
