// The desk's own SQLite database: users, sessions, queue, requests, audit.
//
// One connection, shared by all threads under one lock that callers take for as long as their statements belong
// together. What a statement returned from is on disk (synchronous = FULL, write-ahead log), so a killed process loses
// nothing that was answered. Errors: ResourceError for disk and permissions, InputError for a damaged file.
#pragma once

#include <sqlite3.h>

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <mutex>
#include <string>
#include <string_view>

namespace zonewright::server {

/// Seconds since 1970; tests give their own.
using Clock = std::function<std::int64_t()>;
Clock system_clock();
/// "2026-11-27T10:12:00Z"
std::string iso_time(std::int64_t seconds);

/// A running query. Texts are copied.
class Query {
public:
    Query(sqlite3* database, std::string_view sql, const std::filesystem::path& named);

    template <typename... Values>
    Query& with(const Values&... values) {
        int position = 0;
        (bind(++position, values), ...);
        return *this;
    }
    bool step();
    std::string text(int column) const;
    std::int64_t number(int column) const { return sqlite3_column_int64(statement_.get(), column); }

private:
    struct Finalize {
        void operator()(sqlite3_stmt* statement) const noexcept { sqlite3_finalize(statement); }
    };
    void bind(int position, std::int64_t value);
    void bind(int position, int value) { bind(position, static_cast<std::int64_t>(value)); }
    void bind(int position, const std::string& text);
    void require(int code) const;

    std::unique_ptr<sqlite3_stmt, Finalize> statement_;
    std::filesystem::path named_;
};

class Database {
public:
    explicit Database(const std::filesystem::path& file);

    /// Taken by whoever asks; the same thread may take it again.
    std::unique_lock<std::recursive_mutex> locked() { return std::unique_lock(mutex_); }

    template <typename... Values>
    Query ask(std::string_view sql, const Values&... values) {
        Query query(database_.get(), sql, file_);
        query.with(values...);
        return query;
    }
    /// Executes; returns the number of rows changed.
    template <typename... Values>
    int run(std::string_view sql, const Values&... values) {
        ask(sql, values...).step();
        return sqlite3_changes(database_.get());
    }

private:
    friend class Changes;
    struct Close {
        void operator()(sqlite3* database) const noexcept { sqlite3_close(database); }
    };
    void script(const char* sql);

    std::filesystem::path file_;
    std::unique_ptr<sqlite3, Close> database_;
    std::recursive_mutex mutex_;
    int depth_ = 0;        ///< of Changes within Changes
    bool doomed_ = false;  ///< an inner one was not committed
};

/// All of it or nothing: rolled back unless committed. One within another is part of the outer one.
class Changes {
public:
    explicit Changes(Database& database);
    ~Changes();
    Changes(const Changes&) = delete;
    Changes& operator=(const Changes&) = delete;
    void commit();

private:
    Database& database_;
    std::unique_lock<std::recursive_mutex> lock_;
    bool committed_ = false;
};

}  // namespace zonewright::server
