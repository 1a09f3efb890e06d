#include "model/plan.h"

#include <algorithm>

namespace zonewright::model {

std::string to_string(ClusterKind kind) {
    return kind == ClusterKind::Strategic ? "strategic" : "future";
}

std::string to_string(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::Town:
            return "town";
        case PlaceKind::Park:
            return "park";
        case PlaceKind::FunctionalArea:
            return "functional_area";
        case PlaceKind::District:
            return "district";
        case PlaceKind::Base:
            return "base";
        case PlaceKind::PilotArea:
            return "pilot_area";
    }
    return {};
}

std::string to_string(GeometryOrigin origin) {
    switch (origin) {
        case GeometryOrigin::PlaceSource:
            return "place";
        case GeometryOrigin::TownSource:
            return "town";
        case GeometryOrigin::Members:
            return "members";
        case GeometryOrigin::Outline:
            return "outline";
    }
    return {};
}

std::optional<ClusterKind> cluster_kind_from(const std::string& word) {
    for (auto kind : {ClusterKind::Strategic, ClusterKind::Future})
        if (to_string(kind) == word) return kind;
    return std::nullopt;
}

std::optional<PlaceKind> place_kind_from(const std::string& word) {
    for (auto kind : {PlaceKind::Town, PlaceKind::Park, PlaceKind::FunctionalArea, PlaceKind::District,
                      PlaceKind::Base, PlaceKind::PilotArea})
        if (to_string(kind) == word) return kind;
    return std::nullopt;
}

Text title_of(ClusterKind kind) {
    return kind == ClusterKind::Strategic ? Text{"战略性新兴产业集群", "strategic cluster"}
                                          : Text{"未来产业", "future industry"};
}

bool is_called(const Cluster& cluster, const std::string& id) {
    return cluster.id == id ||
           std::find(cluster.formerly.begin(), cluster.formerly.end(), id) != cluster.formerly.end();
}

bool tiles_the_city(const Place& place) {
    return place.kind == PlaceKind::Town || (place.kind == PlaceKind::Park && !place.code.empty());
}

Text title_of(PlaceKind kind) {
    switch (kind) {
        case PlaceKind::Town:
            return {"镇街", "town"};
        case PlaceKind::Park:
            return {"园区", "park"};
        case PlaceKind::FunctionalArea:
            return {"功能区", "functional area"};
        case PlaceKind::District:
            return {"片区", "district"};
        case PlaceKind::Base:
            return {"产业基地", "industry base"};
        case PlaceKind::PilotArea:
            return {"先导试验区", "pilot area"};
    }
    return {};
}

std::optional<ClusterId> Plan::find_cluster(const std::string& id_or_name) const {
    const auto found = std::find_if(clusters.begin(), clusters.end(), [&](const Cluster& c) {
        return c.id == id_or_name || c.name.zh == id_or_name || c.name.en == id_or_name;
    });
    if (found == clusters.end()) return std::nullopt;
    return ClusterId(static_cast<std::size_t>(found - clusters.begin()));
}

std::optional<PlaceId> Plan::find_place(const std::string& id_code_or_name) const {
    if (id_code_or_name.empty()) return std::nullopt;
    const auto found = std::find_if(places.begin(), places.end(), [&](const Place& p) {
        return p.id == id_code_or_name || p.code == id_code_or_name || p.name.zh == id_code_or_name ||
               p.name.en == id_code_or_name || std::find(p.aliases.begin(), p.aliases.end(), id_code_or_name) != p.aliases.end();
    });
    if (found == places.end()) return std::nullopt;
    return PlaceId(static_cast<std::size_t>(found - places.begin()));
}

const Clause* Plan::find_clause(const std::string& clause_id) const {
    const auto found =
        std::find_if(clauses.begin(), clauses.end(), [&](const Clause& c) { return c.id == clause_id; });
    return found == clauses.end() ? nullptr : &*found;
}

}  // namespace zonewright::model
