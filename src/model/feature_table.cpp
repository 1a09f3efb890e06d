#include "model/feature_table.h"

#include <fmt/format.h>

#include <charconv>

#include "base/errors.h"

namespace zonewright::model {

std::optional<std::size_t> FeatureTable::find_field(std::string_view field) const {
    for (std::size_t i = 0; i < fields.size(); ++i)
        if (fields[i].name == field) return i;
    return std::nullopt;
}

std::size_t FeatureTable::field(std::string_view field) const {
    if (const auto found = find_field(field)) return *found;
    throw InternalError({.thing = fmt::format("{}.{}", name, field),
                         .expected = both("图层中存在该字段", "a field of the layer"),
                         .advice = both("检查该角色的字段定义", "check the field definitions of the role")});
}

bool is_null(const Value& value) {
    return std::holds_alternative<std::monostate>(value);
}

std::string text_of(const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return fmt::format("{}", *integer);
    if (const auto* real = std::get_if<double>(&value)) return fmt::format("{}", *real);
    if (const auto* text = std::get_if<std::string>(&value)) return *text;
    return {};
}

std::optional<double> number_of(const Value& value) {
    if (const auto* integer = std::get_if<std::int64_t>(&value)) return static_cast<double>(*integer);
    if (const auto* real = std::get_if<double>(&value)) return *real;
    if (const auto* text = std::get_if<std::string>(&value)) {
        double number = 0;
        const char* end = text->data() + text->size();
        const auto [stopped, failed] = std::from_chars(text->data(), end, number);
        if (failed == std::errc{} && stopped == end && !text->empty()) return number;
    }
    return std::nullopt;
}

}  // namespace zonewright::model
