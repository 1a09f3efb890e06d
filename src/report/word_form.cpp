#include "report/word_form.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <utility>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/letters.h"
#include "base/spelling.h"
#include "io/html_document.h"
#include "io/word_styles.h"
#include "io/zip_archive.h"
#include "io/zip_digest.h"
#include "report/word_document.h"
#include "report/word_markup.h"
#include "report/word_writer.h"
#include "report/xml_text.h"

namespace zonewright::report {
namespace {

namespace fs = std::filesystem;
using io::HtmlNode;
using io::WordPart;

constexpr const char* document_part = "word/document.xml";
constexpr const char* relations_part = "word/_rels/document.xml.rels";
constexpr const char* types_part = "[Content_Types].xml";
constexpr const char* styles_part = "word/styles.xml";

[[noreturn]] void refuse_form(const fs::path& form, Text found) {
    throw InputError({.thing = form.string(),
                      .value = std::move(found),
                      .expected = both("Word 文档（.docx），内有 {{{{字段}}}}", "a Word document (.docx) with {{{{fields}}}}"),
                      .advice = both("用 WPS 或 Word 另存为 .docx；zonewright new report_form 标识 研究 写出列有全部字段的样张",
                                     "save it as .docx in WPS or Word; zonewright new report_form ID STUDY writes one with all fields")});
}

/// The entries of the form in their order, which office programs expect to begin with the types.
std::vector<io::ZipEntry> entries_of(const fs::path& form) {
    constexpr std::string_view old_format = "\xD0\xCF\x11\xE0";
    if (!fs::is_regular_file(form)) refuse_form(form, {"没有这个文件", "no such file"});
    constexpr std::uintmax_t most_bytes = 64 << 20;
    if (fs::file_size(form) > most_bytes) refuse_form(form, {"超过 64 MiB", "more than 64 MiB"});
    if (read_file(form).starts_with(old_format))
        refuse_form(form, {"是旧版 .doc，或加了密码", "it is an old .doc, or locked by a password"});
    std::vector<std::string> names = io::zip_entries(form);
    if (std::ranges::find(names, document_part) == names.end())
        refuse_form(form, both("其中没有 {}", "it holds no {}", document_part));
    if (std::ranges::any_of(names, [](const std::string& name) { return name.ends_with("vbaProject.bin"); }))
        refuse_form(form, {"带有宏", "it holds macros"});
    std::stable_partition(names.begin(), names.end(), [](const std::string& name) { return name == types_part; });
    std::vector<io::ZipEntry> entries;
    for (std::string& name : names) {
        std::string content = io::zip_entry(form, name);
        entries.emplace_back(std::move(name), std::move(content));
    }
    return entries;
}

std::string& entry_named(std::vector<io::ZipEntry>& entries, const std::string& name) {
    for (auto& [known, content] : entries)
        if (known == name) return content;
    return entries.emplace_back(name, std::string()).second;
}

bool may_hold_fields(const std::string& name) {
    if (name == document_part) return true;
    const bool part = name.starts_with("word/") && name.ends_with(".xml") && name.find('/', 5) == std::string::npos;
    return part && (name.starts_with("word/header") || name.starts_with("word/footer"));
}

void insert_before(std::string& xml, std::string_view end, const std::string& more, const fs::path& form) {
    const std::size_t at = xml.rfind(end);
    if (at == std::string::npos) refuse_form(form, both("缺 {}", "{} is missing", end));
    xml.insert(at, more);
}

/// The parts with fields, read, and every name in them looked up.
class FormParts {
public:
    FormParts(const fs::path& form, const FormFields& fields) : form_(form), fields_(fields), entries_(entries_of(form)) {
        std::set<std::string> controls;
        for (const std::string& name : fields.names()) controls.insert(name);
        for (const auto& [name, content] : entries_)
            if (may_hold_fields(name)) parts_.emplace_back(name, WordPart(content, form.string() + ": " + name, controls));
        refuse_unknown_names();
    }

    bool names(const std::string& field) const {
        return std::ranges::any_of(parts_, [&](const auto& part) {
            const std::vector<std::string> all = part.second.fields();
            return std::ranges::find(all, field) != all.end();
        });
    }

    std::vector<std::pair<std::string, WordPart>>& parts() { return parts_; }
    std::vector<io::ZipEntry>& entries() { return entries_; }

private:
    void refuse_unknown_names() const {
        const std::vector<std::string> known = fields_.names();
        std::vector<std::string> unknown, meant;
        bool any = false;
        for (const auto& [name, part] : parts_) {
            if (!part.unclosed().empty())
                refuse_form(form_, both("“{}” 没有 }}}}", "“{}” has no }}}}", shortened(part.unclosed().front(), 60)));
            for (const std::string& field : part.fields()) {
                any = true;
                if (std::ranges::find(known, field) != known.end() || std::ranges::find(unknown, field) != unknown.end()) continue;
                unknown.push_back(field);
                if (const auto near = nearest_name(field, known)) meant.push_back(*near);
            }
        }
        if (!any) refuse_form(form_, {"没有任何字段", "it names no field"});
        if (unknown.empty()) return;
        throw InputError({.thing = form_.string(),
                          .value = both("不是字段：{}", "no fields: {}", joined(unknown)),
                          .expected = meant.empty() ? both("字段名", "names of fields") : both("是否指 {}？", "did you mean {}?", joined(meant)),
                          .advice = both("zonewright describe report_fields 列出全部字段", "zonewright describe report_fields lists all fields")});
    }

    fs::path form_;
    const FormFields& fields_;
    std::vector<io::ZipEntry> entries_;
    std::vector<std::pair<std::string, WordPart>> parts_;
};

/// From the heading up to the next of its level; without the heading where only one chapter is asked for.
void add_chapter(const HtmlNode& page, const std::string& id, bool with_heading, WordWriter& writer, std::string& xml) {
    bool inside = false;
    for (const HtmlNode& node : page.children) {
        if (node.tag == "h2") {
            const auto found = node.attributes.find("id");
            inside = found != node.attributes.end() && found->second == id;
            if (!with_heading) continue;
        }
        if (inside && node.tag != "footer") xml += writer.block_of(node);
    }
}

void add_class(const HtmlNode& node, const std::string& name, WordWriter& writer, std::string& xml) {
    for (const HtmlNode& child : node.children)
        if (child.has_class(name)) xml += writer.block_of(child);
        else add_class(child, name, writer, xml);
}

/// Our names of styles in the form's.
void rename_styles(std::string& xml, const std::map<std::string, std::string>& ids) {
    for (const char* element : {"<w:pStyle w:val=\"", "<w:tblStyle w:val=\""}) {
        const std::string_view mark = element;
        for (std::size_t at = xml.find(mark); at != std::string::npos; at = xml.find(mark, at + 1)) {
            const std::size_t begin = at + mark.size(), end = xml.find('"', begin);
            const auto found = ids.find(xml.substr(begin, end - begin));
            if (found != ids.end()) xml.replace(begin, end - begin, found->second);
        }
    }
}

/// The form with chapters: their markup, styles, pictures.
class FormWriter {
public:
    FormWriter(FormParts& parts, const fs::path& form, const HtmlNode& page, const fs::path& look)
        : parts_(parts), form_(form), page_(page), look_(look) {}

    void open(WordPart& part, const std::string& field, const std::vector<std::string>& sources) {
        for (const WordPart::Place& place : part.open_places(field)) {
            writer_.set_width(place.width_twips);
            std::string xml;
            for (const std::string& source : sources)
                if (source.starts_with('#')) add_chapter(page_, source.substr(1), sources.size() > 1, writer_, xml);
                else add_class(page_, source.substr(1), writer_, xml);
            // A cell must end in a paragraph.
            blocks_.emplace_back(place.mark, xml.empty() ? "<w:p/>" : std::move(xml));
        }
    }

    /// Puts what was opened into the text of the document.
    void close(std::string& document);

private:
    static constexpr std::size_t first_number = 9001;  ///< behind what a form numbers itself
    FormParts& parts_;
    const fs::path& form_;
    const HtmlNode& page_;
    const fs::path& look_;
    WordWriter writer_{first_number};
    std::vector<std::pair<std::string, std::string>> blocks_;
};

void FormWriter::close(std::string& document) {
    if (blocks_.empty()) return;
    std::string& styles = entry_named(parts_.entries(), styles_part);
    if (styles.empty()) refuse_form(form_, both("其中没有 {}", "it holds no {}", styles_part));
    io::MergedStyles merged = io::merge_styles(styles, read_file(look_ / "styles.xml"), form_.string());
    styles = std::move(merged.xml);
    for (auto& [mark, xml] : blocks_) {
        rename_styles(xml, merged.ids);
        document.replace(document.find(mark), mark.size(), xml);
    }
    if (writer_.pictures().empty()) return;
    std::string more;
    for (std::size_t i = 0; i < writer_.pictures().size(); ++i) {
        more += word_picture_relation(writer_.relation_of_picture(i));
        entry_named(parts_.entries(), "word/media/" + writer_.relation_of_picture(i) + ".png") = writer_.pictures()[i];
    }
    insert_before(entry_named(parts_.entries(), relations_part), "</Relationships>", more, form_);
    std::string& types = entry_named(parts_.entries(), types_part);
    if (types.find("Extension=\"png\"") == std::string::npos)
        insert_before(types, "</Types>", R"(<Default Extension="png" ContentType="image/png"/>)", form_);
}

/// A form for many documents (.dotx) makes a document.
void say_document(std::string& types) {
    constexpr std::string_view many = "wordprocessingml.template.main+xml";
    if (const std::size_t at = types.find(many); at != std::string::npos)
        types.replace(at, many.size(), "wordprocessingml.document.main+xml");
}

/// As the last line, before the properties of the last section.
void add_last_line(std::string& document, const std::string& line, const fs::path& form) {
    const std::size_t body = document.rfind("</w:body>");
    if (body == std::string::npos) refuse_form(form, {"没有正文", "it has no body"});
    const std::size_t section = document.rfind("<w:sectPr", body);
    const bool of_body = section != std::string::npos && document.find("</w:p>", section) == std::string::npos;
    document.insert(of_body ? section : body, fmt::format(
                                                  R"(<w:p><w:pPr><w:jc w:val="left"/></w:pPr><w:r><w:rPr><w:sz w:val="16"/></w:rPr><w:t>{}</w:t></w:r></w:p>)",
                                                  escaped_xml(line)));
}

}  // namespace

std::vector<Text> left_out_by(const fs::path& form, const FormFields& fields) {
    const FormParts parts(form, fields);
    const auto shows = [&](std::initializer_list<const char*> names) {
        return std::ranges::any_of(names, [&](const char* name) { return parts.names(name); });
    };
    const bool box = shows({"结论框", "verdict_box", "正文", "all_chapters", "结论与建议", "chapter_conclusion"});
    std::vector<Text> missing;
    if (!box && !shows({"总体结论", "headline"})) missing.emplace_back("总体结论", "the headline");
    if (!box && !shows({"未核查事项", "unchecked_names"})) missing.emplace_back("未核查事项", "what is not checked");
    return missing;
}

void write_word_form(const fs::path& target, const fs::path& form, const fs::path& look, const std::string& page,
                     const FormFields& fields, Language language) {
    FormParts parts(form, fields);
    const HtmlNode body = io::read_html_body(page);
    const bool names_manifest = parts.names("运行清单") || parts.names("manifest");
    FormWriter writer(parts, form, body, look);
    const std::string nothing = Text{"无", "none"}.in(language);
    for (auto& [name, part] : parts.parts()) {
        for (const std::string& field : part.fields()) {
            const auto sources = fields.sources().find(field);
            if (sources == fields.sources().end()) continue;
            if (name != document_part)
                refuse_form(form, both("页眉或页脚中有 {{{{{}}}}}", "{{{{{}}}}} in a header or footer", field));
            writer.open(part, field, sources->second);
        }
        part.fill(fields.values(), fields.lists(), nothing);
        entry_named(parts.entries(), name) = part.xml();
    }
    std::string& document = entry_named(parts.entries(), document_part);
    if (!names_manifest) add_last_line(document, fields.values().at("manifest"), form);
    writer.close(document);
    say_document(entry_named(parts.entries(), types_part));
    io::write_zip(target, parts.entries());
}

void write_first_form(const fs::path& target, const fs::path& look, const FormFields& fields, Language language) {
    const auto line = [&](const FormField& field) {
        return fmt::format("<tr><td>{}</td><td>{}</td><td>{{{{{}}}}}</td></tr>", escaped_xml(field.name.in(language)),
                           escaped_xml(field.title.in(language)), escaped_xml(field.name.in(language)));
    };
    const auto head = [&](const Text& first, const Text& second, const Text& third) {
        return fmt::format("<thead><tr><th>{}</th><th>{}</th><th>{}</th></tr></thead>", first.in(language), second.in(language), third.in(language));
    };
    std::string html = "<html><body><h1>" + Text{"选址报告样张", "a form of the site report"}.in(language) + "</h1><p>" +
                       Text{"每个字段写成双花括号中的名称，也可用邮件合并域或内容控件。把需要的字段复制到本单位的模板里；用不到的删去。",
                            "A field is its name in double braces; a merge field or a content control does as well. Copy the fields "
                            "you need into your own form and delete the others."}.in(language) + "</p>";
    html += "<h2>" + Text{"词句", "words"}.in(language) + "</h2><table>" + head({"字段", "field"}, {"含义", "meaning"}, {"内容", "content"});
    for (const FormField& field : fields.words()) html += line(field);
    html += "</table><h2>" + Text{"清单（所在表格行按条目重复）", "lists (their row of a table is repeated)"}.in(language) + "</h2>";
    std::string list, heads, cells;
    const auto end_list = [&] {
        if (!list.empty()) html += "<table><thead><tr>" + heads + "</tr></thead><tbody><tr>" + cells + "</tr></tbody></table>";
        heads.clear(), cells.clear();
    };
    for (const FormField& column : fields.columns()) {
        const std::string name = column.name.in(language);
        const std::size_t dot = name.find('.');
        if (name.substr(0, dot) != list) {
            end_list();
            list = name.substr(0, dot);
            html += "<h3>" + escaped_xml(list + ": " + column.title.in(language)) + "</h3>";
        }
        heads += "<th>" + escaped_xml(name.substr(dot + 1)) + "</th>";
        cells += "<td>{{" + escaped_xml(name) + "}}</td>";
    }
    end_list();
    html += "<h2>" + Text{"成段的内容（独占一个段落）", "blocks (alone in a paragraph)"}.in(language) + "</h2>";
    for (const FormField& block : fields.blocks())
        html += "<h3>" + escaped_xml(block.name.in(language)) + "</h3><p>{{" + escaped_xml(block.name.in(language)) + "}}</p>";
    write_word_document(target, look, html + "</body></html>", language);
}

}  // namespace zonewright::report
