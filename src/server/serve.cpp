#include "server/serve.h"

#include <algorithm>
#include <iostream>
#include <optional>
#include <thread>

#include "base/atomic_file.h"
#include "base/child_guard.h"
#include "base/errors.h"
#include "base/folder_lock.h"
#include "base/own_file.h"
#include "base/spelling.h"
#include "server/desk.h"
#include "server/http_server.h"
#include "server/router.h"

namespace zonewright::server {
namespace {

namespace fs = std::filesystem;
using answer::ServeAnswer;
using answer::ServeQuestion;

fs::path state_of(const ServeQuestion& question) {
    const fs::path state = question.state.empty() ? question.study / "desk" : question.state;
    make_folder(state);
    fs::permissions(state, fs::perms::owner_all);
    return fs::canonical(state);
}

/// By code or by name, as the published towns have them.
std::string town_code(Desk& desk, const std::string& word) {
    std::vector<std::string> known;
    const auto reader = desk.published.reader();
    constexpr std::size_t most_towns = 2000;
    for (const Json& town : Json::parse(reader->items({.layer = "town", .limit = most_towns}).features)) {
        std::string code = town["properties"].value("code", ""), name = town["properties"].value("name", "");
        if (word == code || word == name || (!word.empty() && name.starts_with(word))) return code;
        known.push_back(name);
    }
    throw InputError({.thing = "--town", .value = word, .expected = joined(known), .advice = both("选用其中之一", "choose one of these")});
}

void add_asked_user(Desk& desk, const ServeQuestion& question) {
    const std::string town = question.role == "town" ? town_code(desk, question.town) : "";
    std::string password;
    std::getline(std::cin, password);
    if (!password.empty() && password.back() == '\r') password.pop_back();
    desk.accounts.keep({question.add_user, question.role, town}, password);
    desk.audit.record("console", "", "keep-user", question.add_user + " " + question.role + " " + town);
}

void remove_asked_user(Desk& desk, const ServeQuestion& question) {
    if (!desk.accounts.remove(question.remove_user)) {
        std::vector<std::string> known;
        for (const User& user : desk.accounts.all()) known.push_back(user.name);
        throw InputError({.thing = "--remove-user", .value = question.remove_user, .expected = joined(known),
                          .advice = both("没有这个用户", "there is no such user")});
    }
    desk.audit.record("console", "", "remove-user", question.remove_user);
}

ServeAnswer users_changed(Desk& desk, const ServeQuestion& question) {
    if (!question.add_user.empty()) add_asked_user(desk, question);
    if (!question.remove_user.empty()) remove_asked_user(desk, question);
    ServeAnswer answer;
    answer.users.emplace();
    for (const User& user : desk.accounts.all()) answer.users->push_back({user.name, user.role, user.town});
    return answer;
}

void wipe_old(Desk& desk, int keep_days) {
    constexpr std::int64_t day_s = 86400;
    const std::int64_t before = desk.clock() - keep_days * day_s;
    const auto jobs = desk.queue.wipe_before(before);
    for (const std::string& job : jobs) desk.folders.wipe(job);
    const int uploads = desk.uploads.wipe_before(before);
    if (!jobs.empty() || uploads > 0)
        desk.audit.record("clock", "", "wipe", fmt::format("{} uploads, {} answers", uploads, jobs.size()));
}

void tell_opening(Desk& desk, const Sandbox& sandbox, const ServeQuestion& question, int recovered, const std::function<void(const Text&)>& tell) {
    if (!sandbox.is_closed())
        tell(both("警告：没有 bwrap 隔离，任务只受系统限额约束，可以联网、可以读本机文件",
                 "warning: no bwrap: questions are held by the limits of the system alone, and can reach the network and the files of this machine"));
    if (desk.accounts.all().empty())
        tell(both("还没有用户。另开一个终端：zonewright serve {} --add-user 姓名 --role admin < 密码文件",
                 "there are no users yet. In another terminal: zonewright serve {} --add-user NAME --role admin < FILE", question.study.string()));
    if (const auto fault = desk.audit.first_fault())
        tell(both("警告：审计日志从第 {} 条起被改动过", "warning: the audit log was changed from entry {} on", *fault));
    if (recovered > 0) tell(both("上次未完成的 {} 个任务重新排队", "{} questions that were not finished wait again", recovered));
    tell(both("已开启：{}（Ctrl-C 关闭）", "open: {} (Ctrl-C closes it)", desk.public_url));
}

Sandbox sandbox_for(const Desk& desk, const ServeQuestion& question, const fs::path& state) {
    return {{.program = own_file(),
             .layers = fs::canonical(desk.notice.layers_folder),
             .study = fs::canonical(question.study),
             .state = state,
             .bundle = own_bundle()},
            question.without_sandbox};
}

WorkerLimits limits_of(const ServeQuestion& question) {
    return {.child = {.memory_mib = static_cast<std::size_t>(question.memory_mib),
                      .cpu_s = 4 * static_cast<std::size_t>(question.time_limit_s),
                      .file_mib = 2048,
                      .open_files = 1024},
            .seconds = question.time_limit_s};
}

/// Until the user asks to stop; once an hour what is too old is wiped.
void stand_open(Desk& desk, int keep_days, const Progress& progress) {
    constexpr std::chrono::milliseconds look{50};
    constexpr std::int64_t hour_s = 3600;
    std::int64_t wiped = 0;
    while (!progress.stop_requested()) {
        if (desk.clock() - wiped >= hour_s) wipe_old(desk, keep_days), wiped = desk.clock();
        desk.live->end_when_idle();
        desk.tiles->end_when_idle();
        std::this_thread::sleep_for(look);
    }
}

}  // namespace

ServeAnswer serve(const ServeQuestion& question, const Progress& progress, const std::function<void(const Text&)>& tell) {
    const fs::path state = state_of(question);
    Desk desk(question.study, state, iso_time(system_clock()()).substr(0, 10));
    desk.published.reader();  // says what to do where nothing is published
    desk.keep_days = question.keep_days;
    if (!question.add_user.empty() || !question.remove_user.empty() || question.list_users) return users_changed(desk, question);
    const FolderLock lock(state, "zonewright serve", std::chrono::milliseconds(1000), progress);
    const ChildGuard guard;
    const Sandbox sandbox = sandbox_for(desk, question, state);
    desk.is_closed_off = sandbox.is_closed();
    const auto memory_mib = static_cast<std::size_t>(question.memory_mib);
    desk.live = std::make_unique<Companion>(sandbox, live_work(state, desk.published.file(), memory_mib));
    desk.tiles = std::make_unique<Tiles>(sandbox, desk.published, desk.notice.clusters, TilePlaces{.program = own_file(), .state = state}, memory_mib);
    const int recovered = desk.queue.recover();
    ServeAnswer answer;
    constexpr int http_threads = 4;
    {
        Workers workers(desk.queue, sandbox, desk.folders, limits_of(question), question.workers);
        HttpServer http(static_cast<std::uint16_t>(question.port), {.most_body = most_body_of, .lane = [&desk](const Request& request) { return lane_of(desk, request); }},
                        [&desk](const Request& request) { return respond(desk, request); });
        desk.public_url = question.public_url.empty() ? fmt::format("http://127.0.0.1:{}", http.port()) : question.public_url;
        while (desk.public_url.ends_with("/")) desk.public_url.pop_back();
        desk.audit.record("console", "", "open", desk.public_url);
        http.start(http_threads);
        tell_opening(desk, sandbox, question, recovered, tell);
        stand_open(desk, question.keep_days, progress);
        desk.live->close();
        desk.tiles->close();
        answer.address = desk.public_url;
        answer.requests = http.requests();
        answer.questions_answered = workers.answered();
    }
    desk.live.reset();
    desk.tiles.reset();
    answer.questions_waiting = desk.queue.waiting();
    desk.audit.record("console", "", "close", desk.public_url);
    answer.audit_end = desk.audit.end();
    return answer;
}

}  // namespace zonewright::server
