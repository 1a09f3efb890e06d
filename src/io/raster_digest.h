// What does a raster say, whatever its bytes? SHA-256 over size, type, position, CRS, no data, scale, offset, unit
// and description of each band, and the cells row by row as they are stored; then the same cells of each overview,
// because that is what is drawn when the map is small. A file that is compressed or tiled anew, or that has
// statistics beside it (.aux.xml, as QGIS writes them), says the same.
// Cost: reads all cells once. Errors: InputError when the file cannot be opened or read whole.
#pragma once

#include <filesystem>
#include <string>

#include "base/progress.h"

namespace zonewright::io {

std::string raster_digest(const std::filesystem::path& path, const Progress& progress);

}  // namespace zonewright::io
