#include "server/published.h"

#include <fmt/format.h>

#include "base/errors.h"

namespace zonewright::server {

Published::Reader::~Reader() {
    const std::lock_guard lock(from_.mutex_);
    if (identity_ == from_.identity_) from_.idle_.push_back(std::move(package_));
}

std::string Published::identity() const {
    std::error_code absent;
    const auto bytes = std::filesystem::file_size(file(), absent);
    if (absent)
        throw InputError({.thing = file().string(),
                          .value = both("没有", "absent"),
                          .expected = both("已发布的成果", "published results"),
                          .advice = both("先运行 zonewright run {}", "first: zonewright run {}", out_.parent_path().string())});
    return fmt::format("{} {}", bytes, std::filesystem::last_write_time(file()).time_since_epoch().count());
}

Published::Reader Published::reader() {
    const std::string now = identity();
    std::unique_ptr<answer::PublishedPackage> package;
    {
        const std::lock_guard lock(mutex_);
        if (identity_ != now) idle_.clear(), identity_ = now;
        if (!idle_.empty()) package = std::move(idle_.back()), idle_.pop_back();
    }
    if (!package) package = std::make_unique<answer::PublishedPackage>(file());
    return {*this, now, std::move(package)};
}

}  // namespace zonewright::server
