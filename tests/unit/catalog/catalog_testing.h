// What the tests of catalog share: a folder of files that vanishes, a copy of layers/ to spoil, the message
// of an error.
#pragma once

#include <gtest/gtest.h>

#include <unistd.h>
#include <atomic>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"

namespace zonewright::catalog {

class ScratchFolder {
public:
    ScratchFolder() {
        static std::atomic<int> count = 0;
        path_ = std::filesystem::temp_directory_path() /
                ("zonewright-catalog-" + std::to_string(::getpid()) + "-" + std::to_string(++count));
        std::filesystem::create_directories(path_);
    }
    ~ScratchFolder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    ScratchFolder(const ScratchFolder&) = delete;
    ScratchFolder& operator=(const ScratchFolder&) = delete;

    const std::filesystem::path& path() const { return path_; }
    void write(const std::string& relative, const std::string& content) const {
        std::filesystem::create_directories((path_ / relative).parent_path());
        std::ofstream(path_ / relative, std::ios::binary) << content;
    }
    /// Replaces the first occurrence; the text must be there, or the test would prove nothing.
    void replace(const std::string& relative, const std::string& from, const std::string& to) const {
        std::string content = read_file(path_ / relative);
        const auto at = content.find(from);
        ASSERT_NE(at, std::string::npos) << relative << " has no " << from;
        write(relative, content.replace(at, from.size(), to));
    }

private:
    std::filesystem::path path_;
};

inline std::filesystem::path shipped_layers() {
    return std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / "layers";
}

/// A copy of layers/ that a test may spoil.
class CopiedLayers : public ScratchFolder {
public:
    CopiedLayers() {
        std::filesystem::copy(shipped_layers(), path(), std::filesystem::copy_options::recursive);
    }
};

/// The message of the InputError that `action` throws, in English; empty when it throws none.
template <typename Action>
std::string complaint_of(Action&& action) {
    try {
        action();
    } catch (const InputError& error) {
        return error.message(Language::En);
    }
    return {};
}

}  // namespace zonewright::catalog
