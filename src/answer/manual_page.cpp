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
    const fs::path source_tree = fs::path(__FILE__).parent_path().parent_path().parent_path();
    std::string tried;
    for (const fs::path& folder : {beside / "manual", beside / "src" / "command", source_tree / "src" / "command"}) {
        const fs::path file = folder / (verb + ".md");
        if (fs::exists(file)) return file;
        tried += (tried.empty() ? "" : ", ") + file.string();
    }
    throw InputError({.thing = both("手册页 {}", "manual page of {}", verb),
                      .value = both("未找到", "not found"),
                      .expected = tried,
                      .advice = both("重新安装程序", "install the program anew")});
}

}  // namespace

std::string manual_page(const Declaration& declaration) {
    std::string page = read_file(manual_file(declaration.name));
    const std::size_t at = page.find(options_placeholder);
    if (at == std::string::npos) return page;
    CommonOptions common;
    const std::string options = manual_text(option_lines(declaration)) + "\n\nEvery verb also takes:\n\n" +
                                manual_text(option_lines(declared(common)));
    return page.replace(at, options_placeholder.size(), options);
}

}  // namespace zonewright::answer
