#include "report/data_uri.h"

#include <cstdint>

namespace zonewright::report {

std::string base64(std::string_view bytes) {
    static constexpr std::string_view digits =
        "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
    std::string text;
    text.reserve((bytes.size() + 2) / 3 * 4);
    for (std::size_t i = 0; i < bytes.size(); i += 3) {
        std::uint32_t group = 0;
        for (std::size_t k = 0; k < 3; ++k)
            group = group << 8 | (i + k < bytes.size() ? static_cast<unsigned char>(bytes[i + k]) : 0U);
        for (std::size_t k = 0; k < 4; ++k)
            text += k > bytes.size() - i ? '=' : digits[group >> (18 - 6 * k) & 63U];
    }
    return text;
}

std::string png_uri(std::string_view png) {
    return "data:image/png;base64," + base64(png);
}

}  // namespace zonewright::report
