// Is a GeoPackage sound before anything is read from it?
#pragma once

#include <filesystem>

namespace zonewright::io {

/// PRAGMA quick_check: every page of every table and index. Throws InputError with what SQLite says about the
/// first bad page. The file is not written to; one that a program left in WAL mode can be read in a read-only
/// folder. Does nothing for other extensions. Cost: one pass over the file.
void check_geopackage(const std::filesystem::path& path);

/// In WAL mode with everything written back: SQLite would want to create files beside it, unless told not to.
bool is_settled_wal(const std::filesystem::path& path);

}  // namespace zonewright::io
