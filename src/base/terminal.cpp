#include "base/terminal.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

#include "base/process_end.h"

namespace zonewright {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

/// Long enough to unwind and to tidy up; a process that sits in a read of a library notices nothing.
constexpr std::chrono::milliseconds time_to_stop{700};

void on_signal(int) {
    if (interrupted.exchange(true)) end_process(EndReason::Stopped);
}

/// Somebody closed the other end of the output.
void on_broken_pipe(int) {
    end_process(EndReason::Unheard);
}

void watch(const std::stop_token& ended, std::stop_source& source) {
    while (!ended.stop_requested() && !interrupted) std::this_thread::sleep_for(std::chrono::milliseconds(20));
    if (!interrupted) return;
    source.request_stop();
    const auto last = std::chrono::steady_clock::now() + time_to_stop;
    while (!ended.stop_requested() && std::chrono::steady_clock::now() < last)
        std::this_thread::sleep_for(std::chrono::milliseconds(10));
    if (!ended.stop_requested()) end_process(EndReason::Stopped);
}

}  // namespace

bool stderr_is_terminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

bool is_conversation() {
    return ::isatty(STDIN_FILENO) == 1 && ::isatty(STDOUT_FILENO) == 1;
}

std::stop_token stop_on_interrupt() {
    // request_stop() is not safe inside a signal handler; a watcher turns the flag into a request.
    static std::stop_source source;
    static std::jthread watcher([](const std::stop_token& ended) { watch(ended, source); });
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    std::signal(SIGHUP, on_signal);
    std::signal(SIGPIPE, on_broken_pipe);
    return source.get_token();
}

}  // namespace zonewright
