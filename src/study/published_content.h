// What exactly was published? One digest per table, raster, page, picture, project and certificate below
// <study>/out, and one per row and value of every table, so that whatever is changed later can be named.
//
// Digests are of content, not of bytes: row order, spatial indexes, compression and side files of other programs do
// not count (io/table_digest.h, io/raster_digest.h, io/zip_digest.h); of pages, pictures and certificates the bytes.
// Cost: reads everything once, on all threads.
#pragma once

#include <filesystem>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "io/table_digest.h"
#include "study/values.h"

namespace zonewright::study {

/// The digests of one file; a GeoPackage has one item for each of its tables.
struct DigestedFile {
    std::vector<PublishedItem> items;
    std::vector<io::TableDigest> tables;
};
/// Throws InputError when the file is absent or cannot be read whole.
DigestedFile digest_file(const std::filesystem::path& out, const std::string& file, const Progress& progress);

/// By file, relative to the folder of results.
using KnownDigests = std::map<std::string, std::string>;

/// The digests of these files, relative to `out`, and the file with those of rows and values, which is written.
/// Rasters whose digest is known are not read again.
std::vector<PublishedItem> digest_published(const std::filesystem::path& out, std::span<const std::string> files,
                                            const KnownDigests& known, const Progress& progress);

/// Beside the manifest: a line of JSON for each table, compressed.
inline constexpr const char* rows_file = "manifest.rows.gz";
/// The table as it was published, from the text of that file. Throws InputError when it is not in it.
io::TableDigest published_table(std::string_view rows_text, const std::string& file, const std::string& layer);

}  // namespace zonewright::study
