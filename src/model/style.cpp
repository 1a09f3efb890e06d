#include "model/style.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace zonewright::model {

std::optional<Colour> colour_from(std::string_view text) {
    if ((text.size() != 7 && text.size() != 9) || text.front() != '#') return std::nullopt;
    std::uint32_t bits = 0;
    const auto [stopped, failed] = std::from_chars(text.data() + 1, text.data() + text.size(), bits, 16);
    if (failed != std::errc{} || stopped != text.data() + text.size()) return std::nullopt;
    if (text.size() == 7) bits = bits << 8 | 0xffU;
    const auto byte = [bits](unsigned shift) { return static_cast<std::uint8_t>(bits >> shift & 0xffU); };
    return Colour{byte(24), byte(16), byte(8), byte(0)};
}

std::string to_string(Colour colour) {
    return fmt::format("#{:02x}{:02x}{:02x}", colour.red, colour.green, colour.blue);
}

const LayerStyle* StyleSheet::find(std::string_view layer) const {
    const auto found = std::ranges::find(layers, layer, &LayerStyle::layer);
    return found == layers.end() ? nullptr : &*found;
}

const RasterStyle* StyleSheet::find_raster(std::string_view layer) const {
    const auto found = std::ranges::find(rasters, layer, &RasterStyle::layer);
    return found == rasters.end() ? nullptr : &*found;
}

}  // namespace zonewright::model
