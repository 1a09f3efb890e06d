#include "command/progress_sinks.h"

#include <fmt/format.h>

#include <chrono>
#include <cmath>
#include <iostream>
#include <mutex>
#include <nlohmann/json.hpp>

#include "base/language.h"
#include "base/terminal.h"

namespace zonewright::command {
namespace {

using Clock = std::chrono::steady_clock;

double seconds_since(Clock::time_point start) {
    return std::chrono::duration<double>(Clock::now() - start).count();
}

/// "1:05" or "2:03:10"
std::string clock_text(double seconds) {
    const long whole = std::lround(seconds);
    if (whole >= 3600) return fmt::format("{}:{:02}:{:02}", whole / 3600, whole / 60 % 60, whole % 60);
    return fmt::format("{}:{:02}", whole / 60, whole % 60);
}

class BarSink : public ClearableSink {
public:
    BarSink(std::ostream& err, Language language) : err_(err), language_(language) {}

    void report(double share, const Text& stage_text) override {
        const std::string& stage = stage_text.in(language_);
        const std::scoped_lock lock(mutex_);
        share_ = std::max(share_, share);
        const bool new_stage = stage != stage_;
        if (!new_stage && seconds_since(drawn_) < 0.1) return;
        stage_ = stage;
        drawn_ = Clock::now();
        const double elapsed = seconds_since(start_);
        constexpr int width = 28;
        const int full = static_cast<int>(share_ * width);
        std::string bar;
        for (int i = 0; i < width; ++i) bar += i < full ? "█" : "·";
        std::string left;
        if (share_ > 0.02 && elapsed > 1)
            left = both("剩余 {}", "{} left", clock_text(elapsed * (1 - share_) / share_)).in(language_);
        err_ << fmt::format("\r\033[K{} {:3.0f}% {} {}  {}", bar, share_ * 100, clock_text(elapsed), left,
                            stage_)
             << std::flush;
        shown_ = true;
    }

    void clear() override {
        const std::scoped_lock lock(mutex_);
        if (shown_) err_ << "\r\033[K" << std::flush;
        shown_ = false;
    }

private:
    std::ostream& err_;
    Language language_;
    std::mutex mutex_;
    Clock::time_point start_ = Clock::now();
    Clock::time_point drawn_{};
    std::string stage_;
    double share_ = 0;
    bool shown_ = false;
};

/// One line when a stage begins and one at every tenth of the whole.
class LineSink : public ProgressSink {
public:
    LineSink(std::ostream& err, Language language, bool json)
        : err_(err), language_(language), json_(json) {}

    void report(double share, const Text& stage_text) override {
        const std::string& stage = stage_text.in(language_);
        const std::scoped_lock lock(mutex_);
        const int tenth = static_cast<int>(share * 10);
        if (stage == stage_ && tenth <= tenth_) return;
        stage_ = stage;
        tenth_ = std::max(tenth_, tenth);
        if (json_)
            err_ << nlohmann::json{{"progress", share}, {"stage", stage_}, {"seconds", seconds_since(start_)}}
                        .dump()
                 << std::endl;
        else
            err_ << fmt::format("{:3.0f}% {} {}", share * 100, clock_text(seconds_since(start_)), stage_)
                 << std::endl;
    }

private:
    std::ostream& err_;
    Language language_;
    bool json_;
    std::mutex mutex_;
    Clock::time_point start_ = Clock::now();
    std::string stage_;
    int tenth_ = -1;
};

}  // namespace

std::shared_ptr<ProgressSink> make_progress_sink(const GlobalOptions& options, std::ostream& err) {
    if (options.quiet || options.progress == ProgressStyle::None) return nullptr;
    if (options.progress == ProgressStyle::Plain) return std::make_shared<LineSink>(err, options.language, false);
    if (options.progress == ProgressStyle::JsonLines) return std::make_shared<LineSink>(err, options.language, true);
    if (!stderr_is_terminal()) return nullptr;
    return std::make_shared<BarSink>(err, options.language);
}

}  // namespace zonewright::command
