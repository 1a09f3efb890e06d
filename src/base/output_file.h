// A file that is written in pieces, from several threads: every write and the close are checked, errors name the file
// that people know.
#pragma once

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <span>

namespace zonewright {

/// "Could not be written", with the reason and the free space.
[[noreturn]] void refuse_unwritten(const std::filesystem::path& named, int code);

class OutputFile {
public:
    /// Creates `path` empty, or empties it. Errors (ResourceError) name `named`: `path` is a temporary one.
    OutputFile(const std::filesystem::path& path, std::filesystem::path named);
    ~OutputFile();
    OutputFile(const OutputFile&) = delete;
    OutputFile& operator=(const OutputFile&) = delete;

    /// From any thread; parts that nobody wrote are zero.
    void write_at(std::uint64_t offset, std::span<const std::byte> bytes);
    void close();

private:
    std::filesystem::path named_;
    int handle_ = -1;
};

}  // namespace zonewright
