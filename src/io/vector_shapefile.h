// What a Shapefile says about itself beside its shapes, read from the bytes of its headers.
#pragma once

#include <filesystem>
#include <string>

namespace zonewright::io {

/// Throws InputError, naming the file that is at fault, when .shx or .dbf are missing, the .shp is shorter
/// than its header says, or .dbf and .shx hold different numbers of records. Does nothing for a lone .dbf.
void check_shapefile(const std::filesystem::path& path);

/// How many records of the .dbf beside a .shp nobody reads, because they are marked as deleted; `read` were. 0 for other
/// files.
std::size_t deleted_records(const std::filesystem::path& path, std::size_t read);

struct StatedEncoding {
    std::string encoding;  ///< "GBK", "UTF-8", "ISO-8859-1" …; empty: not stated or not understood
    std::string by;        ///< ".cpg: 936", "LDID 0x4D"
};
/// By the .cpg beside the file, else by the language byte of the .dbf.
StatedEncoding stated_encoding(const std::filesystem::path& path);

}  // namespace zonewright::io
