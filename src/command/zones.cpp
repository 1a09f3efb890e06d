#include "command/zones.h"

#include "answer/zones.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

void print_place(Session& session, const answer::ZonePlace& place) {
    if (place.area && place.status)
        session.print(both("    {}  {:.2f} km²  {}", "    {}  {:.2f} km²  {}", place.name, place.area->m2() / 1e6,
                           model::title_of(*place.status)));
    else
        session.print(both("    {}  没有边界数据", "    {}  no boundary at hand", place.name));
}

void print(Session& session, const answer::ZonesQuestion&, const answer::ZonesAnswer& found) {
    for (const answer::ZoneCluster& cluster : found.clusters) {
        const Text open = cluster.open_list ? Text{"（名单开放）", " (open list)"} : Text{};
        session.print(both("{} {}{}", "{} {}{}", cluster.clause, cluster.name, open));
        if (cluster.places.empty()) session.print({"    规划未点名地点", "    the plan names no place"});
        for (const answer::ZonePlace& place : cluster.places) print_place(session, place);
    }
}

}  // namespace

std::unique_ptr<Command> make_zones_command() {
    return verb<answer::ZonesQuestion, answer::ZonesAnswer>(print);
}

}  // namespace zonewright::command
