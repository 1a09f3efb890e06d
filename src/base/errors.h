// What can go wrong, and what a person is told about it.
// Failures are exceptions, thrown where the facts are known and caught once, in the command line.
// An infeasible problem, an empty result or a partial answer is a value, never one of these.
#pragma once

#include <stdexcept>
#include <string>

#include "base/language.h"

namespace zonewright {

/// One problem in a form that teaches: which thing, which value, what was expected, what to do next.
struct Problem {
    Text thing;     ///< "study.toml: source[2].path", "DLTB.shp, feature 17, field DLBM"
    Text value;     ///< what was found there; may be empty
    Text expected;  ///< what would have been right
    Text advice;    ///< the next step

    Text message() const;
    std::string message(Language language) const { return message().in(language); }
};

/// Carries both languages: whoever catches it decides which one is read, in whichever thread. what() is
/// Chinese.
class Error : public std::runtime_error {
public:
    explicit Error(Problem problem)
        : std::runtime_error(problem.message(Language::Zh)), problem_(std::move(problem)) {}
    const Problem& problem() const { return problem_; }
    Text message() const { return problem_.message(); }
    std::string message(Language language) const { return problem_.message(language); }

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
