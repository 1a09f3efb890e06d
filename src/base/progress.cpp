#include "base/progress.h"

#include <algorithm>
#include <utility>

#include "base/errors.h"

namespace zonewright {

Progress::Progress() = default;
Progress::Progress(std::shared_ptr<ProgressSink> sink, std::stop_token stop)
    : sink_(std::move(sink)), stop_(std::move(stop)) {}

Progress Progress::part(double from, double to, std::string stage) const {
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

void Progress::report(double share) const {
    checkpoint();
    if (sink_) sink_->report(from_ + (to_ - from_) * std::clamp(share, 0.0, 1.0), stage_);
}

void Progress::checkpoint() const {
    if (stop_.stop_requested()) throw Cancelled();
}

}  // namespace zonewright
