// What can go wrong, and what a person is told about it.
// Failures are exceptions, thrown where the facts are known and caught once, in the command line.
// An infeasible problem, an empty result or a partial answer is a value, never one of these.
#pragma once

#include <stdexcept>
#include <string>

namespace zonewright {

/// One problem in a form that teaches: which thing, which value, what was expected, what to do next.
struct Problem {
    std::string thing;     ///< "study.toml: source[2].path", "DLTB.shp, feature 17, field DLBM"
    std::string value;     ///< what was found there; may be empty
    std::string expected;  ///< what would have been right
    std::string advice;    ///< the next step

    std::string message() const;
};

class Error : public std::runtime_error {
public:
    explicit Error(Problem problem) : std::runtime_error(problem.message()), problem_(std::move(problem)) {}
    const Problem& problem() const { return problem_; }

private:
    Problem problem_;
};

/// The user's arguments, study or files are wrong: exit code 2.
class InputError : public Error {
public:
    using Error::Error;
};

/// Disk, memory, permissions, a missing program: exit code 1.
class ResourceError : public Error {
public:
    using Error::Error;
};

/// A number that must close does not, or an invariant is broken: a fault of ours. Exit code 1.
class InternalError : public Error {
public:
    using Error::Error;
};

/// The user asked to stop: exit code 130. Deliberately not a runtime_error, so that no retry ladder swallows
/// it.
class Cancelled : public std::exception {
public:
    const char* what() const noexcept override { return "cancelled"; }
};

/// The documented exit codes of the program.
enum class ExitCode { Done = 0, Failed = 1, BadInput = 2, Shortfall = 3, Cancelled = 130 };

}  // namespace zonewright
