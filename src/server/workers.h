// Answers the queue: each question in a process of its own, as many at once as was asked for.
//
// A process that ends with an answer is a success, one that says what is wrong is a failure, one that is killed is tried
// again. One that cannot be answered while the study is run (its results are no longer those of what it says) is asked again
// after the run. When the program stops, processes are ended and their questions wait again. Files of an answer lie in
// <jobs>/<id>/out, the answer itself in answer.json, its paths relative to the job.
#pragma once

#include <atomic>
#include <filesystem>
#include <nlohmann/json.hpp>
#include <thread>
#include <vector>

#include "server/queue.h"
#include "server/sandbox.h"
#include "server/uploads.h"

namespace zonewright::server {

struct WorkerLimits {
    ChildLimits child;
    int seconds = 900;
};
/// A run takes this many times as long as a question may.
inline constexpr int run_patience = 8;

/// Where jobs keep their files.
class JobFolders {
public:
    explicit JobFolders(std::filesystem::path folder);
    std::filesystem::path of(const std::string& job) const { return folder_ / job; }
    /// Of the files in its out folder: the path within it.
    std::vector<std::string> files(const std::string& job) const;
    /// The answer as JSON; nothing while there is none, or more of it than 64 MiB.
    std::optional<nlohmann::ordered_json> answer(const std::string& job) const;
    void wipe(const std::string& job) const;

private:
    std::filesystem::path folder_;
};

class Workers {
public:
    /// `count` for questions, and one for runs of the study.
    Workers(Queue& queue, const Sandbox& sandbox, const JobFolders& folders, WorkerLimits limits, int count);
    /// Ends what runs; it waits again.
    ~Workers();
    std::int64_t answered() const { return answered_; }

private:
    void work(const std::stop_token& stop, JobKind kind);
    void answer_one(const std::stop_token& stop, const Job& job);
    ChildRequest request_for(const Job& job) const;
    /// `beside_run`: a run of the study waited or was at work when it was started.
    void settle(const Job& job, const ChildEnd& end, bool beside_run);

    Queue& queue_;
    const Sandbox& sandbox_;
    const JobFolders& folders_;
    WorkerLimits limits_;
    std::atomic<std::int64_t> answered_{0};
    std::vector<std::jthread> threads_;
};

}  // namespace zonewright::server
