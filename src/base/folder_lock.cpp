#include "base/folder_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <cstring>
#include <ctime>
#include <map>
#include <mutex>
#include <thread>
#include <utility>

#include "base/errors.h"
#include "base/language.h"
#include "base/leftovers.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;

std::string host_name() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    return name.data();
}

/// "2026-11-27 03:10:00", local time.
std::string now_words() {
    const std::time_t now = std::time(nullptr);
    std::tm parts{};
    ::localtime_r(&now, &parts);
    std::array<char, 32> text{};
    std::strftime(text.data(), text.size(), "%F %T", &parts);
    return text.data();
}

std::string words_in(int handle) {
    std::array<char, 1023> text{};
    const ssize_t size = ::pread(handle, text.data(), text.size(), 0);
    return size > 0 ? std::string(text.data(), static_cast<std::size_t>(size)) : std::string{};
}

[[noreturn]] void refuse_lock(const fs::path& file, int code) {
    // Whoever only reads comes here when what is asked for has not been made yet, or no longer holds.
    if (code == EROFS)
        throw ResourceError({.thing = file.parent_path().string(),
                             .value = both("只读；研究或程序在上次运行后改动过", "read-only, and the study or the program has changed since its last run"),
                             .expected = both("运行过的研究", "a study that has been run as it is now"),
                             .advice = both("先运行 zonewright run", "first: zonewright run")});
    throw ResourceError({.thing = file.parent_path().string(),
                         .value = std::strerror(code),
                         .expected = both("可写入的研究文件夹", "a study folder that can be written"),
                         .advice = both("检查文件夹的写入权限和剩余空间",
                                        "check the permission to write there and the free space")});
}

[[noreturn]] void refuse_busy(const fs::path& file, const std::string& holder) {
    const std::size_t line = holder.find('\n');  // the second line is for people
    const std::string words = line == std::string::npos ? holder : holder.substr(line + 1, holder.find('\n', line + 1) - line - 1);
    throw ResourceError(
        {.thing = file.parent_path().string(),
         .value = both("另一个 zonewright 正在写入（{}）", "another zonewright is writing ({})", words),
         .expected = both("同一研究同时只有一个写入者", "one writer of a study at a time"),
         .advice = both("等它结束后重试；查看已有结果不受影响",
                        "try again when it has ended; finished results can be read meanwhile")});
}

fs::path readers_file(const fs::path& folder) {
    return folder / ".readers";
}

enum class Outcome { Taken, Busy };

/// Without flock: the owner in the first line decides.
Outcome take_by_words(int handle) {
    const std::string words = words_in(handle);
    const auto owner = mark_from(std::string_view(words).substr(0, words.find('\n')));
    return owner && !(*owner == this_process()) && lives(*owner).value_or(true) ? Outcome::Busy : Outcome::Taken;
}

Outcome take(int handle, const fs::path& file) {
    if (::flock(handle, LOCK_EX | LOCK_NB) == 0) return Outcome::Taken;
    if (errno == EWOULDBLOCK || errno == EINTR) return Outcome::Busy;
    if (errno == ENOLCK || errno == ENOSYS || errno == EOPNOTSUPP) return take_by_words(handle);
    refuse_lock(file, errno);
}

}  // namespace

struct FolderLock::Held {
    Held(const fs::path& folder, const std::string& verb, std::chrono::milliseconds patience,
         const Progress& progress)
        : file(file_in(folder)) {
        handle = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0644);
        if (handle < 0) refuse_lock(file, errno);
        const auto end = std::chrono::steady_clock::now() + patience;
        while (take(handle, file) == Outcome::Busy) {
            if (std::chrono::steady_clock::now() >= end) {
                const std::string holder = words_in(handle);
                ::close(handle);
                refuse_busy(file, holder);
            }
            std::this_thread::sleep_for(std::chrono::milliseconds(20));
            if (progress.stop_requested()) ::close(handle);
            progress.checkpoint();
        }
        const std::string words = fmt::format("{}\n{} · pid {} · {} · {}\n", word_of(this_process()), verb, ::getpid(),
                                              host_name(), now_words());
        // The words are for others; that they cannot be written (a full disk) takes nothing from the lock.
        if (::ftruncate(handle, 0) == 0) written = ::pwrite(handle, words.data(), words.size(), 0) >= 0;
    }
    ~Held() {
        if (::ftruncate(handle, 0) != 0) written = false;  // the lock itself goes with the handle
        ::close(handle);
    }
    Held(const Held&) = delete;
    Held& operator=(const Held&) = delete;

    fs::path file;
    int handle = -1;
    bool written = false;
};

/// The locks of this process.
struct FolderLock::Known {
    std::mutex guard;
    std::map<fs::path, std::weak_ptr<Held>> by_folder;

    static Known& of_process() {
        static Known known;
        return known;
    }
    /// Under `guard`.
    std::weak_ptr<Held>& at(const fs::path& folder) {
        std::error_code unknown;
        const fs::path name = fs::weakly_canonical(folder, unknown);
        return by_folder[unknown ? folder : name];
    }
};

FolderLock::FolderLock(const fs::path& folder, const std::string& verb, std::chrono::milliseconds patience,
                       const Progress& progress) {
    Known& known = Known::of_process();
    const std::lock_guard lock(known.guard);
    std::weak_ptr<Held>& here = known.at(folder);
    held_ = here.lock();
    if (!held_) here = held_ = std::make_shared<Held>(folder, verb, patience, progress);
}
FolderLock::~FolderLock() = default;
FolderLock::FolderLock(FolderLock&&) noexcept = default;
FolderLock& FolderLock::operator=(FolderLock&&) noexcept = default;

std::chrono::milliseconds FolderLock::usual_patience() {
    constexpr double usual_s = 30, longest_s = 86400;
    const char* stated = std::getenv("ZONEWRIGHT_LOCK_WAIT");
    const double seconds = stated == nullptr ? usual_s : std::strtod(stated, nullptr);
    return std::chrono::milliseconds(static_cast<std::int64_t>(1000 * std::min(std::max(0.0, seconds), longest_s)));
}

ReaderMark::ReaderMark(const fs::path& folder)
    : handle_(::open(readers_file(folder).c_str(), O_RDONLY | O_CLOEXEC)) {
    if (handle_ >= 0) ::flock(handle_, LOCK_SH | LOCK_NB);
}
ReaderMark::~ReaderMark() {
    if (handle_ >= 0) ::close(handle_);
}
ReaderMark::ReaderMark(ReaderMark&& other) noexcept : handle_(std::exchange(other.handle_, -1)) {}
ReaderMark& ReaderMark::operator=(ReaderMark&& other) noexcept {
    std::swap(handle_, other.handle_);
    return *this;
}

void allow_readers(const fs::path& folder) {
    const int handle = ::open(readers_file(folder).c_str(), O_RDONLY | O_CREAT | O_CLOEXEC, 0644);
    if (handle < 0) refuse_lock(readers_file(folder), errno);
    ::close(handle);
}

bool nobody_reads(const fs::path& folder) {
    const int handle = ::open(readers_file(folder).c_str(), O_RDONLY | O_CLOEXEC);
    if (handle < 0) return errno == ENOENT;
    const bool nobody = ::flock(handle, LOCK_EX | LOCK_NB) == 0;
    ::close(handle);
    return nobody;
}

bool FolderLock::is_held_here(const fs::path& folder) {
    Known& known = Known::of_process();
    const std::lock_guard lock(known.guard);
    return known.at(folder).lock() != nullptr;
}

fs::path FolderLock::file_in(const fs::path& folder) {
    return folder / ".zonewright.lock";
}

}  // namespace zonewright
