// A page of HTML as a tree of values: what a converter to another form walks over.
//
// Read by libxml2's HTML parser, offline: nothing the page names is fetched. White space is as in the file;
// entities are resolved; texts are UTF-8. Cost: O(bytes).
// Errors: InputError where there is no body.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace zonewright::io {

struct HtmlNode {
    std::string tag;   ///< lower case; empty for a text
    std::string text;  ///< of a text
    std::map<std::string, std::string> attributes;
    std::vector<HtmlNode> children;

    bool has_class(std::string_view name) const;
    /// All texts below, white space runs as one blank, ends trimmed.
    std::string words() const;
    /// The first below with this tag; nothing where there is none.
    const HtmlNode* find(std::string_view wanted) const;
};

/// The body of the page.
HtmlNode read_html_body(const std::string& html);

}  // namespace zonewright::io
