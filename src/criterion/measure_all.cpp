#include "criterion/measure_all.h"

#include "gis/raster_io.h"

namespace zonewright::criterion {
namespace {

struct Job {
    model::CriterionId criterion;
    std::optional<model::ClusterId> cluster;
    std::string file;
};

std::vector<Job> jobs_for(const model::Plan& plan, const std::vector<model::CriterionDefinition>& definitions,
                          const Wanted& wanted) {
    std::vector<Job> jobs;
    for (std::size_t i = 0; i < definitions.size(); ++i) {
        bool wanted_by_any = false;
        for (std::size_t k = 0; k < plan.clusters.size(); ++k) {
            if (wanted && !wanted(definitions[i], plan.clusters[k])) continue;
            wanted_by_any = true;
            if (is_per_cluster(definitions[i]))
                jobs.push_back({model::CriterionId(i), model::ClusterId(k),
                                definitions[i].id + "." + plan.clusters[k].id + ".tif"});
        }
        if (wanted_by_any && !is_per_cluster(definitions[i]))
            jobs.push_back({model::CriterionId(i), std::nullopt, definitions[i].id + ".tif"});
    }
    return jobs;
}

}  // namespace

std::vector<model::CriterionSurface> measure_all(const MeasureInput& input,
                                                 const std::vector<model::CriterionDefinition>& definitions,
                                                 const std::filesystem::path& folder, const Wanted& wanted,
                                                 const Progress& progress) {
    const std::vector<Job> jobs = jobs_for(input.plan, definitions, wanted);
    std::filesystem::create_directories(folder);
    std::vector<model::CriterionSurface> surfaces;
    for (std::size_t j = 0; j < jobs.size(); ++j) {
        const Job& job = jobs[j];
        const auto& definition = definitions[job.criterion.index()];
        const Progress part = progress.part(static_cast<double>(j) / static_cast<double>(jobs.size()),
                                            static_cast<double>(j + 1) / static_cast<double>(jobs.size()),
                                            definition.title.said());
        const Measured measured = measure(input, definition, job.cluster, part);
        model::CriterionSurface surface{job.criterion, job.cluster, {}, measured.missing, measured.note};
        if (!measured.missing) {
            surface.tiles = folder / job.file;
            gis::write_tiles(surface.tiles, measured.values, input.epsg,
                             {definition.title.zh, definition.unit});
        }
        surfaces.push_back(std::move(surface));
    }
    return surfaces;
}

}  // namespace zonewright::criterion
