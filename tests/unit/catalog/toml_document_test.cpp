#include "catalog/toml_document.h"

#include <gtest/gtest.h>

#include <string>

#include "base/errors.h"

namespace zonewright::catalog {
namespace {

std::string utf8_of(unsigned code) {
    const auto tail = [](unsigned bits) { return static_cast<char>(0x80U | (bits & 0x3FU)); };
    if (code < 0x800) return {static_cast<char>(0xC0U | code >> 6U), tail(code)};
    return {static_cast<char>(0xE0U | code >> 12U), tail(code >> 6U), tail(code)};
}

/// toml++ takes what follows one of its look-ups of blanks for unreachable, which it is not for most letters; what comes
/// of each letter is looked at here.
TEST(TomlDocument, NoLetterBeyondAsciiMayStandBesideABareKey) {
    for (unsigned code = 0xA0; code <= 0xFFFD; ++code) {
        if (code >= 0xD800 && code <= 0xDFFF) continue;
        EXPECT_THROW(parse_toml("a" + utf8_of(code) + " = 1", "a.toml"), InputError) << code;
        EXPECT_EQ(parse_toml("\"a" + utf8_of(code) + "\" = 1", "a.toml").entries.front().key, "a" + utf8_of(code)) << code;
    }
}

TEST(TomlDocument, RefusesWhatTheLibraryOnlyAsserts) {
    for (const char* text : {"[[[60}", "[[[a]]]", "[{", "[[\"", "a.[b"}) EXPECT_THROW(parse_toml(text, "a.toml"), InputError) << text;
}

}  // namespace
}  // namespace zonewright::catalog
