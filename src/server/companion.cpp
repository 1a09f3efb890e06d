#include "server/companion.h"

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
constexpr std::size_t most_companion_bytes = 64U << 20;

/// A third of its memory holds measured values; the rest is the study itself.
std::size_t memory_of_preview(std::size_t memory_mib) {
    constexpr std::size_t least_mib = 64;
    return std::max(least_mib, memory_mib / 3);
}

CompanionAnswer heard(ChildConversation& child, const ordered_json& question, milliseconds limit) {
    child.send(question.dump(-1, ' ', false, ordered_json::error_handler_t::replace), limit);
    CompanionAnswer answer{.words = ordered_json::parse(child.hear_line(limit), nullptr, false)};
    if (!answer.words.is_object()) throw ResourceError({.thing = "preview", .value = both("答复无法解读", "an answer that cannot be read")});
    if (!answer.words.contains("bytes")) return answer;
    const ordered_json bytes = answer.words["bytes"];
    if (!bytes.is_number_unsigned() || bytes.get<std::size_t>() > most_companion_bytes) throw ResourceError({.thing = "preview", .value = both("答复过大", "an answer that is too large")});
    answer.bytes = child.hear_bytes(bytes.get<std::size_t>(), limit);
    return answer;
}

}  // namespace

std::filesystem::file_time_type Companion::published_at() const {
    std::error_code absent;
    return std::filesystem::last_write_time(work_.published, absent);
}

/// What the last one has said, should it have said anything: an administrator will want to know why it ended.
void Companion::keep_last_words() const {
    std::error_code absent;
    const std::filesystem::path said = work_.folder / "log.txt";
    const auto bytes = std::filesystem::file_size(said, absent);
    if (!absent && bytes > 0) std::filesystem::rename(said, work_.folder.parent_path() / (work_.folder.filename().string() + "-last.txt"), absent);
}

void Companion::open() {
    keep_last_words();
    std::error_code gone;
    std::filesystem::remove_all(work_.folder, gone);
    make_folder(work_.folder / "in");
    make_folder(work_.folder / "out");
    read_at_ = published_at();
    std::vector<std::string> words{"preview", sandbox_.study_inside()};
    words.insert(words.end(), work_.words.begin(), work_.words.end());
    exchange(std::make_unique<ChildConversation>(sandbox_.request(words, work_.folder, {.memory_mib = work_.memory_mib, .file_mib = 64, .open_files = 1024})));
}

void Companion::exchange(std::unique_ptr<ChildConversation> child) {
    const std::lock_guard lock(child_mutex_);
    child_.swap(child);
    if (is_closed_ && child_) child_->hang_up();
}

void Companion::close() {
    const std::lock_guard lock(child_mutex_);
    is_closed_ = true;
    if (child_) child_->hang_up();
}

CompanionAnswer Companion::answered(const ordered_json& question) {
    const bool is_open = child_ && child_->is_alive() && read_at_ == published_at();
    if (!is_open) exchange(nullptr), open();
    CompanionAnswer answer = heard(*child_, question, is_open ? to_answer : to_read_the_study);
    if (answer.words.value("ok", false)) return answer;
    const ordered_json problem = answer.words.value("error", ordered_json::object());
    throw InputError({.thing = Text(problem.value("zh", ""), problem.value("en", ""))});
}

std::optional<CompanionAnswer> Companion::ask(const ordered_json& question) {
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

void Companion::end_when_idle() {
    const Turn turn(turns_, milliseconds(0));
    if (turn && child_ && Clock::now() - asked_at_ > without_a_question) exchange(nullptr);
}

CompanionWork live_work(const std::filesystem::path& state, const std::filesystem::path& published, std::size_t memory_mib) {
    return {.folder = state / "live", .published = published,
            .words = {"--conversation", "--quiet", "--progress=none", "--threads=2", fmt::format("--memory-mib={}", memory_of_preview(memory_mib))},
            .memory_mib = memory_mib};
}

CompanionWork tile_work(const std::filesystem::path& state, const std::filesystem::path& published, std::size_t memory_mib) {
    return {.folder = state / "drawing", .published = published, .words = {"--tiles", "--quiet", "--progress=none", "--threads=1"}, .memory_mib = memory_mib};
}

}  // namespace zonewright::server
