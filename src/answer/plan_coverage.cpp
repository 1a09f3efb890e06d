#include "answer/plan_coverage.h"

#include <algorithm>

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

void add_open_clusters(const Plan& plan, std::vector<OpenPoint>& open) {
    for (const Cluster& cluster : plan.clusters)
        if (cluster.places.empty())
            open.push_back({cluster.clause, cluster.id,
                            both("{}：未点名集聚区", "{}: names no place", cluster.name)});
    for (const Cluster& cluster : plan.clusters) {
        const auto unknown = std::ranges::count(cluster.checklist, "unknown", &model::ChecklistItem::status);
        if (unknown > 0)
            open.push_back({"3.2", cluster.id,
                            both("{}：“十个一”中 {} 项未知", "{}: {} of the ten ones unknown", cluster.name, unknown)});
    }
}

std::vector<OpenPoint> open_points(const Plan& plan) {
    std::vector<OpenPoint> open;
    add_open_clusters(plan, open);
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

PlanCoverageAnswer coverage_of(const Plan& plan) {
    PlanCoverageAnswer answer;
    answer.plan = plan.id;
    answer.named_places = named_places(plan);
    answer.open = open_points(plan);
    return answer;
}

PlanCoverageAnswer coverage_in_study(const std::filesystem::path& study, const Progress& progress) {
    study::Opened opened = study::open_folder(study);
    std::erase_if(opened.definition.sources, [](const model::SourceDefinition& source) {
        return source.role != "town" && source.role != "place";
    });
    const Plan& plan = opened.catalogue.plan;
    const model::SourceSet sources =
        intake::read_source_set(opened.definition, opened.catalogue, progress.part(0, 0.8));
    const zoning::PlacesOnTheGround ground =
        zoning::locate_places(plan, sources, opened.area, progress.part(0.8, 1));
    PlanCoverageAnswer answer;
    answer.plan = plan.id;
    answer.clusters.emplace();
    for (const Cluster& cluster : plan.clusters) answer.clusters->push_back(coverage_of(plan, ground, cluster));
    answer.without_geometry.emplace();
    for (const model::PlaceId place : ground.without_geometry) {
        answer.without_geometry->push_back(plan.place(place).id);
        answer.without_geometry_names.push_back(plan.place(place).name);
    }
    return answer;
}

}  // namespace zonewright::answer
