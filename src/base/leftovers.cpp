#include "base/leftovers.h"

#include <unistd.h>

#include <array>
#include <atomic>
#include <cerrno>
#include <charconv>
#include <csignal>
#include <system_error>
#include <vector>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/letters.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;

/// FNV-1a, 32 bits.
std::uint32_t short_hash(std::string_view text) {
    std::uint32_t hash = 2166136261U;
    for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
    return hash;
}

std::string host_word() {
    std::array<char, 256> name{};
    ::gethostname(name.data(), name.size() - 1);
    std::array<char, 128> space{};
    const ssize_t size = ::readlink("/proc/self/ns/pid", space.data(), space.size() - 1);
    return fmt::format("{:08x}", short_hash(std::string(name.data()) + "|" +
                                            std::string(space.data(), size > 0 ? static_cast<std::size_t>(size) : 0)));
}

/// Field 22 of /proc/<pid>/stat; the name in field 2 may hold blanks and brackets. Nothing when there is no such
/// process.
std::optional<std::int64_t> start_of(std::int64_t pid) {
    std::string stat;
    try {
        stat = head_of_file(fmt::format("/proc/{}/stat", pid), 4096);
    } catch (const Error&) {
        return std::nullopt;
    }
    std::size_t at = stat.rfind(')');
    for (int field = 2; field < 22 && at != std::string::npos; ++field) at = stat.find(' ', at + 1);
    std::int64_t start = 0;
    if (at == std::string::npos) return std::nullopt;
    std::from_chars(stat.data() + at + 1, stat.data() + stat.size(), start);
    return start;
}

std::string cut_stem(const std::string& stem) {
    constexpr std::size_t longest = 80;
    return std::string(first_letters(stem, longest));
}

bool is_leftover(const fs::directory_entry& entry) {
    const auto owner = owner_of(entry.path().filename());
    if (!owner) return false;
    if (const auto alive = lives(*owner)) return !*alive;
    return fs::file_time_type::clock::now() - entry.last_write_time() > foreign_leftovers_stay;
}

std::size_t sweep(const fs::path& folder, bool below) {
    std::vector<fs::path> leftovers, inner;
    for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
        std::error_code gone;
        if (is_leftover(entry)) leftovers.push_back(entry.path());
        else if (below && entry.is_directory(gone) && !entry.is_symlink(gone)) inner.push_back(entry.path());
    }
    std::size_t removed = 0;
    for (const fs::path& leftover : leftovers) {
        std::error_code failed;
        fs::remove_all(leftover, failed);
        removed += failed ? 0 : 1;
    }
    for (const fs::path& next : inner) removed += sweep_leftovers(next, true);
    return removed;
}

}  // namespace

ProcessMark this_process() {
    static const std::string host = host_word();
    const std::int64_t pid = ::getpid();
    return {pid, start_of(pid).value_or(0), host};
}

std::string word_of(const ProcessMark& mark) {
    return fmt::format("{}-{}-{}", mark.pid, mark.start, mark.host);
}

std::optional<ProcessMark> mark_from(std::string_view word) {
    const auto number = [&](std::int64_t& value) {
        const auto [end, failed] = std::from_chars(word.data(), word.data() + word.size(), value);
        if (failed != std::errc() || value < 0 || end == word.data() + word.size() || *end != '-') return false;
        word.remove_prefix(static_cast<std::size_t>(end - word.data()) + 1);
        return true;
    };
    ProcessMark mark;
    if (!number(mark.pid) || !number(mark.start) || word.size() != 8) return std::nullopt;
    if (word.find_first_not_of("0123456789abcdef") != std::string_view::npos) return std::nullopt;
    mark.host = word;
    return mark;
}

std::optional<bool> lives(const ProcessMark& mark) {
    if (mark.host != this_process().host) return std::nullopt;
    if (::kill(static_cast<pid_t>(mark.pid), 0) != 0 && errno == ESRCH) return false;
    const auto start = start_of(mark.pid);
    return !start || *start == mark.start;  // what cannot be told is taken to live
}

fs::path temporary_name(const fs::path& target) {
    static std::atomic<unsigned> number{0};
    static const std::string owner = word_of(this_process());
    return (target.parent_path().empty() ? fs::path(".") : target.parent_path()) /
           fmt::format(".{}.{}-{}.tmp{}", cut_stem(target.stem().string()), owner, ++number,
                       target.extension().string());
}

std::optional<ProcessMark> owner_of(const fs::path& file) {
    const std::string name = file.filename().string();
    const std::size_t mark = name.rfind(".tmp");
    if (!name.starts_with('.') || mark == std::string::npos) return std::nullopt;
    // GDAL appends ".tmp" of its own to names of side files: the first that follows an owner counts.
    for (std::size_t end = name.find(".tmp"); end != std::string::npos; end = name.find(".tmp", end + 1)) {
        const std::size_t dot = name.rfind('.', end - 1), last = name.rfind('-', end);
        if (dot == std::string::npos || last == std::string::npos || last < dot) continue;
        const auto number = std::string_view(name).substr(last + 1, end - last - 1);
        if (number.empty() || number.find_first_not_of("0123456789") != std::string_view::npos) continue;
        if (auto owner = mark_from(std::string_view(name).substr(dot + 1, last - dot - 1))) return owner;
    }
    return std::nullopt;
}

std::size_t sweep_leftovers(const fs::path& folder, bool below) noexcept {
    try {
        return fs::is_directory(folder) ? sweep(folder, below) : 0;
    } catch (const std::exception&) {
        return 0;  // sweeping is a courtesy: a folder that cannot be listed is told by whoever needs it
    }
}

}  // namespace zonewright
