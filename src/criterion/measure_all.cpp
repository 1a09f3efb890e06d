#include "criterion/measure_all.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <span>

#include "base/parallel.h"
#include "criterion/road_networks.h"
#include "io/raster_io.h"
#include "model/feature_filter.h"
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

/// Measures and writes one criterion after the other, several of them at once.
class Surfaces {
public:
    Surfaces(const MeasureInput& input, std::span<const Job> jobs, std::filesystem::path folder)
        : input_(input), jobs_(jobs), folder_(std::move(folder)), inside_(input.spec, 1) {
        input_.networks = &networks_;
        if (!input.city) return;
        inside_ = raster::Grid<std::uint8_t>(input.spec, 0);
        raster::fill_centres<std::uint8_t>(inside_, *input.city, 1);
    }

    /// In the order of the jobs.
    std::vector<model::CriterionSurface> all(const std::vector<model::CriterionDefinition>& definitions,
                                             const Progress& progress) {
        const std::vector<std::size_t> first = first_with_same_question(definitions);
        std::vector<model::CriterionSurface> surfaces(jobs_.size());
        std::atomic<std::size_t> next{0}, done{0};
        parallel_for(at_once(progress), 1, progress.quiet(), [&](std::size_t) {
            for (std::size_t j = next++; j < jobs_.size(); j = next++) {
                if (first[j] != j) continue;
                const auto& definition = definitions[jobs_[j].criterion.index()];
                progress.part(0, 1, definition.title).report(static_cast<double>(done) / static_cast<double>(jobs_.size()));
                try {
                    surfaces[j] = measured(jobs_[j], definition, progress.quiet());
                } catch (...) {
                    next = jobs_.size();  // the others need not be begun
                    throw;
                }
                ++done;
            }
        });
        for (std::size_t j = 0; j < jobs_.size(); ++j) {
            if (first[j] != j) surfaces[j] = surfaces[first[j]];
            surfaces[j].criterion = jobs_[j].criterion;
            surfaces[j].cluster = jobs_[j].cluster;
        }
        return surfaces;
    }

private:
    /// The criterion and the positions of the features that count; empty for measures that look at more.
    using Asked = std::pair<std::size_t, std::vector<std::size_t>>;

    /// For each job the first one that asks the same: itself, if nobody did before.
    std::vector<std::size_t> first_with_same_question(const std::vector<model::CriterionDefinition>& definitions) const {
        std::map<Asked, std::size_t> answered;
        std::vector<std::size_t> first(jobs_.size());
        for (std::size_t j = 0; j < jobs_.size(); ++j) {
            const Asked asked = question_of(jobs_[j], definitions[jobs_[j].criterion.index()]);
            first[j] = asked.second.empty() ? j : answered.emplace(asked, j).first->second;
        }
        return first;
    }

    /// As many as the memory holds: the values, what a measure needs beside them, and what is being packed.
    std::size_t at_once(const Progress& progress) const {
        constexpr std::size_t grids_for_each = 5;
        const std::size_t bytes = grids_for_each * sizeof(float) * std::max<std::size_t>(1, inside_.cells.size());
        return std::clamp<std::size_t>((input_.memory_mib << 20) / bytes, 1, progress.threads());
    }

    model::CriterionSurface measured(const Job& job, const model::CriterionDefinition& definition,
                                     const Progress& progress) const {
        Measured answer = measure(input_, definition, job.cluster, progress);
        model::CriterionSurface surface{job.criterion, job.cluster, {}, answer.missing, answer.note};
        if (answer.missing) return surface;
        for (std::size_t i = 0; i < inside_.cells.size(); ++i)
            if (inside_.cells[i] == 0) answer.values.cells[i] = raster::no_data;
        surface.tiles = folder_ / job.file;
        io::write_tiles(surface.tiles, answer.values, input_.epsg, {definition.title.zh, definition.unit},
                        io::TileCoding::Compact, progress);
        return surface;
    }

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
    std::span<const Job> jobs_;
    std::filesystem::path folder_;
    RoadNetworks networks_;
    raster::Grid<std::uint8_t> inside_;
};

}  // namespace

std::vector<model::CriterionSurface> measure_all(const MeasureInput& input,
                                                 const std::vector<model::CriterionDefinition>& definitions,
                                                 const std::filesystem::path& folder, const Wanted& wanted,
                                                 const Progress& progress) {
    const std::vector<Job> jobs = jobs_for(input.plan, definitions, wanted);
    std::filesystem::create_directories(folder);
    return Surfaces(input, jobs, folder).all(definitions, progress);
}

}  // namespace zonewright::criterion
