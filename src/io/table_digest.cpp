#include "io/table_digest.h"

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>

#include "base/errors.h"
#include "base/hash.h"
#include "io/geopackage_content.h"
#include "io/sqlite.h"

namespace zonewright::io {
namespace {

constexpr std::size_t kept_hex_digits = 32;

SqliteDatabase open_geopackage(const std::filesystem::path& path) {
    std::error_code ignored;
    if (!std::filesystem::is_regular_file(path, ignored))
        throw InputError({.thing = path.string(), .expected = both("GeoPackage 文件", "a GeoPackage file")});
    return {path, SqliteMode::ReadOnly, path};
}

/// FNV-1a, folded: only to tell which value of a row differs, never whether.
std::uint32_t value_check(std::string_view bytes) {
    std::uint64_t hash = 14695981039346656037ULL;
    for (const char c : bytes) hash = (hash ^ static_cast<unsigned char>(c)) * 1099511628211ULL;
    return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

/// The WKB behind the header of clause 2.1.3; the blob itself where it has no such header.
std::string_view wkb_of(std::string_view blob) {
    constexpr std::array<std::size_t, 5> envelope_bytes{0, 32, 48, 48, 64};
    if (blob.size() < 8 || blob.substr(0, 2) != "GP") return blob;
    const auto envelope = static_cast<std::size_t>((static_cast<unsigned char>(blob[3]) >> 1) & 7);
    const std::size_t header = envelope < envelope_bytes.size() ? 8 + envelope_bytes[envelope] : 0;
    return header > 0 && header <= blob.size() ? blob.substr(header) : blob;
}

struct ReadColumn {
    std::string name;
    int position = 0;
    bool geometry = false;
};

/// Reads one table: its frame, then its rows.
class TableReader {
public:
    TableReader(const SqliteDatabase& database, const std::string& layer) : database_(database) {
        digest_.layer = layer;
        geometry_ = text_about("SELECT column_name FROM gpkg_geometry_columns WHERE table_name = ?1");
        read_columns();
    }

    TableDigest read(const std::vector<std::string>& named_by) {
        std::vector<int> naming;
        naming.reserve(named_by.size());
        for (const std::string& name : named_by) naming.push_back(position_of(name));
        auto rows = database_.prepare(fmt::format("SELECT rowid, * FROM {}", sql_name(digest_.layer)));
        while (rows.step()) digest_.rows.push_back(read_row(rows, naming));
        digest_of_table(digest_);
        return std::move(digest_);
    }

private:
    std::string text_about(std::string_view sql) const {
        auto statement = database_.prepare(sql);
        statement.bind(1, std::string_view(digest_.layer));
        return statement.step() ? statement.text(0) : std::string();
    }

    void read_columns() {
        auto columns = database_.prepare("SELECT name, type, pk FROM pragma_table_info(?1)");
        columns.bind(1, std::string_view(digest_.layer));
        for (int position = 1; columns.step(); ++position) {
            const std::string name = columns.text(0);
            if (columns.integer(2) > 0) continue;
            columns_.push_back({name, position, name == geometry_});
            digest_.frame[name] = name == geometry_ ? geometry_words() : columns.text(1) + words_about(name);
        }
        std::sort(columns_.begin(), columns_.end(),
                  [](const ReadColumn& a, const ReadColumn& b) { return a.name < b.name; });
        for (const ReadColumn& column : columns_) digest_.columns.push_back(column.name);
    }

    std::string geometry_words() const {
        return text_about(
            "SELECT g.geometry_type_name || ' ' || s.organization || ':' || s.organization_coordsys_id "
            "FROM gpkg_geometry_columns g LEFT JOIN gpkg_spatial_ref_sys s USING (srs_id) WHERE table_name = ?1");
    }

    /// " [m2] 净面积": unit and title as the schema extension states them.
    std::string words_about(const std::string& column) const {
        if (database_.integer_of("SELECT count(*) FROM sqlite_master WHERE name = 'gpkg_data_columns'") == 0) return "";
        auto statement = database_.prepare(
            "SELECT coalesce(' [' || description || ']', '') || coalesce(' ' || title, '') FROM gpkg_data_columns "
            "WHERE table_name = ?1 AND column_name = ?2");
        statement.bind(1, std::string_view(digest_.layer)).bind(2, std::string_view(column));
        return statement.step() ? statement.text(0) : std::string();
    }

    int position_of(const std::string& name) const {
        for (const ReadColumn& column : columns_)
            if (column.name == name) return column.position;
        return 0;
    }

    DigestedRow read_row(const SqliteStatement& row, const std::vector<int>& naming) {
        DigestedRow digested;
        Fingerprint whole;
        digested.checks.reserve(columns_.size());
        for (const ReadColumn& column : columns_) {
            value_.clear();
            if (column.geometry && row.type(column.position) == SQLITE_BLOB)
                value_.add_blob(wkb_of(row.bytes(column.position)));
            else
                value_.add_column(row, column.position);
            whole.add(column.name).add(value_.bytes());
            digested.checks.push_back(value_check(value_.bytes()));
        }
        digested.sha256 = whole.hex();
        digested.name = name_of(row, naming);  // last: reading a number as text changes its type
        return digested;
    }

    static std::string name_of(const SqliteStatement& row, const std::vector<int>& naming) {
        std::string name;
        for (const int position : naming) name += (name.empty() ? "" : "/") + row.text(position);
        return naming.empty() ? row.text(0) : name;
    }

    const SqliteDatabase& database_;
    TableDigest digest_;
    std::string geometry_;
    std::vector<ReadColumn> columns_;
    RowBytes value_;
};

}  // namespace

std::vector<std::string> tables_of_geopackage(const std::filesystem::path& path) {
    const SqliteDatabase database = open_geopackage(path);
    auto rows = database.prepare(
        "SELECT table_name FROM gpkg_contents WHERE data_type IN ('features', 'attributes') AND table_name <> "
        "'layer_styles' ORDER BY table_name");
    std::vector<std::string> tables;
    while (rows.step()) tables.push_back(rows.text(0));
    return tables;
}

TableDigest table_digest(const std::filesystem::path& path, const std::string& layer,
                         const std::vector<std::string>& named_by) {
    const SqliteDatabase database = open_geopackage(path);
    return TableReader(database, layer).read(named_by);
}

std::string digest_of_table(TableDigest& table) {
    std::sort(table.rows.begin(), table.rows.end(), [](const DigestedRow& a, const DigestedRow& b) {
        return std::tie(a.name, a.sha256) < std::tie(b.name, b.sha256);
    });
    std::vector<std::string_view> digests;
    for (const DigestedRow& row : table.rows) digests.push_back(row.sha256);
    std::sort(digests.begin(), digests.end());
    Fingerprint whole;
    for (const auto& [column, words] : table.frame) whole.add(column).add(words);
    for (const std::string_view digest : digests) whole.add(digest);
    return table.sha256 = whole.hex();
}

std::string kept_digest(const std::string& sha256) {
    return sha256.substr(0, kept_hex_digits);
}

}  // namespace zonewright::io
