// Ends the programs that were started (base/child_process.h) when this process is killed, whatever they are doing.
//
// The system ends a program with its parent only once the program has asked for it; one that starts others can be ended
// between making such another one and that one's asking, and leaves it asleep for ever. While a guard lives, a small process
// apart from this one is told of every program that is started and of every one that has ended; when this process ends, it
// kills the groups of those that are left. One guard a process; threads may start programs meanwhile. Errors: none; without
// the means for it there is no guard. Linux only.
#pragma once

namespace zonewright {

class ChildGuard {
public:
    ChildGuard();
    ~ChildGuard();
    ChildGuard(const ChildGuard&) = delete;
    ChildGuard& operator=(const ChildGuard&) = delete;

    /// Said by the program itself, between fork and exec.
    static void enter();
    /// Said of a group that has ended.
    static void leave(int group);

private:
    int socket_ = -1;  ///< closed by the system when this process ends
};

}  // namespace zonewright
