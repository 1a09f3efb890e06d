#include "base/output_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <utility>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"

namespace zonewright {

void refuse_unwritten(const std::filesystem::path& named, int code) {
    refuse_when_files_are_exhausted(named, code);
    std::error_code ignored;
    const auto space = std::filesystem::space(named.parent_path().empty() ? "." : named.parent_path(), ignored);
    const std::string free = ignored ? "?" : fmt::format("{} MiB", space.available >> 20);
    throw ResourceError(
        {.thing = named.string(),
         .value = std::strerror(code),
         .expected = both("可写入的位置（剩余空间 {}）", "a place that can be written (free space {})", free),
         .advice = both("腾出空间或换一个文件夹后重试；已有结果未改动",
                        "free some space or choose another folder; earlier results are untouched")});
}

OutputFile::OutputFile(const std::filesystem::path& path, std::filesystem::path named)
    : named_(std::move(named)), handle_(::open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0644)) {
    if (handle_ < 0) refuse_unwritten(named_, errno);
}

OutputFile::~OutputFile() {
    if (handle_ >= 0) ::close(handle_);
}

void OutputFile::write_at(std::uint64_t offset, std::span<const std::byte> bytes) {
    while (!bytes.empty()) {
        const ssize_t count = ::pwrite(handle_, bytes.data(), bytes.size(), static_cast<off_t>(offset));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse_unwritten(named_, errno);
        bytes = bytes.subspan(static_cast<std::size_t>(count));
        offset += static_cast<std::uint64_t>(count);
    }
}

void OutputFile::close() {
    const int failed = ::close(std::exchange(handle_, -1)) == 0 ? 0 : errno;
    if (failed != 0) refuse_unwritten(named_, failed);
}

}  // namespace zonewright
