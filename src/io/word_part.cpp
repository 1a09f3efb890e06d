#include "io/word_part.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdlib>
#include <optional>
#include <utility>

#include "base/errors.h"
#include "io/word_fields.h"
#include "io/word_tree.h"

namespace zonewright::io {
namespace {

struct Prefix {
    const char *name, *uri;
};
constexpr std::array<Prefix, 5> prefixes{{
    {"w", word_namespace},
    {"r", "http://schemas.openxmlformats.org/officeDocument/2006/relationships"},
    {"wp", "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing"},
    {"a", "http://schemas.openxmlformats.org/drawingml/2006/main"},
    {"pic", "http://schemas.openxmlformats.org/drawingml/2006/picture"}}};

const xmlChar* as_xml(const char* text) {
    return reinterpret_cast<const xmlChar*>(text);
}

/// The strict form of the standard has names of its own, which no office program here writes by default.
void refuse_other_dialects(const xmlNode* root, const std::string& name) {
    if (root->ns != nullptr && xmlStrEqual(root->ns->href, as_xml(word_namespace)) != 0) return;
    throw InputError({.thing = name,
                      .value = root->ns == nullptr ? std::string() : reinterpret_cast<const char*>(root->ns->href),
                      .expected = both("Word 文档（.docx）", "a Word document (.docx)"),
                      .advice = both("另存为“Word 文档（*.docx）”，不要选“严格 Open XML”",
                                     "save it as Word document (*.docx), not as Strict Open XML")});
}

/// "核查项.名称" → 核查项; nothing where there is no dot.
std::optional<std::string> list_of(const std::string& field) {
    const std::size_t dot = field.find('.');
    return dot == std::string::npos ? std::nullopt : std::optional(field.substr(0, dot));
}

/// What is put as often as a list has rows: the table row, outside tables the paragraph.
xmlNode* unit_of(const WordField& field, const std::string& part) {
    for (const char* unit : {"tr", "p"})
        if (xmlNode* above = word_above(field.text, unit)) return above;
    throw InputError({.thing = part,
                      .value = "{{" + field.name + "}}",
                      .expected = both("段落之内的字段", "a field within a paragraph"),
                      .advice = both("用 WPS 或 Word 打开后另存为 .docx", "open it in WPS or Word and save it as .docx")});
}

/// Names that may be only once in a document.
void without_identities(xmlNode* copy) {
    for (const char* once : {"bookmarkStart", "bookmarkEnd"})
        for (xmlNode* node : words_below(copy, once)) remove(node);
    std::vector<xmlNode*> nodes = words_below(copy, "p");
    nodes.push_back(copy);
    for (xmlNode* node : nodes)
        for (const char* id : {"paraId", "textId"})
            for (xmlAttr* attribute = node->properties; attribute != nullptr; attribute = attribute->next)
                if (xmlStrEqual(attribute->name, as_xml(id)) != 0) {
                    xmlRemoveProp(attribute);
                    break;
                }
}

void fill_below(xmlNode* node, const WordPart::Row& words, const std::string& list, const WordPart::Row& row) {
    for (xmlNode* text : words_below(node, "t"))
        fill(text, [&](const std::string& field) -> const std::string* {
            const bool of_list = list_of(field) == list;
            const WordPart::Row& from = of_list ? row : words;
            const auto found = from.find(of_list ? field.substr(list.size() + 1) : field);
            return found == from.end() ? nullptr : &found->second;
        });
}

/// `nothing` in the first field of the list, blanks in the others.
WordPart::Row empty_row(xmlNode* unit, const std::string& list, const std::string& nothing) {
    WordPart::Row row;
    for (const WordField& field : fields_below(unit))
        if (list_of(field.name) == list)
            row.try_emplace(field.name.substr(list.size() + 1), row.empty() ? nothing : std::string());
    return row;
}

void repeat_unit(xmlNode* unit, const WordPart::Row& words, const std::string& list, const std::vector<WordPart::Row>& rows) {
    for (std::size_t i = 0; i + 1 < rows.size(); ++i) {
        xmlNode* copy = xmlDocCopyNode(unit, unit->doc, 1);
        xmlAddPrevSibling(unit, copy);
        if (i > 0) without_identities(copy);
        fill_below(copy, words, list, rows[i]);
    }
    if (rows.size() > 1) without_identities(unit);
    fill_below(unit, words, list, rows.back());
}

double width_in(const xmlNode* size) {
    return size == nullptr ? 0 : std::atof(attribute_of(size, "w").c_str());
}

/// Of the cell less its margins, else of the last section's page less its margins; that of A4 where neither says.
double width_at(xmlNode* root, xmlNode* paragraph) {
    constexpr double a4_twips = 9300, cell_margins_twips = 216;
    if (xmlNode* cell = word_above(paragraph, "tc"))
        if (const xmlNode* size = word_below(cell, "tcW"); size != nullptr && attribute_of(size, "type") == "dxa")
            return std::max(width_in(size) - cell_margins_twips, cell_margins_twips);
    const std::vector<xmlNode*> sections = words_below(root, "sectPr");
    if (sections.empty()) return a4_twips;
    const xmlNode *page = word_below(sections.back(), "pgSz"), *margins = word_below(sections.back(), "pgMar");
    if (page == nullptr || margins == nullptr) return a4_twips;
    const double width = width_in(page) - std::atof(attribute_of(margins, "left").c_str()) -
                         std::atof(attribute_of(margins, "right").c_str());
    return width > 0 ? width : a4_twips;
}

}  // namespace

struct WordPart::Tree {
    XmlDocument document;
    xmlNode* root() const { return xmlDocGetRootElement(document.get()); }
};

WordPart::WordPart(const std::string& xml, const std::string& name, const std::set<std::string>& controls)
    : tree_(new Tree{read_xml(xml, name)}), name_(name) {
    refuse_other_dialects(tree_->root(), name);
    unclosed_ = gather_fields(tree_->root(), controls);
}
WordPart::~WordPart() = default;
WordPart::WordPart(WordPart&&) noexcept = default;

std::vector<std::string> WordPart::fields() const {
    std::vector<std::string> names;
    for (const WordField& field : fields_below(tree_->root()))
        if (std::ranges::find(names, field.name) == names.end()) names.push_back(field.name);
    return names;
}

void WordPart::fill(const Row& words, const std::map<std::string, std::vector<Row>>& lists, const std::string& nothing) {
    std::vector<std::pair<xmlNode*, std::string>> units;
    for (const WordField& field : fields_below(tree_->root())) {
        const auto list = list_of(field.name);
        if (!list || !lists.contains(*list)) continue;
        xmlNode* unit = unit_of(field, name_);
        const auto known = std::ranges::find(units, unit, &std::pair<xmlNode*, std::string>::first);
        if (known == units.end()) units.emplace_back(unit, *list);
        else if (known->second != *list)
            throw InputError({.thing = name_,
                              .value = both("同一行中有 {{{{{}.…}}}} 和 {{{{{}.…}}}}", "{{{{{}.…}}}} and {{{{{}.…}}}} in one row", known->second, *list),
                              .expected = both("一行只用一个清单的字段", "fields of one list in a row"),
                              .advice = both("拆成两张表", "make two tables of it")});
    }
    std::set<const xmlNode*> done;
    for (const auto& [unit, list] : units) {
        const std::vector<Row>& rows = lists.at(list);
        // Texts outside the units are filled below; those inside are never looked at again.
        const xmlNode* before = unit->prev;
        repeat_unit(unit, words, list, rows.empty() ? std::vector<Row>{empty_row(unit, list, nothing)} : rows);
        for (const xmlNode* node = unit; node != before; node = node->prev) done.insert(node);
    }
    const auto is_done = [&](const xmlNode* node) {
        for (; node != nullptr; node = node->parent)
            if (done.contains(node)) return true;
        return false;
    };
    for (xmlNode* text : words_below(tree_->root(), "t"))
        if (!is_done(text))
            io::fill(text, [&](const std::string& field) {
                const auto found = words.find(field);
                return found == words.end() ? nullptr : &found->second;
            });
}

std::vector<WordPart::Place> WordPart::open_places(const std::string& field) {
    std::vector<Place> places;
    for (const WordField& found : fields_below(tree_->root())) {
        if (found.name != field) continue;
        xmlNode* paragraph = word_above(found.text, "p");
        std::string all;
        if (paragraph != nullptr)
            for (const xmlNode* text : words_below(paragraph, "t")) all += text_of(text);
        if (all != "{{" + field + "}}")
            throw InputError({.thing = name_,
                              .value = all,
                              .expected = both("{{{{{}}}}} 独占一个段落", "{{{{{}}}}} alone in a paragraph", field),
                              .advice = both("它是成段的内容：另起一段，段内只写这个字段",
                                             "it stands for whole paragraphs: put it into a paragraph of its own")});
        places.push_back({fmt::format("<!--zonewright {} {}-->", name_, ++places_), width_at(tree_->root(), paragraph)});
        const std::string comment = places.back().mark.substr(4, places.back().mark.size() - 7);
        xmlAddPrevSibling(paragraph, xmlNewDocComment(paragraph->doc, as_xml(comment.c_str())));
        remove(paragraph);
    }
    return places;
}

std::string WordPart::xml() const {
    xmlNode* root = tree_->root();
    for (const Prefix& prefix : prefixes)
        if (xmlSearchNs(root->doc, root, as_xml(prefix.name)) == nullptr) xmlNewNs(root, as_xml(prefix.uri), as_xml(prefix.name));
    return text_of_xml(tree_->document.get());
}

}  // namespace zonewright::io
