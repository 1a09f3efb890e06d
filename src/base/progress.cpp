#include "base/progress.h"

#include <algorithm>
#include <utility>

#include "base/errors.h"
#include "base/usable_cores.h"

namespace zonewright {

Progress::Progress() = default;
Progress::Progress(std::shared_ptr<ProgressSink> sink, std::stop_token stop, std::size_t threads)
    : sink_(std::move(sink)), stop_(std::move(stop)), threads_(threads) {}

Progress Progress::part(double from, double to, Text stage) const {
    Progress child = part(from, to);
    child.stage_ = std::move(stage);
    return child;
}

Progress Progress::part(double from, double to) const {
    Progress child = *this;
    child.from_ = from_ + (to_ - from_) * from;
    child.to_ = from_ + (to_ - from_) * to;
    return child;
}

Progress Progress::quiet() const {
    Progress silent = *this;
    silent.sink_.reset();
    return silent;
}

std::size_t Progress::threads() const {
    return threads_ > 0 ? threads_ : usable_cores();
}

void Progress::report(double share) const {
    checkpoint();
    if (sink_) sink_->report(from_ + (to_ - from_) * std::clamp(share, 0.0, 1.0), stage_);
}

void Progress::checkpoint() const {
    if (stop_.stop_requested()) throw Cancelled();
}

}  // namespace zonewright
