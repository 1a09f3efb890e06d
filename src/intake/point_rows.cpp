#include "intake/point_rows.h"

#include <algorithm>
#include <string>

namespace zonewright::intake {
namespace {

void trim_text(std::string& text) {
    for (bool found = true; found;) {
        found = false;
        for (const std::string blank : {" ", "\t", "\r", "\u3000", "\u00A0"}) {
            if (text.starts_with(blank)) text.erase(0, blank.size()), found = true;
            if (text.ends_with(blank)) text.resize(text.size() - blank.size()), found = true;
        }
    }
}

bool is_blank_or_heading(const model::FeatureTable& table, const model::Feature& row) {
    std::size_t filled = 0, headings = 0;
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        const std::string text = model::text_of(row.values[i]);
        if (!text.empty()) ++filled;
        if (!text.empty() && text == table.fields[i].name) ++headings;
    }
    return filled == headings && (filled == 0 || filled > 1);
}

}  // namespace

void tidy_rows(model::FeatureTable& table) {
    for (model::Feature& row : table.features)
        for (model::Value& value : row.values)
            if (auto* text = std::get_if<std::string>(&value)) trim_text(*text);
    std::erase_if(table.features, [&](const model::Feature& row) { return is_blank_or_heading(table, row); });
}

}  // namespace zonewright::intake
