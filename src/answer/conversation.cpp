#include "answer/conversation.h"

#include <cmath>
#include <istream>
#include <ostream>

#include "base/errors.h"

namespace zonewright::answer {
namespace {

using ToldWords = nlohmann::ordered_json;

Told told_of(const std::string& line, const std::function<Told(const ToldWords&)>& answer) {
    try {
        const ToldWords asked = ToldWords::parse(line, nullptr, false);
        if (!asked.is_object())
            throw InputError({.thing = both("问题", "question"), .value = line.substr(0, 40), .expected = "{ \"do\": … }",
                              .advice = both("检查 JSON", "check the JSON")});
        Told told = answer(asked);
        told.words["ok"] = true;
        return told;
    } catch (const Error& problem) {
        return {{{"ok", false}, {"error", {{"zh", problem.message().zh}, {"en", problem.message().en}}}}, {}};
    }
}

}  // namespace

void converse(std::istream& in, std::ostream& out, const std::function<Told(const ToldWords& asked)>& answer) {
    for (std::string line; std::getline(in, line);) {
        const Told told = told_of(line, answer);
        out << told.words.dump(-1, ' ', false, ToldWords::error_handler_t::replace) << '\n' << told.bytes << std::flush;
    }
}

std::string asked_word(const ToldWords& asked, const char* key) {
    const auto found = asked.find(key);
    if (found != asked.end() && found->is_string()) return found->get<std::string>();
    throw InputError({.thing = key, .value = both("未给出", "not given"), .expected = both("文字", "a text"),
                      .advice = both("补上后重试", "add it and try again")});
}

double asked_number(const ToldWords& asked, const char* key) {
    const auto found = asked.find(key);
    constexpr double farthest = 1e9;
    if (found != asked.end() && found->is_number() && std::abs(found->get<double>()) < farthest) return found->get<double>();
    throw InputError({.thing = key, .value = both("未给出或不是数", "not given, or no number"), .expected = both("一个数", "a number"),
                      .advice = both("补上后重试", "add it and try again")});
}

}  // namespace zonewright::answer
