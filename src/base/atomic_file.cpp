#include "base/atomic_file.h"

#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <map>
#include <memory>
#include <mutex>
#include <set>

#include "base/errors.h"
#include "base/language.h"
#include "base/leftovers.h"
#include "base/output_file.h"
#include "base/process_end.h"

namespace zonewright {
namespace {

void sync_path(const std::filesystem::path& path, int flags) {
    const int handle = ::open(path.c_str(), flags | O_CLOEXEC);
    if (handle < 0) refuse_unwritten(path, errno);
    const int failed = ::fsync(handle) == 0 ? 0 : errno;
    ::close(handle);
    if (failed != 0 && failed != EINVAL) refuse_unwritten(path, failed);
}

std::filesystem::path folder_of(const std::filesystem::path& path) {
    return path.parent_path().empty() ? std::filesystem::path(".") : path.parent_path();
}

/// The pending files of this process that go when it ends at once.
class PendingNames {
public:
    void add(const std::filesystem::path& path) {
        const std::lock_guard lock(guard_);
        names_[path.string()] = std::make_unique<RemovedAtEnd>(path);
    }
    void drop(const std::filesystem::path& path) {
        const std::lock_guard lock(guard_);
        names_.erase(path.string());
    }

private:
    std::mutex guard_;
    std::map<std::string, std::unique_ptr<RemovedAtEnd>> names_;
};

/// What killed processes left where this one writes goes, once for each folder.
void sweep_once(const std::filesystem::path& folder) {
    static std::mutex guard;
    static std::set<std::filesystem::path> swept;
    const std::lock_guard lock(guard);
    if (swept.insert(folder).second) sweep_leftovers(folder, false);
}

PendingNames& pending_names() {
    static PendingNames names;
    return names;
}

}  // namespace

PendingFile::PendingFile(std::filesystem::path target) : target_(std::move(target)) {
    sweep_once(folder_of(target_));
    // The extension stays last: some writers choose their format by it.
    pending_ = temporary_name(target_);
    pending_names().add(pending_);
}

PendingFile::~PendingFile() {
    // Libraries leave files of their own beside it (a journal, an overview) when they fail.
    if (!published_) remove_with_siblings(pending_);
    pending_names().drop(pending_);
}

void PendingFile::publish(Durability durability) {
    if (durability == Durability::Synced) sync_path(pending_, O_RDONLY);
    std::error_code failed;
    std::filesystem::rename(pending_, target_, failed);
    if (failed) refuse_unwritten(target_, failed.value());
    published_ = true;
    if (durability == Durability::Synced) sync_path(folder_of(target_), O_RDONLY | O_DIRECTORY);
}

void write_file(const std::filesystem::path& target, std::string_view content) {
    PendingFile pending(target);
    OutputFile file(pending.path(), target);
    file.write_at(0, std::as_bytes(std::span(content.data(), content.size())));
    file.close();
    pending.publish();
}

void sync_file(const std::filesystem::path& path) {
    sync_path(path, O_RDONLY);
}

void make_folder(const std::filesystem::path& folder) {
    std::error_code failed;
    std::filesystem::create_directories(folder, failed);
    if (failed) refuse_unwritten(folder, failed.value());
}

}  // namespace zonewright
