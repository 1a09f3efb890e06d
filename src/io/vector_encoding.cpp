#include "io/vector_encoding.h"

#include <set>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"

namespace zonewright::io {
namespace {

constexpr std::size_t sample_texts = 4000;
constexpr double certain_score = 0.5;   // half of the characters are everyday ones
constexpr double certain_ratio = 1.25;  // and clearly more of them than in the other encoding
constexpr double mostly = 0.95;         // a .dbf may cut a few texts within a character

/// GBK and GB2312 are parts of GB18030, which is what is scored.
std::string scored_name(const std::string& encoding) {
    return encoding == "GBK" || encoding == "GB2312" ? "GB18030" : encoding;
}

std::vector<std::string> sample_of(const LayerReading& reading) {
    std::vector<std::string> texts;
    for (const model::Field& field : reading.table.fields) texts.push_back(field.name);
    for (const model::Feature& feature : reading.table.features)
        for (const model::Value& value : feature.values) {
            const auto* text = std::get_if<std::string>(&value);
            if (text != nullptr && !gis::is_ascii(*text)) texts.push_back(*text);
            if (texts.size() >= sample_texts) return texts;
        }
    return texts;
}

double score_of(const TextEvidence& evidence, const std::string& encoding) {
    for (const gis::EncodingScore& score : evidence.scores)
        if (score.encoding == scored_name(encoding)) return score.score;
    return 0;
}

[[noreturn]] void ask(const TextEvidence& evidence, const std::filesystem::path& path) {
    throw InputError(
        {.thing = path.string(),
         .value = both("文字编码未注明", "an encoding that nobody states"),
         .expected = fmt::format("{}: {} · {}: {}", evidence.scores[0].encoding, evidence.scores[0].sample,
                                 evidence.scores[1].encoding, evidence.scores[1].sample),
         .advice = both("看哪一种读得通，用 --encoding 指定（study.toml 中写 encoding）：{}",
                        "see which of them makes sense and state it with --encoding (in study.toml: encoding): {}",
                        joined(gis::stated_encodings()))});
}

/// Neither Chinese of the mainland nor a Latin code page, which writers state without looking: a statement that
/// is meant.
bool is_foreign(const std::string& encoding) {
    static const std::set<std::string> judged{"", "UTF-8", "GBK", "GB2312", "GB18030", "ISO-8859-1", "WINDOWS-1252"};
    return !judged.contains(encoding);
}

double share_valid(const std::vector<std::string>& texts, const std::string& encoding) {
    std::size_t tried = 0, valid = 0;
    for (const std::string& text : texts) {
        if (gis::is_ascii(text)) continue;
        ++tried;
        if (encoding == "UTF-8" ? gis::is_utf8(text) : gis::to_utf8(text, encoding).has_value()) ++valid;
    }
    return tried == 0 ? 1 : static_cast<double>(valid) / static_cast<double>(tried);
}

/// Read by what is stated, or refused with its name: never another reading in silence.
void choose_foreign(TextEvidence& evidence, const std::vector<std::string>& texts, const std::filesystem::path& path) {
    if (share_valid(texts, "UTF-8") == 1) {
        evidence.chosen = "UTF-8";
        evidence.contradicted = true;
    } else if (share_valid(texts, evidence.stated) >= mostly) {
        evidence.chosen = evidence.stated;
    } else {
        throw InputError({.thing = path.string(),
                          .value = both("注明的编码 {}，但文字不是有效的 {}", "{} is stated, but the texts are not valid {}",
                                        evidence.stated_by, evidence.stated),
                          .expected = both("与注明的编码相符的文字", "texts in the encoding that is stated"),
                          .advice = both("用 --encoding 指定实际的编码：{}", "state the real one with --encoding: {}",
                                         joined(gis::stated_encodings()))});
    }
}

void choose(TextEvidence& evidence, const std::filesystem::path& path) {
    const gis::EncodingScore& best = evidence.scores[0];
    const double second = evidence.scores[1].score;
    const bool clear = best.score >= certain_score && best.score >= certain_ratio * second;
    // Where nothing is clear there may be no Chinese at all: a Latin code page that is stated may be right.
    if (!evidence.stated.empty() && (!clear || score_of(evidence, evidence.stated) * certain_ratio >= best.score)) {
        evidence.chosen = evidence.stated;
    } else if (clear) {
        evidence.chosen = best.encoding;
        evidence.contradicted = !evidence.stated_by.empty();
    } else {
        ask(evidence, path);
    }
}

/// A DBF cuts names and texts by bytes, so the last character may be half there.
std::optional<std::string> without_half_character(const std::string& bytes, const std::string& encoding) {
    for (std::size_t drop = 1; drop <= 3 && drop < bytes.size(); ++drop)
        if (auto text = gis::to_utf8(std::string_view(bytes).substr(0, bytes.size() - drop), encoding))
            return text;
    return std::nullopt;
}

/// A .dbf and GDAL end a text at its first zero byte, which every Latin letter has in UTF-16.
void refuse_wide(const std::string& encoding, const StatedEncoding& stated, const std::filesystem::path& path) {
    if (!encoding.starts_with("UTF-16") ) return;
    throw InputError({.thing = path.string(),
                      .value = stated.by.empty() ? encoding : stated.by,
                      .expected = both(".dbf 能存放的编码；UTF-16 的文字在第一个零字节处中断",
                                       "an encoding that a .dbf can hold; texts in UTF-16 end at their first zero byte"),
                      .advice = both("从来源以 UTF-8 重新导出，或索取 GeoPackage",
                                     "export it again as UTF-8, or ask for a GeoPackage")});
}

void decode(std::string& text, TextEvidence& evidence) {
    if (gis::is_ascii(text)) return;
    if (auto decoded = gis::to_utf8(text, evidence.chosen)) {
        text = std::move(*decoded);
    } else if (auto cut = without_half_character(text, evidence.chosen)) {
        ++evidence.cut;
        text = std::move(*cut);
    } else {
        ++evidence.undecodable;
        std::string marked;
        for (const char c : text)
            marked += static_cast<unsigned char>(c) < 0x80 ? std::string(1, c) : std::string("\xEF\xBF\xBD");
        text = std::move(marked);
    }
}

}  // namespace

void decode_layer(LayerReading& reading, const std::string& wanted, const StatedEncoding& stated,
                  const std::filesystem::path& path) {
    TextEvidence& evidence = reading.text;
    evidence.stated = stated.encoding;
    evidence.stated_by = stated.by;
    evidence.scores = gis::score_encodings(sample_of(reading));
    if (!wanted.empty() && !gis::known_encoding(wanted))
        throw InputError({.thing = path.string() + ": encoding",
                          .value = wanted,
                          .expected = joined(gis::stated_encodings()),
                          .advice = {}});
    refuse_wide(wanted.empty() ? stated.encoding : wanted, stated, path);
    if (evidence.scores.empty()) return;
    evidence.chosen = wanted;
    if (wanted.empty() && is_foreign(evidence.stated))
        choose_foreign(evidence, sample_of(reading), path);
    else if (wanted.empty())
        choose(evidence, path);
    for (model::Field& field : reading.table.fields) decode(field.name, evidence);
    reading.info.fields = reading.table.fields;
    for (model::Feature& feature : reading.table.features)
        for (model::Value& value : feature.values)
            if (auto* text = std::get_if<std::string>(&value)) decode(*text, evidence);
}

void decode_names(LayerInfo& info) {
    TextEvidence evidence;
    for (model::Field& field : info.fields) {
        evidence.chosen = gis::is_utf8(field.name) ? "UTF-8" : "GB18030";
        decode(field.name, evidence);
    }
}

}  // namespace zonewright::io
