#include "answer/manual_page.h"

#include <filesystem>

#include "answer/common_options.h"
#include "answer/option_lines.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
constexpr std::string_view options_placeholder = "@OPTIONS@";

fs::path manual_file(const std::string& verb) {
    const fs::path beside = catalog::find_layers_folder().parent_path();
    const fs::path installed = beside / "manual" / (verb + ".md"), written = beside / "src" / "command" / (verb + ".md");
    for (const fs::path& file : {installed, written})
        if (fs::exists(file)) return file;
    throw InputError({.thing = both("手册页 {}", "manual page of {}", verb),
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

}  // namespace

std::string manual_page(const VerbQuestions& verb) {
    std::string page = read_file(manual_file(verb.verb));
    const std::size_t at = page.find(options_placeholder);
    if (at == std::string::npos) return page;
    CommonOptions common;
    const std::string options = declared_options_of(verb) + "\n\nEvery verb also takes:\n\n" +
                                manual_text(option_lines(declared(common)));
    return page.replace(at, options_placeholder.size(), options);
}

std::size_t pages_at_hand() {
    const fs::path folder = manual_file("run").parent_path();
    std::size_t pages = 0;
    for (const auto& entry : fs::directory_iterator(folder)) pages += entry.path().extension() == ".md" ? 1U : 0U;
    return pages;
}

}  // namespace zonewright::answer
