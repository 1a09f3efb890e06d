// The tags of an XML text, as far as telling them apart takes. For what a parser will read and judge afterwards.
// Internal to io/.
#pragma once

#include <cstddef>
#include <string_view>
#include <vector>

namespace zonewright::io {

struct KmlTag {
    std::string_view prefix, name;  ///< "kml:Polygon" → "kml:", "Polygon"
    std::size_t begin = 0, end = 0;  ///< of the tag in the text, the brackets with it
    bool closing = false, empty = false;
};

/// In the order of the text; comments, CDATA and instructions are passed over. The views are into `text`.
std::vector<KmlTag> kml_tags(std::string_view text);

}  // namespace zonewright::io
