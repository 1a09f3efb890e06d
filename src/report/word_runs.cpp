#include "report/word_runs.h"

namespace zonewright::report {

void WordRuns::add(const io::HtmlNode& node) {
    if (node.tag == "svg" || node.tag == "style") return;
    if (node.tag.empty()) return add_text(node.text);
    if (node.tag == "br") return runs_.push_back({.line_break = true});
    const WordRun before = look_;
    if (node.tag == "strong" || node.tag == "b" || node.tag == "th") look_.bold = true;
    if (node.has_class("alert-text") || node.has_class("badge")) look_.colour = alert_colour;
    if (node.has_class("soft") || node.has_class("tag") || node.tag == "small") look_.colour = soft_colour;
    if (node.has_class("number") || node.tag == "small" || node.has_class("tag")) add_text(" ");
    for (const io::HtmlNode& child : node.children) add(child);
    if (node.has_class("number") || node.has_class("tag")) add_text(" ");
    if (node.tag == "span") add_text("　");
    look_ = before;
}

std::vector<WordRun> WordRuns::take() {
    while (!runs_.empty() && !runs_.back().line_break) {
        std::string& text = runs_.back().text;
        const std::size_t blank = text.ends_with(' ') ? 1 : text.ends_with("　") ? 3 : 0;
        if (blank == 0) break;
        text.erase(text.size() - blank);
        if (text.empty()) runs_.pop_back();
    }
    return std::move(runs_);
}

/// White space runs are one blank, none at the beginning.
void WordRuns::add_text(const std::string& text) {
    WordRun run = look_;
    for (const char c : text) {
        const bool blank = c == ' ' || c == '\n' || c == '\t' || c == '\r';
        const std::string& before = run.text.empty() && !runs_.empty() ? runs_.back().text : run.text;
        const bool after_blank = before.empty() || before.back() == ' ';
        if (!blank)
            run.text += c;
        else if (!after_blank)
            run.text += ' ';
    }
    if (!run.text.empty()) runs_.push_back(std::move(run));
}

std::string runs_of(const io::HtmlNode& node, bool bold) {
    WordRuns runs(bold);
    for (const io::HtmlNode& child : node.children) runs.add(child);
    return word_runs(runs.take());
}

std::string coloured_runs(const io::HtmlNode& node, const char* colour) {
    WordRuns runs;
    for (const io::HtmlNode& child : node.children) runs.add(child);
    std::vector<WordRun> list = runs.take();
    for (WordRun& run : list)
        if (run.colour.empty()) run.colour = colour;
    return word_runs(list);
}

}  // namespace zonewright::report
