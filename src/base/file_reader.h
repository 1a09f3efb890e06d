// Reads a file and tells its end from an error: short reads are continued, an input/output error is an error,
// a file that grows or shrinks meanwhile is refused, and so is everything that is not a regular file (a pipe would
// wait for ever, a device has no end). Every file that this program reads itself is read through here.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <optional>
#include <span>
#include <string>

namespace zonewright {

/// The largest text that is held in memory whole.
inline constexpr std::uint64_t largest_text_bytes = std::uint64_t{2} << 30;

/// Throws ResourceError when `code` (of errno) says that no more files may be opened; else nothing.
void refuse_when_files_are_exhausted(const std::filesystem::path& path, int code);

class FileReader {
public:
    /// Throws InputError when there is no such regular file or it may not be read, ResourceError when the limit of
    /// open files is reached or the disk reports an error. Never waits.
    explicit FileReader(std::filesystem::path path);
    ~FileReader();
    FileReader(const FileReader&) = delete;
    FileReader& operator=(const FileReader&) = delete;

    std::uint64_t size() const { return size_; }  ///< when it was opened
    /// Fills `bytes` unless the file ends before; how many there are. Throws ResourceError.
    std::size_t read(std::span<char> bytes);
    /// The same from a place of its own, without moving on.
    std::size_t read_at(std::uint64_t offset, std::span<char> bytes) const;
    /// Throws InputError when size or time of change are not those it was opened with, or `bytes_read` is not its
    /// size: to be called at the end.
    void require_unchanged(std::uint64_t bytes_read) const;

private:
    std::filesystem::path path_;
    int handle_ = -1;
    std::uint64_t size_ = 0;
    std::int64_t changed_ns_ = 0;
};

/// The lines of a text of any length, without their line feeds; 1 MiB in memory.
class LineReader {
public:
    explicit LineReader(const std::filesystem::path& path);
    /// False at the end of the file, which is then checked for change.
    bool next(std::string& line);

private:
    bool refill();

    FileReader file_;
    std::string buffer_;
    std::size_t at_ = 0;
    std::uint64_t read_ = 0;
    bool ended_ = false;
};

/// The first `size` bytes, or all there are.
std::string head_of_file(const std::filesystem::path& path, std::size_t size);
/// As head_of_file; nothing when there is no such file.
std::optional<std::string> head_if_there(const std::filesystem::path& path, std::size_t size);
/// Throws what FileReader throws when the file cannot be opened: for libraries that do not say why.
void require_readable(const std::filesystem::path& path);

}  // namespace zonewright
