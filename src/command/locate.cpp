#include "command/locate.h"

#include "answer/locate.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print(Session& session, const answer::LocateQuestion&, const answer::LocateAnswer& found) {
    session.print(both("坐标系：{} {}（{}）", "CRS: {} {} ({})", found.crs, found.crs_name, found.crs_why));
    for (const answer::LocatedShape& shape : found.features)
        session.print(both("{}：椭球面积 {:.2f} m²，平面面积 {:.2f} m²，{} 公顷，{} 亩，{} 个界址点",
                           "{}: statutory area {:.2f} m², planar area {:.2f} m², {} ha, {} mu, {} corners", shape.name,
                           shape.area.m2(), shape.planar_m2, shape.area_ha, shape.area_mu, shape.corners));
    session.print(both("合计：{:.2f} m²（{} 公顷，{} 亩），平面面积 {:.2f} m²，量算平面 {}",
                       "in all: {:.2f} m² ({} ha, {} mu), planar area {:.2f} m², plane {}", found.area.m2(), found.area_ha,
                       found.area_mu, found.planar_m2, found.plane));
    for (const answer::LocatedTown& town : found.towns)
        session.print(both("{}：{:.1f} %", "{}: {:.1f} %", town.name, 100 * town.share));
}

}  // namespace

std::unique_ptr<Command> make_locate_command() {
    return verb<answer::LocateQuestion, answer::LocateAnswer>(print);
}

}  // namespace zonewright::command
