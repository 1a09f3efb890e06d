// From the inputs of a question to a job in the queue.
#pragma once

#include <optional>
#include <string>

#include "server/desk.h"
#include "server/exchange.h"

namespace zonewright::server {

struct Submission {
    std::string process;
    Json inputs;
    std::string language = "zh";
    std::string request;  ///< of a town, that the answer belongs to; may be empty
    std::string report_number;  ///< printed on the report
};

/// Puts the files of the inputs into the job's folder and the job into the queue; nothing when the queue is full. Throws
/// InputError naming the input that is wrong; then nothing is left behind.
std::optional<Job> submit(Desk& desk, const User& by, const Submission& submission);

/// What a town may state of a project, as the TOML that a report reads. Throws InputError for any other key.
std::string project_toml(const Json& project, const std::string& report_number);

}  // namespace zonewright::server
