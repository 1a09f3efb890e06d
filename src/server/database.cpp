#include "server/database.h"

#include <ctime>
#include <utility>

#include "base/errors.h"

namespace zonewright::server {
namespace {

constexpr const char* tables = R"(
CREATE TABLE IF NOT EXISTS user (name TEXT PRIMARY KEY, role TEXT NOT NULL, town TEXT NOT NULL, password TEXT NOT NULL,
    failures INTEGER NOT NULL DEFAULT 0, locked_until INTEGER NOT NULL DEFAULT 0, created INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS session (cookie TEXT PRIMARY KEY, name TEXT NOT NULL REFERENCES user(name) ON DELETE CASCADE,
    token TEXT NOT NULL, opened INTEGER NOT NULL, seen INTEGER NOT NULL);
CREATE TABLE IF NOT EXISTS audit (number INTEGER PRIMARY KEY, moment INTEGER NOT NULL, name TEXT NOT NULL, town TEXT NOT NULL,
    action TEXT NOT NULL, thing TEXT NOT NULL, outcome TEXT NOT NULL, hash TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS upload (id TEXT PRIMARY KEY, town TEXT NOT NULL, name TEXT NOT NULL, title TEXT NOT NULL,
    extension TEXT NOT NULL, bytes INTEGER NOT NULL, hash TEXT NOT NULL, created INTEGER NOT NULL,
    wiped INTEGER NOT NULL DEFAULT 0);
CREATE TABLE IF NOT EXISTS job (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, process TEXT NOT NULL,
    question TEXT NOT NULL, state TEXT NOT NULL, attempts INTEGER NOT NULL DEFAULT 0, town TEXT NOT NULL, name TEXT NOT NULL,
    request TEXT NOT NULL, language TEXT NOT NULL, created INTEGER NOT NULL, started INTEGER NOT NULL DEFAULT 0,
    finished INTEGER NOT NULL DEFAULT 0, updated INTEGER NOT NULL, progress INTEGER NOT NULL DEFAULT 0,
    message TEXT NOT NULL DEFAULT '', complete INTEGER NOT NULL DEFAULT 0, wiped INTEGER NOT NULL DEFAULT 0);
CREATE INDEX IF NOT EXISTS job_of_state ON job (state, town);
CREATE INDEX IF NOT EXISTS job_of_town ON job (town, started);
CREATE TABLE IF NOT EXISTS request (id TEXT PRIMARY KEY, number TEXT NOT NULL UNIQUE, town TEXT NOT NULL, name TEXT NOT NULL,
    title TEXT NOT NULL, state TEXT NOT NULL, reason TEXT NOT NULL DEFAULT '', decided_by TEXT NOT NULL DEFAULT '',
    created INTEGER NOT NULL, updated INTEGER NOT NULL);
CREATE INDEX IF NOT EXISTS request_of_town ON request (town, updated);
CREATE TABLE IF NOT EXISTS version (request TEXT NOT NULL REFERENCES request(id), version INTEGER NOT NULL, upload TEXT NOT NULL,
    job TEXT NOT NULL, project TEXT NOT NULL, comment TEXT NOT NULL, created INTEGER NOT NULL, PRIMARY KEY (request, version));
)";

[[noreturn]] void fail_sql(const std::filesystem::path& named, int code, const std::string& message) {
    const int kind = code & 0xff;
    if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB)
        throw InputError({.thing = named.string(),
                          .value = message,
                          .expected = both("完好的数据库", "a sound database"),
                          .advice = both("从备份恢复，或用 --state 指定新的文件夹", "restore it from a backup, or name a new folder with --state")});
    throw ResourceError({.thing = named.string(),
                         .value = message,
                         .expected = both("可读写的数据库", "a database that can be read and written"),
                         .advice = both("检查权限和剩余空间", "check permissions and free space")});
}

}  // namespace

Clock system_clock() {
    return [] { return static_cast<std::int64_t>(std::time(nullptr)); };
}

std::string iso_time(std::int64_t seconds) {
    const std::time_t moment = seconds;
    std::tm parts{};
    gmtime_r(&moment, &parts);
    return fmt::format("{:04}-{:02}-{:02}T{:02}:{:02}:{:02}Z", parts.tm_year + 1900, parts.tm_mon + 1, parts.tm_mday,
                       parts.tm_hour, parts.tm_min, parts.tm_sec);
}

Query::Query(sqlite3* database, std::string_view sql, const std::filesystem::path& named) : named_(named) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr);
    statement_.reset(made);
    if (code != SQLITE_OK) fail_sql(named_, code, sqlite3_errmsg(database));
}

void Query::require(int code) const {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    fail_sql(named_, code, sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
}

void Query::bind(int position, std::int64_t value) {
    require(sqlite3_bind_int64(statement_.get(), position, value));
}
void Query::bind(int position, const std::string& text) {
    require(sqlite3_bind_text(statement_.get(), position, text.data(), static_cast<int>(text.size()), SQLITE_TRANSIENT));
}

bool Query::step() {
    const int code = sqlite3_step(statement_.get());
    require(code);
    return code == SQLITE_ROW;
}

std::string Query::text(int column) const {
    const auto* data = reinterpret_cast<const char*>(sqlite3_column_text(statement_.get(), column));
    return data == nullptr ? std::string() : std::string(data, static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column)));
}

Database::Database(const std::filesystem::path& file) : file_(file) {
    sqlite3* opened = nullptr;
    const int code = sqlite3_open_v2(file.c_str(), &opened, SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);
    if (code != SQLITE_OK) fail_sql(file_, code, opened == nullptr ? "sqlite3_open" : sqlite3_errmsg(opened));
    std::filesystem::permissions(file, std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
    sqlite3_busy_timeout(opened, 5000);
    script("PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; PRAGMA foreign_keys = ON;");
    script(tables);
}

void Database::script(const char* sql) {
    const int code = sqlite3_exec(database_.get(), sql, nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail_sql(file_, code, sqlite3_errmsg(database_.get()));
}

Changes::Changes(Database& database) : database_(database), lock_(database.locked()) {
    if (database_.depth_ == 0) database_.run("BEGIN IMMEDIATE");
    ++database_.depth_;
}

Changes::~Changes() {
    --database_.depth_;
    if (!committed_) database_.doomed_ = true;
    if (database_.depth_ > 0 || !std::exchange(database_.doomed_, false)) return;
    try {
        database_.run("ROLLBACK");
    } catch (const Error&) {  // SQLite has rolled back itself
    }
}

void Changes::commit() {
    if (database_.doomed_) throw InternalError({.thing = database_.file_.string(), .value = "COMMIT"});
    if (database_.depth_ == 1) database_.run("COMMIT");
    committed_ = true;
}

}  // namespace zonewright::server
