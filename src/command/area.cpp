#include "command/area.h"

#include "answer/area.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_row(Session& session, double area_m2, double area_ha, double area_mu, double planar_m2,
               const Text& name) {
    session.print(both("{:.2f}\t{:.4f}\t{:.2f}\t{:.2f}\t{}", "{:.2f}\t{:.4f}\t{:.2f}\t{:.2f}\t{}", area_m2,
                       area_ha, area_mu, planar_m2, name));
}

void print(Session& session, const answer::AreaQuestion&, const answer::AreaAnswer& found) {
    session.print(both("椭球面积 m²\t公顷\t亩\t平面面积 m²\t名称", "statutory m²\tha\tmu\tplanar m²\tname"));
    for (const answer::ShapeArea& row : found.features)
        print_row(session, row.area.m2(), row.area_ha, row.area_mu, row.planar_m2, row.name);
    print_row(session, found.area.m2(), found.area_ha, found.area_mu, found.planar_m2, {"合计", "total"});
}

}  // namespace

std::unique_ptr<Command> make_area_command() {
    return verb<answer::AreaQuestion, answer::AreaAnswer>(print);
}

}  // namespace zonewright::command
