// Running a program found on the machine (a browser that prints), without a shell and with a time limit.
#pragma once

#include <chrono>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace zonewright {

/// The first of the names found in PATH; nothing when none is installed.
std::optional<std::filesystem::path> find_program(std::span<const std::string> names);

/// Runs it with these arguments, its output thrown away, and waits. True when it ended with exit code 0 in
/// time; it is killed when the time is over. Files among the arguments are absolute: it may run elsewhere.
bool run_program(const std::filesystem::path& program, std::span<const std::string> arguments,
                 std::chrono::seconds limit);

}  // namespace zonewright
