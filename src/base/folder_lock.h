// One writer a folder: who is at work in it, and since when?
//
// An exclusive flock() on a file in the folder, which the kernel gives up when its holder ends, however it ends: a
// lock is never stale. The file says who holds it (process, host, verb, since), for the message to others. Where the
// file system knows no locks, the words of the file and whether that process lives decide.
#pragma once

#include <chrono>
#include <filesystem>
#include <memory>
#include <string>

#include "base/progress.h"

namespace zonewright {

class FolderLock {
public:
    /// Waits up to `patience` for another holder to end, then throws ResourceError naming it; Cancelled when asked
    /// to stop meanwhile. A second lock on the same folder in one process shares the first.
    FolderLock(const std::filesystem::path& folder, const std::string& verb, std::chrono::milliseconds patience,
               const Progress& progress);
    ~FolderLock();
    FolderLock(FolderLock&&) noexcept;
    FolderLock& operator=(FolderLock&&) noexcept;

    /// As long as ZONEWRIGHT_LOCK_WAIT says in seconds, else 30 s.
    static std::chrono::milliseconds usual_patience();
    static std::filesystem::path file_in(const std::filesystem::path& folder);
    /// Does this process hold the lock of the folder?
    static bool is_held_here(const std::filesystem::path& folder);

private:
    struct Held;
    struct Known;
    std::shared_ptr<Held> held_;
};

/// "Somebody reads here": as long as one lives in any process, nobody_reads() is false for the folder. Takes nothing
/// and waits for nothing; where the folder is absent or cannot be marked there is nothing to protect.
class ReaderMark {
public:
    explicit ReaderMark(const std::filesystem::path& folder);
    ~ReaderMark();
    ReaderMark(ReaderMark&&) noexcept;
    ReaderMark& operator=(ReaderMark&&) noexcept;

private:
    int handle_ = -1;
};

/// Makes the file that readers mark; a writer calls it when it makes the folder.
void allow_readers(const std::filesystem::path& folder);
/// Is no ReaderMark of another object on the folder?
bool nobody_reads(const std::filesystem::path& folder);

}  // namespace zonewright
