#include "io/vector_encoding.h"

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::io {
namespace {

constexpr std::size_t sample_texts = 4000;
constexpr double certain_score = 0.5;   // half of the characters are everyday ones
constexpr double certain_ratio = 1.25;  // and clearly more of them than in the other encoding

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
         .advice = both("看哪一种读得通，写 encoding = \"GBK\" 或 \"UTF-8\"",
                        "see which of them makes sense and state encoding = \"GBK\" or \"UTF-8\"")});
}

void choose(TextEvidence& evidence, const std::filesystem::path& path) {
    const gis::EncodingScore& best = evidence.scores[0];
    const double second = evidence.scores[1].score;
    if (!evidence.stated.empty() && score_of(evidence, evidence.stated) * certain_ratio >= best.score) {
        evidence.chosen = evidence.stated;
    } else if (best.score >= certain_score && best.score >= certain_ratio * second) {
        evidence.chosen = best.encoding;
        evidence.contradicted = !evidence.stated.empty();
    } else if (!evidence.stated.empty()) {
        evidence.chosen = evidence.stated;  // no Chinese at all: a Latin code page may be right
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
                          .expected = "UTF-8, GBK, GB18030, …",
                          .advice = {}});
    if (evidence.scores.empty()) return;
    evidence.chosen = wanted;
    if (wanted.empty()) choose(evidence, path);
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
