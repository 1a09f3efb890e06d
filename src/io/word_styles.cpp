#include "io/word_styles.h"

#include <algorithm>
#include <cctype>
#include <set>
#include <utility>

#include "io/word_tree.h"

namespace zonewright::io {
namespace {

/// Kind and name: "heading 1" and "Heading 1" are one.
std::pair<std::string, std::string> noun_of(xmlNode* style) {
    const xmlNode* name = word_below(style, "name");
    std::string folded = name == nullptr ? std::string() : attribute_of(name, "val");
    std::ranges::transform(folded, folded.begin(), [](unsigned char c) { return static_cast<char>(c < 0x80 ? std::tolower(c) : c); });
    return {attribute_of(style, "type"), folded};
}

void add_style(xmlNode* into, xmlNode* style, const std::map<std::string, std::string>& ids) {
    xmlNode* copy = xmlDocCopyNode(style, into->doc, 1);
    xmlAddChild(into, copy);
    xmlReconciliateNs(into->doc, copy);
    set_word_attribute(copy, "styleId", ids.at(attribute_of(style, "styleId")));
    if (xmlAttr* standard = xmlHasNsProp(copy, reinterpret_cast<const xmlChar*>("default"),
                                         reinterpret_cast<const xmlChar*>(word_namespace)))
        xmlRemoveProp(standard);
    for (const char* other : {"basedOn", "next", "link"})
        for (xmlNode* node : words_below(copy, other))
            if (const auto found = ids.find(attribute_of(node, "val")); found != ids.end()) set_word_attribute(node, "val", found->second);
}

}  // namespace

MergedStyles merge_styles(const std::string& own, const std::string& added, const std::string& name) {
    const XmlDocument theirs = read_xml(own, name), ours = read_xml(added, "styles.xml");
    xmlNode* root = xmlDocGetRootElement(theirs.get());
    std::map<std::pair<std::string, std::string>, std::string> known;
    std::set<std::string> taken;
    for (xmlNode* style : words_below(root, "style")) {
        known.emplace(noun_of(style), attribute_of(style, "styleId"));
        taken.insert(attribute_of(style, "styleId"));
    }
    MergedStyles merged;
    std::vector<xmlNode*> missing;
    for (xmlNode* style : words_below(xmlDocGetRootElement(ours.get()), "style")) {
        std::string id = attribute_of(style, "styleId");
        if (const auto found = known.find(noun_of(style)); found != known.end()) {
            merged.ids[id] = found->second;
            continue;
        }
        const std::string before = id;
        while (!taken.insert(id).second) id.insert(0, "Zonewright");
        merged.ids[before] = id;
        missing.push_back(style);
    }
    for (xmlNode* style : missing) add_style(root, style, merged.ids);
    merged.xml = text_of_xml(theirs.get());
    return merged;
}

}  // namespace zonewright::io
