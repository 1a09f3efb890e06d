// One at a time, waited for so long and no longer. In place of std::timed_mutex, whose call with a steady
// clock the thread sanitizer does not see, so that everything it guards would look unguarded.
#pragma once

#include <chrono>
#include <condition_variable>
#include <mutex>

namespace zonewright::server {

class Turns {
public:
    bool take(std::chrono::milliseconds limit) {
        std::unique_lock lock(mutex_);
        if (!free_.wait_for(lock, limit, [&] { return !is_taken_; })) return false;
        return is_taken_ = true;
    }
    void give_back() {
        const std::lock_guard lock(mutex_);
        is_taken_ = false;
        free_.notify_one();
    }

private:
    std::mutex mutex_;
    std::condition_variable free_;
    bool is_taken_ = false;
};

/// Had, if at all, until the end of the scope.
class Turn {
public:
    Turn(Turns& turns, std::chrono::milliseconds limit) : turns_(turns), is_had_(turns.take(limit)) {}
    ~Turn() {
        if (is_had_) turns_.give_back();
    }
    Turn(const Turn&) = delete;
    Turn& operator=(const Turn&) = delete;
    explicit operator bool() const { return is_had_; }

private:
    Turns& turns_;
    bool is_had_;
};

}  // namespace zonewright::server
