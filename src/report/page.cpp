#include "report/page.h"

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::report {
namespace {

namespace mustache = kainjow::mustache;

void add_partials(const std::filesystem::path& templates, PageData& data) {
    for (const auto& entry : std::filesystem::directory_iterator(templates)) {
        const auto& path = entry.path();
        if (path.extension() != ".html" && path.extension() != ".css") continue;
        const std::string name =
            path.extension() == ".css" ? path.stem().string() + "_css" : path.stem().string();
        data.set(name, mustache::partial([path]() { return read_file(path); }));
    }
}

/// Marks that turn the direction of what follows make a name read as another one (Unicode TR 36): they are shown.
/// They are E2 80 AA … AE and E2 81 A6 … A9 in UTF-8.
std::string with_directions_shown(const std::string& page) {
    std::string shown;
    shown.reserve(page.size());
    for (std::size_t i = 0; i < page.size(); ++i) {
        const auto byte = [&](std::size_t ahead) {
            return i + ahead < page.size() ? static_cast<unsigned char>(page[i + ahead]) : 0U;
        };
        const bool mark = byte(0) == 0xE2 && ((byte(1) == 0x80 && byte(2) >= 0xAA && byte(2) <= 0xAE) ||
                                              (byte(1) == 0x81 && byte(2) >= 0xA6 && byte(2) <= 0xA9));
        if (!mark) {
            shown += page[i];
            continue;
        }
        shown += fmt::format("[U+{:04X}]", 0x2000U | ((byte(1) & 0x3FU) << 6U) | (byte(2) & 0x3FU));
        i += 2;
    }
    return shown;
}

}  // namespace

PageData page_object() {
    return {PageData::type::object};
}
PageData page_list() {
    return {PageData::type::list};
}

PageData version_list(std::span<const std::pair<std::string, std::string>> versions) {
    PageData list = page_list();
    for (const auto& [name, version] : versions) {
        PageData entry = page_object();
        entry.set("name", name);
        entry.set("version", version);
        list << entry;
    }
    return list;
}

std::string title_of_code(const model::StyleSheet& styles, const std::string& layer, const std::string& field,
                          const std::string& code, Language language) {
    const model::LayerStyle* style = styles.find(layer);
    if (style == nullptr || !style->words.contains(field)) return code;
    for (const auto& [word, title] : style->words.at(field))
        if (word == code) return title.in(language);
    return code;
}

std::string render_page(const std::filesystem::path& templates, const std::string& name, PageData data,
                        Language language) {
    const std::filesystem::path file = templates / (name + ".html");
    mustache::mustache page(read_file(file));
    if (!page.is_valid())
        throw InputError(
            {.thing = file.string(),
             .value = page.error_message(),
             .expected = both("有效的模板", "a valid template"),
             .advice = both("恢复随程序安装的模板", "restore the template that came with the program")});
    add_partials(templates, data);
    data.set("zh", language == Language::Zh);
    data.set("en", language == Language::En);
    return with_directions_shown(page.render(data));
}

}  // namespace zonewright::report
