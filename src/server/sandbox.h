// In what walls does a question run? bubblewrap's, where the machine has it; else only the system's limits.
//
// Inside: no network, no other process to be seen, the program and its knowledge, fonts and programs read-only, the study
// read-only at /study (without the desk's own folder; a run of the study can write its results), the job's folder at /job, an
// empty /tmp; no capability, no new privilege, ended with the server, and a filter of system calls (base/call_filter.h).
// Errors: InputError when there is no working bwrap and running without was not asked for.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/child_process.h"

namespace zonewright::server {

struct SandboxPlaces {
    std::filesystem::path program, layers, study, state;
    std::optional<std::filesystem::path> bundle = std::nullopt;  ///< the program's portable bundle
};

enum class Access {
    ReadStudy,
    WriteResults,  ///< the results and the lock of the study can be written; its sources and its own layers cannot
};

class Sandbox {
public:
    Sandbox(SandboxPlaces places, bool may_go_without);

    bool is_closed() const { return bwrap_.has_value(); }
    /// The study and the job's folder as the process inside sees them.
    std::string study_inside() const;
    std::string job_inside(const std::filesystem::path& job) const;
    /// `words`: the command line behind the program's name.
    ChildRequest request(const std::vector<std::string>& words, const std::filesystem::path& job, const ChildLimits& limits, Access access = Access::ReadStudy) const;

private:
    std::vector<std::string> walls(const std::filesystem::path& job, Access access) const;
    bool works() const;

    SandboxPlaces places_;
    std::optional<std::filesystem::path> bwrap_;
    std::filesystem::path filter_;  ///< the file of the filter; empty: none for this machine
};

}  // namespace zonewright::server
