#include "io/versions.h"

#include <gdal_version.h>
#include <geos_c.h>
#include <proj.h>
#include <sqlite3.h>

namespace zonewright::io {

std::map<std::string, std::string> library_versions() {
    return {{"GDAL", GDAL_RELEASE_NAME},
            {"GEOS", GEOSversion()},
            {"PROJ", proj_info().version},
            {"SQLite", sqlite3_libversion()}};
}

}  // namespace zonewright::io
