#include "answer/manual_page.h"

#include <fmt/format.h>

#include <filesystem>

#include "answer/common_options.h"
#include "answer/option_lines.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/layers_folder.h"
#include "catalog/table_reader.h"
#include "catalog/toml_document.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view options_placeholder = "@OPTIONS@", memory_placeholder = "@MEMORY@";
constexpr const char* memory_file = "memory.toml";

fs::path manual_file(const std::string& name) {
    const fs::path beside = catalog::find_layers_folder().parent_path();
    const fs::path installed = beside / "manual" / name, written = beside / "src" / "command" / name;
    for (const fs::path& file : {installed, written})
        if (fs::exists(file)) return file;
    throw InputError({.thing = both("手册页 {}", "manual page {}", name),
                      .value = both("未找到", "not found"),
                      .expected = installed.string() + ", " + written.string(),
                      .advice = both("重新安装程序", "install the program anew")});
}

/// Of each part under a line of its own; of the only question as they are.
std::string declared_options_of(const VerbQuestions& verb) {
    std::string text;
    for (const Question* question : verb.questions) {
        const std::string part = part_of(question->name);
        const std::string options = manual_text(option_lines(question->draft().declaration));
        text += (text.empty() ? "" : "\n\n") + (part.empty() ? "" : "`" + verb.verb + " " + part + "` takes:\n\n") +
                options;
    }
    return text;
}

/// Of what was measured of the verb, a row each: what was asked, its peak on the small and on the full city.
std::string measured_memory_of(const VerbQuestions& verb) {
    const catalog::TomlTable document = catalog::parse_toml(read_file(manual_file(memory_file)), memory_file);
    catalog::TableReader reader(document, memory_file, "");
    const std::string machine = reader.text("machine");
    const auto read_row = [&](catalog::TableReader& peak) {
        const auto mib = [&](const char* key) {
            const auto measured = peak.optional_integer(key);
            return measured ? std::to_string(*measured) : std::string("-");
        };
        const std::string row = fmt::format("\n| `{}` | {} | {} |", peak.text("asked"), mib("small_mib"), mib("city_mib"));
        return peak.text("verb") == verb.verb ? row : std::string();
    };
    std::string rows;
    for (const std::string& row : reader.read_all("peak", read_row)) rows += row;
    reader.finish();
    if (rows.empty()) return "Not measured.";
    return "Peak of resident memory in MiB, on the small and on the full demonstration city (" + machine +
           "):\n\n| asked | small | city |\n|---|---|---|" + rows;
}

void fill(std::string& page, std::string_view placeholder, const std::string& text) {
    if (const std::size_t at = page.find(placeholder); at != std::string::npos) page.replace(at, placeholder.size(), text);
}

}  // namespace

std::string manual_page(const VerbQuestions& verb) {
    std::string page = read_file(manual_file(verb.verb + ".md"));
    CommonOptions common;
    fill(page, options_placeholder,
         declared_options_of(verb) + "\n\nEvery verb also takes:\n\n" + manual_text(option_lines(declared(common))));
    fill(page, memory_placeholder, measured_memory_of(verb));
    return page;
}

std::size_t pages_at_hand() {
    const fs::path folder = manual_file("run.md").parent_path();
    std::size_t pages = 0;
    for (const auto& entry : fs::directory_iterator(folder)) pages += entry.path().extension() == ".md" ? 1U : 0U;
    return pages;
}

}  // namespace zonewright::answer
