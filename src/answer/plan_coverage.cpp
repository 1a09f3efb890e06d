#include "answer/plan_coverage.h"

#include <algorithm>
#include <set>

#include "answer/ten_ones.h"
#include "intake/read_source_set.h"
#include "study/opened.h"
#include "zoning/place_geometry.h"

namespace zonewright::answer {
namespace {

using model::Cluster;
using model::Place;
using model::Plan;

std::vector<NamedPlace> named_places(const Plan& plan) {
    std::vector<NamedPlace> named;
    for (const Place& place : plan.places) {
        NamedPlace entry{place.id, place.name, {}, place.geometry_from};
        for (const Cluster& cluster : plan.clusters)
            if (holds_id(cluster.places, place.id)) entry.clusters.push_back(cluster.id);
        if (!entry.clusters.empty()) named.push_back(std::move(entry));
    }
    return named;
}

bool shares_an_area(const Plan& plan, const std::string& place) {
    return std::ranges::any_of(plan.shared_areas, [&](const model::SharedArea& shared) {
        return holds_id(shared.places, place);
    });
}

void add_open_clusters(const Plan& plan, const std::vector<CoveredCluster>& ten_ones, std::vector<OpenPoint>& open) {
    for (const Cluster& cluster : plan.clusters)
        if (cluster.places.empty())
            open.push_back({cluster.clause, cluster.id,
                            both("{}：未点名集聚区", "{}: names no place", cluster.name)});
    std::string clause;  // of the mechanism of that name, where the plan has it
    for (const model::Mechanism& mechanism : plan.mechanisms)
        if (mechanism.id == "ten_ones") clause = mechanism.clause;
    for (const CoveredCluster& cluster : ten_ones)
        if (cluster.unknown > 0)
            open.push_back({clause, cluster.cluster,
                            both("{}：“十个一”中 {} 项未知", "{}: {} of the ten ones unknown", cluster.name, cluster.unknown)});
}

std::vector<OpenPoint> open_points(const Plan& plan, const std::vector<CoveredCluster>& ten_ones) {
    std::vector<OpenPoint> open;
    add_open_clusters(plan, ten_ones, open);
    for (const model::EmptyList& list : plan.empty_lists) open.push_back({list.clause, list.what, list.reason});
    for (const Place& place : plan.places)
        if (!place.published_area_m2)
            open.push_back({"", place.id,
                            shares_an_area(plan, place.id)
                                ? both("{}：只有合计面积", "{}: an area only together with others", place.name)
                                : both("{}：没有公布面积", "{}: no published area", place.name)});
    return open;
}

ClusterCoverage coverage_of(const Plan& plan, const zoning::PlacesOnTheGround& ground, const Cluster& cluster) {
    ClusterCoverage coverage{cluster.id, cluster.name, cluster.clause, cluster.places.size(), 0, {}};
    for (const std::string& id : cluster.places) {
        const model::PlaceId place = *plan.find_place(id);
        LocatedPlace located{id, plan.place(place).name, {}, {}, {}};
        const auto found = std::ranges::find(ground.territories, place, &model::Territory::place);
        if (found != ground.territories.end()) {
            ++coverage.located;
            located.status = found->status, located.area = found->area, located.origin = found->origin;
        }
        coverage.places.push_back(std::move(located));
    }
    return coverage;
}

}  // namespace

bool holds_id(const std::vector<std::string>& ids, const std::string& id) {
    return std::ranges::find(ids, id) != ids.end();
}

PlanCoverageAnswer coverage_of(const Plan& plan, const PlanCoverageQuestion& question, const Progress& progress) {
    PlanCoverageAnswer answer;
    answer.plan = plan.id;
    answer.named_places = named_places(plan);
    state_ten_ones({plan, {}, {}, 0, question}, answer, progress);
    answer.open = open_points(plan, answer.ten_ones);
    return answer;
}

PlanCoverageAnswer coverage_in_study(const PlanCoverageQuestion& question, const Progress& progress) {
    study::Opened opened = study::open_folder(question.study);
    const std::set<std::string> roles = roles_of_items(opened.catalogue.plan);
    std::erase_if(opened.definition.sources, [&](const model::SourceDefinition& source) {
        return source.role != "town" && source.role != "place" && !roles.contains(source.role);
    });
    const Plan& plan = opened.catalogue.plan;
    model::SourceSet sources =
        intake::read_source_set(opened.definition, opened.catalogue, progress.part(0, 0.8));
    const zoning::PlacesOnTheGround ground =
        zoning::locate_places(plan, sources, opened.area, opened.definition.epsg, progress.part(0.8, 1));
    PlanCoverageAnswer answer;
    answer.plan = plan.id;
    answer.clusters.emplace();
    for (const Cluster& cluster : plan.clusters) answer.clusters->push_back(coverage_of(plan, ground, cluster));
    answer.without_geometry.emplace();
    for (const model::PlaceId place : ground.without_geometry) {
        answer.without_geometry->push_back(plan.place(place).id);
        answer.without_geometry_names.push_back(plan.place(place).name);
    }
    std::vector<model::Town> towns = model::towns_of(sources);
    state_ten_ones({plan, std::move(sources), std::move(towns), opened.definition.epsg, question}, answer, progress);
    return answer;
}

}  // namespace zonewright::answer
