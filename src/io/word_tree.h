// The XML of a part of a Word document as libxml2 holds it: finding elements and their texts.
#pragma once

#include <libxml/tree.h>

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace zonewright::io {

inline constexpr const char* word_namespace = "http://schemas.openxmlformats.org/wordprocessingml/2006/main";

using XmlDocument = std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)>;
/// InputError naming `name` where it is no XML, or has a document type.
XmlDocument read_xml(const std::string& xml, const std::string& name);
std::string text_of_xml(xmlDoc* document);

/// An element of WordprocessingML with this local name?
bool is_word(const xmlNode* node, const char* name);
std::string attribute_of(const xmlNode* node, const char* name);
void set_word_attribute(xmlNode* node, const char* name, const std::string& value);
/// The nearest ancestor w:<name>; nullptr where there is none.
xmlNode* word_above(xmlNode* node, const char* name);
/// The first below w:<name>, depth first; nullptr where there is none.
xmlNode* word_below(xmlNode* node, const char* name);
/// All w:<name> below the node, in the order of the document; those inside a nested w:<unless> are left out.
std::vector<xmlNode*> words_below(xmlNode* node, const char* name, const char* unless = nullptr);

std::string text_of(const xmlNode* node);
/// The text of a w:t, its blanks kept.
void set_text(xmlNode* node, const std::string& text);
/// Out of the tree; it and what lies in it stay valid as long as the document, because lists of nodes may hold them
/// (what should not be nested may be nested in a file that a person made).
void remove(xmlNode* node);

}  // namespace zonewright::io
