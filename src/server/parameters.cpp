#include "server/parameters.h"

#include <algorithm>
#include <charconv>
#include <cmath>

#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::server {
namespace {

[[noreturn]] void refuse_parameter(const std::string& name, const std::string& value, const Text& expected) {
    throw InputError({.thing = both("参数 {}", "parameter {}", name),
                      .value = value,
                      .expected = expected,
                      .advice = both("改正后重试", "correct it and try again")});
}

}  // namespace

void require_known(const Request& request, const std::vector<std::string>& known) {
    for (const auto& [name, value] : request.query)
        if (std::ranges::find(known, name) == known.end())
            refuse_parameter(name, value, known.empty() ? both("没有参数", "no parameter") : same(joined(known)));
}

std::int64_t whole_parameter(const Request& request, const std::string& name, std::int64_t least, std::int64_t fallback) {
    const auto given = request.query.find(name);
    if (given == request.query.end()) return fallback;
    const std::string& text = given->second;
    std::int64_t value = 0;
    const auto [end, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc() || end != text.data() + text.size() || value < least)
        refuse_parameter(name, text, both("不小于 {} 的整数", "a whole number of at least {}", least));
    return value;
}

std::optional<answer::DegreeBox> box_parameter(const Request& request) {
    const auto given = request.query.find("bbox");
    if (given == request.query.end()) return std::nullopt;
    const Text expected = both("西,南,东,北（度）", "west,south,east,north in degrees");
    std::vector<double> sides;
    const std::string& text = given->second;
    for (const char* at = text.data(); at <= text.data() + text.size();) {
        double side = 0;
        const auto [end, problem] = std::from_chars(at, text.data() + text.size(), side);
        const bool is_followed = end == text.data() + text.size() || *end == ',';
        if (problem != std::errc() || !std::isfinite(side) || !is_followed) refuse_parameter("bbox", text, expected);
        sides.push_back(side);
        at = end + 1;
    }
    if (sides.size() == 6) sides = {sides[0], sides[1], sides[3], sides[4]};
    if (sides.size() != 4 || sides[1] > sides[3] || sides[0] > sides[2] || std::abs(sides[1]) > 90 || std::abs(sides[3]) > 90)
        refuse_parameter("bbox", text, expected);
    return answer::DegreeBox{sides[0], sides[1], sides[2], sides[3]};
}

}  // namespace zonewright::server
