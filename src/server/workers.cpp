#include "server/workers.h"

#include <algorithm>
#include <sstream>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "server/offered.h"

namespace zonewright::server {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

/// The last line of the log that states progress, in per cent.
int stated_progress(const fs::path& log) {
    constexpr std::uintmax_t most_bytes = 8U << 20;
    constexpr std::size_t tail = 4096;
    std::error_code absent;
    const auto bytes = fs::file_size(log, absent);
    if (absent || bytes > most_bytes) return 0;
    const std::string whole = read_file(log);
    std::istringstream in(whole.substr(whole.size() - std::min(whole.size(), tail)));
    int percent = 0;
    for (std::string line; std::getline(in, line);) {
        const auto told = nlohmann::json::parse(line, nullptr, false);
        if (told.is_object() && told.contains("progress") && told["progress"].is_number())
            percent = static_cast<int>(100 * std::clamp(told["progress"].get<double>(), 0.0, 0.99));
    }
    return percent;
}

/// What the process said was wrong, without paths of this machine.
std::string stated_error(const std::optional<nlohmann::ordered_json>& answer, const ChildEnd& end) {
    if (answer && answer->is_object() && answer->contains("error") && (*answer)["error"].is_string())
        return (*answer)["error"].get<std::string>();
    return both("任务以代码 {} 结束，没有说明", "the question ended with code {} and said nothing", end.code).zh;
}

void without_prefix(nlohmann::ordered_json& value, const std::string& prefix) {
    if (value.is_string()) {
        std::string text = value.get<std::string>();
        for (std::size_t at = 0; (at = text.find(prefix, at)) != std::string::npos;) text.erase(at, prefix.size());
        value = text;
    } else if (value.is_structured()) {
        for (auto& each : value) without_prefix(each, prefix);
    }
}

/// Half of the machine: pages and questions go on.
unsigned threads_of_run() {
    return std::max(1U, std::thread::hardware_concurrency() / 2);
}

/// A fresh out folder: what an earlier attempt left is no part of the answer.
void prepare_folder(const fs::path& job) {
    std::error_code absent;
    fs::remove_all(job / "out", absent);
    make_folder(job / "in");
    make_folder(job / "out");
}

}  // namespace

JobFolders::JobFolders(fs::path folder) : folder_(std::move(folder)) {
    make_folder(folder_);
}

std::vector<std::string> JobFolders::files(const std::string& job) const {
    std::vector<std::string> names;
    const fs::path out = of(job) / "out";
    std::error_code absent;
    if (!fs::is_directory(out, absent)) return names;
    for (const auto& entry : fs::recursive_directory_iterator(out))
        if (entry.is_regular_file() && !entry.is_symlink()) names.push_back(entry.path().lexically_relative(out).string());
    std::ranges::sort(names);
    return names;
}

std::optional<nlohmann::ordered_json> JobFolders::answer(const std::string& job) const {
    constexpr std::uintmax_t most_bytes = 64U << 20;
    const fs::path file = of(job) / "answer.json";
    std::error_code absent;
    const auto bytes = fs::file_size(file, absent);
    if (absent || bytes > most_bytes) return std::nullopt;
    auto answer = nlohmann::ordered_json::parse(read_file(file), nullptr, false);
    if (answer.is_discarded()) return std::nullopt;
    return answer;
}

void JobFolders::wipe(const std::string& job) const {
    std::error_code gone;
    fs::remove_all(of(job), gone);
}

Workers::Workers(Queue& queue, const Sandbox& sandbox, const JobFolders& folders, WorkerLimits limits, int count)
    : queue_(queue), sandbox_(sandbox), folders_(folders), limits_(limits) {
    for (int i = 0; i <= count; ++i)
        threads_.emplace_back([this, kind = i < count ? JobKind::Question : JobKind::Run](const std::stop_token& stop) { work(stop, kind); });
}

Workers::~Workers() {
    for (std::jthread& thread : threads_) thread.request_stop();
    threads_.clear();
}

void Workers::work(const std::stop_token& stop, JobKind kind) {
    constexpr milliseconds between_looks{500}, after_fault{2000};
    while (!stop.stop_requested()) {
        try {
            if (const auto job = queue_.take(kind)) answer_one(stop, *job);
            else queue_.wait(stop, between_looks);
        } catch (const std::exception&) {  // a full disk, say: the job waits again, and so do we
            queue_.wait(stop, after_fault);
        }
    }
}

ChildRequest Workers::request_for(const Job& job) const {
    const fs::path folder = folders_.of(job.id);
    const bool is_run = job.process == run_process;
    std::vector<std::string> words{"--json", "--progress=json", "--lang=" + job.language, fmt::format("--threads={}", is_run ? threads_of_run() : 1U)};
    const auto asked = words_for(job.process, nlohmann::ordered_json::parse(job.question), sandbox_.study_inside(), sandbox_.job_inside(folder));
    words.insert(words.end(), asked.begin(), asked.end());
    ChildLimits limits = limits_.child;
    if (is_run) limits.cpu_s *= std::size_t{run_patience} * threads_of_run();
    return sandbox_.request(words, folder, limits, is_run ? Access::WriteResults : Access::ReadStudy);
}

void Workers::answer_one(const std::stop_token& stop, const Job& job) {
    const fs::path folder = folders_.of(job.id);
    try {
        prepare_folder(folder);
        const bool beside_run = queue_.unfinished(run_process).has_value();
        ChildProcess child(request_for(job));
        const int seconds = job.process == run_process ? run_patience * limits_.seconds : limits_.seconds;
        const auto last = std::chrono::steady_clock::now() + std::chrono::seconds(seconds);
        for (int looks = 1; !child.ended(); ++looks) {
            if (stop.stop_requested()) {
                child.kill();
                return queue_.give_back(job.id);
            }
            if (std::chrono::steady_clock::now() > last) {
                child.kill();
                return queue_.fail(job.id, both("超过时间上限 {} 秒，已停止", "stopped at the limit of {} s", seconds).zh);
            }
            std::this_thread::sleep_for(milliseconds(10));
            if (looks % 25 != 0) continue;
            if (queue_.is_dismissed(job.id)) return child.kill();
            queue_.report(job.id, stated_progress(folder / "log.txt"));
        }
        settle(job, *child.ended(), beside_run);
    } catch (const Error& problem) {
        queue_.was_killed(job.id, problem.message().zh);
        throw;
    }
}

void Workers::settle(const Job& job, const ChildEnd& end, bool beside_run) {
    constexpr int could_not = 1, first_signal_code = 126;  // a shell's and bwrap's word for "killed" or "could not start"
    if (end.killed || end.code >= first_signal_code) {
        queue_.was_killed(job.id, both("任务进程被终止（{}），已试 {} 次", "the process was killed ({}), tried {} times", end.code, job.attempts).zh);
        return;
    }
    if (end.code == could_not && job.process != run_process && (beside_run || queue_.unfinished(run_process))) return queue_.put_behind_run(job.id);
    auto answer = folders_.answer(job.id);
    if (answer) {
        without_prefix(*answer, sandbox_.job_inside(folders_.of(job.id)) + "/");
        without_prefix(*answer, sandbox_.study_inside() + "/");
        write_file(folders_.of(job.id) / "answer.json", answer->dump());
    }
    ++answered_;
    if (end.code == 0 || end.code == 3) {
        if (answer) return queue_.succeed(job.id, end.code == 0);
        return queue_.fail(job.id, both("答复不完整或过大", "the answer is incomplete or too large").zh);
    }
    queue_.fail(job.id, stated_error(answer, end));
}

}  // namespace zonewright::server
