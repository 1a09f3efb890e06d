#include "publish/xml_writer.h"

#include "base/errors.h"

namespace zonewright::publish {

std::string xml_escaped(std::string_view text) {
    std::string escaped;
    escaped.reserve(text.size());
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (c == '&')
            escaped += "&amp;";
        else if (c == '<')
            escaped += "&lt;";
        else if (c == '>')
            escaped += "&gt;";
        else if (c == '"')
            escaped += "&quot;";
        else if (c == '\n' || c == '\t' || c == '\r')
            escaped += "&#" + std::to_string(byte) + ";";
        else if (byte < 0x20)
            escaped += "\xEF\xBF\xBD";
        else
            escaped += c;
    }
    return escaped;
}

void XmlWriter::head(std::string_view tag, const Attributes& attributes) {
    xml_.append(2 * open_.size(), ' ');
    xml_ += '<';
    xml_ += tag;
    for (const auto& [name, value] : attributes) {
        xml_ += ' ';
        xml_ += name;
        xml_ += "=\"" + xml_escaped(value) + '"';
    }
}

XmlWriter& XmlWriter::open(std::string_view tag, const Attributes& attributes) {
    head(tag, attributes);
    xml_ += ">\n";
    open_.emplace_back(tag);
    return *this;
}

XmlWriter& XmlWriter::close() {
    const std::string tag = open_.back();
    open_.pop_back();
    xml_.append(2 * open_.size(), ' ');
    xml_ += "</" + tag + ">\n";
    return *this;
}

XmlWriter& XmlWriter::empty(std::string_view tag, const Attributes& attributes) {
    head(tag, attributes);
    xml_ += "/>\n";
    return *this;
}

XmlWriter& XmlWriter::text(std::string_view tag, std::string_view content, const Attributes& attributes) {
    head(tag, attributes);
    xml_ += '>' + xml_escaped(content) + "</";
    xml_ += tag;
    xml_ += ">\n";
    return *this;
}

XmlWriter& XmlWriter::whole(std::string_view element) {
    xml_ += element;
    if (!element.ends_with('\n')) xml_ += '\n';
    return *this;
}

std::string XmlWriter::take() {
    if (!open_.empty())
        throw InternalError({.thing = "XML", .value = open_.back(), .expected = "all elements closed"});
    return std::move(xml_);
}

}  // namespace zonewright::publish
