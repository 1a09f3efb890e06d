// Seeded mutations of bytes: flipped, digits and numbers swapped for others and for extreme ones, pieces cut,
// repeated and mixed between seeds.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <string>
#include <vector>

#include "base/random.h"

namespace zonewright::fuzz {

inline constexpr std::array<const char*, 14> extremes{
    "0",      "-1", "1e308", "-1e308", "nan", "2147483648", "9223372036854775808",
    "1e-320", "[",  "\"",    "\n",     ",",   "\xFF",       ""};

inline std::string mutated(std::string text, const std::vector<std::string>& seeds, Random& random,
                           std::uint64_t most_rounds = 6) {
    // Most of a database file is empty pages, which nobody reads: a few tries to hit something else.
    const auto place = [&] {
        std::size_t at = 0;
        for (int tries = 0; tries < 4; ++tries) {
            at = static_cast<std::size_t>(random.below(text.size() + 1));
            if (at < text.size() && text[at] != '\0') break;
        }
        return at;
    };
    for (std::uint64_t round = random.below(most_rounds) + 1; round > 0; --round) {
        const std::size_t at = place(),
                          size = std::min(text.size() - at, static_cast<std::size_t>(random.below(40)));
        switch (random.below(8)) {
            case 0:
                if (at < text.size()) text[at] = static_cast<char>(random.below(256));
                break;
            case 1:
                text.erase(at, size);
                break;
            case 2:
                text.insert(at, text.substr(at, size));
                break;
            case 3:
                text.insert(at, extremes[random.below(extremes.size())]);
                break;
            case 4:
                text.resize(at);
                break;
            case 5: {
                const std::string& other = seeds[random.below(seeds.size())];
                const std::size_t from = static_cast<std::size_t>(random.below(other.size() + 1));
                text.insert(at, other.substr(from, 60));
                break;
            }
            case 6: {
                const std::size_t digit = text.find_first_of("0123456789", at);
                if (digit != std::string::npos) text[digit] = static_cast<char>('0' + random.below(10));
                break;
            }
            default: {
                const std::size_t digit = text.find_first_of("0123456789", at);
                if (digit == std::string::npos) break;
                const std::size_t end = std::min(text.find_first_not_of("0123456789.", digit), text.size());
                text.replace(digit, end - digit, extremes[random.below(8)]);
            }
        }
    }
    return text;
}

}  // namespace zonewright::fuzz
