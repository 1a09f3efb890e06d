#include "io/html_document.h"

#include <libxml/HTMLparser.h>
#include <libxml/tree.h>

#include <limits>
#include <memory>

#include "base/errors.h"

namespace zonewright::io {
namespace {

std::string utf8_of(const xmlChar* text) {
    return text == nullptr ? std::string() : std::string(reinterpret_cast<const char*>(text));
}

std::map<std::string, std::string> attributes_of(const xmlNode* node) {
    std::map<std::string, std::string> attributes;
    for (const xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next) {
        const std::unique_ptr<xmlChar, xmlFreeFunc> value(
            xmlNodeListGetString(node->doc, attribute->children, 1), xmlFree);
        attributes[utf8_of(attribute->name)] = utf8_of(value.get());
    }
    return attributes;
}

HtmlNode node_of(const xmlNode* node) {
    HtmlNode made;
    if (node->type == XML_TEXT_NODE) {
        made.text = utf8_of(node->content);
        return made;
    }
    made.tag = utf8_of(node->name);
    made.attributes = attributes_of(node);
    for (const xmlNode* child = node->children; child != nullptr; child = child->next)
        if (child->type == XML_TEXT_NODE || child->type == XML_ELEMENT_NODE)
            made.children.push_back(node_of(child));
    return made;
}

const xmlNode* body_of(const xmlNode* node) {
    for (; node != nullptr; node = node->next) {
        if (node->type == XML_ELEMENT_NODE && utf8_of(node->name) == "body") return node;
        if (const xmlNode* found = body_of(node->children)) return found;
    }
    return nullptr;
}

void gather(const HtmlNode& node, std::string& words) {
    for (const char c : node.text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        if (!blank)
            words += c;
        else if (!words.empty() && words.back() != ' ')
            words += ' ';
    }
    for (const HtmlNode& child : node.children) gather(child, words);
}

}  // namespace

bool HtmlNode::has_class(std::string_view name) const {
    const auto found = attributes.find("class");
    if (found == attributes.end()) return false;
    const std::string padded = " " + found->second + " ";
    return padded.find(" " + std::string(name) + " ") != std::string::npos;
}

std::string HtmlNode::words() const {
    std::string all;
    gather(*this, all);
    while (!all.empty() && all.back() == ' ') all.pop_back();
    return all;
}

const HtmlNode* HtmlNode::find(std::string_view wanted) const {
    for (const HtmlNode& child : children) {
        if (child.tag == wanted) return &child;
        if (const HtmlNode* found = child.find(wanted)) return found;
    }
    return nullptr;
}

HtmlNode read_html_body(const std::string& html) {
    if (html.size() > static_cast<std::size_t>(std::numeric_limits<int>::max()))
        throw InputError({.thing = "HTML",
                          .value = fmt::format("{} bytes", html.size()),
                          .expected = both("2 GiB 以下的页面", "a page below 2 GiB"),
                          .advice = both("分成几份报告", "make several reports")});
    const std::unique_ptr<xmlDoc, void (*)(xmlDocPtr)> document(
        htmlReadMemory(html.data(), static_cast<int>(html.size()), nullptr, "UTF-8",
                       HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING | HTML_PARSE_NONET |
                           XML_PARSE_HUGE),
        xmlFreeDoc);
    const xmlNode* body = document ? body_of(xmlDocGetRootElement(document.get())) : nullptr;
    if (body == nullptr)
        throw InputError(
            {.thing = "HTML",
             .value = both("没有正文", "no body"),
             .expected = both("有正文的页面", "a page with a body"),
             .advice = both("恢复随程序安装的模板", "restore the template that came with the program")});
    return node_of(body);
}

}  // namespace zonewright::io
