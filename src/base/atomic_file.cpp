#include "base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <fstream>
#include <sstream>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright {
namespace {

[[noreturn]] void fail(const std::filesystem::path& path, int code) {
    std::error_code ignored;
    const auto space = std::filesystem::space(path.parent_path().empty() ? "." : path.parent_path(), ignored);
    const std::string free = ignored ? "?" : fmt::format("{} MiB", space.available >> 20);
    throw ResourceError(
        {.thing = path.string(),
         .value = std::strerror(code),
         .expected = both("可写入的位置（剩余空间 {}）", "a place that can be written (free space {})", free),
         .advice = both("腾出空间或换一个文件夹后重试；已有结果未改动",
                        "free some space or choose another folder; earlier results are untouched")});
}

void sync_path(const std::filesystem::path& path, int flags) {
    const int handle = ::open(path.c_str(), flags | O_CLOEXEC);
    if (handle < 0) fail(path, errno);
    const int failed = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    if (failed != 0 && failed != EINVAL) fail(path, failed);
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.parent_path().empty() ? std::filesystem::path(".") : path.parent_path();
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path target) : target_(std::move(target)) {
    // The extension stays last: some writers choose their format by it.
    pending_ = folder_of(target_) /
               fmt::format(".{}.{}.tmp{}", target_.stem().string(), ::getpid(), target_.extension().string());
    std::error_code ignored;
    std::filesystem::remove_all(pending_, ignored);
}

PendingFile::~PendingFile() {
    if (published_) return;
    std::error_code ignored;
    std::filesystem::remove_all(pending_, ignored);
}

void PendingFile::publish(Durability durability) {
    if (durability == Durability::Synced) sync_path(pending_, O_RDONLY);
    std::error_code failed;
    std::filesystem::rename(pending_, target_, failed);
    if (failed) fail(target_, failed.value());
    published_ = true;
    if (durability == Durability::Synced) sync_path(folder_of(target_), O_RDONLY | O_DIRECTORY);
}

void write_file(const std::filesystem::path& target, std::string_view content) {
    PendingFile pending(target);
    const int handle = ::open(pending.path().c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (handle < 0) fail(target, errno);
    for (std::size_t written = 0; written < content.size();) {
        const ssize_t count = ::write(handle, content.data() + written, content.size() - written);
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) {
            const int code = errno;
            ::close(handle);
            fail(target, code);
        }
        written += static_cast<std::size_t>(count);
    }
    if (::close(handle) != 0) fail(target, errno);
    pending.publish();
}

void sync_file(const std::filesystem::path& path) {
    sync_path(path, O_RDONLY);
}

std::string read_file(const std::filesystem::path& path) {
    std::ifstream file(path, std::ios::binary);
    std::ostringstream content;
    if (file && !std::filesystem::is_directory(path)) content << file.rdbuf();
    if (!file || std::filesystem::is_directory(path))
        throw InputError(
            {.thing = path.string(),
             .expected = both("可读的文件", "a readable file"),
             .advice = both("检查路径和读取权限", "check the path and the permission to read it")});
    return std::move(content).str();
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) fail(folder, failed.value());
}

}  // namespace zonewright
