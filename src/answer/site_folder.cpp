#include "answer/site_folder.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "catalog/style_catalog.h"
#include "model/run_view.h"
#include "model/schematic_data.h"
#include "publish/publish.h"
#include "report/site_cards.h"
#include "study/site_reasons.h"

namespace zonewright::answer {
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

model::RunView view_of(const study::Study& study, std::span<const model::Site> sites, Language language) {
    return {.epsg = study.definition().epsg,
            .plan = &study.catalogue().plan,
            .zones = &study.zones(),
            .parcels = study.parcels(),
            .supply = &study.supply().statement,
            .graph = &study.graph(),
            .sites = sites,
            .language = language};
}

void write_layers(const fs::path& target, const study::Study& study, std::span<const model::Site> sites,
                  const model::StyleSheet& styles, Language language, const Progress& progress) {
    model::RunView view = view_of(study, sites, language);
    const model::ParcelGraph graph = links_within(study.graph(), sites);
    view.graph = &graph;
    const std::vector<model::FeatureTable> tables{publish::town_table(view), publish::link_table(view),
                                                  publish::site_table(view),
                                                  publish::site_parcel_table(view)};
    publish::publish_geopackage(target, tables, styles, language, "2000-01-01T00:00:00.000Z", progress);
}

/// The map of all, as it stands on the page of cards.
std::string write_cards(const fs::path& target, const study::Study& study,
                        const SiteFolderRequest& request, const model::StyleSheet& styles,
                        const Progress& progress) {
    const model::RunView view = view_of(study, request.sites, request.language);
    const model::StyleSheet map_styles = catalog::read_map_styles(study.styles_folder());
    std::vector<std::vector<model::ScorePart>> reasons;
    std::vector<std::string> notes;
    for (const Text& note : request.notes) notes.push_back(note.in(request.language));
    for (const model::Site& site : request.sites) reasons.push_back(study::reasons_of(study, site));
    return report::write_site_cards(target, study.styles_folder() / "report",
                                    {.title = study.definition().title,
                                     .question = request.question.in(request.language),
                                     .run = &view,
                                     .catalogue = &study.catalogue(),
                                     .styles = &styles,
                                     .map_styles = &map_styles,
                                     .reasons = reasons,
                                     .notes = notes,
                                     .confidentiality = study.definition().confidentiality,
                                     .schematic = model::rests_on_schematic_data(study.definition()),
                                     .versions = {{"zonewright", ZONEWRIGHT_VERSION}},
                                     .language = request.language},
                                    progress);
}

}  // namespace

std::vector<Output> write_certificates(const fs::path& folder, std::span<const model::Site> sites,
                                         std::span<const std::string> certificates) {
    std::vector<Output> files;
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

std::vector<Output> write_site_folder(const fs::path& folder, const study::Study& study,
                                        const SiteFolderRequest& request, const Progress& progress) {
    const model::StyleSheet styles = 
        catalog::read_styles(study.styles_folder(), study.plan(), study.opened().layers());
    make_folder(folder);
    std::vector<Output> files{
        {folder / "sites.gpkg", {"连片用地图层（含样式）", "layers of the sites, styled"}},
        {folder / "sites.html", {"连片用地卡片", "cards of the sites"}},
        {folder / "sites.png", {"连片用地分布图", "map of the sites"}}};
    write_layers(files[0].path, study, request.sites, styles, request.language, progress.part(0, 0.1));
    write_file(files[2].path, write_cards(files[1].path, study, request, styles, progress.part(0.1, 1)));
    for (Output& file : write_certificates(folder / "certificates", request.sites, request.certificates))
        files.push_back(std::move(file));
    return files;
}

}  // namespace zonewright::answer
