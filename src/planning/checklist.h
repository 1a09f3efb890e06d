// Of the "ten ones" (十个一, clause 3.2 of the plan that has them), what has each cluster, and how is that known?
//
// An item that the plan ties to a role (plan.toml: role, where) is shown by sources of that role: a feature of the cluster
// that is built counts as done, one that is planned or being built as under way, none as missing, and a source that the
// study does not have as unknown. What people state, in a table of their own or in the file of the cluster, goes before
// what sources show; where the two speak against each other the cell says so. Items without a role are known from people
// alone. Coordinates are metres on the study's plane. O(clusters × items × features).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"
#include "model/plan.h"
#include "model/source_set.h"
#include "model/town.h"

namespace zonewright::planning {

enum class ItemState { Done, UnderWay, Missing, Unknown };
std::string to_string(ItemState state);  // "done", "under_way", "missing", "unknown"
Text title_of(ItemState state);

/// A feature behind a cell.
struct ItemFeature {
    std::string role;    ///< of its source
    std::string name;    ///< as the source writes it; "#12" where it has none
    ItemState state = ItemState::Done;
    std::optional<geom::Point> at;
    std::string town_code;  ///< empty: in no town
};

struct ItemCell {
    model::ClusterId cluster;
    std::size_t item = 0;  ///< position in Cluster::checklist
    ItemState state = ItemState::Unknown;
    Text basis;        ///< what the state rests on
    std::string note;  ///< of the people who stated it
    bool contradicted = false;  ///< people and sources do not agree
    std::vector<ItemFeature> features;
};

/// A row of the table that people keep.
struct StatedItem {
    std::string cluster, item;  ///< ids
    std::string status;         ///< "yes", "under_way", "no", "unknown"
    std::string note;
};

/// Clusters in plan order, their items in the order of the plan. Throws InputError when a source lacks a field that an
/// item is filtered by.
std::vector<ItemCell> checklist_cells(const model::Plan& plan, const model::SourceSet& sources,
                                      std::span<const model::Town> towns, std::span<const StatedItem> stated);

}  // namespace zonewright::planning
