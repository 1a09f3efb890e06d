// A GeoJSON with keys that stand twice or coordinates that are no numbers: refused, told, or mended before it is read.
// Internal to io/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "io/json_scan.h"

namespace zonewright::io {

/// The file as it is to be opened: itself, or a copy in memory in which features with coordinates that are no numbers
/// have none, so that each is set aside by name; the copy goes with this object. Throws InputError naming the feature
/// where a key that says what the shape is stands twice, and for a text in no known encoding; GBK and UTF-16 are read. Cost: one pass over the text, in pieces.
class GeoJsonText {
public:
    explicit GeoJsonText(const std::filesystem::path& path);
    ~GeoJsonText();
    GeoJsonText(const GeoJsonText&) = delete;
    GeoJsonText& operator=(const GeoJsonText&) = delete;

    const std::string& copy() const { return copy_; }  ///< empty: the file itself will do
    std::vector<Text> remarks() const;
    std::vector<Text> unread() const;  ///< values of attributes that another one of the same key hides

private:
    void decode(const std::filesystem::path& path);

    std::string copy_, text_;
    std::string encoding_;  ///< of a text that is not in UTF-8
    JsonFaults faults_;
};

}  // namespace zonewright::io
