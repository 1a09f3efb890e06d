// Questions that wait for an answer, are being answered, or were: none is lost, whatever is killed.
//
// A job is on disk before its number is told to anybody. One that was running when the program ended waits again at the
// next start; one whose process was killed is tried again, three times in all, and then fails with a reason. Towns are
// served in turn: the next job is one of the town with the fewest running and, of these, the one served longest ago.
// A town sees its own jobs, the bureau all; an unknown job and one of another town read the same.
#pragma once

#include <condition_variable>
#include <optional>
#include <stop_token>
#include <string>
#include <vector>

#include "server/accounts.h"
#include "server/database.h"

namespace zonewright::server {

struct Job {
    std::string id, process, question;  ///< question: JSON with the places written as {study} and {job}
    std::string state;                  ///< "accepted", "running", "successful", "failed", "dismissed"
    int attempts = 0;
    std::string town, name, request, language;
    std::int64_t created = 0, started = 0, finished = 0, updated = 0;
    int progress = 0;
    std::string message;
    bool complete = false;  ///< false: answered with a shortfall or with checks that failed
    bool is_over() const { return state != "accepted" && state != "running"; }
};

/// The full run of the study: it writes into it, and no question waits behind it.
inline constexpr const char* run_process = "run";
enum class JobKind { Question, Run };

struct JobFilter {
    std::string state, process;
    std::size_t limit = 100, offset = 0;
};

class Queue {
public:
    static constexpr int attempts_allowed = 3;
    static constexpr std::int64_t most_waiting = 1000, most_waiting_of_town = 200;

    Queue(Database& database, Clock clock) : database_(database), clock_(std::move(clock)) {}

    /// Nothing when too many wait already.
    std::optional<Job> add(Job job);
    /// The next one of this kind, now running; nothing when none waits.
    std::optional<Job> take(JobKind kind = JobKind::Question);
    /// The first of this process that waits or is running.
    std::optional<Job> unfinished(const std::string& process);
    /// Waits until there may be one to take, at most so long.
    void wait(const std::stop_token& stop, std::chrono::milliseconds longest);

    void succeed(const std::string& id, bool complete);
    void fail(const std::string& id, const std::string& message);
    /// Its process was killed: waits again, or fails after the last attempt; true when it waits again.
    bool was_killed(const std::string& id, const std::string& message);
    /// The program ends: waits again, and the attempt is not counted.
    void give_back(const std::string& id);
    /// It could not be answered beside a run of the study: waits until none waits or is at work, and the attempt is not counted.
    void put_behind_run(const std::string& id);
    /// At the start: what an ended program left running waits again; returns how many.
    int recover();
    void report(const std::string& id, int percent);
    void dismiss(const std::string& id);
    bool is_dismissed(const std::string& id);

    std::optional<Job> find(const std::string& id, const User& by);
    std::vector<Job> list(const User& by, const JobFilter& filter);
    std::int64_t waiting();
    /// Ids of finished jobs that belong to no request handed in and ended before that; marked as wiped.
    std::vector<std::string> wipe_before(std::int64_t moment);

private:
    void finish(const std::string& id, const std::string& state, const std::string& message, bool complete);

    Database& database_;
    Clock clock_;
    std::condition_variable_any changed_;
    std::mutex waiting_;
};

}  // namespace zonewright::server
