// How the targets of the plan and the figures stated for them are put into words.
#include "answer/plan_targets.h"

#include "base/units.h"

namespace zonewright::answer {
namespace {

Text comparison_sign(const std::string& comparison) {
    if (comparison == ">=") return "≥";
    return comparison == "<=" ? Text("≤") : Text(comparison);
}

std::string signed_number(double value) {
    return (value > 0 ? "+" : "") + target_number(value);
}

/// In a share or an average a year brings points, in a sum its unit.
Text each_year(double pace, const TargetFigures& target) {
    if (target.kind == "average") return both("年均 {}%", "{}% a year", target_number(pace));
    if (target.unit == "%") return both("每年 {} 个百分点", "{} points a year", signed_number(pace));
    return both("每年 {} {}", "{} {} a year", signed_number(pace), target.unit);
}

}  // namespace

std::string target_number(double value) {
    std::string text = with_thousands(value, 2);
    text.erase(text.find_last_not_of('0') + 1);
    if (text.ends_with('.')) text.pop_back();
    return text;
}

Text target_words(const TargetFigures& target) {
    return both("{} {} {} {}（{} 年）", "{} {} {} {} ({})", target.name, comparison_sign(target.comparison), target_number(target.value),
                target.unit, target.year);
}

Text pace_words(const AreaFigures& figures, const TargetFigures& target) {
    if (!figures.pace) return {};
    Text words = each_year(*figures.pace, target);
    if (figures.growth) words += both("（年均增速 {}%）", " (growth {}% a year)", target_number(*figures.growth));
    return words;
}

Text standing_words(const TargetFigures& target) {
    const AreaFigures& city = target.city;
    if (city.last_year == 0) return {"没有填报全市数据", "no figure of the city is stated"};
    Text words = city.average
                     ? both("{}–{} 年年均 {}%", "{}–{} on average {}% a year", city.first_year, city.last_year, target_number(*city.average))
                     : both("{} 年 {} {}", "{}: {} {}", city.last_year, target_number(city.last), target.unit);
    if (target.gap && *target.gap > 0) words += both("，尚差 {} {}", ", {} {} short", target_number(*target.gap), target.unit == "%" ? Text("个百分点", "points") : Text(target.unit));
    const Text pace = city.average ? Text() : pace_words(city, target);
    if (!pace.empty()) words += both("；至今{}", "; so far {}", pace);
    if (target.pace_needed) {
        words += both("；此后需{}", "; needed from here {}", each_year(*target.pace_needed, target));
        if (target.growth_needed) words += both("（年均增速 {}%）", " (growth {}% a year)", target_number(*target.growth_needed));
    }
    return words;
}

}  // namespace zonewright::answer
