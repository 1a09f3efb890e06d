#include "catalog/sheet_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <utility>

namespace zonewright::catalog {

model::LayerAction read_action(TableReader& reader) {
    return {.title = reader.title("title"),
            .question = reader.text("question"),
            .fields = reader.texts_by_name("fields")};
}

model::FormTab read_tab(TableReader& reader) {
    return {.title = reader.title("title"), .fields = reader.words("fields"), .relations = reader.words("relations")};
}

std::string script_of(std::string script, const model::LayerAction& action) {
    std::string values;
    for (const auto& [field, column] : action.fields)
        values += fmt::format("'{}': [% to_json(map('value', \"{}\")) %]['value'], ", field, column);
    for (const auto& [place, word] : {std::pair{"@QUESTION@", action.question}, std::pair{"@VALUES@", values}})
        if (const std::size_t at = script.find(place); at != std::string::npos)
            script.replace(at, std::string_view(place).size(), word);
    return script;
}

model::MapTheme read_theme(TableReader& reader) {
    return {.id = reader.text("id"), .title = reader.title("title"), .layers = reader.words("layers")};
}

model::LayerRelation read_relation(TableReader& reader) {
    return {.id = reader.text("id"),
            .title = reader.title("title"),
            .layer = reader.text("layer"),
            .field = reader.text("field"),
            .to_layer = reader.text("to_layer"),
            .to_field = reader.text("to_field")};
}

model::MapLayout read_layout(TableReader& reader) {
    constexpr NumberRange paper_mm{.least = 10, .most = 2000};
    model::MapLayout layout{.id = reader.text("id"),
                            .title = reader.title("title"),
                            .legend = reader.title("legend"),
                            .theme = reader.text("theme"),
                            .map_width_mm = reader.number("map_width_mm", paper_mm),
                            .map_height_mm = reader.number("map_height_mm", paper_mm)};
    for (const auto& row : reader.rows("scales")) layout.scales.insert(layout.scales.end(), row.begin(), row.end());
    if (layout.scales.empty() || layout.scales.front() <= 0 || !std::ranges::is_sorted(layout.scales))
        reader.reject("scales", both("由小到大的比例尺分母", "denominators of scales that ascend"), "[[10000, 50000]]");
    return layout;
}

}  // namespace zonewright::catalog
