// The last stage: GeoPackage, Cloud Optimized GeoTIFFs, QGIS project, summary page.
#include <algorithm>
#include <map>

#include "base/atomic_file.h"
#include "base/file_digests.h"
#include "base/parallel.h"
#include "base/spelling.h"
#include "catalog/own_layers.h"
#include "catalog/style_catalog.h"
#include "io/raster_io.h"
#include "io/versions.h"
#include "publish/publish.h"
#include "report/map_sheet.h"
#include "report/summary.h"
#include "study/published_content.h"
#include "study/published_files.h"
#include "study/run_figures.h"
#include "study/run_view.h"
#include "study/stages.h"

namespace zonewright::study {
namespace {

namespace fs = std::filesystem;

/// What the last stage was given.
struct Published {
    const Opened& settings;
    const Constraints& constraints;
    const model::Suitability& suitability;
    const model::ConstructionSuitability& construction;
    const model::Allocation& allocation;
};

using PublishedPaths = std::vector<std::filesystem::path>;

/// The rasters of the cache that are published, by their path below <study>/out.
std::map<std::string, PublishedSurface> surfaces_of(const Published& results) {
    std::map<std::string, PublishedSurface> surfaces;
    const auto add = [&](const std::string& file, const PublishedSurface& surface) {
        if (!surface.tiles.empty()) surfaces[file] = surface;
    };
    for (const model::ClusterRating& rating : results.suitability.clusters)
        add("suitability/" + results.settings.catalogue.plan.cluster(rating.cluster).id + ".tif",
            {rating.tiles, rating.content_sha256, rating.file_sha256});
    add("construction.tif",
        {results.construction.tiles, results.construction.content_sha256, results.construction.file_sha256});
    add("admissible.tif", results.constraints.bits);
    return surfaces;
}

/// Copies the surfaces that are not published yet. Their digests were taken while their cells were in memory, and their
/// files are read back byte by byte.
KnownDigests publish_surfaces(const Published& results, const Progress& progress) {
    const fs::path& out = results.settings.out;
    make_folder(out / "suitability");
    const auto surfaces = surfaces_of(results);
    FileDigests published(results.settings.cache / "published");
    std::vector<std::pair<fs::path, const PublishedSurface*>> to_copy;
    KnownDigests known;
    for (const auto& [file, surface] : surfaces) {
        known[file] = surface.content_sha256;
        if (!published.is(out / file, surface.file_sha256)) to_copy.emplace_back(out / file, &surface);
    }
    parallel_for(to_copy.size(), 1, progress, [&](std::size_t i) {
        const PublishedSurface& surface = *to_copy[i].second;
        io::copy_cog(surface.tiles, to_copy[i].first, {surface.content_sha256, surface.file_sha256});
    });
    for (const auto& [file, surface] : to_copy) published.note(file, surface->file_sha256);
    published.save();
    return known;
}

/// Stated in the GeoPackage instead of the clock, so that the same study gives the same file.
std::string stated_change(const model::StudyDefinition& definition) {
    std::string newest = "2000-01-01";
    for (const model::SourceDefinition& source : definition.sources)
        if (source.date.size() == 10) newest = std::max(newest, source.date);
    return newest + "T00:00:00.000Z";
}

/// What a reader of the project and of its print sheets must know: every layer in words, those of one status, date and
/// remark on a line together, so that all of them fit on a sheet.
std::string notes_on_sources(const model::StudyDefinition& definition, const model::Catalogue& catalogue, Language language) {
    std::vector<std::pair<std::string, std::vector<std::string>>> lines;
    for (const model::SourceDefinition& source : definition.sources) {
        const model::Role* role = catalogue.find_role(source.role);
        const Text title = role == nullptr ? Text(source.role) : role->title;
        const Text date = source.date.empty() ? Text("未注明时点", "no date stated") : Text(source.date);
        const Text remark = source.note.empty() ? Text() : both("，{}", ", {}", source.note);
        const std::string head = both("{}，{}{}：", "{}, {}{}: ", model::title_of(source.status), date, remark).in(language);
        auto line = std::ranges::find(lines, head, [](const auto& each) { return each.first; });
        if (line == lines.end()) line = lines.insert(line, {head, {}});
        line->second.push_back(title.in(language));
    }
    std::string notes = definition.title;
    for (const auto& [head, titles] : lines) notes += "\n" + head + joined(titles, language == Language::Zh ? "、" : ", ");
    return notes;
}

std::vector<publish::ProjectRaster> rasters_of(const Published& results) {
    std::vector<publish::ProjectRaster> rasters;
    for (const model::ClusterRating& rating : results.suitability.clusters) {
        const model::Cluster& cluster = results.settings.catalogue.plan.cluster(rating.cluster);
        if (!rating.tiles.empty())
            rasters.push_back({"suitability/" + cluster.id + ".tif", cluster.name, "suitability"});
    }
    if (!results.construction.tiles.empty())
        rasters.push_back(
            {"construction.tif", {"双评价：城镇建设适宜性", "suitability for construction"}, "construction"});
    rasters.push_back({"admissible.tif", {"可用性", "admissible land"}, "admissible"});
    return rasters;
}

void publish_vectors(const Published& results, const PublishedRun& run, const model::StyleSheet& styles,
                     PublishedPaths& files, const Progress& progress) {
    const std::vector<model::FeatureTable> tables = publish::tables_of(run.view);
    publish::publish_geopackage(results.settings.out / "zonewright.gpkg", tables, styles, results.settings.language,
                                stated_change(results.settings.definition), progress.part(0, 0.8));
    const auto rasters = rasters_of(results);
    for (const auto& file : publish::publish_project(results.settings.out, {.title = results.settings.definition.title,
                                           .epsg = results.settings.definition.epsg,
                                           .tables = tables,
                                           .rasters = rasters,
                                           .styles = &styles,
                                           .language = results.settings.language,
                                           .notes = notes_on_sources(results.settings.definition, results.settings.catalogue, results.settings.language)}))
        files.push_back(file);
    files.push_back(results.settings.out / "zonewright.gpkg");
    for (const publish::ProjectRaster& raster : rasters) files.push_back(results.settings.out / raster.file);
    progress.report(1);
}

/// The twelve maps on one sheet.
void publish_map_sheet(const Published& results, const model::StyleSheet& styles, PublishedPaths& files,
                       const Progress& progress) {
    const model::RasterStyle* ramp = styles.find_raster("suitability");
    if (!ramp) return;
    const std::string png = report::draw_map_sheet(
        {.plan = results.settings.catalogue.plan,
         .suitability = results.suitability,
         .ramp = *ramp,
         .title = {results.settings.definition.title + " · 产业适宜性", results.settings.definition.title + " · suitability"},
         .language = results.settings.language},
        progress);
    if (png.empty()) return;
    files.push_back(results.settings.out / "suitability" / "sheet.png");
    write_file(files.back(), png);
}

std::string newest_date(const model::StudyDefinition& definition) {
    std::string newest;
    for (const model::SourceDefinition& source : definition.sources) newest = std::max(newest, source.date);
    return newest;
}

void publish_summary(const Published& results, const PublishedRun& run, const model::StyleSheet& styles,
                     PublishedPaths& files, const Progress& progress) {
    const model::WeightSet* weights = results.settings.catalogue.find_weights(results.settings.definition.weights);
    std::vector<report::SummaryRaster> rasters;
    for (const model::ClusterRating& rating : results.suitability.clusters) {
        const std::string& id = results.settings.catalogue.plan.cluster(rating.cluster).id;
        if (!rating.tiles.empty())
            rasters.push_back({rating.cluster, results.settings.out / "suitability" / (id + ".tif")});
    }
    report::SummaryRequest request{.title = results.settings.definition.title,
                                   .run = &run.view,
                                   .catalogue = &results.settings.catalogue,
                                   .styles = &styles,
                                   .sources = results.settings.definition.sources,
                                   .rasters = rasters,
                                   .confidentiality = results.settings.definition.confidentiality,
                                   .date = newest_date(results.settings.definition),
                                   .weights_title = weights->title.in(results.settings.language),
                                   .default_weights = weights->is_default,
                                   .language = results.settings.language};
    for (const model::SourceDefinition& source : results.settings.definition.sources)
        request.schematic |= source.status == model::GeometryStatus::Schematic;
    request.versions = {{"zonewright", ZONEWRIGHT_VERSION},
                        {"catalogue", results.settings.catalogue.version.substr(0, 12)}};
    for (const auto& library : io::library_versions()) request.versions.emplace_back(library);
    for (const catalog::OwnLayerFile& file : catalog::own_layer_files(results.settings.layers()))
        request.versions.emplace_back(Text("研究自己的规则文件", "own file of knowledge").in(results.settings.language),
                                      words_of(file).in(results.settings.language));
    files.push_back(results.settings.out / "summary.html");
    report::write_summary(files.back(), results.settings.styles_folder / "report", request, progress);
}

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder)) files.push_back(entry.path());
    return files;
}

/// What `verify` needs beside the GeoPackage: the certificates of the allocation and of the sites.
void publish_certificates(const Published& results, const assembly::SitesResult& sites, PublishedPaths& files,
                          const Progress& progress) {
    const fs::path folder = certificates_folder(results.settings.out);
    std::map<fs::path, const std::string*> wanted{
        {allocation_file(results.settings, results.settings.definition.scenario), &results.allocation.certificate}};
    const auto want = [&](const std::string& name, const std::string& certificate) {
        if (!certificate.empty()) wanted[folder / (name + ".jsonl")] = &certificate;
    };
    want(portfolio_name, sites.portfolio_certificate);
    for (std::size_t i = 0; i < sites.certificates.size(); ++i) want(sites.sites[i].id, sites.certificates[i]);
    make_folder(allocation_file(results.settings, {}).parent_path());
    make_folder(folder);
    for (const fs::path& earlier : files_in(folder))  // those of an earlier run prove nothing of this one
        if (!wanted.contains(earlier)) fs::remove(earlier);
    for (const auto& [file, certificate] : wanted) files.push_back(file);
    const std::size_t first = files.size() - wanted.size();
    // Each is on disk before the next step: most of the time is waiting, so several are on their way at once.
    parallel_for(wanted.size(), 1, progress, [&](std::size_t i) {
        const fs::path& file = files[first + i];
        if (!fs::exists(file) || read_file(file) != *wanted.at(file)) write_file(file, *wanted.at(file));
    });
}

/// Relative to the folder of results, sorted.
std::vector<std::string> names_of(const PublishedPaths& files, const std::filesystem::path& out) {
    std::vector<std::string> names;
    for (const std::filesystem::path& file : files) names.push_back(file.lexically_relative(out).generic_string());
    std::sort(names.begin(), names.end());
    return names;
}

}  // namespace

Publication publish_results(const Intake& intake, const Zoning& zoning, const Constraints& constraints,
                            const Criteria& criteria, const model::Suitability& suitability,
                            const model::ConstructionSuitability& construction, const Supply& supply,
                            const Assembly& assembly, const model::Allocation& allocation,
                            const PublicationSettings& settings, const Work& work) {
    const Opened& opened = settings.opened;
    const Published results{opened, constraints, suitability, construction, allocation};
    const OfferInput land{opened.catalogue.plan, zoning.zones, intake.parcels, supply,
                           suitability,           assembly,     supply.statement.offered_classes};
    const RunResults run_results{opened.definition, opened.catalogue, opened.area, intake, constraints, allocation, land,
                                 opened.language};
    KnownDigests known;
    PublishedPaths files;
    PublishedRun run;
    // Copying waits for the disk; what the tables will hold is worked out meanwhile.
    parallel_for(2, 1, work.progress.part(0, 0.6), [&](std::size_t task) {
        if (task == 1) {
            run = published_run(run_results);
            return;
        }
        known = publish_surfaces(results, work.progress.quiet());
        publish_certificates(results, assembly.sites, files, work.progress.quiet());
    });
    const model::StyleSheet styles = catalog::read_styles(opened.styles_folder, opened.catalogue.plan, opened.layers());
    // Writing the tables waits for the disk and for SQLite; the pictures are drawn meanwhile.
    PublishedPaths drawn;
    parallel_for(2, 1, work.progress.part(0.6, 0.9), [&](std::size_t task) {
        if (task == 0) return publish_vectors(results, run, styles, files, work.progress.quiet());
        publish_map_sheet(results, styles, drawn, work.progress.quiet());
        publish_summary(results, run, styles, drawn, work.progress.quiet());
    });
    files.insert(files.end(), drawn.begin(), drawn.end());
    return {digest_published(opened.out, names_of(files, opened.out), known, work.progress.part(0.9, 1)),
            run_figures(run_results, criteria)};
}

}  // namespace zonewright::study
