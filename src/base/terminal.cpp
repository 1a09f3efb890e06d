#include "base/terminal.h"

#include <unistd.h>

#include <atomic>
#include <chrono>
#include <csignal>
#include <thread>

namespace zonewright {
namespace {

std::atomic<bool> interrupted{false};
static_assert(std::atomic<bool>::is_always_lock_free, "a signal handler may only touch lock-free atomics");

void on_signal(int number) {
    if (interrupted.exchange(true)) {
        std::signal(number, SIG_DFL);
        std::raise(number);
    }
}

}  // namespace

bool stderr_is_terminal() {
    return ::isatty(STDERR_FILENO) == 1;
}

std::stop_token stop_on_interrupt() {
    // request_stop() is not safe inside a signal handler; a watcher turns the flag into a request.
    static std::stop_source source;
    static std::jthread watcher([](std::stop_token ended) {
        while (!ended.stop_requested() && !interrupted)
            std::this_thread::sleep_for(std::chrono::milliseconds(50));
        if (interrupted) source.request_stop();
    });
    std::signal(SIGINT, on_signal);
    std::signal(SIGTERM, on_signal);
    return source.get_token();
}

}  // namespace zonewright
