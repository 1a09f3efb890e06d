#include "command/allocate_weights.h"

#include <algorithm>
#include <chrono>
#include <nlohmann/json.hpp>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/weight_reader.h"
#include "study/allocation_input.h"

namespace zonewright::command {
namespace {

using Json = nlohmann::ordered_json;
namespace fs = std::filesystem;

std::vector<fs::path> files_in(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".toml") files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    if (files.empty())
        throw InputError({folder.string(), "", say("权重文件（*.toml）", "files of weights (*.toml)"), ""});
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
        same += given.contains({unit.unit, unit.cluster.index()});
    return std::max(first.units.size(), other.units.size()) - same;
}

}  // namespace

std::vector<model::WeightSet> weight_sets_named(const std::vector<std::string>& named,
                                                const study::Results& results) {
    std::vector<model::WeightSet> sets;
    for (const std::string& name : named) {
        if (fs::is_directory(name)) {
            for (const fs::path& file : files_in(name)) sets.push_back(catalog::read_weight_file(file));
        } else if (fs::is_regular_file(name)) {
            sets.push_back(catalog::read_weight_file(name));
        } else if (const model::WeightSet* known = results.catalogue.find_weights(name)) {
            sets.push_back(*known);
        } else {
            std::vector<std::string> ids;
            for (const model::WeightSet& set : results.catalogue.weight_sets) ids.push_back(set.id);
            throw InputError({"--weights", name, joined(ids),
                              say("给出编号、文件或文件夹", "give an id, a file or a folder")});
        }
    }
    std::set<std::string> ids;
    for (const model::WeightSet& set : sets)
        if (!ids.insert(set.id).second)
            throw InputError({"--weights", set.id, say("每套权重一次", "each set of weights once"), ""});
    return sets;
}

bool allocate_for_weight_sets(Session& session, study::Results& results,
                              const allocation::AllocationInput& input,
                              const std::vector<model::WeightSet>& sets, const std::string& scenario) {
    const auto start = std::chrono::steady_clock::now();
    std::vector<std::string> names;
    std::vector<std::vector<double>> scores;
    for (std::size_t at = 0; at < sets.size(); ++at) {
        const double from = static_cast<double>(at) / static_cast<double>(2 * sets.size());
        const double to = static_cast<double>(at + 1) / static_cast<double>(2 * sets.size());
        std::vector<std::string> unmeasured;
        scores.push_back(
            study::scores_under(results, sets[at], unmeasured, session.progress().part(from, to)));
        names.push_back(sets[at].id);
        if (!unmeasured.empty())
            session.warn({fmt::format("{}：未量算的指标不起作用：{}", sets[at].id, joined(unmeasured)),
                          fmt::format("{}: criteria that are not measured play no part: {}", sets[at].id,
                                      joined(unmeasured))});
    }
    const double scored_s = seconds_since(start);
    const std::vector<model::Allocation> answers =
        allocation::allocate_for_weights(input, names, scores, session.progress().part(0.5, 1));
    const double allocated_s = seconds_since(start) - scored_s;
    session.print(say("{:<20} {:>10} {:>12} {:>12} {:>10} {:>8}", "{:<20} {:>10} {:>12} {:>12} {:>10} {:>8}",
                      say("权重", "weights"), say("均分", "mean score"), say("配置（亩）", "given (mu)"),
                      say("缺口（亩）", "short (mu)"), say("差距 %", "gap %"), say("变动", "changed")));
    bool lacks = false;
    session.result()["weight_sets"] = Json::array();
    for (std::size_t at = 0; at < answers.size(); ++at) {
        const model::Allocation& answer = answers[at];
        Area given, shortfall;
        double worth = 0;
        for (const model::AllocatedUnit& unit : answer.units)
            given += unit.area, worth += unit.score * unit.area.m2();
        for (const model::ClusterBalance& balance : answer.balances) shortfall += balance.shortfall;
        lacks = lacks || shortfall > Area{};
        const double mean = given > Area{} ? worth / given.m2() : 0;
        const fs::path file =
            study::allocation_file(results, (scenario.empty() ? "study" : scenario) + "." + names[at]);
        fs::create_directories(file.parent_path());
        write_file(file, answer.certificate);
        const std::size_t changed = changed_units(answers.front(), answer);
        session.result()["weight_sets"].push_back({{"weights", names[at]},
                                                   {"mean_score", mean},
                                                   {"allocated_m2", given.m2()},
                                                   {"shortfall_m2", shortfall.m2()},
                                                   {"gap", answer.gap},
                                                   {"stop", model::to_string(answer.stop)},
                                                   {"changed_units", changed},
                                                   {"certificate", file.string()}});
        session.print(fmt::format("{:<20} {:>10.4f} {:>12} {:>12} {:>10.4f} {:>8}", names[at], mean,
                                  with_thousands(given.mu(), 1), with_thousands(shortfall.mu(), 1),
                                  100 * answer.gap, changed));
    }
    session.result()["seconds"] = {{"scores", scored_s}, {"allocation", allocated_s}};
    session.produced(study::allocation_file(results, scenario).parent_path(),
                     {"每套权重的配置证书", "a certificate for each set of weights"});
    return lacks;
}

}  // namespace zonewright::command
