// A process that stays at hand for short questions about the study: one for everybody, kept open between questions.
//
// It runs behind the same walls as every question (server/sandbox.h), reads the study once, and is asked line by line
// (answer/live_talk.h, answer/tile_talk.h). Started by the first question; ended when nobody has asked for a while, when a
// new run was published (it would show the old one), or when it did not answer in time; the next question starts it anew.
// One that is gone before it has answered is started once more for the same question. While it reads the study, other
// questions are told to come back. Thread-safe. Errors: InputError with what it said was wrong, ResourceError when it is gone.
#pragma once

#include <atomic>
#include <chrono>
#include <filesystem>
#include <memory>
#include <mutex>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "base/child_conversation.h"
#include "server/sandbox.h"
#include "server/turn.h"

namespace zonewright::server {

struct CompanionAnswer {
    nlohmann::ordered_json words;
    std::string bytes;
};

struct CompanionWork {
    std::filesystem::path folder;     ///< its job's folder; what it said before it ended is kept beside it as <folder>-last.txt
    std::filesystem::path published;  ///< the file that a run replaces
    std::vector<std::string> words;   ///< behind "preview STUDY"
    std::size_t memory_mib = 0;
};

class Companion {
public:
    Companion(const Sandbox& sandbox, CompanionWork work) : sandbox_(sandbox), work_(std::move(work)) {}

    /// Nothing while the study is being read for somebody else, or another question takes too long.
    std::optional<CompanionAnswer> ask(const nlohmann::ordered_json& question);
    void end_when_idle();
    /// Ends a question that is being answered; every other one is told to come back.
    void close();

private:
    using Clock = std::chrono::steady_clock;

    void keep_last_words() const;
    void open();
    CompanionAnswer answered(const nlohmann::ordered_json& question);
    void exchange(std::unique_ptr<ChildConversation> child);
    std::filesystem::file_time_type published_at() const;

    const Sandbox& sandbox_;
    CompanionWork work_;
    Turns turns_;              ///< one had while a question is answered
    std::mutex child_mutex_;   ///< held while child_ is exchanged, or told to end by another thread
    std::unique_ptr<ChildConversation> child_;
    std::atomic<bool> is_closed_ = false;
    std::filesystem::file_time_type read_at_{};
    Clock::time_point asked_at_{};
};

/// Suitability under other weights, for analysts.
CompanionWork live_work(const std::filesystem::path& state, const std::filesystem::path& published, std::size_t memory_mib);
/// Tiles of the map.
CompanionWork tile_work(const std::filesystem::path& state, const std::filesystem::path& published, std::size_t memory_mib);

}  // namespace zonewright::server
