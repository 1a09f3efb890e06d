#include "base/file_digests.h"

#include <sys/stat.h>

#include <algorithm>
#include <ctime>
#include <optional>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;

constexpr const char* memory_form = "zonewright digests 1";

struct FileState {
    std::string text;
    std::int64_t changed_s = 0;
};

std::optional<FileState> state_of(const fs::path& file) {
    struct stat found {};
    if (::stat(file.c_str(), &found) != 0) return std::nullopt;
    return FileState{fmt::format("{} {} {} {}.{} {}.{}", found.st_dev, found.st_ino, found.st_size, found.st_mtim.tv_sec,
                                 found.st_mtim.tv_nsec, found.st_ctim.tv_sec, found.st_ctim.tv_nsec),
                     std::max<std::int64_t>(found.st_mtim.tv_sec, found.st_ctim.tv_sec)};
}

std::string name_of(const fs::path& file) {
    return fs::absolute(file).lexically_normal().string();
}

bool can_be_listed(const std::string& name) {
    return name.find('\n') == std::string::npos;
}

}  // namespace

FileDigests::FileDigests(fs::path memory) : memory_(std::move(memory)) {
    std::error_code absent;
    if (!fs::is_regular_file(memory_, absent)) return;
    const std::string text = read_file(memory_);
    const std::size_t body = text.find('\n'), digest = text.find('\n', body + 1);
    if (digest == std::string::npos || text.substr(0, body) != memory_form ||
        text.substr(body + 1, digest - body - 1) != hash_text(text.substr(digest + 1)))
        return;
    for (std::size_t at = digest + 1; at < text.size();) {
        const std::size_t path = text.find('\n', at), state = text.find('\n', path + 1), end = text.find('\n', state + 1);
        if (end == std::string::npos) return;
        seen_[text.substr(at, path - at)] = {text.substr(path + 1, state - path - 1), text.substr(state + 1, end - state - 1)};
        at = end + 1;
    }
}

std::string FileDigests::of(const fs::path& file) {
    const std::string name = name_of(file);
    const auto state = state_of(file);
    const auto known = seen_.find(name);
    if (state && known != seen_.end() && known->second.state == state->text) return known->second.sha256;
    std::string sha256 = hash_file(file);
    const auto after = state_of(file);
    const bool settled = state && after && state->text == after->text && state->changed_s + 2 < std::time(nullptr) &&
                         can_be_listed(name);
    changed_ = changed_ || settled || known != seen_.end();
    if (settled)
        seen_[name] = {state->text, sha256};
    else
        seen_.erase(name);
    return sha256;
}

bool FileDigests::is(const fs::path& file, const std::string& sha256) const {
    const auto known = seen_.find(name_of(file));
    const auto state = state_of(file);
    return state && known != seen_.end() && known->second.sha256 == sha256 && known->second.state == state->text;
}

void FileDigests::note(const fs::path& file, const std::string& sha256) {
    const auto state = state_of(file);
    if (!state || !can_be_listed(name_of(file))) return;
    seen_[name_of(file)] = {state->text, sha256};
    changed_ = true;
}

void FileDigests::save() const {
    std::error_code absent;
    if (!changed_ || !fs::is_directory(memory_.parent_path(), absent)) return;
    std::string body;
    for (const auto& [name, seen] : seen_) body += name + "\n" + seen.state + "\n" + seen.sha256 + "\n";
    try {
        write_file(memory_, fmt::format("{}\n{}\n{}", memory_form, hash_text(body), body));
    } catch (const ResourceError&) {
        // A study on a disk that cannot be written is read again the next time.
    }
}

}  // namespace zonewright
