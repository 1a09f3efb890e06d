#include "io/sqlite.h"

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::io {
namespace {

[[noreturn]] void fail(const std::filesystem::path& named, int code, const std::string& message) {
    std::error_code unknown;
    const auto folder = named.parent_path().empty() ? std::filesystem::path(".") : named.parent_path();
    const auto space = std::filesystem::space(folder, unknown);
    const std::string free = unknown ? "?" : fmt::format("{} MiB", space.available >> 20);
    const int kind = code & 0xff;
    if (kind == SQLITE_CORRUPT || kind == SQLITE_NOTADB)
        throw InputError({.thing = named.string(),
                          .value = message,
                          .expected = both("完好的 GeoPackage", "a sound GeoPackage"),
                          .advice = both("重新运行以生成该文件", "run again to make the file anew")});
    if (kind == SQLITE_ERROR || kind == SQLITE_CONSTRAINT || kind == SQLITE_MISUSE || kind == SQLITE_RANGE)
        throw InternalError({.thing = named.string(), .value = message});
    throw ResourceError(
        {.thing = named.string(),
         .value = message,
         .expected = both("可读写的位置（剩余空间 {}）",
                          "a place that can be read and written (free space {})", free),
         .advice = both("腾出空间或换一个文件夹后重试；已有结果未改动",
                        "free some space or choose another folder; earlier results are untouched")});
}

/// QGIS leaves a file in WAL mode; reading that wants to write beside it, which a read-only share forbids.
bool can_be_read(sqlite3* database) {
    const int code = sqlite3_exec(database, "SELECT 1 FROM sqlite_master LIMIT 1", nullptr, nullptr, nullptr) & 0xff;
    return code != SQLITE_CANTOPEN && code != SQLITE_READONLY;
}

bool has_log(const std::filesystem::path& path) {
    std::error_code absent;
    const auto bytes = std::filesystem::file_size(path.string() + "-wal", absent);
    return !absent && bytes > 0;
}

/// As a file that nobody changes: no locks, no log.
std::string immutable_name(const std::filesystem::path& path) {
    std::string name = "file:";
    for (const char c : std::filesystem::absolute(path).string())
        name += c == '%' || c == '?' || c == '#' ? fmt::format("%{:02X}", static_cast<unsigned char>(c))
                                                 : std::string(1, c);
    return name + "?immutable=1";
}

}  // namespace

SqliteStatement::SqliteStatement(sqlite3* database, std::string_view sql, std::filesystem::path named)
    : named_(std::move(named)) {
    sqlite3_stmt* made = nullptr;
    const int code = sqlite3_prepare_v2(database, sql.data(), static_cast<int>(sql.size()), &made, nullptr);
    statement_.reset(made);
    if (code != SQLITE_OK) fail(named_, code, fmt::format("{}: {}", sqlite3_errmsg(database), sql));
}

void SqliteStatement::check(int code) const {
    if (code == SQLITE_OK || code == SQLITE_ROW || code == SQLITE_DONE) return;
    fail(named_, code, sqlite3_errmsg(sqlite3_db_handle(statement_.get())));
}

SqliteStatement& SqliteStatement::bind(int position, std::int64_t value) {
    check(sqlite3_bind_int64(statement_.get(), position, value));
    return *this;
}

SqliteStatement& SqliteStatement::bind(int position, double value) {
    check(sqlite3_bind_double(statement_.get(), position, value));
    return *this;
}

SqliteStatement& SqliteStatement::bind(int position, std::string_view text) {
    check(sqlite3_bind_text(statement_.get(), position, text.empty() ? "" : text.data(),
                            static_cast<int>(text.size()), SQLITE_STATIC));
    return *this;
}

SqliteStatement& SqliteStatement::bind_blob(int position, std::string_view bytes) {
    check(sqlite3_bind_blob(statement_.get(), position, bytes.data(), static_cast<int>(bytes.size()),
                            SQLITE_STATIC));
    return *this;
}

SqliteStatement& SqliteStatement::bind_null(int position) {
    check(sqlite3_bind_null(statement_.get(), position));
    return *this;
}

bool SqliteStatement::step() {
    const int code = sqlite3_step(statement_.get());
    check(code);
    return code == SQLITE_ROW;
}

void SqliteStatement::run() {
    step();
    check(sqlite3_reset(statement_.get()));
}

std::string SqliteStatement::text(int column) const {
    return std::string(bytes(column));
}

std::string_view SqliteStatement::bytes(int column) const {
    const void* data = type(column) == SQLITE_TEXT
                           ? static_cast<const void*>(sqlite3_column_text(statement_.get(), column))
                           : sqlite3_column_blob(statement_.get(), column);
    const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement_.get(), column));
    return data == nullptr ? std::string_view() : std::string_view(static_cast<const char*>(data), size);
}

SqliteDatabase::SqliteDatabase(const std::filesystem::path& path, SqliteMode mode,
                               std::filesystem::path named)
    : named_(std::move(named)) {
    sqlite3* opened = nullptr;
    const int flags =
        mode == SqliteMode::Create ? SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE : SQLITE_OPEN_READONLY;
    int code = sqlite3_open_v2(path.c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX, nullptr);
    database_.reset(opened);
    if (code == SQLITE_OK && mode == SqliteMode::ReadOnly && !can_be_read(opened) && !has_log(path)) {
        code = sqlite3_open_v2(immutable_name(path).c_str(), &opened, flags | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_URI,
                               nullptr);
        database_.reset(opened);
    }
    if (code != SQLITE_OK) fail(named_, code, opened == nullptr ? "sqlite3_open" : sqlite3_errmsg(opened));
}

void SqliteDatabase::run(const std::string& sql) {
    const int code = sqlite3_exec(database_.get(), sql.c_str(), nullptr, nullptr, nullptr);
    if (code != SQLITE_OK) fail(named_, code, fmt::format("{}: {}", sqlite3_errmsg(database_.get()), sql));
}

std::string SqliteDatabase::text_of(std::string_view sql) const {
    auto statement = prepare(sql);
    return statement.step() ? statement.text(0) : std::string();
}

std::int64_t SqliteDatabase::integer_of(std::string_view sql) const {
    auto statement = prepare(sql);
    return statement.step() ? statement.integer(0) : 0;
}

std::string sql_name(std::string_view identifier) {
    std::string text = "\"";
    for (const char c : identifier) {
        text += c;
        if (c == '"') text += '"';
    }
    return text + '"';
}

}  // namespace zonewright::io
