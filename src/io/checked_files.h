// Files as GDAL's drivers get them: an input/output error is told as an error.
//
// GDAL's own file layer hands a failed read to the readers of text formats (CSV, GeoJSON, KML, DXF, FlatGeobuf,
// ASCII grids) as the end of the file: features are missing and nothing is said; and the writers of Shapefiles never
// ask whether a header, a .prj or the last record was written. Names with this prefix go through calls that are
// checked and raise a GDAL error, which the GdalErrors of whoever reads or writes collects; what a buffer still held
// is told when the file is closed. What is there and is not a regular file is not opened, so that nothing waits for a
// pipe. SQLite (GeoPackage) has a file layer of its own that does this.
#pragma once

#include <string>

namespace zonewright::io {

/// To be called once, after GDAL's drivers are registered.
void install_checked_files();

/// The name under which GDAL reads the file or folder `absolute` with checked calls; nothing can be written by it.
std::string checked_name(const std::string& absolute);
/// The name under which GDAL writes it, and reads what it has written.
std::string checked_name_to_write(const std::string& absolute);

}  // namespace zonewright::io
