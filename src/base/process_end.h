// When this process has to end at once (a second Ctrl-C, a stop that some read does not notice, a library that
// aborts because memory was refused), what is left to do? Its temporary files go, one message is written, and it
// ends with a documented exit code: 130 when it was asked to stop, 1 otherwise.
//
// Temporary names are kept in a fixed table that a signal handler may read: 512 names of up to 1023 bytes; what
// does not fit stays behind and is swept at the next run (base/leftovers.h). Nothing here allocates once a
// process is ending. Limits: SIGKILL and a power failure cannot be met.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>

#include "base/language.h"

namespace zonewright {

/// Why the process ends. Stopped: as the user asked; Memory: memory was refused; Fault: a fault of ours or of a
/// library (also where refused memory cannot be told from it).
/// Unheard: nobody reads the output any more; nothing is written.
enum class EndReason { Stopped, Memory, Fault, Unheard };

/// While it lives, `path` and everything in its folder whose name begins with its name is removed when the process
/// ends at once. A lock file is registered the same way.
class RemovedAtEnd {
public:
    explicit RemovedAtEnd(const std::filesystem::path& path);
    ~RemovedAtEnd();
    RemovedAtEnd(const RemovedAtEnd&) = delete;
    RemovedAtEnd& operator=(const RemovedAtEnd&) = delete;

private:
    std::size_t slot_;
};

/// What is written on standard error, or as one JSON object on standard output, for each reason. Without it English
/// words are used.
struct LastWords {
    std::string stopped, memory, fault;
    bool on_stdout = false;
};
void prepare_last_words(const LastWords& words);

/// Removes what is registered, says why and ends the process without running destructors. Safe in a signal handler.
[[noreturn]] void end_process(EndReason reason) noexcept;

/// SIGXFSZ becomes an ordinary write error; SIGSEGV, SIGBUS, SIGFPE, SIGILL, SIGABRT and std::terminate end the
/// process as above with exit code 1. A sanitizer keeps the signals it has taken.
void end_cleanly_on_faults();

/// Removes the file or folder `path` and its siblings whose names begin with its name, now.
void remove_with_siblings(const std::filesystem::path& path) noexcept;

}  // namespace zonewright
