#include "server/tile_pack.h"

#include <algorithm>
#include <charconv>

namespace zonewright::server {

std::optional<TilePack> tiles_of_pack(std::string_view bytes) {
    constexpr std::size_t length_bytes = 4, head = length_bytes * tiles_in_pack;
    constexpr std::string_view signature = "\x89PNG\r\n\x1a\n";
    if (bytes.size() < head || bytes.size() > most_pack_bytes) return std::nullopt;
    TilePack tiles;
    std::string_view rest = bytes.substr(head);
    for (std::size_t i = 0; i < tiles_in_pack; ++i) {
        std::size_t length = 0;
        for (std::size_t k = 0; k < length_bytes; ++k) length |= std::size_t{static_cast<unsigned char>(bytes[length_bytes * i + k])} << 8 * k;
        if (length > rest.size()) return std::nullopt;
        tiles[i] = rest.substr(0, length);
        if (!tiles[i].starts_with(signature)) return std::nullopt;
        rest.remove_prefix(length);
    }
    return rest.empty() ? std::optional(tiles) : std::nullopt;
}

std::optional<int> tile_number(std::string_view text) {
    constexpr std::size_t most_digits = 6;
    const bool is_plain = !text.empty() && text.size() <= most_digits && (text.size() == 1 || text[0] != '0') &&
                          std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
    if (!is_plain) return std::nullopt;
    int number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return number;
}

}  // namespace zonewright::server
