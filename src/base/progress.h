// How far is the work, and may it stop? One explicit parameter, handed down; loops call step() or
// checkpoint().
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <stop_token>
#include <string>
#include <string_view>

namespace zonewright {

/// Receives reports; drawn by the command line as a bar, plain lines or JSON lines, always on stderr.
class ProgressSink {
public:
    virtual ~ProgressSink() = default;
    /// `share` of the whole run in 0…1; `stage` is what a person reads.
    virtual void report(double share, std::string_view stage) = 0;
};

/// A part of the whole work. Cheap to copy; safe to use from several threads.
class Progress {
public:
    /// Silent and never cancelled: for tests and small jobs.
    Progress();
    Progress(std::shared_ptr<ProgressSink> sink, std::stop_token stop);

    /// The part [from, to] of this part, as a progress of its own with its own stage name.
    Progress part(double from, double to, std::string stage) const;
    Progress part(double from, double to) const;

    /// Reports `share` of this part and throws Cancelled when the user asked to stop.
    void report(double share) const;
    /// Only asks whether to stop; call at the head of long loops. Throws Cancelled.
    void checkpoint() const;
    bool stop_requested() const { return stop_.stop_requested(); }

private:
    std::shared_ptr<ProgressSink> sink_;
    std::stop_token stop_;
    double from_ = 0;
    double to_ = 1;
    std::string stage_;
};

}  // namespace zonewright
