// Ends the programs that were started (base/child_process.h) when this process is killed, whatever they are doing.
//
// The system ends a program with its parent only once the program has asked for it; one that starts others can be ended
// between making such another one and that one's asking, and leaves it asleep for ever. While a guard lives, a small process
// apart from this one waits for its end and then kills the groups of all programs that were running. One guard a process;
// threads may start programs meanwhile. Errors: none; without the means for it there is no guard. Linux only.
#pragma once

#include <atomic>
#include <cstddef>

namespace zonewright {

class ChildGuard {
public:
    ChildGuard();
    ~ChildGuard();
    ChildGuard(const ChildGuard&) = delete;
    ChildGuard& operator=(const ChildGuard&) = delete;

    /// A place for the group of a program to be started; nullptr without a guard, or with hundreds running.
    static std::atomic<int>* take_place();
    /// The program has ended, or was not started.
    static void give_back(std::atomic<int>* place);

private:
    static constexpr std::size_t most_programs = 512;
    struct Places;

    [[noreturn]] static void watch(int pipe, const Places& places);
    int pipe_ = -1;  ///< closed by the system when this process ends
};

}  // namespace zonewright
