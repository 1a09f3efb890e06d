// One row as bytes for hashing: the same whether it comes from memory or from the table. For the GeoPackage
// files.
// Errors: InputError when the file is no GeoPackage.
#pragma once

#include <map>
#include <string>

#include "base/hash.h"
#include "io/sqlite.h"

namespace zonewright::io {

class RowBytes {
public:
    void clear() { bytes_.clear(); }
    void add_null() { bytes_ += 'n'; }
    void add(std::int64_t value);
    void add(double value);
    void add_text(std::string_view text);
    void add_blob(std::string_view blob);
    void add_column(const SqliteStatement& row, int column);
    std::string_view bytes() const { return bytes_; }

private:
    void add_sized(char tag, std::string_view text);
    std::string bytes_;
};

/// Hash of one table's rows as they stand, in row order.
std::string table_hash(const SqliteDatabase& database, const std::string& table);
/// Hashes of tables by name, put together.
std::string joined_hash(const std::map<std::string, std::string>& table_hashes);

}  // namespace zonewright::io
