// The letters of UTF-8 texts, so that none is cut or counted by its bytes.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace zonewright {

/// In their order; a byte that begins no letter stands for itself. They point into the text.
std::vector<std::string_view> letters_of(std::string_view text);

/// As many of the first letters as fit into so many bytes.
std::string_view first_letters(std::string_view text, std::size_t most_bytes);
/// The same for a message: "…" stands for what is left out.
std::string shortened(std::string_view text, std::size_t most_bytes);

}  // namespace zonewright
