#include "io/kml_tags.h"

#include <array>
#include <utility>

namespace zonewright::io {
namespace {

/// Where what starts at `at` and is no tag ends; `at` where it is one.
std::size_t behind_no_tag(std::string_view text, std::size_t at) {
    constexpr std::array<std::pair<std::string_view, std::string_view>, 3> others{
        {{"<!--", "-->"}, {"<![CDATA[", "]]>"}, {"<?", "?>"}}};
    for (const auto& [opening, closing] : others) {
        if (!text.substr(at).starts_with(opening)) continue;
        const std::size_t end = text.find(closing, at + opening.size());
        return end == std::string_view::npos ? text.size() : end + closing.size();
    }
    return at;
}

KmlTag tag_between(std::string_view text, std::size_t begin, std::size_t end) {
    KmlTag tag{.begin = begin, .end = end};
    std::string_view inside = text.substr(begin + 1, end - begin - 2);
    if (inside.starts_with('/')) tag.closing = true, inside.remove_prefix(1);
    if (inside.ends_with('/')) tag.empty = true, inside.remove_suffix(1);
    inside = inside.substr(0, inside.find_first_of(" \t\r\n"));
    const std::size_t colon = inside.find(':');
    const std::size_t from = colon == std::string_view::npos ? 0 : colon + 1;
    tag.prefix = inside.substr(0, from);
    tag.name = inside.substr(from);
    return tag;
}

}  // namespace

std::vector<KmlTag> kml_tags(std::string_view text) {
    std::vector<KmlTag> tags;
    for (std::size_t at = text.find('<'); at != std::string_view::npos; at = text.find('<', at)) {
        if (const std::size_t behind = behind_no_tag(text, at); behind != at) {
            at = behind;
            continue;
        }
        const std::size_t end = text.find('>', at);
        if (end == std::string_view::npos) break;
        tags.push_back(tag_between(text, at, end + 1));
        at = end + 1;
    }
    return tags;
}

}  // namespace zonewright::io
