#include "base/child_guard.h"

#include <fcntl.h>
#include <sys/mman.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <ctime>
#include <new>

namespace zonewright {

struct ChildGuard::Places {
    std::array<std::atomic<int>, most_programs> groups{};  ///< 0: free; -1: taken, not yet started
};

namespace {

/// Shared with the process that waits, and with programs between fork and exec.
std::atomic<void*> shared_places{nullptr};

void close_all_but(int kept) {
    constexpr unsigned all = ~0U;
    const auto file = static_cast<unsigned>(kept);
    if (file > 0) ::syscall(SYS_close_range, 0U, file - 1, 0U);
    ::syscall(SYS_close_range, file + 1, all, 0U);
}

void wait_for_the_end(int pipe) {
    char nothing = 0;
    while (true) {
        const ssize_t got = ::read(pipe, &nothing, 1);
        if (got == 0 || (got < 0 && errno != EINTR)) return;
    }
}

}  // namespace

void ChildGuard::watch(int pipe, const Places& places) {
    ::setsid();
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    close_all_but(pipe);
    wait_for_the_end(pipe);
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {  // one that was just being started enters its group a moment later
        for (const std::atomic<int>& group : places.groups)
            if (const int id = group.load(); id > 0) ::kill(-id, SIGKILL);
        const timespec moment{.tv_sec = 0, .tv_nsec = 20'000'000};
        ::nanosleep(&moment, nullptr);
    }
    ::_exit(0);
}

ChildGuard::ChildGuard() {
    std::array<int, 2> ends{-1, -1};
    void* memory = ::mmap(nullptr, sizeof(Places), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
    if (memory == MAP_FAILED || ::pipe2(ends.data(), O_CLOEXEC) != 0) return;
    auto* places = new (memory) Places;
    const pid_t first = ::fork();
    if (first == 0) {
        if (::fork() != 0) ::_exit(0);  // the one that waits is nobody's child
        watch(ends[0], *places);
    }
    ::close(ends[0]);
    pipe_ = ends[1];
    if (first > 0) ::waitpid(first, nullptr, 0);
    shared_places = memory;
}

ChildGuard::~ChildGuard() {
    void* memory = shared_places.exchange(nullptr);
    if (pipe_ >= 0) ::close(pipe_);
    if (memory != nullptr) ::munmap(memory, sizeof(Places));
}

std::atomic<int>* ChildGuard::take_place() {
    void* memory = shared_places.load();
    if (memory == nullptr) return nullptr;
    for (std::atomic<int>& group : static_cast<Places*>(memory)->groups) {
        int is_free = 0;
        if (group.compare_exchange_strong(is_free, -1)) return &group;
    }
    return nullptr;
}

void ChildGuard::give_back(std::atomic<int>* place) {
    if (place != nullptr && shared_places.load() != nullptr) *place = 0;
}

}  // namespace zonewright
