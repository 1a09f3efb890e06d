// Rings that a KML writes into one boundary. Google Earth puts several LinearRing into one innerBoundaryIs, which
// the schema forbids and GDAL's reader takes the first of without a word. Internal to io/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::io {

/// Every ring of `kml` in an innerBoundaryIs of its own; `holes` counts those that were moved. What is not a
/// KML with such rings comes back as it is. Throws InputError naming `path` and the place mark where an
/// outerBoundaryIs holds several rings: which of them is the shell nobody can tell.
std::string separate_rings(const std::string& kml, const std::filesystem::path& path, std::size_t& holes);

/// The file as it is to be opened: itself, or a copy in memory with the rings in boundaries of their own, which
/// goes with this object.
class KmlText {
public:
    explicit KmlText(const std::filesystem::path& path);
    ~KmlText();
    KmlText(const KmlText&) = delete;
    KmlText& operator=(const KmlText&) = delete;

    const std::string& copy() const { return copy_; }  ///< empty: the file itself will do
    std::vector<Text> remarks() const;

private:
    std::string copy_, text_;
    std::size_t holes_ = 0;
};

}  // namespace zonewright::io
