#include "command/plan_coverage.h"

#include <algorithm>

#include "base/spelling.h"
#include "base/units.h"
#include "command/plan_json.h"
#include "command/session.h"
#include "intake/bring_in.h"
#include "study/open_study.h"
#include "zoning/place_geometry.h"

namespace zonewright::command {
namespace {

using model::Cluster;
using model::Place;
using model::Plan;

std::vector<std::string> clusters_naming(const Plan& plan, const std::string& place) {
    std::vector<std::string> clusters;
    for (const Cluster& cluster : plan.clusters)
        if (std::find(cluster.places.begin(), cluster.places.end(), place) != cluster.places.end())
            clusters.push_back(cluster.id);
    return clusters;
}

std::string origin_words(const Place& place) {
    std::vector<std::string> words;
    for (const model::GeometryOrigin origin : place.geometry_from) words.push_back(to_string(origin));
    return joined(words, " → ");
}

void tell_named_places(Session& session, const Plan& plan) {
    session.print(
        say("被点名的地点及其边界来源（依次尝试）", "Places named, and where their boundary may come from"));
    for (const Place& place : plan.places) {
        const auto clusters = clusters_naming(plan, place.id);
        if (clusters.empty()) continue;
        session.print(fmt::format("  {}（{}）　{}　[{}]", place.name.said(), place.id, origin_words(place),
                                  joined(clusters)));
        session.result()["named_places"].push_back({{"place", place.id},
                                                    {"clusters", clusters},
                                                    {"geometry_from", json_of(place)["geometry_from"]}});
    }
}

bool shares_an_area(const Plan& plan, const std::string& place) {
    return std::any_of(
        plan.shared_areas.begin(), plan.shared_areas.end(), [&](const model::SharedArea& shared) {
            return std::find(shared.places.begin(), shared.places.end(), place) != shared.places.end();
        });
}

void tell_open_points(Session& session, const Plan& plan) {
    session.print(say("\n尚未落实", "\nStill open"));
    OrderedJson& open = session.result()["open"];
    open = OrderedJson::array();
    const auto add = [&](const std::string& clause, const std::string& what, const std::string& text) {
        session.print(clause.empty() ? "  " + text : fmt::format("  [{}] {}", clause, text));
        open.push_back({{"clause", clause}, {"what", what}, {"text", text}});
    };
    for (const Cluster& cluster : plan.clusters)
        if (cluster.places.empty())
            add(cluster.clause, cluster.id,
                say("{}：未点名集聚区", "{}: names no place", cluster.name.said()));
    for (const Cluster& cluster : plan.clusters) {
        const auto unknown = std::count_if(cluster.checklist.begin(), cluster.checklist.end(),
                                           [](const auto& item) { return item.status == "unknown"; });
        if (unknown > 0)
            add("3.2", cluster.id,
                say("{}：“十个一”中 {} 项未知", "{}: {} of the ten ones unknown", cluster.name.said(),
                    unknown));
    }
    for (const model::EmptyList& list : plan.empty_lists) add(list.clause, list.what, list.reason.said());
    for (const Place& place : plan.places)
        if (!place.published_area_m2)
            add("", place.id,
                shares_an_area(plan, place.id)
                    ? say("{}：只有合计面积", "{}: an area only together with others", place.name.said())
                    : say("{}：没有公布面积", "{}: no published area", place.name.said()));
}

const model::Territory* territory_of(const zoning::PlacesOnTheGround& ground, model::PlaceId place) {
    for (const model::Territory& territory : ground.territories)
        if (territory.place == place) return &territory;
    return nullptr;
}

/// One line per cluster: its places with status and area, or the lack of a boundary.
void tell_cluster(Session& session, const Plan& plan, const zoning::PlacesOnTheGround& ground,
                  const Cluster& cluster) {
    std::vector<std::string> words;
    OrderedJson places = OrderedJson::array();
    std::size_t located = 0;
    for (const std::string& id : cluster.places) {
        const model::PlaceId place = *plan.find_place(id);
        const std::string name = plan.place(place).name.said();
        if (const model::Territory* territory = territory_of(ground, place)) {
            ++located;
            words.push_back(fmt::format("{} {} {:.2f} km²", name, title_of(territory->status).said(),
                                        territory->area.m2() / 1e6));
            places.push_back({{"place", id},
                              {"status", to_string(territory->status)},
                              {"area_m2", territory->area.m2()},
                              {"origin", territory->origin}});
        } else {
            words.push_back(say("{} 无边界", "{} no boundary", name));
            places.push_back({{"place", id}, {"status", nullptr}});
        }
    }
    session.print(fmt::format("  [{}] {}　{}/{}　{}", cluster.clause, cluster.name.said(), located,
                              cluster.places.size(), joined(words, say("；", "; "))));
    session.result()["clusters"].push_back({{"cluster", cluster.id},
                                            {"clause", cluster.clause},
                                            {"named", cluster.places.size()},
                                            {"located", located},
                                            {"places", places}});
}

}  // namespace

void show_coverage(Session& session, const Plan& plan) {
    session.result()["plan"] = plan.id;
    tell_named_places(session, plan);
    tell_open_points(session, plan);
}

void show_coverage_of_study(Session& session, const std::string& study_folder) {
    study::Results results = study::open_study(study_folder);
    std::erase_if(results.definition.sources, [](const model::SourceDefinition& source) {
        return source.role != "town" && source.role != "place";
    });
    const Plan& plan = results.catalogue.plan;
    const model::SourceSet sources =
        intake::bring_in(results.definition, results.catalogue, session.progress().part(0, 0.8));
    const zoning::PlacesOnTheGround ground =
        zoning::locate_places(plan, sources, results.area, session.progress().part(0.8, 1));
    session.result()["plan"] = plan.id;
    session.print(say("各产业集聚区的边界（有边界/点名）",
                      "Boundaries of the places of each industry (located/named)"));
    for (const Cluster& cluster : plan.clusters) tell_cluster(session, plan, ground, cluster);
    OrderedJson& without = session.result()["without_geometry"];
    without = OrderedJson::array();
    std::vector<std::string> names;
    for (const model::PlaceId place : ground.without_geometry) {
        names.push_back(plan.place(place).name.said());
        without.push_back(plan.place(place).id);
    }
    if (!names.empty())
        session.print(say("\n没有边界的地点：{}\n下一步：用 role = \"place\" 的数据源补充边界",
                          "\nPlaces without a boundary: {}\nNext step: add a source of role = \"place\"",
                          joined(names, say("、", ", "))));
}

}  // namespace zonewright::command
