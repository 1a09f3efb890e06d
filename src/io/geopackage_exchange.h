// How does a new GeoPackage take the place of one that another program may have open?
//
// A rename is safe only when nobody has the old file open: SQLite finds its journals by name, and a program that goes
// on with the old file (QGIS keeps layers open in WAL mode) would leave a -wal or a -journal beside the new one that
// belongs to the old and destroys it (sqlite.org/howtocorrupt.html, 2.2 and 1.4). So: where nobody has it open and no
// journal lies there, the file is renamed into place. Otherwise its content is replaced inside SQLite, as one
// transaction under SQLite's own locks: a journal that a killed program left is rolled back or applied first, open
// programs see the new content at their next reading, and a kill in between leaves the old content. A program in the
// middle of a transaction of its own is waited for (5 s), then the exchange is refused.
#pragma once

#include <filesystem>

#include "base/atomic_file.h"

namespace zonewright::io {

enum class Exchanged { File, Content };

/// Throws ResourceError naming the target: it is being edited, or the disk is at fault.
Exchanged exchange_geopackage(PendingFile& pending, const std::filesystem::path& target);

/// Is there a journal (-wal, -journal) beside the file, or does a process of this machine that can be seen have it
/// open for writing? Cost: a look at /proc.
bool is_in_use(const std::filesystem::path& path);

}  // namespace zonewright::io
