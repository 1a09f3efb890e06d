#include "study/published_content.h"

#include <fmt/compile.h>
#include <fmt/format.h>

#include <iterator>
#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "io/gzip_file.h"
#include "io/raster_digest.h"
#include "io/zip_digest.h"
#include "publish/row_names.h"

namespace zonewright::study {
namespace {

namespace fs = std::filesystem;
using LineJson = nlohmann::json;

constexpr std::size_t check_digits = 8;

/// The checks of one column, eight hex digits a row: equal values give equal digits, which compress well.
std::string checks_text(const io::TableDigest& table, std::size_t column) {
    std::string text;
    text.reserve(check_digits * table.rows.size());
    for (const io::DigestedRow& row : table.rows) fmt::format_to(std::back_inserter(text), FMT_COMPILE("{:08x}"), row.checks[column]);
    return text;
}

std::string table_line(const std::string& file, const io::TableDigest& table) {
    nlohmann::ordered_json line{{"file", file}, {"layer", table.layer}, {"frame", table.frame}};
    line["columns"] = table.columns;
    for (const char* list : {"names", "rows", "checks"}) line[list] = LineJson::array();
    for (const io::DigestedRow& row : table.rows) {
        line["names"].push_back(row.name);
        line["rows"].push_back(io::kept_digest(row.sha256));
    }
    for (std::size_t column = 0; column < table.columns.size(); ++column)
        line["checks"].push_back(checks_text(table, column));
    return line.dump(-1, ' ', false, LineJson::error_handler_t::replace) + "\n";
}

io::TableDigest table_of_line(const LineJson& line) {
    io::TableDigest table;
    table.layer = line.at("layer");
    table.frame = line.at("frame").get<std::map<std::string, std::string>>();
    table.columns = line.at("columns").get<std::vector<std::string>>();
    const LineJson &names = line.at("names"), &rows = line.at("rows"), &checks = line.at("checks");
    table.rows.resize(names.size());
    for (std::size_t i = 0; i < table.rows.size(); ++i) {
        table.rows[i].name = names.at(i);
        table.rows[i].sha256 = rows.at(i);
        for (std::size_t c = 0; c < table.columns.size(); ++c) {
            const std::string digits = checks.at(c).get_ref<const std::string&>().substr(check_digits * i, check_digits);
            table.rows[i].checks.push_back(static_cast<std::uint32_t>(std::stoul(digits, nullptr, 16)));
        }
    }
    return table;
}

DigestedFile digest_geopackage(const fs::path& path, const std::string& file, const Progress& progress) {
    const std::vector<std::string> layers = io::tables_of_geopackage(path);
    DigestedFile digested;
    digested.tables.resize(layers.size());
    parallel_for(layers.size(), 1, progress, [&](std::size_t i) {
        digested.tables[i] = io::table_digest(path, layers[i], publish::naming_columns(layers[i]));
    });
    for (const io::TableDigest& table : digested.tables)
        digested.items.push_back({file, table.layer, "table", table.rows.size(), table.sha256});
    return digested;
}

[[noreturn]] void refuse_missing(const fs::path& path) {
    throw InputError({.thing = path.string(),
                      .value = both("没有这个文件", "no such file"),
                      .expected = both("运行清单所列的成果", "what the manifest of the run lists"),
                      .advice = both("从原处取回，或重新运行：zonewright run <研究>", "fetch it from where it was made, or run again: zonewright run STUDY")});
}

}  // namespace

DigestedFile digest_file(const fs::path& out, const std::string& file, const Progress& progress) {
    const fs::path path = out / file;
    const std::string extension = path.extension().string();
    if (!fs::is_regular_file(path)) refuse_missing(path);
    if (extension == ".gpkg") return digest_geopackage(path, file, progress);
    PublishedItem item{.file = file, .layer = {}, .kind = "file", .rows = 0, .sha256 = {}};
    if (extension == ".tif")
        item.kind = "raster", item.sha256 = io::raster_digest(path, progress);
    else if (extension == ".qgz" || extension == ".xlsx")
        item.kind = "zip", item.sha256 = io::zip_digest(path);
    else
        item.sha256 = hash_file(path);
    return {{item}, {}};
}

std::vector<PublishedItem> digest_published(const fs::path& out, std::span<const std::string> files,
                                            const KnownDigests& known, const Progress& progress) {
    std::vector<DigestedFile> digested(files.size());
    parallel_for(files.size(), 1, progress, [&](std::size_t i) {
        const auto found = known.find(files[i]);
        if (found != known.end() && !found->second.empty())
            digested[i] = {{{.file = files[i], .layer = {}, .kind = "raster", .rows = 0, .sha256 = found->second}}, {}};
        else
            digested[i] = digest_file(out, files[i], progress.quiet());
    });
    std::vector<PublishedItem> items;
    std::vector<std::pair<const std::string*, const io::TableDigest*>> tables;
    for (std::size_t i = 0; i < files.size(); ++i) {
        items.insert(items.end(), digested[i].items.begin(), digested[i].items.end());
        for (const io::TableDigest& table : digested[i].tables) tables.emplace_back(&files[i], &table);
    }
    std::vector<std::string> packed(tables.size());
    parallel_for(tables.size(), 1, progress.quiet(), [&](std::size_t i) {
        packed[i] = io::gzip_member(table_line(*tables[i].first, *tables[i].second));
    });
    std::string rows = tables.empty() ? io::gzip_member({}) : std::string();
    for (const std::string& piece : packed) rows += piece;
    write_file(out / rows_file, rows);
    items.push_back({rows_file, {}, "file", 0, hash_file(out / rows_file)});
    return items;
}

io::TableDigest published_table(std::string_view rows_text, const std::string& file, const std::string& layer) {
    while (!rows_text.empty()) {
        const std::size_t end = std::min(rows_text.find('\n'), rows_text.size());
        const LineJson line = LineJson::parse(rows_text.substr(0, end), nullptr, false);
        rows_text.remove_prefix(std::min(end + 1, rows_text.size()));
        if (line.is_object() && line.value("file", "") == file && line.value("layer", "") == layer)
            return table_of_line(line);
    }
    throw InputError({.thing = rows_file,
                      .value = file + " " + layer,
                      .expected = both("各表各行的摘要", "the digests of every row of every table"),
                      .advice = both("重新运行：zonewright run <研究> --fresh", "run again: zonewright run STUDY --fresh")});
}

}  // namespace zonewright::study
