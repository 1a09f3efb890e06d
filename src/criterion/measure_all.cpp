#include "criterion/measure_all.h"

#include <map>

#include "model/feature_filter.h"
#include "criterion/road_networks.h"
#include "io/raster_io.h"
#include "raster/occupied_cells.h"

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

/// Measures and writes; remembers which question has been answered in which file.
class Surfaces {
public:
    Surfaces(const MeasureInput& input, std::filesystem::path folder)
        : input_(input), folder_(std::move(folder)), inside_(input.spec, 1) {
        input_.networks = &networks_;
        if (!input.city) return;
        inside_ = raster::Grid<std::uint8_t>(input.spec, 0);
        raster::fill_centres<std::uint8_t>(inside_, *input.city, 1);
    }

    model::CriterionSurface measured(const Job& job, const model::CriterionDefinition& definition,
                                     const Progress& progress) {
        model::CriterionSurface surface{job.criterion, job.cluster, {}, false, {}};
        const auto asked = question_of(job, definition);
        const auto answered = answers_.find(asked);
        if (answered != answers_.end()) {
            surface.tiles = answered->second.tiles;
            surface.note = answered->second.note;
            return surface;
        }
        Measured answer = measure(input_, definition, job.cluster, progress);
        surface.missing = answer.missing;
        surface.note = answer.note;
        if (answer.missing) return surface;
        for (std::size_t i = 0; i < inside_.cells.size(); ++i)
            if (inside_.cells[i] == 0) answer.values.cells[i] = raster::no_data;
        surface.tiles = folder_ / job.file;
        io::write_tiles(surface.tiles, answer.values, input_.epsg, {definition.title.zh, definition.unit},
                        io::TileCoding::Compact);
        if (!asked.second.empty()) answers_.emplace(asked, surface);
        return surface;
    }

private:
    /// The criterion and the positions of the features that count; empty for measures that look at more.
    using Asked = std::pair<std::size_t, std::vector<std::size_t>>;

    Asked question_of(const Job& job, const model::CriterionDefinition& definition) const {
        const model::FeatureTable* table = input_.sources.find(definition.role);
        if (!job.cluster || !table || definition.measure == model::MeasureKind::ZoneListing) return {};
        Asked asked{job.criterion.index(), {table->features.size()}};  // never empty: an end that tells them
        for (const model::Feature* feature :
             model::filtered(*table, definition.where, model::names_in_data(input_.plan.cluster(*job.cluster))))
            asked.second.push_back(static_cast<std::size_t>(feature - table->features.data()));
        return asked;
    }

    MeasureInput input_;
    std::filesystem::path folder_;
    RoadNetworks networks_;
    raster::Grid<std::uint8_t> inside_;
    std::map<Asked, model::CriterionSurface> answers_;
};

}  // namespace

std::vector<model::CriterionSurface> measure_all(const MeasureInput& input,
                                                 const std::vector<model::CriterionDefinition>& definitions,
                                                 const std::filesystem::path& folder, const Wanted& wanted,
                                                 const Progress& progress) {
    const std::vector<Job> jobs = jobs_for(input.plan, definitions, wanted);
    std::filesystem::create_directories(folder);
    Surfaces surfaces(input, folder);
    std::vector<model::CriterionSurface> answers;
    for (std::size_t j = 0; j < jobs.size(); ++j) {
        const auto& definition = definitions[jobs[j].criterion.index()];
        const Progress part =
            progress.part(static_cast<double>(j) / static_cast<double>(jobs.size()),
                          static_cast<double>(j + 1) / static_cast<double>(jobs.size()), definition.title);
        answers.push_back(surfaces.measured(jobs[j], definition, part));
    }
    return answers;
}

}  // namespace zonewright::criterion
