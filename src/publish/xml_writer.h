// XML text whose structure cannot be broken by what is put into it: every name and value is escaped,
// characters that XML 1.0 forbids become U+FFFD.
// Errors: InternalError when an element is left open.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace zonewright::publish {

class XmlWriter {
public:
    using Attributes = std::vector<std::pair<std::string_view, std::string>>;

    XmlWriter& open(std::string_view tag, const Attributes& attributes = {});
    XmlWriter& close();
    /// <tag …/>
    XmlWriter& empty(std::string_view tag, const Attributes& attributes = {});
    /// <tag …>text</tag>
    XmlWriter& text(std::string_view tag, std::string_view content, const Attributes& attributes = {});
    /// A whole element that is XML already (a print layout of QGIS), as it stands.
    XmlWriter& whole(std::string_view element);
    /// All elements must be closed.
    std::string take();

private:
    void head(std::string_view tag, const Attributes& attributes);
    std::string xml_;
    std::vector<std::string> open_;
};

std::string xml_escaped(std::string_view text);

}  // namespace zonewright::publish
