// Brings a study up to a stage: what is finished and unchanged is loaded, the rest is run and kept.
// Interrupting a run loses at most the stage in progress.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/progress.h"
#include "study/results.h"
#include "study/stage.h"

namespace zonewright::study {

struct StageRecord {
    std::string id;
    std::string fingerprint;
    bool reused = false;
    double seconds = 0;
};

class Runner {
public:
    Runner(Results& results, Progress progress);

    /// Everything up to and including this stage is finished on return, and what it needs is in `results`.
    /// Throws InputError for an unknown stage.
    void bring_up_to(const std::string& stage_id);
    /// Loads the results of a finished stage into memory (a reused stage stays on disk until someone asks).
    void need(const std::string& stage_id);

    const std::vector<StageRecord>& records() const { return records_; }
    const std::string& fingerprint(const std::string& stage_id) const { return fingerprints_.at(stage_id); }

private:
    const Stage& stage(const std::string& id) const;
    std::string fingerprint_of(const Stage& stage) const;
    bool finished(const Stage& stage) const;
    void finish(const Stage& stage, const Progress& progress);

    Results& results_;
    Progress progress_;
    std::map<std::string, std::string> fingerprints_;
    std::set<std::string> in_memory_;
    std::vector<StageRecord> records_;
};

}  // namespace zonewright::study
