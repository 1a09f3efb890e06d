#include "io/geopackage_content.h"

#include <array>
#include <cmath>
#include <cstring>

#include "base/errors.h"
#include "io/geopackage.h"

namespace zonewright::io {
namespace {

template <typename T>
std::array<char, sizeof(T)> raw_of(T value) {
    std::array<char, sizeof(T)> raw;
    std::memcpy(raw.data(), &value, sizeof(T));
    return raw;
}

}  // namespace

void RowBytes::add(std::int64_t value) {
    bytes_ += 'i';
    bytes_.append(raw_of(value).data(), sizeof value);
}

void RowBytes::add(double value) {
    if (!std::isfinite(value)) return add_null();
    bytes_ += 'r';
    bytes_.append(raw_of(value == 0 ? 0.0 : value).data(), sizeof value);
}

void RowBytes::add_sized(char tag, std::string_view text) {
    bytes_ += tag;
    bytes_.append(raw_of(static_cast<std::uint64_t>(text.size())).data(), sizeof(std::uint64_t));
    bytes_.append(text);
}

void RowBytes::add_text(std::string_view text) {
    add_sized('t', text);
}
void RowBytes::add_blob(std::string_view blob) {
    add_sized('b', blob);
}

void RowBytes::add_column(const SqliteStatement& row, int column) {
    switch (row.type(column)) {
        case SQLITE_INTEGER:
            return add(row.integer(column));
        case SQLITE_FLOAT:
            return add(row.real(column));
        case SQLITE_TEXT:
            return add_text(row.bytes(column));
        case SQLITE_BLOB:
            return add_blob(row.bytes(column));
        default:
            return add_null();
    }
}

std::string table_hash(const SqliteDatabase& database, const std::string& table) {
    Fingerprint hash;
    auto rows = database.prepare(fmt::format("SELECT * FROM {} ORDER BY rowid", sql_name(table)));
    RowBytes row;
    while (rows.step()) {
        row.clear();
        for (int column = 0; column < rows.columns(); ++column) row.add_column(rows, column);
        hash.add(row.bytes());
    }
    return hash.hex();
}

std::string joined_hash(const std::map<std::string, std::string>& table_hashes) {
    Fingerprint hash;
    for (const auto& [table, digest] : table_hashes) hash.add(table).add(digest);
    return hash.hex();
}

std::string geopackage_content_hash(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        throw InputError({.thing = path.string(), .expected = both("GeoPackage 文件", "a GeoPackage file")});
    const SqliteDatabase database(path, SqliteMode::ReadOnly, path);
    std::map<std::string, std::string> hashes;
    auto tables = database.prepare("SELECT table_name FROM gpkg_contents");
    while (tables.step()) hashes[tables.text(0)] = table_hash(database, tables.text(0));
    if (database.integer_of("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_data_columns'") > 0)
        hashes["gpkg_data_columns"] = table_hash(database, "gpkg_data_columns");
    return joined_hash(hashes);
}

}  // namespace zonewright::io
