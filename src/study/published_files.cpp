#include "study/published_files.h"

#include <algorithm>

#include "study/manifest.h"

namespace zonewright::study {

std::vector<PublishedFile> published_files(const Opened& opened) {
    const std::filesystem::path& out = opened.out;
    const std::vector<PublishedFile> promised{
        {out / "zonewright.qgz",
         {"QGIS 工程（用 QGIS 3.22 及以上打开）", "QGIS project (open with QGIS 3.22 or later)"}},
        {out / "summary.html", {"运行摘要（浏览器打开）", "summary of the run (open in a browser)"}},
        {out / "zonewright.gpkg", {"成果 GeoPackage（含样式）", "results as a styled GeoPackage"}},
        {out / "suitability", {"各产业适宜性栅格（COG）", "suitability surfaces (COG), one per industry"}},
        {out / "suitability" / "sheet.png", {"各产业适宜性一览图", "all suitability maps on one sheet"}},
        {out / "construction.tif", {"双评价城镇建设适宜性栅格（COG）", "suitability for construction (COG)"}},
        {out / "admissible.tif", {"可用性原因码栅格", "reason bits of excluded land"}},
        {out / "allocation", {"配置证书（verify 可复算）", "certificates of the allocation, for verify"}},
        {certificates_folder(out), {"连片用地证书（verify 可复算）", "certificates of the sites, for verify"}},
        {out / "manifest.json",
         {"运行清单（可复现，含各项成果的摘要）", "manifest of the run (for repeating it), with digests of all results"}}};
    std::vector<PublishedFile> there;
    for (const PublishedFile& file : promised)
        if (std::filesystem::exists(file.path)) there.push_back(file);
    return there;
}

bool published_files_exist(const Opened& opened) {
    for (const char* name :
         {"zonewright.gpkg", "zonewright.qgz", "summary.html", "admissible.tif", "suitability"})
        if (!std::filesystem::exists(opened.out / name)) return false;
    const auto manifest = find_manifest(opened.out);
    if (manifest)
        for (const PublishedItem& item : manifest->content)
            if (!std::filesystem::exists(opened.out / item.file)) return false;
    return std::filesystem::exists(allocation_file(opened, opened.definition.scenario));
}

std::filesystem::path certificates_folder(const std::filesystem::path& out) {
    return out / "certificates";
}

std::filesystem::path allocation_file(const Opened& opened, const std::string& scenario) {
    return opened.out / "allocation" / ((scenario.empty() ? "study" : scenario) + ".json");
}

}  // namespace zonewright::study
