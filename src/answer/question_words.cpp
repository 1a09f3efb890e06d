#include "answer/question_words.h"

#include <nlohmann/json.hpp>

#include "answer/verb_words.h"
#include "base/errors.h"

namespace zonewright::answer {
namespace {

std::string word_of(const nlohmann::ordered_json& value) {
    return value.is_string() ? value.get<std::string>() : value.dump();
}

void add_option_words(const Field& field, const nlohmann::ordered_json& value, std::vector<std::string>& words) {
    const std::string name = option_name(field);
    if (field.is_flag()) {
        if (value.get<bool>()) words.push_back(name);
    } else if (field.is_list() && field.exactly > 0) {
        words.push_back(name);  // numbers, all of them at once
        for (const auto& each : value) words.push_back(word_of(each));
    } else if (field.is_list()) {
        for (const auto& each : value) words.push_back(name + "=" + word_of(each));
    } else {
        words.push_back(name + "=" + word_of(value));
    }
}

}  // namespace

std::vector<std::string> command_words(const Declaration& declaration, const nlohmann::ordered_json& question) {
    for (const auto& [key, value] : question.items())
        if (declaration.find(key) == nullptr) throw InternalError({.thing = declaration.name, .value = key});
    std::vector<std::string> words{verb_of(declaration.name)}, positions;
    if (const std::string part = part_of(declaration.name); !part.empty()) words.push_back(part);
    for (const Field& field : declaration.fields) {
        if (!question.contains(field.name)) continue;
        const auto& value = question[field.name];
        if (!field.by_position) add_option_words(field, value, words);
        else if (value.is_array()) for (const auto& each : value) positions.push_back(word_of(each));
        else positions.push_back(word_of(value));
    }
    if (!positions.empty()) words.emplace_back("--");
    words.insert(words.end(), positions.begin(), positions.end());
    return words;
}

}  // namespace zonewright::answer
