// What a KML holds and its reader passes over without a word, put right or told before it is read. Internal to io/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::io {

struct KmlMending {
    std::string text;
    std::size_t holes = 0;      ///< rings that got an innerBoundaryIs of their own
    std::size_t gathered = 0;   ///< place marks whose geometries got a MultiGeometry around them
    std::size_t hidden = 0;     ///< place marks that the file says not to show
    std::size_t links = 0;      ///< network links: what they lead to is not followed
    std::vector<Text> emptied;  ///< place marks whose coordinates cannot be read, with the first that is none

    bool changed() const { return holes > 0 || gathered > 0 || !emptied.empty(); }
};

/// Several rings in one innerBoundaryIs (Google Earth writes them) get one each; several geometries of a place mark get
/// a MultiGeometry; of a place mark with coordinates that are no "longitude,latitude" all coordinates are emptied,
/// so that it is set aside whole. What is not a KML with such things comes back as it is. Throws InputError naming
/// `path` and the place mark where a polygon has several outer rings (which of them is the shell nobody can tell)
/// or something else stands between its geometries.
KmlMending mended_kml(const std::string& kml, const std::filesystem::path& path);

/// The file as it is to be opened: itself, or a mended copy in memory, which goes with this object.
class KmlText {
public:
    explicit KmlText(const std::filesystem::path& path);
    ~KmlText();
    KmlText(const KmlText&) = delete;
    KmlText& operator=(const KmlText&) = delete;

    const std::string& copy() const { return copy_; }  ///< empty: the file itself will do
    std::vector<Text> remarks() const;
    std::vector<Text> unread() const;  ///< what the file names and nobody reads

private:
    std::string copy_;
    std::string encoding_;  ///< of a text that is not in UTF-8
    KmlMending mending_;
};

}  // namespace zonewright::io
