#include "command/demo.h"

#include "answer/demo.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::DemoQuestion& question, const answer::DemoAnswer& city) {
    constexpr double km2 = 1e6;
    session.print(both("示意数据：全市 {:.2f} km²，镇街面积与公布数最大相差 {:.2f}%（{}）",
                       "Schematic data: city {:.2f} km², towns within {:.2f}% of the published areas ({})",
                       city.land_m2 / km2, 100 * city.worst_town_share, city.worst_town));
    session.print(both("永久基本农田 {:.2f}、生态保护红线 {:.2f}、城镇开发边界 {:.2f}、工业保护线 {:.2f} km²",
                       "Farmland {:.2f}, redline {:.2f}, growth boundary {:.2f}, industrial line {:.2f} km²",
                       city.farmland_m2 / km2, city.ecological_redline_m2 / km2, city.growth_boundary_m2 / km2,
                       city.industrial_line_m2 / km2));
    session.print(both("工业地块 {} 宗，{:.2f} km²，其中 {:.1f}% 小于 75 亩；地类图斑 {} 个",
                       "{} industrial parcels, {:.2f} km², {:.1f}% of them below 75 mu; {} land-use pieces",
                       city.parcels, city.parcel_m2 / km2, 100 * city.parcels_below_75_mu_share,
                       city.land_use_pieces));
    session.print(
        both("下一步：zonewright run {}", "Next step: zonewright run {}", question.folder.string()));
}

}  // namespace

std::unique_ptr<Command> make_demo_command() {
    return verb<answer::DemoQuestion, answer::DemoAnswer>(print);
}

}  // namespace zonewright::command
