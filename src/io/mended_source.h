// A text format as its reader can take it: the file itself, or a mended copy in memory. Internal to io/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "io/vector_csv.h"
#include "io/vector_geojson.h"
#include "io/vector_kml.h"

namespace zonewright::io {

/// At most one of the three is this file; the copy goes with this object.
class MendedSource {
public:
    explicit MendedSource(const std::filesystem::path& path) : kml_(path), csv_(path), json_(path) {}

    std::string copy() const { return kml_.copy() + csv_.copy() + json_.copy(); }  ///< empty: the file itself will do
    const StatedEncoding& stated() const { return csv_.stated(); }
    std::vector<Text> remarks() const;
    std::vector<Text> unread() const;  ///< what the file holds or names and nobody reads

private:
    KmlText kml_;
    CsvText csv_;
    GeoJsonText json_;
};

}  // namespace zonewright::io
