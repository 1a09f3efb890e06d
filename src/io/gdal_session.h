// GDAL started once and kept on a short leash: drivers from our list only, settings pinned by value, no
// network, no plug-ins, and no name that is anything but a file we can see.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace zonewright::io {

/// Registers the drivers this program uses and removes all others, once per process. Every function of gis/
/// that touches GDAL calls it first. Thread-safe.
void start_gdal();

/// The absolute name of an existing file or folder, safe to hand to GDAL. Throws InputError for names GDAL
/// would take for something else ("/vsicurl/…", "http://…", "PG:…") and for names that do not exist.
std::string name_for_gdal(const std::filesystem::path& path);

/// A connection to PostGIS ("PG:dbname=land schemas=survey", "postgresql://…") in place of a file.
bool is_database(const std::filesystem::path& source);

/// The vector drivers that may open a file of this extension (lower case, with dot); empty for unknown ones.
std::vector<std::string> vector_drivers_of(const std::string& extension);

/// Lower-case ASCII extension with its dot: ".shp".
std::string extension_of(const std::filesystem::path& path);

}  // namespace zonewright::io
