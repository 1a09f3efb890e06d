#include "command/supply.h"

#include "answer/supply.h"
#include "base/units.h"
#include "command/supply_market.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::SupplyAnswer;

constexpr const char* waterfall_row = "{:>18} {:>14} {:>14} {:>7}  {}";

void print_step(Session& session, const answer::SupplyStep& step) {
    const Text unchecked{"未核查", "not checked"};
    const std::string m2 = step.area ? with_thousands(step.area->m2(), 2) : "";
    if (!step.checked) {
        session.print({fmt::format(waterfall_row, unchecked.zh, "", "", "", step.title.zh),
                       fmt::format(waterfall_row, unchecked.en, "", "", "", step.title.en)});
        return;
    }
    const bool deduction = step.deduction;
    session.print(both("{:>18} {:>14} {:>14} {:>6.2f}%  {}{}", "{:>18} {:>14} {:>14} {:>6.2f}%  {}{}", m2,
                       with_thousands(step.hectares.value_or(0), 4), with_thousands(step.mu.value_or(0), 2),
                       100 * step.share.value_or(0), deduction ? "- " : "", step.title));
}

void print_waterfall(Session& session, const SupplyAnswer& found) {
    session.print(both("净供应瀑布（{}），椭球面积，尾差已调平", "Net-supply waterfall ({}), statutory area, closed",
                       found.place));
    session.print({fmt::format("{:>18} {:>14} {:>14} {:>7}", "m²", "公顷", "亩", "%"),
                   fmt::format("{:>18} {:>14} {:>14} {:>7}", "m²", "ha", "mu", "%")});
    for (const answer::SupplyStep& step : found.waterfall) print_step(session, step);
    if (!found.waterfall.empty()) session.print({"其中：", "of which:"});
    for (const answer::SupplyStep& step : found.net_split) print_step(session, step);
    if (found.waterfall.empty()) session.print({"  没有地块", "  no parcels"});
}

/// One line per class, with the sizes that have parcels.
void print_classes(Session& session, const SupplyAnswer& found) {
    session.print({"\n按供应类型和规模（净面积，亩；括号内有净面积的宗数）",
                   "\nBy class and size (net, mu; parcels with net land in brackets)"});
    Text line;
    for (std::size_t i = 0; i < found.classes.size(); ++i) {
        const answer::SupplyClassRow& row = found.classes[i];
        if (line.empty()) line = both("  {}:", "  {}:", row.class_title);
        if (row.parcel_count > 0)
            line += both("  {} {} ({})", "  {} {} ({})", row.size_title, with_thousands(row.net_mu, 2),
                         row.parcel_count);
        const bool last = i + 1 == found.classes.size() || found.classes[i + 1].supply_class != row.supply_class;
        if (!last) continue;
        session.print(line);
        line = {};
    }
}

void print_towns(Session& session, const SupplyAnswer& found) {
    if (!found.towns) return;
    session.print({"\n各镇街（毛、扣除后净面积、净供应，亩）", "\nTowns (gross, net of deductions, net supply; mu)"});
    for (const answer::SupplyTown& town : *found.towns)
        session.print(both("{:>14} {:>14} {:>14}  {}", "{:>14} {:>14} {:>14}  {}",
                           with_thousands(town.gross_mu, 2), with_thousands(town.net_mu, 2),
                           with_thousands(town.offered_mu, 2), town.name));
}

void print_floors(Session& session, const SupplyAnswer& found) {
    if (found.floor_space)
        session.print(both("\n空置厂房建筑面积 {} 平方米，{} 宗（各类合计）",
                           "\nVacant floor space {} m² on {} parcels (of all classes)",
                           with_thousands(found.floor_space->floor_m2, 0), found.floor_space->parcel_count));
}

void print(Session& session, const answer::SupplyQuestion&, const SupplyAnswer& found) {
    print_waterfall(session, found);
    print_classes(session, found);
    print_towns(session, found);
    print_floors(session, found);
    print_supply_structure(session, found);
    print_supply_offers(session, found);
    print_supply_balance(session, found);
}

}  // namespace

std::unique_ptr<Command> make_supply_command() {
    return verb<answer::SupplyQuestion, SupplyAnswer>(print);
}

}  // namespace zonewright::command
