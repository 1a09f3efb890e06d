#include "intake/plain_characters.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.h"
#include "base/letters.h"

namespace zonewright::intake {

std::string PlainCharacters::of(const std::string& text) const {
    std::string plain;
    for (const std::string_view letter : letters_of(text)) {
        const auto found = simplified.find(std::string(letter));
        plain += found == simplified.end() ? letter : found->second;
    }
    return plain;
}

PlainCharacters plain_characters_of(const model::Catalogue& catalogue) {
    PlainCharacters characters;
    const auto rules = std::ranges::find(catalogue.rules, "characters", &model::PolicyRules::id);
    if (rules == catalogue.rules.end()) return characters;
    if (const model::RuleValue* pairs = rules->find("simplified"))
        for (const std::string& pair : pairs->words) {
            const std::size_t equals = pair.find('=');
            if (equals == std::string::npos || equals == 0 || equals + 1 == pair.size())
                throw InputError({.thing = "layers/rules/characters.toml: simplified",
                                  .value = pair,
                                  .expected = both("繁体=简体", "traditional=simplified"),
                                  .advice = both("改正这一对", "correct the pair")});
            characters.simplified.emplace(pair.substr(0, equals), pair.substr(equals + 1));
        }
    if (const model::RuleValue* fields = rules->find("fields"))
        characters.fields.insert(fields->words.begin(), fields->words.end());
    return characters;
}

void read_plainly(model::FeatureTable& table, const model::Role& role, const PlainCharacters& characters,
                  const Inspection& inspection) {
    for (std::size_t i = 0; i < table.fields.size(); ++i) {
        if (!characters.fields.contains(role.id + "." + table.fields[i].name)) continue;
        std::size_t count = 0;
        std::string example;
        for (model::Feature& feature : table.features) {
            const auto* text = std::get_if<std::string>(&feature.values[i]);
            if (text == nullptr) continue;
            std::string plain = characters.of(*text);
            if (plain == *text) continue;
            if (count++ == 0) example = *text + " → " + plain;
            feature.values[i] = std::move(plain);
        }
        if (count > 0)
            inspection.find("characters_simplified", model::Severity::Notice, example,
                            both("字段 {}：{} 个值有繁体字或全角字符，按简体、半角读取（{}）",
                                 "field {}: {} values have traditional or full-width characters and were read in plain ones ({})",
                                 table.fields[i].title, count, example),
                            {"核对镇街和地类是否对应", "check that towns and classes are the right ones"});
    }
}

}  // namespace zonewright::intake
