#include "server/uploads.h"

#include <algorithm>
#include <array>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/secrets.h"

namespace zonewright::server {
namespace {

using Sniffer = bool (*)(std::string_view);

bool is_text(std::string_view bytes) {
    return bytes.substr(0, 4096).find('\0') == std::string_view::npos;
}
std::string_view without_mark(std::string_view bytes) {
    if (bytes.starts_with("\xEF\xBB\xBF")) bytes.remove_prefix(3);
    while (!bytes.empty() && (bytes.front() == ' ' || bytes.front() == '\n' || bytes.front() == '\r' || bytes.front() == '\t'))
        bytes.remove_prefix(1);
    return bytes;
}
bool is_json_object(std::string_view bytes) {
    return is_text(bytes) && without_mark(bytes).starts_with("{");
}
bool is_markup(std::string_view bytes) {
    return is_text(bytes) && without_mark(bytes).starts_with("<");
}
bool is_zip(std::string_view bytes) {
    return bytes.starts_with("PK\x03\x04");
}
bool is_sqlite(std::string_view bytes) {
    return bytes.starts_with(std::string_view("SQLite format 3\0", 16));
}
bool is_drawing(std::string_view bytes) {
    return bytes.starts_with("AutoCAD Binary DXF") ||
           (is_text(bytes) && (without_mark(bytes).starts_with("0") || without_mark(bytes).starts_with("999")));
}
/// A survey text or a table: no document of another kind.
bool is_plain(std::string_view bytes) {
    return is_text(bytes) && !is_markup(bytes) && !is_json_object(bytes);
}

struct TakenKind {
    std::string_view extension, kept;
    Sniffer fits;
};
constexpr std::array taken_kinds{TakenKind{"txt", "txt", is_plain},        TakenKind{"csv", "csv", is_plain},
                                 TakenKind{"geojson", "geojson", is_json_object}, TakenKind{"json", "geojson", is_json_object},
                                 TakenKind{"zip", "zip", is_zip},          TakenKind{"dxf", "dxf", is_drawing},
                                 TakenKind{"gpkg", "gpkg", is_sqlite},     TakenKind{"kml", "kml", is_markup}};

std::string extension_of(const std::string& title) {
    const std::size_t dot = title.rfind('.');
    std::string extension = dot == std::string::npos ? "" : title.substr(dot + 1);
    std::ranges::transform(extension, extension.begin(), [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; });
    return extension;
}

}  // namespace

std::string kept_extension(const std::string& title, const std::string& bytes) {
    const std::string extension = extension_of(title);
    for (const TakenKind& kind : taken_kinds)
        if (kind.extension == extension && kind.fits(bytes)) return std::string(kind.kept);
    throw InputError({.thing = title,
                      .value = both("不是可以接收的文件，或内容与扩展名不符", "no kind of file that is taken, or its content is not what its name says"),
                      .expected = "TXT, CSV, GeoJSON, SHP (ZIP), DXF, GPKG, KML",
                      .advice = both("换一种格式导出后再上传", "export it in another format and send that")});
}

Uploads::Uploads(Database& database, Clock clock, std::filesystem::path folder)
    : database_(database), clock_(std::move(clock)), folder_(std::move(folder)) {
    make_folder(folder_);
}

Upload Uploads::keep(const User& by, const std::string& title, const std::string& bytes) {
    Upload upload{.id = random_hex(16),
                  .town = by.town,
                  .name = by.name,
                  .title = title,
                  .extension = kept_extension(title, bytes),
                  .hash = hash_text(bytes),
                  .bytes = static_cast<std::int64_t>(bytes.size()),
                  .created = clock_()};
    write_file(file(upload), bytes);
    const auto lock = database_.locked();
    database_.run("INSERT INTO upload VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, 0)", upload.id, upload.town, upload.name, title,
                  upload.extension, upload.bytes, upload.hash, upload.created);
    return upload;
}

std::optional<Upload> Uploads::find(const std::string& id, const User& by) {
    const auto lock = database_.locked();
    auto row = database_.ask("SELECT town, name, title, extension, hash, bytes, created FROM upload WHERE id = ?1 AND wiped = 0", id);
    if (!row.step() || (!by.sees_all() && row.text(0) != by.town)) return std::nullopt;
    return Upload{id, row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.number(5), row.number(6)};
}

std::filesystem::path Uploads::file(const Upload& upload) const {
    return folder_ / (upload.id + "." + upload.extension);
}

int Uploads::wipe_before(std::int64_t moment) {
    const auto lock = database_.locked();
    auto rows = database_.ask("SELECT id, extension FROM upload WHERE wiped = 0 AND created < ?1 AND id NOT IN (SELECT v.upload FROM "
                              "version v JOIN request r ON r.id = v.request WHERE r.state <> 'draft')",
                              moment);
    std::vector<std::pair<std::string, std::string>> old;
    while (rows.step()) old.emplace_back(rows.text(0), rows.text(1));
    for (const auto& [id, extension] : old) {
        std::error_code gone;
        std::filesystem::remove(folder_ / (id + "." + extension), gone);
        database_.run("UPDATE upload SET wiped = 1 WHERE id = ?1", id);
    }
    return static_cast<int>(old.size());
}

}  // namespace zonewright::server
