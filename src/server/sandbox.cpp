#include "server/sandbox.h"

#include <array>
#include <chrono>
#include <fstream>
#include <thread>

#include "base/atomic_file.h"
#include "base/call_filter.h"
#include "base/errors.h"
#include "base/external_program.h"
#include "base/folder_lock.h"
#include "base/secrets.h"

namespace zonewright::server {
namespace {

namespace fs = std::filesystem;

/// A run waits longer for the lock of the study: the one before it may be on its way out.
std::vector<std::string> clean_environment(const std::string& layers, const std::string& home, Access access) {
    const std::string patience = access == Access::WriteResults ? "30" : "5";
    return {"PATH=/usr/local/bin:/usr/bin:/bin", "HOME=" + home, "TMPDIR=" + home, "LANG=C.UTF-8", "LC_ALL=C.UTF-8",
            "ZONEWRIGHT_LAYERS=" + layers, "ZONEWRIGHT_LOCK_WAIT=" + patience, "OGR_GEOJSON_MAX_OBJ_SIZE=60", "PROJ_NETWORK=OFF"};
}

void add_words(std::vector<std::string>& words, std::initializer_list<std::string> more) {
    words.insert(words.end(), more);
}

}  // namespace

Sandbox::Sandbox(SandboxPlaces places, bool may_go_without) : places_(std::move(places)) {
    const std::array<std::string, 1> names{"bwrap"};
    bwrap_ = find_program(names);
    const bool installed = bwrap_.has_value();
    if (const std::string filter = call_filter(); installed && !filter.empty()) {
        filter_ = places_.state / "call-filter.bpf";
        write_file(filter_, filter);
    }
    if (installed && works()) return;
    bwrap_.reset();
    if (may_go_without) return;
    throw InputError({.thing = "bwrap (bubblewrap)",
                      .value = installed ? both("在本机不能运行", "does not work on this machine") : both("未安装", "not installed"),
                      .expected = both("可以隔离任务的 bwrap：任务要读外来文件", "a bwrap that can wall off questions: they read files from outside"),
                      .advice = both("安装 bubblewrap，或加上 --without-sandbox（任务只受系统限额约束，且可以联网）",
                                     "install bubblewrap, or add --without-sandbox (only the limits of the system hold, and "
                                     "questions can reach the network)")});
}

bool Sandbox::works() const {
    const fs::path trial = places_.state / ("trial-" + random_hex(8));
    make_folder(trial / "in");
    make_folder(trial / "out");
    bool worked = false;
    {
        ChildProcess child(request({"--version"}, trial, {.cpu_s = 20}));
        const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(20);
        while (!child.ended() && std::chrono::steady_clock::now() < end) std::this_thread::sleep_for(std::chrono::milliseconds(10));
        const auto ended = child.ended();
        worked = ended && !ended->killed && ended->code == 0;
    }
    std::error_code ignored;
    fs::remove_all(trial, ignored);
    return worked;
}

std::string Sandbox::study_inside() const {
    return is_closed() ? "/study" : places_.study.string();
}
std::string Sandbox::job_inside(const fs::path& job) const {
    return is_closed() ? "/job" : job.string();
}

std::vector<std::string> Sandbox::walls(const fs::path& job, Access access) const {
    // Its session is its own already (base/child_process.h); in one of bwrap's making the guard would not find it.
    std::vector<std::string> words{"--unshare-all", "--die-with-parent", "--cap-drop", "ALL",
                                   "--ro-bind", "/usr", "/usr", "--proc", "/proc", "--dev", "/dev", "--tmpfs", "/tmp"};
    for (const char* place : {"/lib", "/lib64", "/bin", "/etc/alternatives", "/etc/fonts", "/etc/ld.so.cache", "/etc/chromium",
                              "/etc/chromium.d", "/var/cache/fontconfig"})
        add_words(words, {"--ro-bind-try", place, place});
    const fs::path beside = places_.layers.parent_path();
    add_words(words, {"--dir", "/program", "--ro-bind", (places_.bundle ? *places_.bundle : places_.program).string(), "/program/zonewright"});
    add_words(words, {"--ro-bind", places_.layers.string(), "/program/layers"});
    add_words(words, {"--ro-bind-try", (beside / "styles").string(), "/program/styles"});
    add_words(words, {"--ro-bind", places_.study.string(), "/study"});
    if (access == Access::WriteResults) {
        const std::ofstream there(FolderLock::file_in(places_.study), std::ios::app);
        for (const fs::path& writable : {places_.study / "out", FolderLock::file_in(places_.study)})
            add_words(words, {"--bind", writable.string(), "/study/" + writable.filename().string()});
    }
    const fs::path within = places_.state.lexically_relative(places_.study);
    if (!within.empty() && *within.begin() != "..") add_words(words, {"--tmpfs", "/study/" + within.string()});
    add_words(words, {"--bind", job.string(), "/job", "--ro-bind", (job / "in").string(), "/job/in", "--chdir", "/job"});
    return words;
}

ChildRequest Sandbox::request(const std::vector<std::string>& words, const fs::path& job, const ChildLimits& limits, Access access) const {
    ChildRequest asked{.output = job / "answer.json", .errors = job / "log.txt", .limits = limits};
    if (bwrap_) {
        asked.program = *bwrap_;
        asked.arguments = walls(job, access);
        asked.third = filter_;
        if (!filter_.empty()) add_words(asked.arguments, {"--seccomp", "3"});
        // A bundle runs only as a whole: launcher, loader, libraries.
        asked.arguments.emplace_back(places_.bundle ? "/program/zonewright/bin/zonewright" : "/program/zonewright");
        asked.environment = clean_environment("/program/layers", "/tmp", access);
    } else {
        asked.program = places_.program;
        asked.environment = clean_environment(places_.layers.string(), (job / "out").string(), access);
    }
    asked.arguments.insert(asked.arguments.end(), words.begin(), words.end());
    return asked;
}

}  // namespace zonewright::server
