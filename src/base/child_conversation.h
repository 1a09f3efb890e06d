// A program at work beside this one that is asked and answers, line by line, for as long as it is needed.
//
// It runs as base/child_process.h has it, its standard input and output being one end of a socket; the other end is
// here. A line is said, a line is heard, and after it as many bytes as the line announced. Nobody waits longer than was
// said: a program that does not answer in time, or that is gone, is a ResourceError, and of no use afterwards. One
// thread at a time, but for hang_up(). Linux only.
#pragma once

#include <chrono>
#include <memory>
#include <string>
#include <string_view>

#include "base/child_process.h"

namespace zonewright {

class ChildConversation {
public:
    /// `request.output` and `request.stream` are set here.
    explicit ChildConversation(ChildRequest request);
    ~ChildConversation();
    ChildConversation(const ChildConversation&) = delete;
    ChildConversation& operator=(const ChildConversation&) = delete;

    bool is_alive();
    /// From any thread: who waits for an answer is told at once that there is none.
    void hang_up() const;
    void send(std::string_view line, std::chrono::milliseconds limit) const;
    /// Without its end of line; at most 16 MiB.
    std::string hear_line(std::chrono::milliseconds limit);
    std::string hear_bytes(std::size_t count, std::chrono::milliseconds limit);

private:
    void receive(std::chrono::steady_clock::time_point end);

    int socket_ = -1;
    std::string heard_;  ///< and not yet given
    std::unique_ptr<ChildProcess> child_;
};

}  // namespace zonewright
