// Many files as one: a tar (POSIX.1-2001) packed with Zstandard, which `tar --zstd -xf` opens too. Nothing is held in memory
// but a piece of a file.
//
// Names are UTF-8, relative, with '/'. Reading takes only regular files with such names below the folder: no links, no
// devices, no "..". Errors: InputError for a file that is damaged, cut or no such file; ResourceError when writing fails.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>

namespace zonewright::io {

class TarWriter {
public:
    /// Writes to `path`; errors name `named` (`path` is a temporary one).
    TarWriter(const std::filesystem::path& path, std::filesystem::path named);
    ~TarWriter();
    TarWriter(const TarWriter&) = delete;
    TarWriter& operator=(const TarWriter&) = delete;

    void add_text(const std::string& name, std::string_view text);
    /// InputError when the file changes meanwhile.
    void add_file(const std::string& name, const std::filesystem::path& path);
    void close();

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

/// What is done with an entry: called once with its name and size, gives the taker of its bytes (empty: not wanted).
using TakeBytes = std::function<void(std::span<const std::byte>)>;
using TakeEntry = std::function<TakeBytes(const std::string& name, std::uint64_t size)>;
/// After the bytes of each entry `ended` is called.
void read_tar(const std::filesystem::path& path, const TakeEntry& take, const std::function<void()>& ended);

}  // namespace zonewright::io
