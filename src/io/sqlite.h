// SQLite databases as owned values with every return code checked; for the GeoPackage files of this folder
// only.
// Errors: InputError for a damaged file, ResourceError for disk and permissions, InternalError for SQL of ours
// that is wrong.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

namespace zonewright::io {

struct SqliteClose {
    void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
};
struct SqliteFinalize {
    void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
};

/// Texts and blobs are bound without a copy: they must live until the next step().
class SqliteStatement {
public:
    SqliteStatement(sqlite3* database, std::string_view sql, std::filesystem::path named);

    SqliteStatement& bind(int position, std::int64_t value);
    SqliteStatement& bind(int position, double value);
    SqliteStatement& bind(int position, std::string_view text);
    SqliteStatement& bind_blob(int position, std::string_view bytes);
    SqliteStatement& bind_null(int position);

    /// True while there is a row.
    bool step();
    /// Executes and makes ready for new values.
    void run();

    int columns() const { return sqlite3_column_count(statement_.get()); }
    std::int64_t integer(int column) const { return sqlite3_column_int64(statement_.get(), column); }
    double real(int column) const { return sqlite3_column_double(statement_.get(), column); }
    std::string text(int column) const;
    std::string_view bytes(int column) const;  ///< valid until the next step()
    int type(int column) const { return sqlite3_column_type(statement_.get(), column); }

private:
    void check(int code) const;

    std::unique_ptr<sqlite3_stmt, SqliteFinalize> statement_;
    std::filesystem::path named_;
};

enum class SqliteMode { Create, ReadOnly };

class SqliteDatabase {
public:
    /// `named` is the file that messages speak of; `path` may be a temporary name for it.
    SqliteDatabase(const std::filesystem::path& path, SqliteMode mode, std::filesystem::path named);

    void run(const std::string& sql);
    SqliteStatement prepare(std::string_view sql) const { return {database_.get(), sql, named_}; }
    /// The single text that the query gives; empty when it gives no row.
    std::string text_of(std::string_view sql) const;
    std::int64_t integer_of(std::string_view sql) const;

private:
    std::unique_ptr<sqlite3, SqliteClose> database_;
    std::filesystem::path named_;
};

/// "name" with doubled quotation marks, safe as an identifier in SQL.
std::string sql_name(std::string_view identifier);

}  // namespace zonewright::io
