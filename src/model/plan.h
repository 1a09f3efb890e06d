// The plan: the policy document as data. Every statement carries the clause it comes from.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"
#include "model/evidence.h"
#include "model/ids.h"
#include "model/policy_rule.h"

namespace zonewright::model {

enum class ClusterKind { Strategic, Future };
enum class PlaceKind { Town, Park, FunctionalArea, District, Base, PilotArea };

std::string to_string(ClusterKind kind);  // "strategic", "future"
std::string to_string(PlaceKind kind);  // "town", "park", "functional_area", "district", "base", "pilot_area"
std::optional<ClusterKind> cluster_kind_from(const std::string& word);
std::optional<PlaceKind> place_kind_from(const std::string& word);
Text title_of(ClusterKind kind);
Text title_of(PlaceKind kind);

/// A numbered passage of the document, for example id "2.1.5", heading 新能源产业集群.
struct Clause {
    std::string id;
    Text title;
};

/// One development direction of a cluster, as a term.
struct Direction {
    Text term;
    std::string role;  ///< "focus" (重点发展), "breakthrough" (重点突破), "support" (支持), …
};

/// One of the "ten ones" (十个一) of a cluster; unknown until a user fills it or a source shows it.
struct ChecklistItem {
    std::string id;
    Text title;
    std::string status = "unknown";  ///< "unknown", "yes", "under_way", "no"
    std::string note;
    std::string role;  ///< sources of this role show the item on the ground; empty: only people can tell
    std::map<std::string, std::vector<std::string>> where;  ///< which of their features count
};

struct Cluster {
    std::string id;  ///< ASCII snake_case; names the column s_<id> and suitability/<id>.tif
    Text name;
    ClusterKind kind = ClusterKind::Strategic;
    std::vector<Text> leads;  ///< 牵头 departments
    std::vector<Direction> directions;
    std::vector<std::string> places;       ///< ids of the named places, in the order of the text
    bool open_list = false;                ///< 等 / 等地: other places are unlisted, not excluded
    std::string clause;                    ///< Clause::id
    std::vector<ChecklistItem> checklist;  ///< ten items
    /// Ids that earlier versions used for what this cluster is now: one when it was renamed, several when they
    /// were merged. Data that still says them means this cluster.
    std::vector<std::string> formerly;
};

/// Whether a word in the data, the weights or the demand means the cluster: its id, or one it had before.
bool is_called(const Cluster& cluster, const std::string& id);

/// Where the boundary of a place may come from, the best first.
enum class GeometryOrigin {
    PlaceSource,  ///< a feature of the role place (by id, name or alias)
    TownSource,   ///< a feature of the role town (by code, name or alias)
    Members,      ///< the union of its members
    Outline       ///< written into the record of the place
};

std::string to_string(GeometryOrigin origin);  // "place", "town", "members", "outline"

/// A boundary written into the record of a place: a proposal that no source draws yet.
struct PlaceOutline {
    geom::MultiPolygon geometry;  ///< metres on the plane of `epsg`
    int epsg = 0;
    GeometryStatus status = GeometryStatus::Unstated;
};

/// A later or earlier figure for the same place, kept beside the one in force.
struct PlaceRevision {
    std::string date;
    std::optional<double> published_area_m2;
    std::string note;
    Evidence evidence;
};

struct Place {
    std::string id;  ///< ASCII snake_case
    Text name;
    PlaceKind kind = PlaceKind::Town;
    std::string code;                  ///< statistical code of nine digits; may be empty
    std::vector<std::string> members;  ///< ids of the places that make it up (functional area, district)
    std::vector<std::string> hosts;    ///< ids of the towns it lies in (bases, parks without a code)
    std::optional<double> published_area_m2;
    std::string district;  ///< id of its 片区; may be empty
    std::string date;      ///< what the record describes; every base has one
    std::string note;
    Evidence evidence;
    std::vector<std::string> aliases;
    std::vector<GeometryOrigin>
        geometry_from;  ///< in order of preference; when none is at hand there is no geometry
    std::optional<PlaceOutline> outline;
    std::vector<PlaceRevision> revisions;  ///< by date
    std::vector<std::string> formerly;     ///< ids of earlier versions that became this place
};

/// Towns, and parks with a statistical code of their own: together they cover the city once.
bool tiles_the_city(const Place& place);

/// One published figure for several places together, where none of them has its own.
struct SharedArea {
    std::vector<std::string> places;
    double area_m2 = 0;
    std::string note;
    Evidence evidence;
};

struct Target {
    std::string id;
    Text name;
    std::string comparison;  ///< ">=", ">", "<="
    double value = 0;
    std::string unit;
    int year = 0;
    std::string clause;
};

struct Mechanism {
    std::string id;
    Text name;
    std::vector<Text> leads;
    std::vector<Text> measures;  ///< terms, not paragraphs
    std::string clause;
};

/// The plan lists none of these by name; says so instead of inventing them.
struct EmptyList {
    std::string what;  ///< "pilot_area"
    Text reason;
    std::string clause;
};

/// A cluster or place of an earlier version that this one gives up, and why. Nothing follows it.
struct Retired {
    std::string kind;  ///< "cluster", "place"
    std::string id;
    Text reason;
    std::string clause;
};

struct Plan {
    std::string id;  ///< a city and a year, "anyang-2030"
    Text title;
    Text issuer;
    std::string date;
    Evidence evidence;
    std::vector<Clause> clauses;
    std::vector<Cluster> clusters;  ///< in the order of the document; ClusterId is the position
    std::vector<Place> places;      ///< PlaceId is the position
    std::vector<Target> targets;
    std::vector<Mechanism> mechanisms;
    std::vector<EmptyList> empty_lists;
    std::vector<SharedArea> shared_areas;
    std::string previous;               ///< id of the version that this one continues; may be empty
    std::vector<Retired> retired;       ///< what of the previous version is given up
    std::vector<PolicyRules> own_rules; ///< whole topics that this version sets in place of layers/rules
    /// Criterion → clause, where the criteria were not written for this plan; nothing: they cite it themselves.
    std::optional<std::map<std::string, std::string>> criterion_clauses;

    std::optional<ClusterId> find_cluster(const std::string& id_or_name) const;
    std::optional<PlaceId> find_place(const std::string& id_code_or_name) const;  ///< id, code, name or alias
    const Clause* find_clause(const std::string& clause_id) const;
    const Cluster& cluster(ClusterId position) const { return clusters.at(position.index()); }
    const Place& place(PlaceId position) const { return places.at(position.index()); }
};

}  // namespace zonewright::model
