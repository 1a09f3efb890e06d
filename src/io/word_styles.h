// The styles of one Word document taken over into another.
#pragma once

#include <map>
#include <string>

namespace zonewright::io {

struct MergedStyles {
    std::string xml;                         ///< word/styles.xml
    std::map<std::string, std::string> ids;  ///< of a style of `added` → of the same in `xml`
};

/// A style that `own` has by name keeps the look it has there; the others are added, under ids that are free.
/// InputError where either is no XML.
MergedStyles merge_styles(const std::string& own, const std::string& added, const std::string& name);

}  // namespace zonewright::io
