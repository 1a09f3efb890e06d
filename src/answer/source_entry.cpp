#include "answer/source_entry.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <vector>

#include "answer/quoted_text.h"
#include "base/errors.h"
#include "base/language.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

std::string written_path(const fs::path& path, const fs::path& folder) {
    const fs::path inside = path.lexically_relative(fs::absolute(folder).lexically_normal());
    const bool below = !inside.empty() && inside.begin()->string() != "..";
    return (below ? inside : path).string();
}

/// The lines that import writes, role and path first.
std::string lines_of(const model::SourceDefinition& source, const fs::path& folder) {
    std::string text =
        "role = " + toml_string(source.role) + "\npath = " + toml_string(written_path(source.path, folder)) + "\n";
    for (const auto& [key, value] :
         {std::pair("layer", source.layer), std::pair("crs", source.crs), std::pair("degrees", source.degrees),
          std::pair("encoding", source.encoding), std::pair("code_scheme", source.code_scheme),
          std::pair("date", source.date),
          std::pair("status", source.status == model::GeometryStatus::Unstated ? std::string() : to_string(source.status)),
          std::pair("note", source.note)})
        if (!value.empty()) text += std::string(key) + " = " + toml_string(value) + "\n";
    std::string pairs;
    for (const auto& [canonical, name] : source.fields)
        pairs += (pairs.empty() ? "" : ", ") + canonical + " = " + toml_string(name);
    if (!pairs.empty()) text += "fields = { " + pairs + " }\n";
    return text;
}

std::vector<std::string> split_lines(const std::string& text) {
    std::vector<std::string> lines;
    std::string line;
    for (const char c : text) {
        if (c != '\n') {
            line += c;
            continue;
        }
        lines.push_back(std::move(line));
        line.clear();
    }
    if (!line.empty()) lines.push_back(std::move(line));
    return lines;
}

std::string without_blanks(const std::string& line) {
    std::string plain;
    for (const char c : line) {
        if (c == '#') break;
        if (c != ' ' && c != '\t' && c != '\r') plain += c;
    }
    return plain;
}

/// Keys that the new lines of the source say, or that say nothing about the new file.
bool is_superseded(const std::string& line, const model::SourceDefinition& source) {
    static const std::set<std::string> keys{"role", "path", "layer", "crs", "degrees", "encoding", "fields"};
    const std::string plain = without_blanks(line);
    const std::string key = plain.substr(0, plain.find('='));
    return keys.contains(key) || (key == "code_scheme" && !source.code_scheme.empty()) ||
           (key == "date" && !source.date.empty()) ||
           (key == "status" && source.status != model::GeometryStatus::Unstated) || (key == "note" && !source.note.empty());
}

}  // namespace

std::string with_source_added(const std::string& text, const model::SourceDefinition& source,
                              const fs::path& folder) {
    return text + (text.empty() || text.back() == '\n' ? "" : "\n") + "\n[[source]]\n" +
           lines_of(source, folder);
}

std::string with_source_replaced(const std::string& text, std::size_t position,
                                 const model::SourceDefinition& source, const fs::path& folder) {
    std::string out;
    std::size_t next = 0;
    bool inside = false;
    for (const std::string& line : split_lines(text)) {
        const std::string plain = without_blanks(line);
        if (inside && plain == "[source.fields]")
            throw InputError({.thing = "study.toml: [source.fields]",
                              .expected = both("写成一行的 fields = {{ … }}", "fields = {{ … }} in one line"),
                              .advice = both("手工修改该数据源", "change this source by hand")});
        if (plain.starts_with("[")) inside = plain == "[[source]]" && next++ == position;
        if (inside && is_superseded(line, source)) continue;
        out += line + "\n";
        if (inside && plain == "[[source]]") out += lines_of(source, folder);
    }
    return out;
}

}  // namespace zonewright::answer
