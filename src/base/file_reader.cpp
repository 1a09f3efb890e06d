#include "base/file_reader.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/language.h"

namespace zonewright {
namespace {

constexpr std::size_t piece_bytes = std::size_t{1} << 20;

[[noreturn]] void refuse_kind(const std::filesystem::path& path, const Text& kind) {
    throw InputError({.thing = path.string(),
                      .value = kind,
                      .expected = both("磁盘上的普通文件", "a regular file on disk"),
                      .advice = both("先把内容存为文件，再给出该文件的路径",
                                     "save what it gives as a file first and name that file")});
}

[[noreturn]] void refuse_reading(const std::filesystem::path& path, int code) {
    refuse_when_files_are_exhausted(path, code);
    const Text expected = both("可读的文件", "a readable file");
    if (code == EACCES || code == EPERM)
        throw InputError({.thing = path.string(),
                          .value = both("没有读取权限", "no permission to read it"),
                          .expected = both("可读取的文件", "a file that can be read"),
                          .advice = both("检查文件权限；若被其他程序占用，先关闭该程序",
                                         "check its permissions; close a program that keeps it open")});
    if (code == ENOENT || code == ENOTDIR || code == ELOOP || code == ENAMETOOLONG)
        throw InputError({.thing = path.string(),
                          .value = std::strerror(code),
                          .expected = expected,
                          .advice = both("检查路径和读取权限", "check the path and the permission to read it")});
    throw ResourceError({.thing = path.string(),
                         .value = std::strerror(code),
                         .expected = expected,
                         .advice = both("检查磁盘或网络盘后重试；没有用读到的部分作结果",
                                        "check the disk or the network share and try again; what was read so far "
                                        "was not used")});
}

void require_regular(const std::filesystem::path& path, const struct stat& state) {
    if (S_ISREG(state.st_mode)) return;
    if (S_ISDIR(state.st_mode)) refuse_kind(path, both("文件夹", "a folder"));
    if (S_ISFIFO(state.st_mode)) refuse_kind(path, both("管道", "a pipe"));
    if (S_ISSOCK(state.st_mode)) refuse_kind(path, both("套接字", "a socket"));
    refuse_kind(path, both("设备", "a device"));
}

std::int64_t changed_ns(const struct stat& state) {
    return std::int64_t{state.st_mtim.tv_sec} * 1'000'000'000 + state.st_mtim.tv_nsec;
}

}  // namespace

void refuse_when_files_are_exhausted(const std::filesystem::path& path, int code) {
    if (code != EMFILE && code != ENFILE) return;
    throw ResourceError({.thing = path.string(),
                         .value = std::strerror(code),
                         .expected = both("未到上限的打开文件数", "a limit of open files that is not reached"),
                         .advice = both("提高打开文件数上限（ulimit -n 4096）或减少 --threads 后重试",
                                        "raise the limit of open files (ulimit -n 4096) or lower --threads and try "
                                        "again")});
}

FileReader::FileReader(std::filesystem::path path) : path_(std::move(path)) {
    struct stat state {};
    if (::stat(path_.c_str(), &state) != 0) refuse_reading(path_, errno);
    require_regular(path_, state);  // before opening it: some devices act on being opened
    handle_ = ::open(path_.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
    if (handle_ < 0) refuse_reading(path_, errno);
    if (::fstat(handle_, &state) != 0) {
        const int code = errno;
        ::close(handle_);
        refuse_reading(path_, code);
    }
    if (!S_ISREG(state.st_mode)) ::close(handle_);
    require_regular(path_, state);
    size_ = static_cast<std::uint64_t>(state.st_size);
    changed_ns_ = changed_ns(state);
}

FileReader::~FileReader() {
    ::close(handle_);
}

std::size_t FileReader::read(std::span<char> bytes) {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count = ::read(handle_, bytes.data() + done, std::min(bytes.size() - done, piece_bytes));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse_reading(path_, errno);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

std::size_t FileReader::read_at(std::uint64_t offset, std::span<char> bytes) const {
    std::size_t done = 0;
    while (done < bytes.size()) {
        const ssize_t count =
            ::pread(handle_, bytes.data() + done, bytes.size() - done, static_cast<off_t>(offset + done));
        if (count < 0 && errno == EINTR) continue;
        if (count < 0) refuse_reading(path_, errno);
        if (count == 0) break;
        done += static_cast<std::size_t>(count);
    }
    return done;
}

void FileReader::require_unchanged(std::uint64_t bytes_read) const {
    struct stat state {};
    if (::fstat(handle_, &state) != 0) refuse_reading(path_, errno);
    const bool kernel_text = size_ == 0 && state.st_size == 0;  // files below /proc state no size
    if (static_cast<std::uint64_t>(state.st_size) == size_ && changed_ns(state) == changed_ns_ &&
        (bytes_read == size_ || kernel_text))
        return;
    throw InputError({.thing = path_.string(),
                      .value = both("读取时文件被改动", "the file changed while it was read"),
                      .expected = both("读取期间不变的文件", "a file that stays as it is"),
                      .advice = both("等写入结束后重试，或先复制一份",
                                     "try again when it is written to its end, or take a copy first")});
}

LineReader::LineReader(const std::filesystem::path& path) : file_(path) {}

bool LineReader::refill() {
    if (ended_) return false;
    buffer_.erase(0, at_);
    at_ = 0;
    const std::size_t kept = buffer_.size();
    buffer_.resize(kept + piece_bytes);
    const std::size_t count = file_.read(std::span(buffer_.data() + kept, piece_bytes));
    buffer_.resize(kept + count);
    read_ += count;
    ended_ = count < piece_bytes;
    if (ended_) file_.require_unchanged(read_);
    return count > 0;
}

bool LineReader::next(std::string& line) {
    std::size_t end = buffer_.find('\n', at_);
    while (end == std::string::npos && refill()) end = buffer_.find('\n', at_);
    if (end == std::string::npos && at_ == buffer_.size()) return false;
    const std::size_t stop = end == std::string::npos ? buffer_.size() : end;
    line.assign(buffer_, at_, stop - at_);
    at_ = end == std::string::npos ? buffer_.size() : end + 1;
    return true;
}

std::string read_file(const std::filesystem::path& path) {
    FileReader file(path);
    if (file.size() > largest_text_bytes)
        throw InputError({.thing = path.string(),
                          .value = both("{} 字节", "{} bytes", file.size()),
                          .expected = both("不超过 {} 字节的文件", "a file of at most {} bytes", largest_text_bytes),
                          .advice = both("分成几个文件", "divide it into several files")});
    std::string content(file.size() + 1, '\0');  // one more, so that a file that has grown is noticed
    std::size_t size = file.read(content);
    while (size == content.size() && size <= largest_text_bytes && file.size() == 0) {
        content.resize(size + piece_bytes);
        size += file.read(std::span(content.data() + size, piece_bytes));
    }
    content.resize(size);
    file.require_unchanged(size);
    return content;
}

std::string head_of_file(const std::filesystem::path& path, std::size_t size) {
    FileReader file(path);
    std::string bytes(size, '\0');
    bytes.resize(file.read(bytes));
    return bytes;
}

std::optional<std::string> head_if_there(const std::filesystem::path& path, std::size_t size) {
    std::error_code unknown;
    if (!std::filesystem::is_regular_file(path, unknown)) return std::nullopt;
    return head_of_file(path, size);
}

void require_readable(const std::filesystem::path& path) {
    const FileReader opened(path);
}

}  // namespace zonewright
