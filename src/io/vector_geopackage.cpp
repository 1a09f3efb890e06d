#include "io/vector_geopackage.h"

#include <fmt/format.h>

#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "io/gdal_session.h"
#include "io/sqlite.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

using Database = std::unique_ptr<sqlite3, SqliteClose>;
using Statement = std::unique_ptr<sqlite3_stmt, SqliteFinalize>;

[[noreturn]] void reject(const fs::path& path, Text value) {
    throw InputError({.thing = path.string(),
                      .value = std::move(value),
                      .expected = both("完好的 GeoPackage", "a sound GeoPackage"),
                      .advice = both("文件已损坏：用备份，或请提供方重新导出",
                                     "the file is damaged: use a backup or ask for a new export")});
}

std::string uri_of(const fs::path& path) {
    std::string uri = "file:";
    for (const char c : fs::absolute(path).string()) {
        if (c == '?' || c == '#' || c == '%')
            uri += fmt::format("%{:02X}", static_cast<unsigned>(c));
        else
            uri += c;
    }
    return uri + (is_settled_wal(path) ? "?immutable=1" : "?mode=ro");
}

}  // namespace

bool is_settled_wal(const fs::path& path) {
    constexpr std::size_t head_bytes = 20;
    const std::string head = head_if_there(path, head_bytes).value_or("");
    std::error_code absent;
    const auto wal = fs::file_size(path.string() + "-wal", absent);
    return head.size() == head_bytes && head[18] == 2 && (absent || wal == 0);
}

void check_geopackage(const fs::path& path) {
    if (extension_of(path) != ".gpkg") return;
    require_readable(path);  // SQLite would wait for a pipe
    sqlite3* opened = nullptr;
    const int code =
        sqlite3_open_v2(uri_of(path).c_str(), &opened, SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, nullptr);
    const Database database(opened);
    if (code != SQLITE_OK) reject(path, sqlite3_errstr(code));
    sqlite3_stmt* prepared = nullptr;
    if (sqlite3_prepare_v2(database.get(), "PRAGMA quick_check(1)", -1, &prepared, nullptr) != SQLITE_OK)
        reject(path, sqlite3_errmsg(database.get()));
    const Statement statement(prepared);
    if (sqlite3_step(statement.get()) != SQLITE_ROW) reject(path, sqlite3_errmsg(database.get()));
    const std::string answer = reinterpret_cast<const char*>(sqlite3_column_text(statement.get(), 0));
    if (answer != "ok") reject(path, answer.substr(answer.rfind('\n') + 1));  // the first line names no page
}

}  // namespace zonewright::io
