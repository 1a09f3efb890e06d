// How long are the functions of a source file, and how deeply do they nest? A brace counter, not a compiler:
// comments, strings and preprocessor lines are skipped; a body is a block at namespace or class level that
// follows a parameter list; nesting counts blocks of if, else, for, while, do, switch, try and catch.
#pragma once

#include <cctype>
#include <string>
#include <vector>

namespace zonewright::architecture {

struct FunctionSize {
    std::string name;
    int line = 0;     ///< where the body begins
    int lines = 0;    ///< from the line of its opening brace to that of its closing one
    int nesting = 0;  ///< deepest
};

/// The text with comments, strings, characters and preprocessor lines blanked; line breaks stay.
inline std::string code_only(const std::string& text) {
    std::string code = text;
    const auto blank = [&](std::size_t from, std::size_t to) {
        for (std::size_t i = from; i < to && i < code.size(); ++i)
            if (code[i] != '\n') code[i] = ' ';
    };
    bool line_start = true;
    for (std::size_t i = 0; i < text.size(); ++i) {
        std::size_t end = i;
        if (text.compare(i, 2, "//") == 0 || (line_start && text[i] == '#')) {
            end = text.find('\n', i);
        } else if (text.compare(i, 2, "/*") == 0) {
            end = text.find("*/", i) + 2;
        } else if (text.compare(i, 2, "R\"") == 0) {
            const std::size_t open = text.find('(', i);
            end = text.find(")" + text.substr(i + 2, open - i - 2) + "\"", open) + 1 + (open - i - 2) + 1;
        } else if (text[i] == '"' || (text[i] == '\'' && (i == 0 || !std::isalnum(static_cast<unsigned char>(text[i - 1]))))) {
            for (end = i + 1; end < text.size() && text[end] != text[i]; ++end)
                if (text[end] == '\\') ++end;
            ++end;
        }
        if (end > text.size()) end = text.size();
        if (end > i) {
            blank(i, end);
            i = end - 1;
            continue;
        }
        if (text[i] == '\n') line_start = true;
        else if (!std::isspace(static_cast<unsigned char>(text[i]))) line_start = false;
    }
    return code;
}

class FunctionReader {
public:
    std::vector<FunctionSize> read(const std::string& text) {
        for (const char c : code_only(text)) take(c);
        return std::move(found_);
    }

private:
    enum class Block { Scope, Body, Control, Other };
    struct Open {
        Block block;
        FunctionSize function;
    };

    void take(char c) {
        if (c == '\n') ++line_;
        if (c == '{') return open();
        if (c == '}') return close();
        if (c == ';' && depth_ == 0) return head_.clear();
        if (c == '(') ++depth_;
        if (c == ')' && depth_ > 0) --depth_;
        head_ += c;
    }

    static bool has_word(const std::string& head, const char* word) {
        const std::size_t at = head.find(word);
        return at != std::string::npos && (at == 0 || !std::isalnum(static_cast<unsigned char>(head[at - 1]))) &&
               !std::isalnum(static_cast<unsigned char>(head[at + std::string(word).size()]));
    }
    bool in_body() const {
        for (const Open& each : open_)
            if (each.block == Block::Body) return true;
        return false;
    }
    Block kind() const {
        const std::string head = head_ + " ";
        if (in_body()) {
            for (const char* word : {"if", "else", "for", "while", "do", "switch", "try", "catch"})
                if (has_word(head, word)) return Block::Control;
            return Block::Other;
        }
        for (const char* word : {"namespace", "class", "struct", "union", "enum", "extern"})
            if (has_word(head, word) && head.find(')') == std::string::npos) return Block::Scope;
        return head.find('(') != std::string::npos && depth_ == 0 ? Block::Body : Block::Other;
    }
    std::string name() const {
        const std::size_t bracket = head_.find('(');
        std::size_t end = bracket;
        while (end > 0 && std::isspace(static_cast<unsigned char>(head_[end - 1]))) --end;
        std::size_t begin = end;
        while (begin > 0 && !std::isspace(static_cast<unsigned char>(head_[begin - 1]))) --begin;
        return head_.substr(begin, end - begin);
    }
    void open() {
        Open next{kind(), {}};
        if (next.block == Block::Body) next.function = {name(), line_, 0, 0};
        open_.push_back(next);
        depths_.push_back(depth_);
        depth_ = 0;
        head_.clear();
        int nesting = 0;
        Open* body = nullptr;
        for (Open& each : open_) {
            if (each.block == Block::Body && body == nullptr) body = &each;
            nesting += each.block == Block::Control;
        }
        if (body != nullptr) body->function.nesting = std::max(body->function.nesting, nesting);
    }
    void close() {
        if (open_.empty()) return;
        if (open_.back().block == Block::Body) {
            open_.back().function.lines = line_ - open_.back().function.line + 1;
            found_.push_back(open_.back().function);
        }
        open_.pop_back();
        depth_ = depths_.back();
        depths_.pop_back();
        head_.clear();
    }

    std::vector<FunctionSize> found_;
    std::vector<Open> open_;
    std::vector<int> depths_;
    std::string head_;
    int line_ = 1, depth_ = 0;
};

inline std::vector<FunctionSize> function_sizes(const std::string& text) {
    return FunctionReader().read(text);
}

}  // namespace zonewright::architecture
