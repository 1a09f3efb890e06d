#include "report/form_fields.h"

#include <sstream>

#include "base/errors.h"
#include "report/wording.h"

namespace zonewright::report {
namespace {

using io::HtmlNode;

std::string form_attribute(const HtmlNode& node, const char* name) {
    const auto found = node.attributes.find(name);
    if (found != node.attributes.end() && !found->second.empty()) return found->second;
    throw InputError({.thing = "form_fields.html",
                      .value = both("<{}> “{}” 没有 {}", "<{}> “{}” has no {}", node.tag, node.words(), name),
                      .expected = both("每个字段有 data-zh、data-en", "data-zh and data-en of every field"),
                      .advice = both("恢复随程序安装的文件", "restore the file that came with the program")});
}

FormField field_of(const HtmlNode& node) {
    return {{form_attribute(node, "data-zh"), form_attribute(node, "data-en")}, both_languages(form_attribute(node, "title"))};
}

void gather_tags(const HtmlNode& node, std::string_view tag, std::vector<const HtmlNode*>& found) {
    for (const HtmlNode& child : node.children) {
        if (child.tag == tag) found.push_back(&child);
        gather_tags(child, tag, found);
    }
}

std::vector<const HtmlNode*> tags_below(const HtmlNode& node, std::string_view tag) {
    std::vector<const HtmlNode*> found;
    gather_tags(node, tag, found);
    return found;
}

}  // namespace

FormFields::FormFields(const std::string& html) {
    const HtmlNode body = io::read_html_body(html);
    for (const HtmlNode* section : tags_below(body, "section")) {
        if (section->has_class("words")) take_words(*section);
        if (section->has_class("list")) take_list(*section);
        if (section->has_class("blocks")) take_blocks(*section);
    }
}

void FormFields::take_words(const HtmlNode& section) {
    for (const HtmlNode* node : tags_below(section, "p")) {
        words_.push_back(field_of(*node));
        for (const std::string& name : {words_.back().name.zh, words_.back().name.en}) values_[name] = node->words();
    }
}

void FormFields::take_list(const HtmlNode& section) {
    const FormField list = field_of(section);
    std::vector<Text> columns;
    columns_.push_back({{list.name.zh + ".序号", list.name.en + ".number"}, list.title});
    for (const HtmlNode* head : tags_below(section, "th")) {
        columns.emplace_back(form_attribute(*head, "data-zh"), form_attribute(*head, "data-en"));
        columns_.push_back({{list.name.zh + "." + columns.back().zh, list.name.en + "." + columns.back().en}, list.title});
    }
    std::vector<io::WordPart::Row> rows;
    for (const HtmlNode* line : tags_below(section, "tr")) {
        const std::vector<const HtmlNode*> cells = tags_below(*line, "td");
        if (cells.empty()) continue;
        rows.emplace_back();
        for (std::size_t i = 0; i < columns.size(); ++i)
            for (const std::string& name : {columns[i].zh, columns[i].en})
                rows.back()[name] = i < cells.size() ? cells[i]->words() : std::string();
        for (const char* number : {"序号", "number"}) rows.back()[number] = std::to_string(rows.size());
    }
    lists_[list.name.zh] = lists_[list.name.en] = std::move(rows);
}

void FormFields::take_blocks(const HtmlNode& section) {
    for (const HtmlNode* node : tags_below(section, "p")) {
        blocks_.push_back(field_of(*node));
        std::istringstream from(form_attribute(*node, "data-from"));
        std::vector<std::string> sources;
        for (std::string source; from >> source;) sources.push_back(source);
        for (const std::string& name : {blocks_.back().name.zh, blocks_.back().name.en}) sources_[name] = sources;
    }
}

std::vector<std::string> FormFields::names() const {
    std::vector<std::string> all;
    for (const std::vector<FormField>* fields : {&words_, &columns_, &blocks_})
        for (const FormField& field : *fields) {
            all.push_back(field.name.zh);
            all.push_back(field.name.en);
        }
    return all;
}

}  // namespace zonewright::report
