// In which encoding is this text? Official Chinese files say GBK, UTF-8, nothing, or the wrong one of the
// two. Bytes are judged by two questions: do they decode without an error, and are the decoded characters
// ones that names are made of (the 3,755 level-1 characters of GB 2312)? Short GBK texts can be valid UTF-8
// and the reverse; over a whole column the score tells them apart, and when it does not, that is said.
// Conversion by iconv.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace zonewright::gis {

/// Nothing when the bytes are not valid in that encoding. Names: "UTF-8", "GBK", "GB18030", "UTF-16LE",
/// "UTF-16BE".
std::optional<std::string> to_utf8(std::string_view bytes, const std::string& encoding);
/// Nothing when the encoding cannot write all of it.
std::optional<std::string> encoded(std::string_view text, const std::string& encoding);
/// Throws InputError naming the first character that the encoding cannot write.
std::string from_utf8(std::string_view text, const std::string& encoding);
/// Strict: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(std::string_view bytes);
bool is_ascii(std::string_view bytes);
/// The names under which an encoding may be stated, in study.toml and as an option.
const std::vector<std::string>& stated_encodings();
/// Is this a character set we can convert?
bool known_encoding(const std::string& encoding);

struct EncodingScore {
    std::string encoding;
    double score =
        0;  ///< 0…1: share of texts that decode, times share of everyday characters among the decoded
    std::string sample;  ///< the first texts, decoded
};
/// UTF-8 and GB18030, best first; empty when all texts are ASCII. A text is one value of a column or one
/// line.
std::vector<EncodingScore> score_encodings(std::span<const std::string> texts);

struct DecodedText {
    std::string text;      ///< UTF-8, no byte order mark
    std::string encoding;  ///< as found: "UTF-8", "UTF-8-BOM", "UTF-16LE", "UTF-16BE", "GBK", "GB18030"
};
/// A whole text file: byte order mark, else strict UTF-8, else GBK, else GB18030. Nothing when it is none of
/// them.
std::optional<DecodedText> decode_text(std::string_view bytes);

}  // namespace zonewright::gis
