#include "io/word_tree.h"

#include <libxml/parser.h>

#include <limits>
#include <set>

#include "base/errors.h"

namespace zonewright::io {
namespace {

std::string from_xml(const xmlChar* text) {
    return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

const xmlChar* to_xml(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

void gather_words(xmlNode* node, const char* name, const char* unless, std::vector<xmlNode*>& found) {
    for (xmlNode* child = node->children; child != nullptr; child = child->next) {
        if (is_word(child, name)) found.push_back(child);
        if (unless == nullptr || !is_word(child, unless)) gather_words(child, name, unless, found);
    }
}

/// What was taken out of a document and may still be in somebody's list; freed with the document.
using Removed = std::set<xmlNode*>;

void free_with_removed(xmlDoc* document) {
    if (document == nullptr) return;
    const std::unique_ptr<Removed> removed(static_cast<Removed*>(document->_private));
    if (removed)
        for (xmlNode* node : *removed) xmlFreeNode(node);
    xmlFreeDoc(document);
}

/// libxml2 prints what it thinks of an encoding, whatever the parser was told; here the caller says it.
class QuietXml {
public:
    QuietXml() : handler_(xmlStructuredError), context_(xmlStructuredErrorContext) {
        xmlSetStructuredErrorFunc(nullptr, [](void*, xmlError*) {});
    }
    ~QuietXml() { xmlSetStructuredErrorFunc(context_, handler_); }
    QuietXml(const QuietXml&) = delete;
    QuietXml& operator=(const QuietXml&) = delete;

private:
    xmlStructuredErrorFunc handler_;
    void* context_;
};

}  // namespace

XmlDocument read_xml(const std::string& xml, const std::string& name) {
    const bool fits = xml.size() < static_cast<std::size_t>(std::numeric_limits<int>::max());
    const QuietXml quiet;
    XmlDocument document(fits ? xmlReadMemory(xml.data(), static_cast<int>(xml.size()), nullptr, nullptr,
                                              XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING)
                              : nullptr,
                         free_with_removed);
    if (!document || xmlDocGetRootElement(document.get()) == nullptr || document->intSubset != nullptr)
        throw InputError({.thing = name,
                          .value = both("不是完好的 XML", "no sound XML"),
                          .expected = both("Word 文档（.docx）的内容", "a part of a Word document (.docx)"),
                          .advice = both("用 WPS 或 Word 打开后另存为 .docx", "open it in WPS or Word and save it as .docx")});
    return document;
}

std::string text_of_xml(xmlDoc* document) {
    xmlChar* bytes = nullptr;
    int size = 0;
    xmlDocDumpMemoryEnc(document, &bytes, &size, "UTF-8");
    const std::unique_ptr<xmlChar, xmlFreeFunc> owner(bytes, xmlFree);
    if (bytes == nullptr) throw ResourceError({.thing = "XML", .expected = both("足够的内存", "enough memory")});
    return {reinterpret_cast<const char*>(bytes), static_cast<std::size_t>(size)};
}

bool is_word(const xmlNode* node, const char* name) {
    return node != nullptr && node->type == XML_ELEMENT_NODE && xmlStrEqual(node->name, to_xml(name)) != 0 &&
           node->ns != nullptr && xmlStrEqual(node->ns->href, to_xml(word_namespace)) != 0;
}

std::string attribute_of(const xmlNode* node, const char* name) {
    const std::unique_ptr<xmlChar, xmlFreeFunc> value(xmlGetProp(node, to_xml(name)), xmlFree);
    return from_xml(value.get());
}

void set_word_attribute(xmlNode* node, const char* name, const std::string& value) {
    xmlSetNsProp(node, node->ns, to_xml(name), to_xml(value.c_str()));
}

xmlNode* word_above(xmlNode* node, const char* name) {
    for (xmlNode* above = node->parent; above != nullptr; above = above->parent)
        if (is_word(above, name)) return above;
    return nullptr;
}

xmlNode* word_below(xmlNode* node, const char* name) {
    const std::vector<xmlNode*> found = words_below(node, name);
    return found.empty() ? nullptr : found.front();
}

std::vector<xmlNode*> words_below(xmlNode* node, const char* name, const char* unless) {
    std::vector<xmlNode*> found;
    gather_words(node, name, unless, found);
    return found;
}

std::string text_of(const xmlNode* node) {
    const std::unique_ptr<xmlChar, xmlFreeFunc> text(xmlNodeGetContent(node), xmlFree);
    return from_xml(text.get());
}

void set_text(xmlNode* node, const std::string& text) {
    while (node->children != nullptr) remove(node->children);
    xmlAddChild(node, xmlNewText(to_xml(text.c_str())));
    xmlNodeSetSpacePreserve(node, 1);
}

void remove(xmlNode* node) {
    xmlUnlinkNode(node);
    if (node->doc->_private == nullptr) node->doc->_private = new Removed;
    static_cast<Removed*>(node->doc->_private)->insert(node);
}

}  // namespace zonewright::io
