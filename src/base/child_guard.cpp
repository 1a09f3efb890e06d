#include "base/child_guard.h"

#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <csignal>
#include <cstddef>
#include <ctime>

namespace zonewright {
namespace {

/// Of the guard that lives; -1: none.
std::atomic<int> guard_socket{-1};

void tell_guard(int group) {
    const int socket = guard_socket.load();
    if (socket >= 0) ::send(socket, &group, sizeof group, MSG_NOSIGNAL | MSG_DONTWAIT);
}

void close_all_but(int kept) {
    const auto file = static_cast<unsigned>(kept);
    if (file > 0) ::syscall(SYS_close_range, 0U, file - 1, 0U);
    ::syscall(SYS_close_range, file + 1, ~0U, 0U);
}

/// Groups at work: one that enters is positive, one that leaves negative.
class Groups {
public:
    void take(int told) {
        if (told > 0 && count_ < groups_.size()) groups_[count_++] = told;
        else if (told < 0) count_ = static_cast<std::size_t>(std::remove(groups_.begin(), groups_.begin() + static_cast<std::ptrdiff_t>(count_), -told) - groups_.begin());
    }
    void kill_all() const {
        for (std::size_t i = 0; i < count_; ++i) ::kill(-groups_[i], SIGKILL);
    }

private:
    std::array<int, 1024> groups_{};
    std::size_t count_ = 0;
};

/// Until nobody is left who could say something.
[[noreturn]] void watch_group(int socket) {
    ::setsid();
    sigset_t all;
    ::sigfillset(&all);
    ::sigprocmask(SIG_SETMASK, &all, nullptr);
    close_all_but(socket);
    Groups groups;
    for (int told = 0;;) {
        const ssize_t got = ::recv(socket, &told, sizeof told, 0);
        if (got == sizeof told) groups.take(told);
        else if (got == 0 || errno != EINTR) break;
    }
    constexpr int rounds = 3;
    for (int round = 0; round < rounds; ++round) {  // what was just being started enters its group a moment later
        groups.kill_all();
        const timespec moment{.tv_sec = 0, .tv_nsec = 20'000'000};
        ::nanosleep(&moment, nullptr);
    }
    ::_exit(0);
}

}  // namespace

ChildGuard::ChildGuard() {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends.data()) != 0) return;
    const pid_t first = ::fork();
    if (first == 0) {
        if (::fork() != 0) ::_exit(0);  // the one that waits is nobody's child
        watch_group(ends[0]);
    }
    ::close(ends[0]);
    socket_ = ends[1];
    if (first > 0) ::waitpid(first, nullptr, 0);
    guard_socket = socket_;
}

ChildGuard::~ChildGuard() {
    guard_socket = -1;
    if (socket_ >= 0) ::close(socket_);
}

void ChildGuard::enter() {
    tell_guard(::getpid());
}

void ChildGuard::leave(int group) {
    tell_guard(-group);
}

}  // namespace zonewright
