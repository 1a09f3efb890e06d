#include "base/process_end.h"

#include <fcntl.h>
#include <malloc.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <atomic>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <exception>
#include <new>
#include <vector>

#include "base/errors.h"
#include "base/refused_memory.h"

namespace zonewright {
namespace {

constexpr std::size_t name_bytes = 1024, most_names = 512, word_bytes = 1024;
constexpr std::size_t nowhere = most_names;
constexpr int deepest = 6;

enum class SlotState : int { Free, Filling, Held };
struct Slot {
    std::atomic<SlotState> state{SlotState::Free};
    std::array<char, name_bytes> path{};
};
std::array<Slot, most_names> slots;
static_assert(std::atomic<SlotState>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

struct Words {
    std::array<char, word_bytes> text{};
    void keep(const std::string& words) {
        const std::size_t size = std::min(words.size(), word_bytes - 1);
        std::memcpy(text.data(), words.data(), size);
        text[size] = '\0';
    }
};
std::array<Words, 4> last_words;
std::atomic<int> last_words_to{STDERR_FILENO};
std::atomic<bool> ending{false};

/// As the kernel lays it out; the C library's readdir allocates.
struct DirectoryEntry {
    std::uint64_t inode;
    std::int64_t offset;
    std::uint16_t length;
    std::uint8_t type;
    std::array<char, 1> name;  // its first
};

void remove_in(int folder, const char* prefix, int depth) noexcept;

void remove_entry(int folder, const char* name, int depth) noexcept {
    if (::unlinkat(folder, name, 0) == 0 || depth >= deepest) return;
    const int inner = ::openat(folder, name, O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
    if (inner < 0) return;
    remove_in(inner, "", depth + 1);
    ::close(inner);
    ::unlinkat(folder, name, AT_REMOVEDIR);
}

bool is_entry(const char* name, const char* prefix) noexcept {
    return std::strcmp(name, ".") != 0 && std::strcmp(name, "..") != 0 &&
           std::strncmp(name, prefix, std::strlen(prefix)) == 0;
}

void remove_in(int folder, const char* prefix, int depth) noexcept {
    alignas(DirectoryEntry) std::array<char, 4096> buffer;
    for (;;) {
        const long size = ::syscall(SYS_getdents64, folder, buffer.data(), buffer.size());
        if (size <= 0) return;
        for (long at = 0; at < size;) {
            const auto* entry = reinterpret_cast<const DirectoryEntry*>(buffer.data() + at);
            const char* name = buffer.data() + at + offsetof(DirectoryEntry, name);
            if (is_entry(name, prefix)) remove_entry(folder, name, depth);
            at += entry->length;
        }
    }
}

void remove_path(const char* path) noexcept {
    std::array<char, name_bytes> folder{};
    std::strncpy(folder.data(), path, name_bytes - 1);
    char* slash = std::strrchr(folder.data(), '/');
    const char* name = slash == nullptr ? path : path + (slash - folder.data()) + 1;
    if (*name == '\0') return;
    if (slash == nullptr) folder[0] = '.', folder[1] = '\0';
    else if (slash == folder.data()) slash[1] = '\0';
    else *slash = '\0';
    const int opened = ::open(folder.data(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (opened < 0) return;
    remove_in(opened, name, 0);
    ::close(opened);
}

const char* words_of(EndReason reason) noexcept {
    const char* prepared = last_words[static_cast<std::size_t>(reason)].text.data();
    if (*prepared != '\0') return prepared;
    switch (reason) {
        case EndReason::Stopped: return "error: stopped as asked\n";
        case EndReason::Memory: return "error: out of memory\n";
        case EndReason::Unheard: return "";
        case EndReason::Fault: return "internal error: the program or a library it uses failed\n";
    }
    return "";
}

/// A library that was refused memory and went on without it.
EndReason reason_of_fault() noexcept {
    return refused_allocations() > 0 ? EndReason::Memory : EndReason::Fault;
}

void on_fault(int) {
    end_process(reason_of_fault());
}

[[noreturn]] void on_terminate() {
    try {
        if (const auto thrown = std::current_exception()) std::rethrow_exception(thrown);
    } catch (const std::bad_alloc&) {
        end_process(EndReason::Memory);
    } catch (...) {
        end_process(reason_of_fault());
    }
    end_process(reason_of_fault());
}

bool is_default(int number) {
    struct sigaction before {};
    return ::sigaction(number, nullptr, &before) == 0 && before.sa_handler == SIG_DFL;
}

}  // namespace

RemovedAtEnd::RemovedAtEnd(const std::filesystem::path& path) : slot_(nowhere) {
    std::error_code unknown;
    const std::string name = std::filesystem::absolute(path, unknown).string();
    if (unknown || name.size() >= name_bytes) return;
    for (std::size_t i = 0; i < most_names && slot_ == nowhere; ++i) {
        SlotState expected = SlotState::Free;
        if (!slots[i].state.compare_exchange_strong(expected, SlotState::Filling)) continue;
        std::memcpy(slots[i].path.data(), name.c_str(), name.size() + 1);
        slots[i].state.store(SlotState::Held, std::memory_order_release);
        slot_ = i;
    }
}

RemovedAtEnd::~RemovedAtEnd() {
    if (slot_ != nowhere) slots[slot_].state.store(SlotState::Free, std::memory_order_release);
}

void prepare_last_words(const LastWords& words) {
    last_words[static_cast<std::size_t>(EndReason::Stopped)].keep(words.stopped);
    last_words[static_cast<std::size_t>(EndReason::Memory)].keep(words.memory);
    last_words[static_cast<std::size_t>(EndReason::Fault)].keep(words.fault);
    last_words_to = words.on_stdout ? STDOUT_FILENO : STDERR_FILENO;
}

void end_process(EndReason reason) noexcept {
    if (ending.exchange(true)) {
        // Another thread is at it, or removing has failed itself: wait a moment, then go.
        ::sleep(1);
        ::_exit(static_cast<int>(ExitCode::Failed));
    }
    for (Slot& slot : slots)
        if (slot.state.load(std::memory_order_acquire) == SlotState::Held) remove_path(slot.path.data());
    const char* words = words_of(reason);
    [[maybe_unused]] const ssize_t written = ::write(last_words_to, words, std::strlen(words));
    ::_exit(static_cast<int>(reason == EndReason::Stopped ? ExitCode::Cancelled : ExitCode::Failed));
}

void end_cleanly_on_faults() {
    ::signal(SIGXFSZ, SIG_IGN);
    // Every thread reserves 64 MiB of addresses for its allocations; under a limit (ulimit -v) they get none and crawl.
    rlimit addresses{};
    if (::getrlimit(RLIMIT_AS, &addresses) == 0 && addresses.rlim_cur != RLIM_INFINITY) ::mallopt(M_ARENA_MAX, 1);
    // A stack that has run over cannot serve its own handler.
    static std::array<char, 1 << 16> stack;
    stack_t other{};
    other.ss_sp = stack.data();
    other.ss_size = stack.size();
    ::sigaltstack(&other, nullptr);
    struct sigaction action {};
    action.sa_handler = on_fault;
    action.sa_flags = SA_ONSTACK | SA_RESETHAND;
    sigemptyset(&action.sa_mask);
    for (const int number : {SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT})
        if (is_default(number)) ::sigaction(number, &action, nullptr);
    std::set_terminate(on_terminate);
}

void remove_with_siblings(const std::filesystem::path& path) noexcept {
    remove_path(path.c_str());
}

}  // namespace zonewright
