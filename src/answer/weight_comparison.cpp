#include "answer/weight_comparison.h"

#include <algorithm>
#include <chrono>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/weight_reader.h"
#include "study/allocation_input.h"
#include "study/published_files.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    if (files.empty())
        throw InputError({.thing = folder.string(),
                          .expected = both("权重文件（*.toml）", "files of weights (*.toml)"),
                          .advice = both("放入权重文件，或给出其他文件夹",
                                         "put files of weights there, or name another folder")});
    return files;
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

/// Units that one allocation gives to another cluster than the first one does, or to none.
std::size_t changed_units(const model::Allocation& first, const model::Allocation& other) {
    std::set<std::pair<std::size_t, std::size_t>> given;
    for (const model::AllocatedUnit& unit : first.units) given.emplace(unit.unit, unit.cluster.index());
    std::size_t same = 0;
    for (const model::AllocatedUnit& unit : other.units)
        if (given.contains({unit.unit, unit.cluster.index()})) ++same;
    return std::max(first.units.size(), other.units.size()) - same;
}

/// The weights a name stands for: a folder's files, a file, or a set of the catalogue.
std::vector<model::WeightSet> sets_behind(const std::string& name, const model::Catalogue& catalogue) {
    std::vector<model::WeightSet> sets;
    if (fs::is_directory(name)) {
        for (const fs::path& file : files_in(name)) sets.push_back(catalog::read_weight_file(file));
        return sets;
    }
    if (fs::is_regular_file(name)) return {catalog::read_weight_file(name)};
    if (const model::WeightSet* known = catalogue.find_weights(name)) return {*known};
    std::vector<std::string> ids;
    for (const model::WeightSet& set : catalogue.weight_sets) ids.push_back(set.id);
    throw InputError({.thing = "weights",
                      .value = name,
                      .expected = joined(ids),
                      .advice = both("给出编号、文件或文件夹", "give an id, a file or a folder")});
}

WeightSetOutcome outcome_of(const model::Allocation& allocation, const model::Allocation& first) {
    WeightSetOutcome outcome{.gap = allocation.gap, .stop = allocation.stop, .certificate = {}};
    double worth = 0;
    for (const model::AllocatedUnit& unit : allocation.units) {
        outcome.allocated += unit.area;
        worth += unit.score * unit.area.m2();
    }
    for (const model::ClusterBalance& balance : allocation.balances) outcome.shortfall += balance.shortfall;
    outcome.mean_score = outcome.allocated > Area{} ? worth / outcome.allocated.m2() : 0;
    outcome.changed_units = changed_units(first, allocation);
    return outcome;
}

/// scores[w]: units × clusters under set w.
std::vector<std::vector<double>> scores_under_each(const study::Study& study,
                                                   const std::vector<model::WeightSet>& sets,
                                                   const std::vector<std::string>& supply_classes,
                                                   Remarks& remarks, const Progress& progress) {
    std::vector<std::vector<double>> scores;
    for (std::size_t at = 0; at < sets.size(); ++at) {
        const auto count = static_cast<double>(sets.size());
        const Progress part =
            progress.part(static_cast<double>(at) / count, static_cast<double>(at + 1) / count);
        study::ScoresUnderWeights under = study::scores_under(study, sets[at], supply_classes, part);
        scores.push_back(std::move(under.scores));
        if (!under.unmeasured.empty())
            remarks.warn(both("{}：未量算的指标不起作用：{}", "{}: criteria that are not measured play no part: {}",
                              sets[at].id, joined(under.unmeasured)));
    }
    return scores;
}

}  // namespace

std::vector<model::WeightSet> weight_sets_named(const std::vector<std::string>& named,
                                                const model::Catalogue& catalogue) {
    std::vector<model::WeightSet> sets;
    for (const std::string& name : named)
        for (model::WeightSet& set : sets_behind(name, catalogue)) sets.push_back(std::move(set));
    std::set<std::string> ids;
    for (const model::WeightSet& set : sets)
        if (!ids.insert(set.id).second)
            throw InputError({.thing = "weights",
                              .value = set.id,
                              .expected = both("每套权重一次", "each set of weights once"),
                              .advice = both("去掉重复的，或改编号", "leave one out, or change its id")});
    return sets;
}

WeightComparison compare_weight_sets(const study::Study& study, const allocation::AllocationInput& input,
                                     const std::vector<model::WeightSet>& sets,
                                     const std::vector<std::string>& supply_classes, const std::string& scenario,
                                     Remarks& remarks, const Progress& progress) {
    const auto start = std::chrono::steady_clock::now();
    WeightComparison comparison;
    std::vector<std::string> names;
    names.reserve(sets.size());
    for (const model::WeightSet& set : sets) names.push_back(set.id);
    const auto scores = scores_under_each(study, sets, supply_classes, remarks, progress.part(0, 0.5));
    comparison.scores_s = seconds_since(start);
    const std::vector<model::Allocation> allocations =
        allocation::allocate_for_weights(input, names, scores, progress.part(0.5, 1));
    comparison.allocation_s = seconds_since(start) - comparison.scores_s;
    for (std::size_t at = 0; at < allocations.size(); ++at) {
        WeightSetOutcome outcome = outcome_of(allocations[at], allocations.front());
        outcome.weights = names[at];
        outcome.certificate = study::allocation_file(
            study.opened(), (scenario.empty() ? "study" : scenario) + "." + names[at]);
        make_folder(outcome.certificate.parent_path());
        write_file(outcome.certificate, allocations[at].certificate);
        comparison.weight_sets.push_back(std::move(outcome));
    }
    return comparison;
}

}  // namespace zonewright::answer
