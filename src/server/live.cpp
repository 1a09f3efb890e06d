#include "server/live.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::server {
namespace {

using nlohmann::ordered_json;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr seconds to_read_the_study{300}, to_answer{30};
constexpr milliseconds to_wait_for_others{2500};
constexpr minutes without_a_question{20};

/// A third of its memory holds measured values; the rest is the study itself.
std::size_t memory_of_preview(std::size_t memory_mib) {
    constexpr std::size_t least_mib = 64;
    return std::max(least_mib, memory_mib / 3);
}

LiveAnswer heard(ChildConversation& child, const ordered_json& question, milliseconds limit) {
    child.send(question.dump(-1, ' ', false, ordered_json::error_handler_t::replace), limit);
    LiveAnswer answer{.words = ordered_json::parse(child.hear_line(limit), nullptr, false)};
    if (!answer.words.is_object()) throw ResourceError({.thing = "preview", .value = both("答复无法解读", "an answer that cannot be read")});
    if (answer.words.contains("bytes")) answer.bytes = child.hear_bytes(answer.words["bytes"].get<std::size_t>(), limit);
    return answer;
}

}  // namespace

LivePreview::LivePreview(const Sandbox& sandbox, std::filesystem::path folder, std::filesystem::path published, std::size_t memory_mib)
    : sandbox_(sandbox), folder_(std::move(folder)), published_(std::move(published)), memory_mib_(memory_mib) {}

std::filesystem::file_time_type LivePreview::published_at() const {
    std::error_code absent;
    return std::filesystem::last_write_time(published_, absent);
}

/// What the last one has said, should it have said anything: an administrator will want to know why it ended.
void LivePreview::keep_last_words() const {
    std::error_code absent;
    const std::filesystem::path said = folder_ / "log.txt";
    const auto bytes = std::filesystem::file_size(said, absent);
    if (!absent && bytes > 0) std::filesystem::rename(said, folder_.parent_path() / "live-last.txt", absent);
}

void LivePreview::open() {
    keep_last_words();
    std::error_code gone;
    std::filesystem::remove_all(folder_, gone);
    make_folder(folder_ / "in");
    make_folder(folder_ / "out");
    read_at_ = published_at();
    const std::vector<std::string> words{"preview", sandbox_.study_inside(), "--conversation", "--quiet", "--progress=none", "--threads=2",
                                         fmt::format("--memory-mib={}", memory_of_preview(memory_mib_))};
    exchange(std::make_unique<ChildConversation>(sandbox_.request(words, folder_, {.memory_mib = memory_mib_, .file_mib = 64, .open_files = 1024})));
}

void LivePreview::exchange(std::unique_ptr<ChildConversation> child) {
    const std::lock_guard lock(child_mutex_);
    child_.swap(child);
    if (is_closed_ && child_) child_->hang_up();
}

void LivePreview::close() {
    const std::lock_guard lock(child_mutex_);
    is_closed_ = true;
    if (child_) child_->hang_up();
}

LiveAnswer LivePreview::answered(const ordered_json& question) {
    const bool is_open = child_ && child_->is_alive() && read_at_ == published_at();
    if (!is_open) exchange(nullptr), open();
    LiveAnswer answer = heard(*child_, question, is_open ? to_answer : to_read_the_study);
    if (answer.words.value("ok", false)) return answer;
    const ordered_json problem = answer.words.value("error", ordered_json::object());
    throw InputError({.thing = Text(problem.value("zh", ""), problem.value("en", ""))});
}

std::optional<LiveAnswer> LivePreview::ask(const ordered_json& question) {
    const Turn turn(turns_, to_wait_for_others);
    if (!turn || is_closed_) return std::nullopt;
    asked_at_ = Clock::now();
    for (int attempt = 1;; ++attempt) {
        try {
            return answered(question);
        } catch (const ResourceError&) {
            exchange(nullptr);
            if (is_closed_ || attempt == 2 || Clock::now() - asked_at_ >= to_answer) throw;
        }
    }
}

void LivePreview::end_when_idle() {
    const Turn turn(turns_, milliseconds(0));
    if (turn && child_ && Clock::now() - asked_at_ > without_a_question) exchange(nullptr);
}

}  // namespace zonewright::server
