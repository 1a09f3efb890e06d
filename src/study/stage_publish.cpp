// The last stage: GeoPackage, Cloud Optimized GeoTIFFs, QGIS project, summary page.
#include "base/atomic_file.h"
#include "base/parallel.h"
#include "gis/geopackage.h"
#include "gis/raster_io.h"
#include "publish/tables.h"
#include "study/archive.h"
#include "study/inputs.h"
#include "study/open_study.h"
#include "study/results.h"
#include "study/run_view.h"
#include "study/stages.h"

namespace zonewright::study {
namespace {

void publish_surfaces(const Results& results, const Progress& progress) {
    make_folder(results.out / "suitability");
    const auto& ratings = results.suitability.clusters;
    parallel_for(ratings.size(), 1, progress, [&](std::size_t i) {
        if (ratings[i].tiles.empty()) return;
        const model::Cluster& cluster = results.catalogue.plan.cluster(ratings[i].cluster);
        gis::convert_to_cog(ratings[i].tiles, results.out / "suitability" / (cluster.id + ".tif"),
                            {"适宜性 suitability: " + cluster.name.zh, "0-1"});
    });
}

void publish_tables(const Results& results, const PublishedRun& run, const Progress& progress) {
    const std::vector<model::FeatureTable> tables = publish::tables_of(run.view);
    std::vector<gis::GeoPackageLayer> layers;
    for (const model::FeatureTable& table : tables) layers.push_back({&table, {}});
    gis::write_geopackage(results.out / "zonewright.gpkg", layers, {.language = language()}, progress);
}

void run_publish(Results& results, const Progress& progress) {
    publish_surfaces(results, progress.part(0, 0.4));
    gis::write_cog(results.out / "admissible.tif", results.admissible, results.definition.epsg,
                   {"排除原因位 reason bits", "bits"});
    const PublishedRun run = published_run(results, progress.part(0.4, 0.6));
    publish_tables(results, run, progress.part(0.6, 0.8));
}

bool outputs_exist(const Results& results) {
    for (const char* name : {"zonewright.gpkg", "admissible.tif", "suitability"})
        if (!std::filesystem::exists(results.out / name)) return false;
    return true;
}

}  // namespace

Stage publish_stage() {
    return {.id = "publish",
            .title = {"发布成果", "publishing the results"},
            .share = 6,
            .needs = {"intake", "zoning", "constraint", "suitability", "supply", "assembly", "allocation"},
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
