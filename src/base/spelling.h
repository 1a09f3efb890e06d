// "Did you mean …?": the known name that a mistyped one was most likely meant to be.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace zonewright {

/// Edits of letters (insert, delete, replace, swap of neighbours) between two UTF-8 texts. O(|a|·|b|).
std::size_t edit_distance(std::string_view a, std::string_view b);

/// The closest of `known` when it is near enough to be meant (a third of the length, at least 1 edit).
std::optional<std::string> nearest_name(std::string_view name, std::span<const std::string> known);

/// "a, b, c"
std::string joined(std::span<const std::string> names, std::string_view separator = ", ");

}  // namespace zonewright
