#include "criterion/measure_all.h"

#include <algorithm>
#include <atomic>
#include <map>
#include <mutex>
#include <span>

#include "base/parallel.h"
#include "criterion/road_networks.h"
#include "io/raster_io.h"
#include "model/feature_filter.h"
#include "raster/distance.h"
#include "raster/occupied_cells.h"

namespace zonewright::criterion {
namespace {

struct Job {
    model::CriterionId criterion;
    std::optional<model::ClusterId> cluster;
    std::string name;  ///< on the shelf
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
                                definitions[i].id + "." + plan.clusters[k].id});
        }
        if (wanted_by_any && !is_per_cluster(definitions[i]))
            jobs.push_back({model::CriterionId(i), std::nullopt, definitions[i].id});
    }
    return jobs;
}

/// What the reader must know of a surface, as its note on the shelf: one line each language.
std::string note_of(const model::CriterionSurface& surface) {
    return fmt::format("{}\n{}\n{}", surface.missing ? "missing" : "measured", surface.note.zh, surface.note.en);
}
void take_note(const std::string& note, model::CriterionSurface& surface) {
    const std::size_t zh = note.find('\n') + 1, en = note.find('\n', zh) + 1;
    surface.missing = note.substr(0, zh - 1) == "missing";
    surface.note = {note.substr(zh, en - 1 - zh), note.substr(en)};
}

/// Measures and writes one criterion after the other, several of them at once.
class Surfaces {
public:
    Surfaces(const MeasureInput& input, std::span<const Job> jobs, const KeptSurfaces& kept)
        : input_(input), jobs_(jobs), kept_(kept) {
        input_.networks = &networks_;
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
                    surfaces[j] = found_or_measured(jobs_[j], definition, progress.quiet());
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
        const std::size_t bytes =
            grids_for_each * sizeof(float) * std::max<std::size_t>(1, input_.spec.columns * input_.spec.rows);
        return std::clamp<std::size_t>((input_.memory_mib << 20) / bytes, 1, progress.threads());
    }

    model::CriterionSurface found_or_measured(const Job& job, const model::CriterionDefinition& definition,
                                              const Progress& progress) {
        const std::string key = kept_.key_of(definition, job.cluster);
        if (const auto item = kept_.shelf.find(job.name, key)) {
            model::CriterionSurface surface{job.criterion, job.cluster, item->store, false, {}, item->content_sha256};
            take_note(item->note, surface);
            return surface;
        }
        return measured(job, definition, key, progress);
    }

    model::CriterionSurface measured(const Job& job, const model::CriterionDefinition& definition,
                                     const std::string& key, const Progress& progress) {
        Measured answer = measure_to_keep(input_, definition, job.cluster, progress);
        model::CriterionSurface surface{job.criterion, job.cluster, {}, answer.missing, answer.note, {}};
        io::WrittenSurface written;
        const std::filesystem::path draft = kept_.shelf.draft(job.name, key);
        const io::RasterLabel label{definition.title.zh, definition.unit};
        if (answer.squared) {
            leave_out_what_is_outside(*answer.squared, raster::left_out);
            written = io::write_distances(draft, *answer.squared, input_.epsg, label, progress);
        } else if (!answer.missing) {
            leave_out_what_is_outside(answer.values, raster::no_data);
            written = io::write_tiles(draft, answer.values, input_.epsg, label, io::TileCoding::Compact, progress);
        }
        const auto item = kept_.shelf.keep(job.name, key, written.content_sha256, note_of(surface));
        surface.tiles = item.store;
        surface.content_sha256 = item.content_sha256;
        return surface;
    }

    template <typename Cell>
    void leave_out_what_is_outside(raster::Grid<Cell>& values, Cell left_out) {
        if (!input_.city) return;
        std::call_once(inside_made_, [&] {
            inside_ = raster::Grid<std::uint8_t>(input_.spec, 0);
            raster::fill_centres<std::uint8_t>(inside_, *input_.city, 1);
        });
        for (std::size_t i = 0; i < inside_.cells.size(); ++i)
            if (inside_.cells[i] == 0) values.cells[i] = left_out;
    }

    Asked question_of(const Job& job, const model::CriterionDefinition& definition) const {
        if (!job.cluster || definition.measure == model::MeasureKind::ZoneListing) return {};
        const model::FeatureTable* table = input_.sources.layer(definition.role);
        if (!table) return {};
        Asked asked{job.criterion.index(), {table->features.size()}};  // never empty: an end that tells them
        for (const model::Feature* feature :
             model::filtered(*table, definition.where, model::names_in_data(input_.plan.cluster(*job.cluster))))
            asked.second.push_back(static_cast<std::size_t>(feature - table->features.data()));
        return asked;
    }

    MeasureInput input_;
    std::span<const Job> jobs_;
    const KeptSurfaces& kept_;
    RoadNetworks networks_;
    std::once_flag inside_made_;
    raster::Grid<std::uint8_t> inside_;
};

}  // namespace

std::vector<model::CriterionSurface> measure_all(const MeasureInput& input,
                                                 const std::vector<model::CriterionDefinition>& definitions,
                                                 const KeptSurfaces& kept, const Wanted& wanted,
                                                 const Progress& progress) {
    const std::vector<Job> jobs = jobs_for(input.plan, definitions, wanted);
    return Surfaces(input, jobs, kept).all(definitions, progress);
}

}  // namespace zonewright::criterion
