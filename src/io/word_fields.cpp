#include "io/word_fields.h"

#include <algorithm>
#include <optional>

#include "io/word_tree.h"

namespace zonewright::io {
namespace {

constexpr std::string_view opening = "{{", closing = "}}";

void replace_all(std::string& text, std::string_view word, std::string_view by) {
    for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at + by.size()))
        text.replace(at, word.size(), by);
}

std::string trimmed_name(std::string name) {
    replace_all(name, "\u3000", " ");
    replace_all(name, "\u00a0", " ");
    const std::size_t begin = name.find_first_not_of(" \t\r\n");
    if (begin == std::string::npos) return {};
    return name.substr(begin, name.find_last_not_of(" \t\r\n") - begin + 1);
}

std::string as_field(const std::string& name) {
    return std::string(opening) + name + std::string(closing);
}

xmlNode* new_word(xmlNode* like, const char* name) {
    return xmlNewDocNode(like->doc, like->ns, reinterpret_cast<const xmlChar*>(name), nullptr);
}

/// "MERGEFIELD 项目名称 \* MERGEFORMAT", the name also in quotes.
std::optional<std::string> name_in_instruction(const std::string& instruction) {
    std::string rest = trimmed_name(instruction);
    constexpr std::string_view word = "MERGEFIELD";
    if (!rest.starts_with(word)) return std::nullopt;
    rest = trimmed_name(rest.substr(word.size()));
    if (rest.starts_with('"')) return trimmed_name(rest.substr(1, rest.find('"', 1) - 1));
    return trimmed_name(rest.substr(0, rest.find('\\')));
}

/// The run that shows the field keeps its look and says {{name}}.
void say_in_run(xmlNode* run, const std::string& name) {
    const std::vector<xmlNode*> texts = words_below(run, "t");
    xmlNode* text = texts.empty() ? xmlAddChild(run, new_word(run, "t")) : texts.front();
    set_text(text, as_field(name));
    for (std::size_t i = 1; i < texts.size(); ++i) remove(texts[i]);
}

void unfold_simple_fields(xmlNode* root) {
    for (xmlNode* field : words_below(root, "fldSimple")) {
        const auto name = name_in_instruction(attribute_of(field, "instr"));
        if (!name) continue;
        xmlNode* run = word_below(field, "r");
        if (run == nullptr) run = xmlAddChild(field, new_word(field, "r"));
        say_in_run(run, *name);
        xmlUnlinkNode(run);
        xmlAddNextSibling(field, run);
        remove(field);
    }
}

/// A field of runs: begin, instruction, separator, what is shown, end.
struct FieldRuns {
    std::vector<xmlNode*> runs, shown;
    std::string instruction;
    bool separated = false;
};

void end_field(const FieldRuns& field) {
    const auto name = name_in_instruction(field.instruction);
    if (!name) return;
    xmlNode* keep = nullptr;
    for (xmlNode* run : field.shown)
        if (keep == nullptr && word_below(run, "t") != nullptr) keep = run;
    if (keep == nullptr) {
        keep = new_word(field.runs.front(), "r");
        xmlAddPrevSibling(field.runs.front(), keep);
    }
    say_in_run(keep, *name);
    for (xmlNode* run : field.runs)
        if (run != keep) remove(run);
}

void unfold_fields(xmlNode* paragraph) {
    std::optional<FieldRuns> open;
    int depth = 0;
    for (xmlNode* run : words_below(paragraph, "r", "p")) {
        const xmlNode* mark = word_below(run, "fldChar");
        const std::string kind = mark == nullptr ? std::string() : attribute_of(mark, "fldCharType");
        if (kind == "begin" && ++depth == 1) open.emplace();
        if (!open) continue;
        open->runs.push_back(run);
        if (const xmlNode* words = word_below(run, "instrText"); words != nullptr && depth == 1)
            open->instruction += text_of(words);
        if (kind.empty() && open->separated) open->shown.push_back(run);
        if (kind == "separate" && depth == 1) open->separated = true;
        if (kind != "end" || --depth > 0) continue;
        end_field(*open);
        open.reset();
    }
}

std::string value_of(xmlNode* properties, const char* name) {
    const xmlNode* found = properties == nullptr ? nullptr : word_below(properties, name);
    return found == nullptr ? std::string() : trimmed_name(attribute_of(found, "val"));
}

/// The content of the control becomes {{name}} in the look of its first text; it is bound to nothing any more.
void say_in_control(xmlNode* control, const std::string& name) {
    xmlNode* content = word_below(control, "sdtContent");
    if (content == nullptr) return;
    std::vector<xmlNode*> texts = words_below(content, "t");
    if (texts.empty()) {
        xmlNode* paragraph = word_below(content, "p");
        const bool in_line = paragraph == nullptr && word_above(control, "p") != nullptr;
        if (paragraph == nullptr) paragraph = in_line ? content : xmlAddChild(content, new_word(content, "p"));
        xmlNode* run = xmlAddChild(paragraph, new_word(content, "r"));
        texts.push_back(xmlAddChild(run, new_word(content, "t")));
    }
    set_text(texts.front(), as_field(name));
    for (std::size_t i = 1; i < texts.size(); ++i) set_text(texts[i], "");
    // What is typed over a grey hint is no hint.
    for (xmlNode* style : words_below(content, "rStyle"))
        if (attribute_of(style, "val").find("laceholder") != std::string::npos) remove(style);
    xmlNode* properties = word_below(control, "sdtPr");
    for (const char* bound : {"showingPlcHdr", "dataBinding"})
        for (xmlNode* node : words_below(properties, bound)) remove(node);
}

void unfold_controls(xmlNode* root, const std::set<std::string>& known) {
    for (xmlNode* control : words_below(root, "sdt")) {
        xmlNode* properties = word_below(control, "sdtPr");
        for (const std::string& name : {value_of(properties, "tag"), value_of(properties, "alias")})
            if (known.contains(name)) {
                say_in_control(control, name);
                break;
            }
    }
}

/// The texts of one paragraph, and where each begins in all of them.
struct ParagraphText {
    std::vector<xmlNode*> nodes;
    std::vector<std::string> texts;

    std::string all() const {
        std::string together;
        for (const std::string& text : texts) together += text;
        return together;
    }
    /// What lies at [begin, end) moves into the node where it begins.
    void gather(std::size_t begin, std::size_t end, const std::string& words) {
        std::size_t at = 0;
        bool put_in = false;
        for (std::string& text : texts) {
            const std::size_t from = std::max(begin, at), to = std::min(end, at + text.size()), size = text.size();
            if (from < to) {
                text = text.substr(0, from - at) + (put_in ? std::string() : words) + text.substr(to - at);
                put_in = true;
            }
            at += size;
        }
    }
};

void gather_split(xmlNode* paragraph, std::vector<std::string>& unclosed) {
    ParagraphText text{.nodes = words_below(paragraph, "t", "p"), .texts = {}};
    for (const xmlNode* node : text.nodes) text.texts.push_back(text_of(node));
    const std::vector<std::string> before = text.texts;
    for (std::string& part : text.texts) {
        replace_all(part, "｛｛", opening);
        replace_all(part, "｝｝", closing);
    }
    std::string all = text.all();
    for (std::size_t at = all.find(opening); at != std::string::npos; at = all.find(opening, at)) {
        const std::size_t end = all.find(closing, at);
        if (end == std::string::npos) {
            unclosed.push_back(all.substr(at));
            break;
        }
        const std::string field = as_field(trimmed_name(all.substr(at + opening.size(), end - at - opening.size())));
        text.gather(at, end + closing.size(), field);
        all = text.all();
        at += field.size();
    }
    for (std::size_t i = 0; i < text.nodes.size(); ++i)
        if (text.texts[i] != before[i]) set_text(text.nodes[i], text.texts[i]);
}

}  // namespace

std::vector<std::string> gather_fields(xmlNode* root, const std::set<std::string>& controls) {
    unfold_simple_fields(root);
    for (xmlNode* paragraph : words_below(root, "p")) unfold_fields(paragraph);
    unfold_controls(root, controls);
    std::vector<std::string> unclosed;
    for (xmlNode* paragraph : words_below(root, "p")) gather_split(paragraph, unclosed);
    return unclosed;
}

std::vector<WordField> fields_below(xmlNode* node) {
    std::vector<WordField> fields;
    for (xmlNode* text : words_below(node, "t")) {
        const std::string words = text_of(text);
        for (std::size_t at = words.find(opening); at != std::string::npos;) {
            const std::size_t end = words.find(closing, at);
            if (end == std::string::npos) break;
            fields.push_back({text, words.substr(at + opening.size(), end - at - opening.size())});
            at = words.find(opening, end + closing.size());
        }
    }
    return fields;
}

void fill(xmlNode* text, const std::function<const std::string*(const std::string&)>& words_of) {
    const std::string before = text_of(text);
    std::string after;
    std::size_t done = 0;
    for (std::size_t at = before.find(opening); at != std::string::npos;) {
        const std::size_t end = before.find(closing, at);
        if (end == std::string::npos) break;
        const std::string* words = words_of(before.substr(at + opening.size(), end - at - opening.size()));
        after += before.substr(done, at - done);
        after += words == nullptr ? before.substr(at, end + closing.size() - at) : *words;
        done = end + closing.size();
        at = before.find(opening, done);
    }
    if (done > 0) set_text(text, after + before.substr(done));
}

}  // namespace zonewright::io
