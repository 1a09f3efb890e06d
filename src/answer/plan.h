// What does the plan say, and what of it has reached the ground?
//
// Two questions about the policy document as data; every line carries its clause. A place that a list does not
// name is "not listed", never "unfit". Versions are named by their id in layers/plans or by a folder that holds a
// plan.toml; the newest one is taken where none is named. Errors: InputError for an unknown version, cluster or
// place, and for files of the plan that are wrong. Cost: reads the plan; coverage of a study also reads its sources
// of the roles town and place, and writes nothing.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/evidence.h"
#include "model/plan.h"

namespace zonewright::answer {

struct PlanShowQuestion {
    std::string plan;
    std::string cluster, place;  ///< at most one of them; none: the whole plan
};
Declaration declared(PlanShowQuestion& question);

/// How a cluster comes to concern a place.
struct PlanListing {
    std::string cluster;
    Text cluster_name;
    std::string clause;
    std::string through;  ///< id of the place that the cluster names; the place itself when named
    Text through_name;
    bool named = false;   ///< itself, not through a place around it
};

struct PlanShowAnswer : Remarks {
    model::Plan plan;                        ///< with the names of everything below
    std::optional<model::ClusterId> cluster;  ///< the one asked for
    std::optional<model::PlaceId> place;      ///< the one asked for
    std::vector<PlanListing> listed;          ///< of the place
};
PlanShowAnswer answer(const PlanShowQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanShowAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanShowAnswer*);

struct PlanCoverageQuestion {
    std::filesystem::path study;   ///< may be empty: the plan alone
    std::string plan;              ///< not with a study, which names its own
    std::filesystem::path table;   ///< what people state of the ten ones (CSV, XLSX); may be empty
    std::filesystem::path output;  ///< folder for the matrix as workbook and picture, and the features as a layer
    Language language = Language::Zh;
};
Declaration declared(PlanCoverageQuestion& question);

/// A place that clusters name, and where its boundary may come from, the best first.
struct NamedPlace {
    std::string place;
    Text name;
    std::vector<std::string> clusters;
    std::vector<model::GeometryOrigin> geometry_from;
};

struct OpenPoint {
    std::string clause;  ///< may be empty
    std::string what;    ///< id of what is open
    Text text;
};

/// A place of a cluster in a study.
struct LocatedPlace {
    std::string place;
    Text name;
    std::optional<model::GeometryStatus> status;  ///< nothing: no boundary
    std::optional<Area> area;
    std::optional<Text> origin;  ///< which source or rule gave the boundary
};

struct ClusterCoverage {
    std::string cluster;
    Text name;
    std::string clause;
    std::size_t named = 0, located = 0;
    std::vector<LocatedPlace> places;
};

/// A feature behind a cell of the matrix.
struct CoveredFeature {
    std::string source, name, state, town;
    std::optional<double> x, y;  ///< metres on the study's plane
};

/// One of the ten ones of a cluster.
struct CoveredItem {
    std::string item;
    Text title;
    std::string state;  ///< "done", "under_way", "missing", "unknown"
    Text basis;         ///< what that rests on
    std::string note;
    bool contradicted = false;  ///< people and sources do not agree
    std::vector<CoveredFeature> features;
};

/// "已有（3）": its state, how many features, ※ where people and sources disagree.
Text words_of_item(const CoveredItem& item);

struct CoveredCluster {
    std::string cluster;
    Text name;
    std::size_t done = 0, under_way = 0, missing = 0, unknown = 0;
    std::vector<CoveredItem> items;
};

struct PlanCoverageAnswer : Remarks {
    std::string plan;
    // Without a study.
    std::optional<std::vector<NamedPlace>> named_places;
    std::optional<std::vector<OpenPoint>> open;
    // With a study.
    std::optional<std::vector<ClusterCoverage>> clusters;
    std::optional<std::vector<std::string>> without_geometry;  ///< ids
    std::vector<Text> without_geometry_names;
    std::vector<CoveredCluster> ten_ones;  ///< cluster × item
};
PlanCoverageAnswer answer(const PlanCoverageQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanCoverageAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanCoverageAnswer*);

}  // namespace zonewright::answer
