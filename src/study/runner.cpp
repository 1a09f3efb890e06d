#include "study/runner.h"

#include <algorithm>
#include <chrono>

#include "base/errors.h"
#include "base/spelling.h"
#include "study/archive.h"
#include "study/inputs.h"

namespace zonewright::study {
namespace {

std::filesystem::path archive_of(const Results& results, const Stage& stage) {
    return results.cache / (stage.id + ".stage");
}

double seconds_since(std::chrono::steady_clock::time_point start) {
    return std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
}

}  // namespace

Runner::Runner(Results& results, Progress progress) : results_(results), progress_(std::move(progress)) {
    for (const Stage& each : all_stages()) fingerprints_[each.id] = fingerprint_of(each);
}

const Stage& Runner::stage(const std::string& id) const {
    const auto stages = all_stages();
    const auto found = std::find_if(stages.begin(), stages.end(), [&](const Stage& s) { return s.id == id; });
    if (found != stages.end()) return *found;
    std::vector<std::string> known;
    for (const Stage& each : stages) known.push_back(each.id);
    const auto near = nearest_name(id, known);
    throw InputError({.thing = say("阶段", "stage"),
                      .value = id,
                      .expected = joined(known),
                      .advice = near ? say("是否指 {}？", "did you mean {}?", *near)
                                     : say("选用其中之一", "choose one of these")});
}

std::string Runner::fingerprint_of(const Stage& each) const {
    Fingerprint fingerprint;
    fingerprint.add(program_hash()).add(each.id);
    each.describe(results_, fingerprint);
    for (const std::string& need : each.needs) fingerprint.add(fingerprints_.at(need));
    return fingerprint.hex();
}

bool Runner::finished(const Stage& each) const {
    return has_archive(archive_of(results_, each), fingerprints_.at(each.id)) &&
           (!each.intact || each.intact(results_));
}

void Runner::need(const std::string& stage_id) {
    if (in_memory_.contains(stage_id)) return;
    const Stage& wanted = stage(stage_id);
    if (auto archive = load_archive(archive_of(results_, wanted), fingerprints_.at(stage_id))) {
        try {
            wanted.load(results_, *archive);
            in_memory_.insert(stage_id);
            return;
        } catch (const ArchiveCut&) {
            // A damaged archive is the same as none: the stage runs again.
        }
    }
    finish(wanted, progress_.part(0, 1, wanted.title.said()));
}

void Runner::finish(const Stage& wanted, const Progress& progress) {
    const auto start = std::chrono::steady_clock::now();
    for (const std::string& upstream : wanted.needs) need(upstream);
    progress.report(0);
    wanted.run(results_, progress);
    ArchiveWriter archive;
    wanted.save(results_, archive);
    save_archive(archive_of(results_, wanted), fingerprints_.at(wanted.id), archive);
    in_memory_.insert(wanted.id);
    records_.push_back({wanted.id, fingerprints_.at(wanted.id), false, seconds_since(start)});
    progress.report(1);
}

void Runner::bring_up_to(const std::string& stage_id) {
    const auto stages = all_stages();
    const std::size_t last = static_cast<std::size_t>(&stage(stage_id) - stages.data());
    std::vector<bool> done;
    double total = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        done.push_back(finished(stages[i]));
        if (!done.back()) total += stages[i].share;
    }
    double before = 0;
    for (std::size_t i = 0; i <= last; ++i) {
        if (done[i]) {
            records_.push_back({stages[i].id, fingerprints_.at(stages[i].id), true, 0});
            continue;
        }
        if (in_memory_.contains(stages[i].id)) continue;  // need() of a later stage already ran it
        finish(stages[i],
               progress_.part(before / total, (before + stages[i].share) / total, stages[i].title.said()));
        before += stages[i].share;
    }
}

}  // namespace zonewright::study
