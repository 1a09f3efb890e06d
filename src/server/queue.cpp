#include "server/queue.h"

#include <algorithm>

#include "base/secrets.h"

namespace zonewright::server {
namespace {

constexpr const char* job_columns =
    "SELECT id, process, question, state, attempts, town, name, request, language, created, started, finished, updated, "
    "progress, message, complete FROM job ";

/// As the progress of a job that waits for the end of a run.
constexpr int behind_run = -1;

Job job_in(const Query& row) {
    return {.id = row.text(0),
            .process = row.text(1),
            .question = row.text(2),
            .state = row.text(3),
            .attempts = static_cast<int>(row.number(4)),
            .town = row.text(5),
            .name = row.text(6),
            .request = row.text(7),
            .language = row.text(8),
            .created = row.number(9),
            .started = row.number(10),
            .finished = row.number(11),
            .updated = row.number(12),
            .progress = std::max(0, static_cast<int>(row.number(13))),
            .message = row.text(14),
            .complete = row.number(15) != 0};
}

}  // namespace

std::optional<Job> Queue::add(Job job) {
    job.state = "accepted";
    job.created = job.updated = clock_();
    if (job.id.empty()) job.id = random_hex(16);
    {
        Changes changes(database_);
        auto count = database_.ask("SELECT count(*), count(*) FILTER (WHERE town = ?1) FROM job WHERE state = 'accepted'", job.town);
        count.step();
        if (count.number(0) >= most_waiting || (!job.town.empty() && count.number(1) >= most_waiting_of_town)) return std::nullopt;
        database_.run("INSERT INTO job (id, process, question, state, town, name, request, language, created, updated) VALUES "
                      "(?1, ?2, ?3, 'accepted', ?4, ?5, ?6, ?7, ?8, ?8)",
                      job.id, job.process, job.question, job.town, job.name, job.request, job.language, job.created);
        changes.commit();
    }
    changed_.notify_all();  // of those that answer questions and those that run the study
    return job;
}

std::optional<Job> Queue::take(JobKind kind) {
    Changes changes(database_);
    auto next = database_.ask(std::string(job_columns) +
                              "WHERE state = 'accepted' AND (process = ?1) = ?2 AND (progress <> ?3 OR NOT EXISTS (SELECT 1 FROM job r WHERE r.process = ?1 "
                              "AND r.state IN ('accepted', 'running'))) ORDER BY (SELECT count(*) FROM job r WHERE r.town = job.town AND r.state = "
                              "'running'), (SELECT coalesce(max(started), 0) FROM job d WHERE d.town = job.town), number LIMIT 1",
                              std::string(run_process), kind == JobKind::Run ? 1 : 0, behind_run);
    if (!next.step()) return std::nullopt;
    Job job = job_in(next);
    job.state = "running";
    ++job.attempts;
    database_.run("UPDATE job SET state = 'running', attempts = attempts + 1, started = ?2, updated = ?2, progress = 0 WHERE id = ?1",
                  job.id, clock_());
    changes.commit();
    return job;
}

std::optional<Job> Queue::unfinished(const std::string& process) {
    const auto lock = database_.locked();
    auto row = database_.ask(std::string(job_columns) + "WHERE process = ?1 AND state IN ('accepted', 'running') ORDER BY number LIMIT 1", process);
    return row.step() ? std::optional(job_in(row)) : std::nullopt;
}

void Queue::wait(const std::stop_token& stop, std::chrono::milliseconds longest) {
    std::unique_lock lock(waiting_);
    changed_.wait_for(lock, stop, longest, [] { return false; });
}

void Queue::finish(const std::string& id, const std::string& state, const std::string& message, bool complete) {
    const auto lock = database_.locked();
    database_.run("UPDATE job SET state = ?2, message = ?3, complete = ?4, finished = ?5, updated = ?5, progress = 100 WHERE id = ?1 "
                  "AND state = 'running'",
                  id, state, message, complete ? 1 : 0, clock_());
}

void Queue::succeed(const std::string& id, bool complete) {
    finish(id, "successful", "", complete);
}
void Queue::fail(const std::string& id, const std::string& message) {
    finish(id, "failed", message, false);
}

bool Queue::was_killed(const std::string& id, const std::string& message) {
    const auto lock = database_.locked();
    const int again = database_.run("UPDATE job SET state = 'accepted', updated = ?2 WHERE id = ?1 AND state = 'running' AND attempts < ?3",
                                    id, clock_(), attempts_allowed);
    if (again == 0) finish(id, "failed", message, false);
    return again > 0;
}

void Queue::give_back(const std::string& id) {
    const auto lock = database_.locked();
    database_.run("UPDATE job SET state = 'accepted', attempts = attempts - 1, updated = ?2 WHERE id = ?1 AND state = 'running'", id, clock_());
}

void Queue::put_behind_run(const std::string& id) {
    const auto lock = database_.locked();
    database_.run("UPDATE job SET state = 'accepted', attempts = attempts - 1, progress = ?3, updated = ?2 WHERE id = ?1 AND state = 'running'", id, clock_(),
                  behind_run);
}

int Queue::recover() {
    const auto lock = database_.locked();
    return database_.run("UPDATE job SET state = 'accepted', attempts = attempts - 1, updated = ?1 WHERE state = 'running'", clock_());
}

void Queue::report(const std::string& id, int percent) {
    const auto lock = database_.locked();
    database_.run("UPDATE job SET progress = ?2, updated = ?3 WHERE id = ?1 AND state = 'running' AND progress < ?2", id, percent, clock_());
}

void Queue::dismiss(const std::string& id) {
    const auto lock = database_.locked();
    database_.run("UPDATE job SET state = 'dismissed', finished = CASE finished WHEN 0 THEN ?2 ELSE finished END, updated = ?2 WHERE id = ?1",
                  id, clock_());
}

bool Queue::is_dismissed(const std::string& id) {
    const auto lock = database_.locked();
    auto row = database_.ask("SELECT state FROM job WHERE id = ?1", id);
    return row.step() && row.text(0) == "dismissed";
}

std::optional<Job> Queue::find(const std::string& id, const User& by) {
    const auto lock = database_.locked();
    auto row = database_.ask(std::string(job_columns) + "WHERE id = ?1 AND wiped = 0", id);
    if (!row.step()) return std::nullopt;
    Job job = job_in(row);
    if (!by.sees_all() && job.town != by.town) return std::nullopt;
    return job;
}

std::vector<Job> Queue::list(const User& by, const JobFilter& filter) {
    const auto lock = database_.locked();
    auto rows = database_.ask(std::string(job_columns) +
                                  "WHERE wiped = 0 AND (?1 OR town = ?2) AND (?3 = '' OR state = ?3) AND (?4 = '' OR process = ?4) "
                                  "ORDER BY number DESC LIMIT ?5 OFFSET ?6",
                              by.sees_all() ? 1 : 0, by.town, filter.state, filter.process,
                              static_cast<std::int64_t>(filter.limit), static_cast<std::int64_t>(filter.offset));
    std::vector<Job> jobs;
    while (rows.step()) jobs.push_back(job_in(rows));
    return jobs;
}

std::int64_t Queue::waiting() {
    const auto lock = database_.locked();
    auto row = database_.ask("SELECT count(*) FROM job WHERE state IN ('accepted', 'running')");
    row.step();
    return row.number(0);
}

std::vector<std::string> Queue::wipe_before(std::int64_t moment) {
    const auto lock = database_.locked();
    auto rows = database_.ask("SELECT id FROM job WHERE wiped = 0 AND finished > 0 AND finished < ?1 AND state NOT IN ('accepted', 'running') AND id NOT IN (SELECT v.job "
                              "FROM version v JOIN request r ON r.id = v.request WHERE r.state <> 'draft')",
                              moment);
    std::vector<std::string> ids;
    while (rows.step()) ids.push_back(rows.text(0));
    for (const std::string& id : ids) database_.run("UPDATE job SET wiped = 1 WHERE id = ?1", id);
    return ids;
}

}  // namespace zonewright::server
