#include "base/child_conversation.h"

#include <sys/poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <cerrno>

#include "base/errors.h"

namespace zonewright {
namespace {

using std::chrono::milliseconds;
using Moment = std::chrono::steady_clock::time_point;

[[noreturn]] void is_gone(const Text& how) {
    throw ResourceError({.thing = both("后台计算进程", "the process that calculates"),
                         .value = how,
                         .expected = both("及时的答复", "an answer in time"),
                         .advice = both("稍后重试", "try again in a while")});
}

/// Until something can be read or written.
void await(int socket, short what, Moment end) {
    for (;;) {
        const auto left = std::chrono::duration_cast<milliseconds>(end - std::chrono::steady_clock::now()).count();
        if (left <= 0) is_gone(both("没有及时答复", "did not answer in time"));
        pollfd waited{.fd = socket, .events = what, .revents = 0};
        const int ready = ::poll(&waited, 1, static_cast<int>(left));
        if (ready > 0) return;
        if (ready < 0 && errno != EINTR) is_gone(both("无法等待", "cannot be waited for"));
    }
}

Moment after(milliseconds limit) {
    return std::chrono::steady_clock::now() + limit;
}

}  // namespace

ChildConversation::ChildConversation(ChildRequest request) {
    std::array<int, 2> ends{-1, -1};
    if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, ends.data()) != 0) is_gone(both("无法连接", "cannot be reached"));
    socket_ = ends[0];
    request.stream = ends[1];
    try {
        child_ = std::make_unique<ChildProcess>(request);
    } catch (...) {
        ::close(ends[0]);
        ::close(ends[1]);
        throw;
    }
    ::close(ends[1]);
}

ChildConversation::~ChildConversation() {
    ::close(socket_);
}

void ChildConversation::hang_up() const {
    ::shutdown(socket_, SHUT_RDWR);
}

bool ChildConversation::is_alive() {
    return !child_->ended();
}

void ChildConversation::send(std::string_view line, milliseconds limit) const {
    const std::string whole = std::string(line) + "\n";
    const Moment end = after(limit);
    for (std::size_t at = 0; at < whole.size();) {
        await(socket_, POLLOUT, end);
        const ssize_t sent = ::send(socket_, whole.data() + at, whole.size() - at, MSG_NOSIGNAL | MSG_DONTWAIT);
        if (sent > 0) at += static_cast<std::size_t>(sent);
        else if (sent == 0 || (errno != EINTR && errno != EAGAIN)) is_gone(both("已结束", "has ended"));
    }
}

void ChildConversation::receive(Moment end) {
    constexpr std::size_t at_once = 1 << 18;
    await(socket_, POLLIN, end);
    const std::size_t before = heard_.size();
    heard_.resize(before + at_once);
    const ssize_t got = ::recv(socket_, heard_.data() + before, at_once, MSG_DONTWAIT);
    const bool again = got < 0 && (errno == EINTR || errno == EAGAIN);
    heard_.resize(before + static_cast<std::size_t>(got > 0 ? got : 0));
    if (got <= 0 && !again) is_gone(both("已结束", "has ended"));
}

std::string ChildConversation::hear_line(milliseconds limit) {
    constexpr std::size_t longest = 16U << 20;
    const Moment end = after(limit);
    for (std::size_t from = 0;;) {
        const std::size_t stop = heard_.find('\n', from);
        if (stop != std::string::npos) {
            std::string line = heard_.substr(0, stop);
            heard_.erase(0, stop + 1);
            return line;
        }
        from = heard_.size();
        if (from > longest) is_gone(both("答复过长", "said too much"));
        receive(end);
    }
}

std::string ChildConversation::hear_bytes(std::size_t count, milliseconds limit) {
    const Moment end = after(limit);
    while (heard_.size() < count) receive(end);
    std::string bytes = heard_.substr(0, count);
    heard_.erase(0, count);
    return bytes;
}

}  // namespace zonewright
