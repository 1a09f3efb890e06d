// What changed between two versions of the plan, and what does that do to a study?
//
// Clusters, places, leads, directions, bases, rules: one line each with its clause. With a study also the effect: land
// from→to (the table closes within each group of clusters that continue each other), parcels from class to class of
// suitability, sites kept, lost and gained, demand, allocation and shortfall. Both versions are computed on the study's
// sources; stages that the change does not touch are taken from the study (`stages` says which). Nothing of the study's
// results changes; what the other version needs is kept below <study>/out/.cache/plans. Areas are statutory, coordinates
// on the study's plane in metres. Errors: InputError for an unknown version, for files of the plan that are wrong, for a
// study that cannot be read, for a scenario that names a cluster which is gone. Cost: reads both versions; with a study
// what has to be rated, assembled and allocated anew.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/compare.h"
#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::answer {

struct PlanDiffQuestion {
    std::string before, after;
    std::filesystem::path study;   ///< empty: the documents alone
    std::filesystem::path output;  ///< with a study: folder for the layer of changed land
    Language language = Language::Zh;
};
Declaration declared(PlanDiffQuestion& question);

struct PlanChangeLine {
    std::string kind;  ///< "added", "removed", "changed", "renamed", "merged", "split", "retired"
    std::string clause, item;
    Text what;
    std::string before, after;
};

/// Land listed for `from` in the earlier and for `to` in the later version; empty: for none of these clusters.
struct ListedLand {
    std::vector<std::string> from, to;
    std::vector<Text> from_names, to_names;
    Area area;
    bool changed = false;  ///< listed before and not after, or the other way round
};

/// Parcels of one class of suitability before and one after.
struct ClassMove {
    std::string from_class, to_class;  ///< an id of suitability_classes, "excluded", "no_data"; empty: no such cluster
    std::size_t parcels = 0;
    Area gross;
};

struct SiteMoves {
    std::size_t kept = 0, lost = 0, gained = 0;
    Area kept_net, lost_net, gained_net;
};

struct MetDemand {
    Area demand, allocated, shortfall;
};

/// A cluster and the one that continues it; one of the two is empty for a new or a dropped one.
struct ClusterEffect {
    std::string before, after;  ///< ids
    Text name;
    std::vector<ClassMove> classes;
    SiteMoves sites;
    std::optional<MetDemand> met_before, met_after;
};

struct StageUse {
    std::string id;
    bool reused = false;
    double seconds = 0;
};

struct PlanEffect {
    std::vector<ListedLand> zones;
    std::vector<ClusterEffect> clusters;
    std::vector<HandedLand> transfers;  ///< of the allocation, from→to
    std::vector<StageUse> stages;       ///< of the later version
    std::vector<Text> notes;            ///< what became of the study's demand
};

struct PlanDiffAnswer : Remarks {
    std::vector<PlanChangeLine> changes;
    std::optional<PlanEffect> effect;
};
PlanDiffAnswer answer(const PlanDiffQuestion& question, const Progress& progress);
nlohmann::ordered_json to_json(const PlanDiffAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const PlanDiffAnswer*);

}  // namespace zonewright::answer
