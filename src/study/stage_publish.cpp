// The last stage: GeoPackage, Cloud Optimized GeoTIFFs, QGIS project, summary page.
#include <algorithm>

#include "base/atomic_file.h"
#include "base/parallel.h"
#include "catalog/style_catalog.h"
#include "io/raster_io.h"
#include "publish/publish.h"
#include "report/summary.h"
#include "study/allocation_input.h"
#include "study/archive.h"
#include "study/inputs.h"
#include "study/manifest.h"
#include "study/open_study.h"
#include "study/results.h"
#include "study/run_view.h"
#include "study/stages.h"
#include "suitability/map_sheet.h"

namespace zonewright::study {
namespace {

void publish_surfaces(const Results& results, const Progress& progress) {
    make_folder(results.out / "suitability");
    const auto& ratings = results.suitability.clusters;
    parallel_for(ratings.size(), 1, progress, [&](std::size_t i) {
        if (ratings[i].tiles.empty()) return;
        const model::Cluster& cluster = results.catalogue.plan.cluster(ratings[i].cluster);
        io::convert_to_cog(ratings[i].tiles, results.out / "suitability" / (cluster.id + ".tif"),
                            {"适宜性 suitability: " + cluster.name.zh, "0-1"});
    });
}

void publish_construction(const Results& results) {
    if (results.construction.tiles.empty()) return;
    io::convert_to_cog(results.construction.tiles, results.out / "construction.tif",
                        {"双评价城镇建设适宜性 construction class (1 best, 5 unfit)", "class"});
}

/// Stated in the GeoPackage instead of the clock, so that the same study gives the same file.
std::string stated_change(const model::StudyDefinition& definition) {
    std::string newest = "2000-01-01";
    for (const model::SourceDefinition& source : definition.sources)
        if (source.date.size() == 10) newest = std::max(newest, source.date);
    return newest + "T00:00:00.000Z";
}

/// What a reader of the project must know: every source with its status and date.
std::string notes_on_sources(const model::StudyDefinition& definition) {
    std::string notes = definition.title;
    for (const model::SourceDefinition& source : definition.sources)
        notes += fmt::format("\n{}: {} ({}, {}) {}", source.role, source.written_path,
                             model::title_of(source.status).said(), source.date, source.note);
    return notes;
}

std::vector<publish::ProjectRaster> rasters_of(const Results& results) {
    std::vector<publish::ProjectRaster> rasters;
    for (const model::ClusterRating& rating : results.suitability.clusters) {
        const model::Cluster& cluster = results.catalogue.plan.cluster(rating.cluster);
        if (!rating.tiles.empty())
            rasters.push_back({"suitability/" + cluster.id + ".tif", cluster.name, "suitability"});
    }
    if (!results.construction.tiles.empty())
        rasters.push_back(
            {"construction.tif", {"双评价：城镇建设适宜性", "suitability for construction"}, "construction"});
    rasters.push_back({"admissible.tif", {"可用性", "admissible land"}, "admissible"});
    return rasters;
}

void publish_vectors(const Results& results, const PublishedRun& run, const model::StyleSheet& styles,
                     const Progress& progress) {
    const std::vector<model::FeatureTable> tables = publish::tables_of(run.view);
    publish::publish_geopackage(results.out / "zonewright.gpkg", tables, styles, language(),
                                stated_change(results.definition), progress.part(0, 0.8));
    const auto rasters = rasters_of(results);
    publish::publish_project(results.out, {.title = results.definition.title,
                                           .epsg = results.definition.epsg,
                                           .tables = tables,
                                           .rasters = rasters,
                                           .styles = &styles,
                                           .language = language(),
                                           .notes = notes_on_sources(results.definition)});
    progress.report(1);
}

/// The twelve maps on one sheet.
void publish_map_sheet(const Results& results, const model::StyleSheet& styles, const Progress& progress) {
    const model::RasterStyle* ramp = styles.find_raster("suitability");
    if (!ramp) return;
    const std::string png = suitability::draw_map_sheet(
        {.plan = results.catalogue.plan,
         .suitability = results.suitability,
         .ramp = *ramp,
         .title = {results.definition.title + " · 产业适宜性", results.definition.title + " · suitability"},
         .language = language()},
        progress);
    if (!png.empty()) write_file(results.out / "suitability" / "sheet.png", png);
}

std::string newest_date(const model::StudyDefinition& definition) {
    std::string newest;
    for (const model::SourceDefinition& source : definition.sources) newest = std::max(newest, source.date);
    return newest;
}

void publish_summary(const Results& results, const PublishedRun& run, const model::StyleSheet& styles,
                     const Progress& progress) {
    const model::WeightSet* weights = results.catalogue.find_weights(results.definition.weights);
    std::vector<report::SummaryRaster> rasters;
    for (const model::ClusterRating& rating : results.suitability.clusters) {
        const std::string& id = results.catalogue.plan.cluster(rating.cluster).id;
        if (!rating.tiles.empty())
            rasters.push_back({rating.cluster, results.out / "suitability" / (id + ".tif")});
    }
    report::SummaryRequest request{.title = results.definition.title,
                                   .run = &run.view,
                                   .catalogue = &results.catalogue,
                                   .styles = &styles,
                                   .sources = results.definition.sources,
                                   .rasters = rasters,
                                   .confidentiality = results.definition.confidentiality,
                                   .date = newest_date(results.definition),
                                   .weights_title = weights->title.said(),
                                   .default_weights = weights->is_default,
                                   .language = language()};
    for (const model::SourceDefinition& source : results.definition.sources)
        request.schematic |= source.status == model::GeometryStatus::Schematic;
    request.versions = {{"zonewright", ZONEWRIGHT_VERSION},
                        {"catalogue", results.catalogue.version.substr(0, 12)}};
    for (const auto& library : library_versions()) request.versions.push_back(library);
    report::write_summary(results.out / "summary.html", results.styles_folder / "report", request, progress);
}

/// What `verify` needs beside the GeoPackage.
void publish_allocation(const Results& results) {
    const auto file = allocation_file(results, results.definition.scenario);
    make_folder(file.parent_path());
    write_file(file, results.allocation.certificate);
}

void run_publish(Results& results, const Progress& progress) {
    publish_surfaces(results, progress.part(0, 0.4));
    publish_construction(results);
    io::write_cog(results.out / "admissible.tif", results.admissible, results.definition.epsg,
                   {"排除原因位 reason bits", "bits"});
    publish_allocation(results);
    const PublishedRun run = published_run(results, progress.part(0.4, 0.6));
    const model::StyleSheet styles = catalog::read_styles(results.styles_folder);
    publish_map_sheet(results, styles, progress.part(0.6, 0.65));
    publish_vectors(results, run, styles, progress.part(0.65, 0.75));
    publish_summary(results, run, styles, progress.part(0.75, 1));
}

bool outputs_exist(const Results& results) {
    for (const char* name :
         {"zonewright.gpkg", "zonewright.qgz", "summary.html", "admissible.tif", "suitability"})
        if (!std::filesystem::exists(results.out / name)) return false;
    return std::filesystem::exists(allocation_file(results, results.definition.scenario));
}

}  // namespace

Stage publish_stage() {
    return {.id = "publish",
            .title = {"发布成果", "publishing the results"},
            .share = 6,
            .needs = {"intake", "zoning", "constraint", "suitability", "construction", "supply", "assembly",
                      "allocation"},
            .describe =
                [](const Results& r, Fingerprint& f) {
                    f.add(hash_folder(r.styles_folder))
                        .add(r.definition.title)
                        .add(std::int64_t{language() == Language::Zh});
                },
            .run = run_publish,
            .save = [](const Results&, ArchiveWriter&) {},
            .load = [](Results&, ArchiveReader&) {},
            .intact = outputs_exist};
}

}  // namespace zonewright::study
