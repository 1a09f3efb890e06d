#include "io/geopackage_exchange.h"

#include <sqlite3.h>

#include <algorithm>
#include <chrono>
#include <memory>
#include <string>
#include <thread>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "io/sqlite.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

constexpr std::chrono::seconds patience{5};
constexpr std::chrono::milliseconds between_tries{50};

using Connection = std::unique_ptr<sqlite3, SqliteClose>;
struct BackupFinish {
    void operator()(sqlite3_backup* backup) const noexcept { sqlite3_backup_finish(backup); }
};

[[noreturn]] void refuse_exchange(const fs::path& target, int code, const char* message) {
    const int kind = code & 0xff;
    const bool busy = kind == SQLITE_BUSY || kind == SQLITE_LOCKED;
    const bool damaged = kind == SQLITE_NOTADB || kind == SQLITE_CORRUPT;
    throw ResourceError(
        {.thing = target.string(),
         .value = busy ? both("另一个程序正在编辑它（{}）", "another program is editing it ({})", message) : Text(message),
         .expected = both("没有未保存编辑的文件", "a file without unsaved edits"),
         .advice = damaged ? both("删除该文件及其 -wal、-shm、-journal 后重试",
                                  "remove it with its -wal, -shm and -journal, then try again")
                           : both("在 QGIS 等程序中保存并关闭该图层后重试；已有内容未改动",
                                  "save and close the layer in QGIS or the other program, then try again; its content "
                                  "is untouched")});
}

Connection opened(const fs::path& path, int flags, const fs::path& target) {
    sqlite3* made = nullptr;
    const int code = sqlite3_open_v2(path.c_str(), &made, flags, nullptr);
    Connection connection(made);
    if (code != SQLITE_OK) refuse_exchange(target, code, sqlite3_errstr(code));
    return connection;
}

/// The pages of one database into the other: whole, or not at all.
void replace_content(const fs::path& from, const fs::path& target) {
    const Connection source = opened(from, SQLITE_OPEN_READONLY, target);
    const Connection place = opened(target, SQLITE_OPEN_READWRITE, target);
    sqlite3_extended_result_codes(place.get(), 1);
    sqlite3_busy_timeout(place.get(), static_cast<int>(std::chrono::milliseconds(patience).count()));
    std::unique_ptr<sqlite3_backup, BackupFinish> backup(
        sqlite3_backup_init(place.get(), "main", source.get(), "main"));
    if (!backup) refuse_exchange(target, sqlite3_errcode(place.get()), sqlite3_errmsg(place.get()));
    const auto end = std::chrono::steady_clock::now() + patience;
    int code = SQLITE_OK;
    while ((code = sqlite3_backup_step(backup.get(), -1)) != SQLITE_DONE) {
        const bool busy = (code & 0xff) == SQLITE_BUSY || (code & 0xff) == SQLITE_LOCKED;
        if (!busy || std::chrono::steady_clock::now() >= end) refuse_exchange(target, code, sqlite3_errstr(code));
        std::this_thread::sleep_for(between_tries);
    }
    code = sqlite3_backup_finish(backup.release());
    if (code != SQLITE_OK) refuse_exchange(target, code, sqlite3_errstr(code));
    // When nobody else has it open it goes back to one plain file; otherwise the last to close it does that.
    sqlite3_busy_timeout(place.get(), 0);
    sqlite3_exec(place.get(), "PRAGMA wal_checkpoint(TRUNCATE); PRAGMA journal_mode = DELETE", nullptr, nullptr, nullptr);
}

bool is_process_number(const std::string& name) {
    return !name.empty() && std::all_of(name.begin(), name.end(), [](char c) { return c >= '0' && c <= '9'; });
}

/// "flags:	0100002": the last octal digit is the access, 0 for reading only (proc(5)). What cannot be told writes.
bool may_write(const fs::path& process, const fs::path& descriptor) {
    try {
        const std::string info = head_of_file(process / "fdinfo" / descriptor, 512);
        const std::size_t flags = info.find("flags:");
        const std::size_t end = flags == std::string::npos ? flags : info.find('\n', flags);
        return end == std::string::npos || (info[end - 1] & 3) != 0;
    } catch (const Error&) {
        return true;
    }
}

bool is_open_in(const fs::path& process, const fs::path& file) {
    std::error_code hidden;
    for (auto entry = fs::directory_iterator(process / "fd", hidden); !hidden && entry != fs::directory_iterator();
         entry.increment(hidden)) {
        std::error_code gone;
        if (fs::read_symlink(entry->path(), gone) == file && !gone && may_write(process, entry->path().filename()))
            return true;
    }
    return false;
}

bool is_open_elsewhere(const fs::path& file) {
    std::error_code none;
    const fs::path self = fs::read_symlink("/proc/self", none);
    for (auto entry = fs::directory_iterator("/proc", none); !none && entry != fs::directory_iterator();
         entry.increment(none))
        if (is_process_number(entry->path().filename().string()) && entry->path().filename() != self &&
            is_open_in(entry->path(), file))
            return true;
    return false;
}

bool has_journal(const fs::path& path) {
    std::error_code unknown;
    return fs::exists(path.string() + "-wal", unknown) || fs::exists(path.string() + "-journal", unknown);
}

/// Nobody can use the journal of a file that is gone.
void drop_orphans(const fs::path& path) {
    for (const char* end : {"-wal", "-shm", "-journal"}) {
        std::error_code absent;
        fs::remove(path.string() + end, absent);
    }
}

}  // namespace

bool is_in_use(const fs::path& path) {
    std::error_code unknown;
    return has_journal(path) || is_open_elsewhere(fs::canonical(path, unknown));
}

Exchanged exchange_geopackage(PendingFile& pending, const fs::path& target) {
    std::error_code unknown;
    const bool there = fs::exists(target, unknown);
    if (there && is_in_use(target)) {
        replace_content(pending.path(), target);
        return Exchanged::Content;
    }
    if (!there) drop_orphans(target);
    pending.publish();
    return Exchanged::File;
}

}  // namespace zonewright::io
