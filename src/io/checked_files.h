// Files as GDAL's readers get them: an input/output error is told as an error.
//
// GDAL's own file layer hands a failed read to the readers of text formats (CSV, GeoJSON, KML, DXF, FlatGeobuf,
// ASCII grids) as the end of the file: features are missing and nothing is said. Names with this prefix go through
// reads that are checked and raise a GDAL error, which the GdalErrors of whoever reads collects. For reading only;
// what is not a regular file is not opened, so that nothing waits for a pipe.
#pragma once

#include <string>

namespace zonewright::io {

/// To be called once, after GDAL's drivers are registered.
void install_checked_files();

/// The name under which GDAL reads the file or folder `absolute` with checked reads.
std::string checked_name(const std::string& absolute);

}  // namespace zonewright::io
