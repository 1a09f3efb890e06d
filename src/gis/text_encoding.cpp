#include "gis/text_encoding.h"

#include <fmt/format.h>
#include <iconv.h>

#include <algorithm>
#include <cerrno>
#include <cstdint>
#include <memory>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::gis {
namespace {

struct ConverterRelease {
    void operator()(void* converter) const noexcept { iconv_close(converter); }
};
using Converter = std::unique_ptr<void, ConverterRelease>;

/// What files call by the name of a standard is its extension by Windows.
std::string in_practice(const std::string& encoding) {
    if (encoding == "EUC-KR") return "CP949";
    if (encoding == "SHIFT_JIS") return "CP932";
    if (encoding == "BIG5") return "BIG5-HKSCS";
    return encoding;
}

Converter open_converter(const std::string& to, const std::string& from) {
    iconv_t converter = iconv_open(in_practice(to).c_str(), in_practice(from).c_str());
    // iconv_open says "unknown" by the value -1, which must not reach iconv_close.
    const bool unknown = reinterpret_cast<std::intptr_t>(converter) == -1;
    return Converter(unknown ? nullptr : converter);
}

struct Conversion {
    std::string text;
    std::size_t consumed = 0;
    bool complete = false;
};

Conversion convert(std::string_view bytes, const char* to, const std::string& from) {
    Conversion result;
    const Converter converter = open_converter(to, from);
    if (!converter) return result;
    result.text.resize(bytes.size() * 4 + 16);
    char* input = const_cast<char*>(bytes.data());
    char* output = result.text.data();
    std::size_t in_left = bytes.size(), out_left = result.text.size();
    const std::size_t failed = iconv(converter.get(), &input, &in_left, &output, &out_left);
    result.complete = failed != static_cast<std::size_t>(-1) && in_left == 0;
    result.consumed = bytes.size() - in_left;
    result.text.resize(result.text.size() - out_left);
    return result;
}

/// Bytes of the UTF-8 sequence that starts with `lead`; 0 for a byte that starts none.
int sequence_length(unsigned char lead) {
    if (lead < 0x80) return 1;
    if (lead >= 0xC2 && lead < 0xE0) return 2;
    if (lead >= 0xE0 && lead < 0xF0) return 3;
    return lead >= 0xF0 && lead < 0xF5 ? 4 : 0;
}

/// Lowest and highest second byte, which rule out overlong forms, surrogates and values above U+10FFFF.
std::pair<unsigned char, unsigned char> second_byte_range(unsigned char lead) {
    switch (lead) {
        case 0xE0:
            return {0xA0, 0xBF};
        case 0xED:
            return {0x80, 0x9F};
        case 0xF0:
            return {0x90, 0xBF};
        case 0xF4:
            return {0x80, 0x8F};
        default:
            return {0x80, 0xBF};
    }
}

/// Characters outside ASCII, and how many of them are everyday ones, in text encoded as GBK.
struct Familiarity {
    std::size_t characters = 0, everyday = 0;

    void count(std::string_view gbk) {
        for (std::size_t i = 0; i < gbk.size(); ++i) {
            const auto lead = static_cast<unsigned char>(gbk[i]);
            if (lead < 0x80 || i + 1 >= gbk.size()) continue;
            const auto trail = static_cast<unsigned char>(gbk[++i]);
            ++characters;
            const bool level_one = lead >= 0xB0 && lead <= 0xD7 && trail >= 0xA1;
            const bool punctuation = lead == 0xA1 || lead == 0xA3;  // full-width digits, letters and marks
            if (level_one || punctuation) ++everyday;
        }
    }
    double share() const {
        return characters == 0 ? 0.0 : static_cast<double>(everyday) / static_cast<double>(characters);
    }
};

EncodingScore score(std::span<const std::string> texts, const std::string& encoding) {
    EncodingScore result{.encoding = encoding};
    std::size_t tried = 0, valid = 0;
    Familiarity familiarity;
    for (const std::string& text : texts) {
        if (is_ascii(text)) continue;
        ++tried;
        const auto decoded = encoding == "UTF-8" ? (is_utf8(text) ? std::optional(text) : std::nullopt)
                                                 : to_utf8(text, encoding);
        if (!decoded) continue;
        ++valid;
        if (valid <= 3) result.sample += (valid == 1 ? "" : " | ") + *decoded;
        const Conversion as_gbk = convert(*decoded, "GBK", "UTF-8");
        familiarity.count(as_gbk.text);
        if (!as_gbk.complete) ++familiarity.characters;  // a character GBK does not know is no everyday one
    }
    if (tried > 0)
        result.score = static_cast<double>(valid) / static_cast<double>(tried) * familiarity.share();
    return result;
}

}  // namespace

bool is_ascii(std::string_view bytes) {
    return std::all_of(bytes.begin(), bytes.end(),
                       [](char c) { return static_cast<unsigned char>(c) < 0x80; });
}

bool is_utf8(std::string_view bytes) {
    for (std::size_t i = 0; i < bytes.size();) {
        const auto lead = static_cast<unsigned char>(bytes[i]);
        const int length = sequence_length(lead);
        if (length == 0 || i + static_cast<std::size_t>(length) > bytes.size()) return false;
        const auto [low, high] = second_byte_range(lead);
        for (int k = 1; k < length; ++k) {
            const auto byte = static_cast<unsigned char>(bytes[i + static_cast<std::size_t>(k)]);
            if (byte < (k == 1 ? low : 0x80) || byte > (k == 1 ? high : 0xBF)) return false;
        }
        i += static_cast<std::size_t>(length);
    }
    return true;
}

const std::vector<std::string>& stated_encodings() {
    static const std::vector<std::string> names{"UTF-8",     "GBK",          "GB18030",      "BIG5",
                                                "EUC-KR",    "SHIFT_JIS",    "WINDOWS-1251", "WINDOWS-1252",
                                                "UTF-16LE",  "UTF-16BE"};
    return names;
}

bool known_encoding(const std::string& encoding) {
    return !encoding.empty() && open_converter("UTF-8", encoding) != nullptr;
}

std::optional<std::string> to_utf8(std::string_view bytes, const std::string& encoding) {
    Conversion conversion = convert(bytes, "UTF-8", encoding);
    if (!conversion.complete) return std::nullopt;
    return std::move(conversion.text);
}

std::optional<std::string> encoded(std::string_view text, const std::string& encoding) {
    Conversion conversion = convert(text, encoding.c_str(), "UTF-8");
    if (!conversion.complete) return std::nullopt;
    return std::move(conversion.text);
}

std::string from_utf8(std::string_view text, const std::string& encoding) {
    Conversion conversion = convert(text, encoding.c_str(), "UTF-8");
    if (conversion.complete) return std::move(conversion.text);
    const std::string_view rest = text.substr(conversion.consumed);
    const std::size_t length =
        rest.empty()
            ? 0
            : static_cast<std::size_t>(std::max(1, sequence_length(static_cast<unsigned char>(rest[0]))));
    throw InputError({.thing = both("编码 {}", "encoding {}", encoding),
                      .value = std::string(rest.substr(0, length)),
                      .expected = both("该编码能写出的字符", "a character this encoding can write"),
                      .advice = both("改用 GB18030 或 UTF-8", "use GB18030 or UTF-8")});
}

std::vector<EncodingScore> score_encodings(std::span<const std::string> texts) {
    if (std::all_of(texts.begin(), texts.end(), [](const std::string& text) { return is_ascii(text); }))
        return {};
    std::vector<EncodingScore> scores{score(texts, "UTF-8"), score(texts, "GB18030")};
    if (scores[1].score > scores[0].score) std::swap(scores[0], scores[1]);
    return scores;
}

std::optional<DecodedText> decode_text(std::string_view bytes) {
    const auto starts = [&](std::string_view mark) { return bytes.substr(0, mark.size()) == mark; };
    if (starts("\xEF\xBB\xBF")) {
        if (!is_utf8(bytes.substr(3))) return std::nullopt;
        return DecodedText{std::string(bytes.substr(3)), "UTF-8-BOM"};
    }
    for (const auto& [mark, name] : {std::pair("\xFF\xFE", "UTF-16LE"), std::pair("\xFE\xFF", "UTF-16BE")})
        if (starts(mark)) {
            auto text = to_utf8(bytes.substr(2), name);
            return text ? std::optional(DecodedText{std::move(*text), name}) : std::nullopt;
        }
    if (is_utf8(bytes)) return DecodedText{std::string(bytes), "UTF-8"};
    for (const char* name : {"GBK", "GB18030"})
        if (auto text = to_utf8(bytes, name)) return DecodedText{std::move(*text), name};
    return std::nullopt;
}

}  // namespace zonewright::gis
