#include "catalog/toml_document.h"

// What it asserts does not hold of every text ("[[[60}"); without, the parser goes on and says what is wrong there.
#define TOML_ASSERT(expression) static_assert(true)
#include <toml++/toml.h>

#include <algorithm>
#include <sstream>

#include "base/errors.h"
#include "base/language.h"
#include "base/letters.h"

namespace zonewright::catalog {
namespace {

constexpr std::size_t longest_shown = 60;  ///< of a value in a message

TomlNode converted(const toml::node& node);

int line_of(const toml::node& node) {
    return static_cast<int>(node.source().begin.line);
}

TomlTable converted_table(const toml::table& table) {
    TomlTable result{.line = line_of(table), .entries = {}};
    for (const auto& [key, node] : table) result.entries.push_back({std::string(key.str()), converted(node)});
    // toml++ sorts keys by name; people read from top to bottom.
    std::stable_sort(result.entries.begin(), result.entries.end(),
                     [](const TomlEntry& a, const TomlEntry& b) { return a.node.line < b.node.line; });
    return result;
}

std::vector<TomlNode> converted_list(const toml::array& list) {
    std::vector<TomlNode> result;
    for (const toml::node& node : list) result.push_back(converted(node));
    return result;
}

template <typename Value>
std::string iso_text(const Value& value) {
    std::ostringstream text;
    text << value;
    return text.str();
}

TomlNode converted(const toml::node& node) {
    TomlNode result{.line = line_of(node), .value = {}};
    if (const auto* table = node.as_table()) {
        TomlTable inner = converted_table(*table);
        if (inner.line == 0 && !inner.entries.empty()) inner.line = inner.entries.front().node.line;
        result.line = inner.line;
        result.value = std::move(inner);
    } else if (const auto* list = node.as_array()) {
        result.value = converted_list(*list);
        if (result.line == 0 && !list->empty()) result.line = line_of(list->front());
    } else if (const auto* text = node.as_string()) {
        result.value = text->get();
    } else if (const auto* whole = node.as_integer()) {
        result.value = whole->get();
    } else if (const auto* real = node.as_floating_point()) {
        result.value = real->get();
    } else if (const auto* flag = node.as_boolean()) {
        result.value = flag->get();
    } else if (const auto* date = node.as_date()) {
        result.value = iso_text(date->get());
    } else if (const auto* time = node.as_time()) {
        result.value = iso_text(time->get());
    } else if (const auto* moment = node.as_date_time()) {
        result.value = iso_text(moment->get());
    }
    return result;
}

/// Control characters as \u0000, so that a message about them can be read (and does not end at them).
std::string visible(const std::string& text) {
    std::string result;
    for (const char c : text)
        result += static_cast<unsigned char>(c) < 0x20 ? fmt::format("\\u{:04x}", static_cast<int>(c))
                                                       : std::string(1, c);
    return result;
}

std::string shown_list(const std::vector<TomlNode>& list) {
    std::string text = "[";
    for (std::size_t i = 0; i < list.size(); ++i) text += (i == 0 ? "" : ", ") + shown(list[i]);
    return text + "]";
}

std::string shown_table(const TomlTable& table) {
    std::string text = "{";
    for (std::size_t i = 0; i < table.entries.size(); ++i)
        text += (i == 0 ? "" : ", ") + table.entries[i].key + " = " + shown(table.entries[i].node);
    return text + "}";
}

}  // namespace

const TomlEntry* TomlTable::find(std::string_view key) const {
    const auto found =
        std::find_if(entries.begin(), entries.end(), [&](const TomlEntry& e) { return e.key == key; });
    return found == entries.end() ? nullptr : &*found;
}

std::string shown(const TomlNode& node) {
    switch (node.value.index()) {
        case 0:
            return std::get<bool>(node.value) ? "true" : "false";
        case 1:
            return fmt::format("{}", std::get<std::int64_t>(node.value));
        case 2:
            return fmt::format("{}", std::get<double>(node.value));
        case 3:
            return shortened(visible(std::get<std::string>(node.value)), longest_shown);
        case 4:
            return shortened(shown_list(std::get<std::vector<TomlNode>>(node.value)), longest_shown);
        default:
            return shortened(shown_table(std::get<TomlTable>(node.value)), longest_shown);
    }
}

Text kind_of(const TomlNode& node) {
    switch (node.value.index()) {
        case 0:
            return both("真假值", "true or false");
        case 1:
            return both("整数", "a whole number");
        case 2:
            return both("数值", "a number");
        case 3:
            return both("文字", "text");
        case 4:
            return both("列表", "a list");
        default:
            return both("表", "a table");
    }
}

TomlTable parse_toml(std::string_view text, const std::string& name) {
    try {
        const toml::table table = toml::parse(text, name);
        TomlTable result = converted_table(table);
        result.line = 1;
        return result;
    } catch (const toml::parse_error& error) {
        throw InputError(
            {.thing = fmt::format("{}:{}", name, error.source().begin.line),
             .value = std::string(error.description()),
             .expected = both("UTF-8 编码的 TOML", "TOML in UTF-8"),
             .advice = both("改正该行：文字加引号，键不重复，文件存为 UTF-8",
                            "mend that line: text in quotes, no key twice, the file saved as UTF-8")});
    }
}

}  // namespace zonewright::catalog
