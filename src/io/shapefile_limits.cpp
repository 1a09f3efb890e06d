#include "io/shapefile_limits.h"

#include <algorithm>
#include <cctype>
#include <cmath>
#include <set>

#include "base/errors.h"
#include "gis/text_encoding.h"

namespace zonewright::io {
namespace {

constexpr std::size_t name_bytes = 10, text_bytes = 254;
constexpr double same_number = 1e-14;  // a double has 16 digits, the .dbf 15 decimals

std::size_t length_of_character(unsigned char lead) {
    return lead < 0x80 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : 4;
}

/// Names that differ in case only are one to readers of a .dbf.
std::string folded(std::string name) {
    std::ranges::transform(name, name.begin(), [](unsigned char c) { return std::tolower(c); });
    return name;
}

std::string without_blanks(const std::string& text) {
    const auto first = text.find_first_not_of(" \t\r\n"), last = text.find_last_not_of(" \t\r\n");
    return first == std::string::npos ? std::string() : text.substr(first, last - first + 1);
}

bool same_value(const model::Value& wanted, const model::Value& found, const ShapefileText& text) {
    if (const auto* words = std::get_if<std::string>(&wanted))
        return without_blanks(text.written(*words)) == without_blanks(model::text_of(found));
    if (const auto* whole = std::get_if<std::int64_t>(&wanted)) {
        const auto* read = std::get_if<std::int64_t>(&found);
        return read != nullptr && *read == *whole;
    }
    const auto real = model::number_of(wanted), read = model::number_of(found);
    if (!real || !std::isfinite(*real)) return model::is_null(found);
    return read && std::abs(*read - *real) <= same_number * std::abs(*real);
}

}  // namespace

ShapefileText::ShapefileText(const model::FeatureTable& table, std::string encoding)
    : encoding_(std::move(encoding)) {
    if (!gis::known_encoding(encoding_))
        throw InputError({.thing = "encoding", .value = encoding_, .expected = "UTF-8, GBK, GB18030", .advice = {}});
    name_fields(table);
    for (std::size_t i = 0; i < table.fields.size(); ++i) look_at(table, i);
}

ShapefileText::Fitted ShapefileText::fitted(const std::string& text, std::size_t most_bytes) const {
    Fitted result;
    if (gis::is_ascii(text)) {
        result.cut = text.size() > most_bytes;
        result.text = text.substr(0, most_bytes);
        return result;
    }
    std::size_t bytes = 0;
    for (std::size_t at = 0; at < text.size();) {
        const std::string character = text.substr(at, length_of_character(static_cast<unsigned char>(text[at])));
        at += character.size();
        const auto encoded = encoding_ == "UTF-8" ? character : gis::encoded(character, encoding_);
        if (!encoded && result.missing.empty()) result.missing = character;
        const std::size_t size = encoded ? encoded->size() : 1;
        if (bytes + size > most_bytes) {
            result.cut = true;
            break;
        }
        bytes += size;
        result.text += encoded ? character : "?";
    }
    return result;
}

std::string ShapefileText::written(const std::string& text) const {
    return fitted(text, text_bytes).text;
}

void ShapefileText::name_fields(const model::FeatureTable& table) {
    std::set<std::string> taken;
    for (const model::Field& field : table.fields) {
        std::string name = fitted(field.name, name_bytes).text;
        for (int number = 1; name.empty() || !taken.insert(folded(name)).second; ++number) {
            const std::string tail = fmt::format("_{}", number);
            name = fitted(field.name, name_bytes - tail.size()).text + tail;
        }
        if (name != field.name)
            losses_.push_back(both("字段名 {} 写作 {}（至多 {} 字节，不得重名）",
                                   "the field {} becomes {} ({} bytes at most, no two equal)", field.name, name,
                                   name_bytes));
        names_.push_back(std::move(name));
    }
}

void ShapefileText::look_at(const model::FeatureTable& table, std::size_t field) {
    std::size_t missing = 0, cut = 0;
    Text first_missing, first_cut;
    for (const model::Feature& feature : table.features) {
        const auto* text = std::get_if<std::string>(&feature.values.at(field));
        if (text == nullptr) continue;
        const Fitted result = fitted(*text, text_bytes);
        if (!result.missing.empty() && missing++ == 0)
            first_missing = both("要素 {} 的 {}", "{1} of feature {0}", feature.fid, result.missing);
        if (result.cut && cut++ == 0)
            first_cut = both("要素 {}", "feature {}", feature.fid);
    }
    const std::string& name = table.fields[field].name;
    if (missing > 0)
        losses_.push_back(both("字段 {}：{} 个值有 {} 写不出的字符，写作 ?；首个是{}",
                               "field {}: {} values have characters that {} cannot write, written as ?; the first "
                               "is {}",
                               name, missing, encoding_, first_missing));
    if (cut > 0)
        losses_.push_back(both("字段 {}：{} 个值超过 {} 字节，在整字处截短；首个是{}",
                               "field {}: {} values are longer than {} bytes, cut after a whole character; the "
                               "first is {}",
                               name, cut, text_bytes, first_cut));
}

std::vector<Text> differences(const model::FeatureTable& table, const ShapefileText& text,
                              const model::FeatureTable& read) {
    std::vector<Text> found;
    for (std::size_t field = 0; field < table.fields.size(); ++field) {
        std::size_t count = 0;
        std::string first;
        for (std::size_t row = 0; row < table.features.size(); ++row) {
            const model::Value& wanted = table.features[row].values.at(field);
            const model::Value& held = read.features.at(row).values.at(field);
            if (same_value(wanted, held, text) || count++ > 0) continue;
            first = fmt::format("{}: {} → {}", table.features[row].fid, model::text_of(wanted), model::text_of(held));
        }
        if (count > 0)
            found.push_back(both("字段 {}：{} 个值读回不同；首个是要素 {}",
                                 "field {}: {} values read back otherwise; the first is feature {}",
                                 table.fields[field].name, count, first));
    }
    return found;
}

}  // namespace zonewright::io
