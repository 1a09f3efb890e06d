// Whose is this temporary file, and does that process still live?
//
// A temporary name states its owner: ".<stem>.<pid>-<start>-<host>-<number>.tmp<extension>", where start is the
// process's start in clock ticks since the machine's and host tells machine and process namespace. A killed
// process cannot remove its files; the next run sweeps what is provably nobody's: of this host, when no process of
// that number and start lives; of another host, when it has not been changed for a day.
#pragma once

#include <chrono>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace zonewright {

struct ProcessMark {
    std::int64_t pid = 0;
    std::int64_t start = 0;
    std::string host;  ///< 8 hex digits
    bool operator==(const ProcessMark&) const = default;
};

ProcessMark this_process();
/// "123-4567-89abcdef" and back; nothing when it is no such word.
std::string word_of(const ProcessMark& mark);
std::optional<ProcessMark> mark_from(std::string_view word);
/// Of this host: does that very process live? Nothing for another host: nobody here can tell.
std::optional<bool> lives(const ProcessMark& mark);

/// A new name beside `target`, of this process, with the target's extension last; its stem is cut to 80 bytes.
std::filesystem::path temporary_name(const std::filesystem::path& target);
/// The owner that a temporary name states.
std::optional<ProcessMark> owner_of(const std::filesystem::path& file);

inline constexpr std::chrono::hours foreign_leftovers_stay{24};

/// Removes the leftovers in a folder and, when asked, below it; how many. What cannot be removed is left.
std::size_t sweep_leftovers(const std::filesystem::path& folder, bool below) noexcept;

}  // namespace zonewright
