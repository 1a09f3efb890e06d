// Written files appear whole or not at all: write beside, close, check, sync file and folder, rename.
#pragma once

#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace zonewright {

/// Synced: on disk before publish() returns. Renamed: whole or absent as long as the machine stays up; for
/// caches, which can be checked and made again.
enum class Durability { Synced, Renamed };

/// A temporary name beside `target` (same folder, so that the rename is atomic), removed on destruction
/// unless published. Use the path with any writer that closes its file before publish().
class PendingFile {
public:
    explicit PendingFile(std::filesystem::path target);
    ~PendingFile();
    PendingFile(const PendingFile&) = delete;
    PendingFile& operator=(const PendingFile&) = delete;

    const std::filesystem::path& path() const { return pending_; }
    /// Syncs the file, renames it over the target and syncs the folder. Throws ResourceError naming the
    /// target.
    void publish(Durability durability = Durability::Synced);

private:
    std::filesystem::path target_;
    std::filesystem::path pending_;
    bool published_ = false;
};

/// Writes a whole text file atomically; every write and the close are checked.
void write_file(const std::filesystem::path& target, std::string_view content);
/// Forces one file to disk. Throws ResourceError naming it.
void sync_file(const std::filesystem::path& path);
/// Reads a whole text file. Throws InputError when it cannot.
std::string read_file(const std::filesystem::path& path);
/// Creates a folder and its parents. Throws ResourceError naming it.
void make_folder(const std::filesystem::path& folder);

}  // namespace zonewright
