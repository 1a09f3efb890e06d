#include "command/site_folder.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "catalog/style_catalog.h"
#include "model/run_view.h"
#include "publish/publish.h"
#include "report/site_cards.h"
#include "study/site_reasons.h"

namespace zonewright::command {
namespace {

namespace fs = std::filesystem;

/// The links that hold the sites together.
model::ParcelGraph links_within(const model::ParcelGraph& whole, std::span<const model::Site> sites) {
    model::ParcelGraph graph;
    std::copy_if(whole.links.begin(), whole.links.end(), std::back_inserter(graph.links),
                 [&](const model::Link& link) {
                     return std::any_of(sites.begin(), sites.end(), [&](const model::Site& site) {
                         return holds(site, link.a) && holds(site, link.b);
                     });
                 });
    return graph;
}

model::RunView view_of(const study::Results& results, std::span<const model::Site> sites) {
    return {.epsg = results.definition.epsg,
            .plan = &results.catalogue.plan,
            .zones = &results.zones,
            .parcels = results.parcels,
            .supply = &results.supply,
            .graph = &results.graph,
            .sites = sites};
}

bool rests_on_schematic_data(const study::Results& results) {
    const auto& sources = results.definition.sources;
    return std::any_of(sources.begin(), sources.end(), [](const model::SourceDefinition& source) {
        return source.status == model::GeometryStatus::Schematic;
    });
}

void write_layers(const fs::path& target, const study::Results& results, std::span<const model::Site> sites,
                  const model::StyleSheet& styles, const Progress& progress) {
    model::RunView view = view_of(results, sites);
    const model::ParcelGraph graph = links_within(results.graph, sites);
    view.graph = &graph;
    const std::vector<model::FeatureTable> tables{publish::town_table(view), publish::link_table(view),
                                                  publish::site_table(view),
                                                  publish::site_parcel_table(view)};
    publish::publish_geopackage(target, tables, styles, language(), "2000-01-01T00:00:00.000Z", progress);
}

/// The map of all, as it stands on the page of cards.
std::string write_cards(const fs::path& target, const study::Results& results,
                        const SiteFolderRequest& request, const model::StyleSheet& styles,
                        const Progress& progress) {
    const model::RunView view = view_of(results, request.sites);
    const model::StyleSheet map_styles = catalog::read_map_styles(results.styles_folder);
    std::vector<std::vector<model::ScorePart>> reasons;
    for (const model::Site& site : request.sites) reasons.push_back(study::reasons_of(results, site));
    return report::write_site_cards(target, results.styles_folder / "report",
                                    {.title = results.definition.title,
                                     .question = request.question,
                                     .run = &view,
                                     .catalogue = &results.catalogue,
                                     .styles = &styles,
                                     .map_styles = &map_styles,
                                     .reasons = reasons,
                                     .notes = request.notes,
                                     .confidentiality = results.definition.confidentiality,
                                     .schematic = rests_on_schematic_data(results),
                                     .versions = {{"zonewright", ZONEWRIGHT_VERSION}},
                                     .language = language()},
                                    progress);
}

}  // namespace

std::vector<SiteFile> write_certificates(const fs::path& folder, std::span<const model::Site> sites,
                                         std::span<const std::string> certificates) {
    std::vector<SiteFile> files;
    if (certificates.empty()) return files;
    make_folder(folder);
    for (std::size_t i = 0; i < certificates.size(); ++i) {
        std::string name = sites[i].id;
        for (char& c : name)
            if (c == '/' || c == '\\' || c == '\0') c = '_';
        files.push_back({folder / (name + ".jsonl"), {"连片用地证书", "certificate of a site"}});
        write_file(files.back().path, certificates[i]);
    }
    return files;
}

std::vector<SiteFile> write_site_folder(const fs::path& folder, const study::Results& results,
                                        const SiteFolderRequest& request, const Progress& progress) {
    const model::StyleSheet styles = catalog::read_styles(results.styles_folder);
    make_folder(folder);
    std::vector<SiteFile> files{
        {folder / "sites.gpkg", {"连片用地图层（含样式）", "layers of the sites, styled"}},
        {folder / "sites.html", {"连片用地卡片", "cards of the sites"}},
        {folder / "sites.png", {"连片用地分布图", "map of the sites"}}};
    write_layers(files[0].path, results, request.sites, styles, progress.part(0, 0.1));
    write_file(files[2].path, write_cards(files[1].path, results, request, styles, progress.part(0.1, 1)));
    for (SiteFile& file : write_certificates(folder / "certificates", request.sites, request.certificates))
        files.push_back(std::move(file));
    return files;
}

}  // namespace zonewright::command
