// How far is the work, may it stop, and on how many threads does it run? One explicit parameter, handed down;
// loops call report() or checkpoint().
#pragma once

#include <cstddef>
#include <memory>
#include <stop_token>

#include "base/language.h"

namespace zonewright {

/// Receives reports; drawn by the command line as a bar, plain lines or JSON lines, always on stderr.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    /// `share` of the whole run in 0…1; `stage` is what a person reads.
    virtual void report(double share, const Text& stage) = 0;
};

/// A part of the whole work. Cheap to copy; safe to use from several threads.
class Progress {
public:
    /// Silent and never cancelled: for tests and small jobs.
    Progress();
    /// `threads` is how many the loops may use; 0 means all cores.
    Progress(std::shared_ptr<ProgressSink> sink, std::stop_token stop, std::size_t threads = 0);

    /// The part [from, to] of this part, as a progress of its own with its own stage name.
    Progress part(double from, double to, Text stage) const;
    Progress part(double from, double to) const;
    /// The same threads and the same stop, but nothing is reported: for loops whose share nobody can state.
    Progress quiet() const;

    /// Reports `share` of this part and throws Cancelled when the user asked to stop.
    void report(double share) const;
    /// Only asks whether to stop; call at the head of long loops. Throws Cancelled.
    void checkpoint() const;
    bool stop_requested() const { return stop_.stop_requested(); }
    /// Never 0; all cores where no number was given.
    std::size_t threads() const;

private:
    std::shared_ptr<ProgressSink> sink_;
    std::stop_token stop_;
    double from_ = 0;
    double to_ = 1;
    std::size_t threads_ = 0;
    Text stage_;
};

}  // namespace zonewright
