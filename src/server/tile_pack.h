// The block of tiles as the process that draws gave it: the lengths of 16 pictures, then the pictures.
//
// Looked through before anything of it is used, from the process as from the disk: a process could be made to say anything.
#pragma once

#include <array>
#include <cstddef>
#include <optional>
#include <string_view>

namespace zonewright::server {

inline constexpr std::size_t tiles_in_pack = 16, most_pack_bytes = 8U << 20;
using TilePack = std::array<std::string_view, tiles_in_pack>;

/// Views into `bytes`; nothing where the lengths do not make up the whole, or one is no PNG.
std::optional<TilePack> tiles_of_pack(std::string_view bytes);

/// "0" to "999999" as it would be written; nothing for anything else.
std::optional<int> tile_number(std::string_view text);

}  // namespace zonewright::server
