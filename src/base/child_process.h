// Another program at work beside this one: started with limits, watched, ended.
//
// It gets a session and a group of its own, the environment given and nothing else, its output in files, no open file of ours. It
// is killed with its whole group when this object goes, and by the system when the thread that started it ends (also
// when this process is killed; what it has started itself then only with a ChildGuard). Limits are the system's own (setrlimit) and hold for everything it starts. Errors:
// ResourceError when it cannot be started. Linux only.
#pragma once

#include <cstddef>
#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace zonewright {

/// 0: no limit. Memory is private memory that can be written (RLIMIT_DATA): programs that only reserve addresses, such
/// as browsers, are not hurt by it.
struct ChildLimits {
    std::size_t memory_mib = 0, cpu_s = 0, file_mib = 0, open_files = 0;
};

struct ChildRequest {
    std::filesystem::path program;
    std::vector<std::string> arguments;    ///< without the program itself
    std::vector<std::string> environment;  ///< "HOME=/tmp"
    std::filesystem::path output, errors;  ///< files, made anew
    ChildLimits limits;
    int stream = -1;               ///< a socket that is its standard input and output, in place of nothing and `output`
    std::filesystem::path third;   ///< a file that it can read as descriptor 3; empty: none
};

struct ChildEnd {
    bool killed = false;  ///< by a signal
    int code = 0;         ///< exit code, or number of the signal
};

class ChildProcess {
public:
    explicit ChildProcess(const ChildRequest& request);
    ~ChildProcess();
    ChildProcess(const ChildProcess&) = delete;
    ChildProcess& operator=(const ChildProcess&) = delete;

    /// How it ended; nothing while it runs.
    std::optional<ChildEnd> ended();
    /// Ends it and everything it has started, and waits.
    void kill();
    int id() const { return pid_; }

private:
    void is_over(const ChildEnd& end);

    int pid_ = -1;
    std::optional<ChildEnd> end_;
};

}  // namespace zonewright
