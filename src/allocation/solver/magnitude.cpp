#include "allocation/solver/magnitude.h"

#include <cmath>
#include <string>
#include <utility>

#include "base/errors.h"
#include "base/language.h"
#include "base/units.h"

namespace zonewright::allocation {

namespace {

Text finer() {
    return both("用 m² 代替 cm²，或用较粗的分值刻度",
                "count areas in m² instead of cm², or use a coarser scale of scores");
}

std::string shown(Wide number) {
    return number > unlimited || number < -Wide{unlimited}
               ? fmt::format("{:.4g}", static_cast<double>(number))
               : with_thousands(static_cast<double>(number), 0);
}

void at_most(Text thing, Wide number, Wide most, Text advice = finer()) {
    if (number >= 0 && number <= most) return;
    throw InputError({std::move(thing), shown(number), "0 … " + shown(most), std::move(advice)});
}

Wide size_of(Wide number) {
    return number < 0 ? -number : number;
}

Wide widest_value(const AllocationProblem& problem) {
    Wide most = 0;
    for (const std::int32_t value : problem.values)
        if (value != ineligible) most = std::max(most, size_of(value));
    return most;
}

Wide land_of(const AllocationProblem& problem) {
    Wide land = 0;
    for (const std::int64_t area : problem.areas) land += area;
    return land;
}

Wide money_of(const AllocationProblem& problem) {
    Wide money = 0;
    for (std::size_t unit = 0; unit < problem.unit_count(); ++unit)
        money += static_cast<Wide>(problem.areas[unit]) * problem.budget->cost[unit];
    return money;
}

Wide land_in_quotas(const AllocationProblem& problem) {
    Wide land = 0;
    for (const Quota& quota : problem.quotas)
        for (const std::uint32_t unit : problem.places[quota.place].units) land += problem.areas[unit];
    return land;
}

Wide worth_of_sides(const Neighbourhood& neighbourhood) {
    Wide weight = 0, affinity = 0;
    for (const Side& side : neighbourhood.sides) weight += size_of(side.weight);
    for (const std::int64_t liking : neighbourhood.affinity) affinity = std::max(affinity, size_of(liking));
    return product(weight, affinity);
}

/// All that an objective can be made of: land, what is missing from every minimum, sides.
Wide worth_of_all(const AllocationProblem& problem) {
    Wide wanted = 0;
    for (const Band& band : problem.demand) wanted += band.lower;
    for (const Quota& quota : problem.quotas) wanted += quota.band.lower;
    Wide worth = product(land_of(problem), widest_value(problem));
    worth = std::min<Wide>(worth, most_worth + 1) +
            std::min<Wide>(product(wanted, penalty_of(problem)), most_worth + 1);
    if (problem.neighbourhood)
        worth += std::min<Wide>(worth_of_sides(*problem.neighbourhood), most_worth + 1);
    return worth;
}

}  // namespace

std::int64_t rounded(double number, std::int64_t reach) {
    if (std::isnan(number)) return 0;
    const auto most = static_cast<double>(reach);
    return number >= most ? reach : number <= -most ? -reach : std::llround(number);
}

std::int64_t to_bound(Wide scaled, std::int64_t scale) {
    Wide whole = scaled / scale;
    if (scaled < 0 && whole * scale != scaled) --whole;  // towards minus infinity: objectives are integers
    return clamped(whole, -no_objective);
}

void check_magnitude(const AllocationProblem& problem) {
    at_most(both("限额数", "number of quotas"), static_cast<Wide>(problem.quotas.size()), most_quotas,
            both("合并限额", "join quotas"));
    at_most(both("未满足面积的罚价", "penalty of a shortfall"), problem.shortfall_penalty, most_penalty,
            both("减小罚价，或写 0 由程序选取", "lower the penalty, or write 0 to have it chosen"));
    for (const std::int64_t lot : problem.minimum_site)
        at_most(both("最小地块", "minimum lot"), lot, unlimited, both("改正面积", "correct the area"));
    at_most(both("每单位面积的价值", "value per area unit"), widest_value(problem), 1 << 20,
            both("用较粗的分值刻度", "use a coarser scale of scores"));
    at_most(both("土地总面积", "all land"), land_of(problem), most_land);
    at_most(both("各限额内土地面积之和", "land in all quotas together"), land_in_quotas(problem), most_worth);
    at_most(both("面积 × 分值之和", "sum of area × score"), worth_of_all(problem), most_worth);
    if (problem.budget) {
        at_most(both("预算", "the budget"), problem.budget->limit, most_worth,
                both("改正预算，或去掉它", "correct the budget, or remove it"));
        at_most(both("土地 × 成本之和", "sum of land × cost"), money_of(problem), most_money,
                both("改正成本", "correct the costs"));
    }
    if (problem.town_limit)
        at_most(both("镇街数", "number of towns"), problem.town_limit->town_count, most_towns,
                both("改正镇街编号", "correct the numbers of the towns"));
}

}  // namespace zonewright::allocation
