#include "planning/checklist.h"

#include <algorithm>

#include "geom/middle.h"
#include "model/feature_filter.h"
#include "planning/town_lookup.h"

namespace zonewright::planning {
namespace {

/// "planned", "under_way" are not there yet; anything else that a source lists is.
ItemState state_of_feature(const model::FeatureTable& table, const model::Feature& feature) {
    const auto field = table.find_field("status");
    const std::string word = field ? model::text_of(feature.values.at(*field)) : std::string();
    return word == "planned" || word == "under_way" ? ItemState::UnderWay : ItemState::Done;
}

std::string name_in(const model::FeatureTable& table, const model::Feature& feature) {
    const auto field = table.find_field("name");
    const std::string name = field ? model::text_of(feature.values.at(*field)) : std::string();
    return name.empty() ? fmt::format("#{}", feature.fid) : name;
}

std::optional<ItemState> state_said(const std::string& status) {
    if (status == "yes") return ItemState::Done;
    if (status == "under_way") return ItemState::UnderWay;
    if (status == "no") return ItemState::Missing;
    return std::nullopt;
}

class Checklist {
public:
    Checklist(const model::SourceSet& sources, std::span<const model::Town> towns, std::span<const StatedItem> stated)
        : sources_(sources), towns_(towns), lookup_(towns), stated_(stated) {}

    ItemCell cell(const model::Cluster& cluster, model::ClusterId id, std::size_t position) const {
        const model::ChecklistItem& item = cluster.checklist[position];
        ItemCell cell{.cluster = id, .item = position, .basis = {}, .note = item.note, .features = {}};
        const std::optional<ItemState> shown = show(cluster, item, cell);
        const StatedItem* row = row_of(cluster, item);
        const std::optional<ItemState> said = state_said(row ? row->status : item.status);
        if (row && !row->note.empty()) cell.note = row->note;
        if (said) {
            cell.state = *said;
            cell.contradicted = shown && (*said == ItemState::Missing) != (*shown == ItemState::Missing);
            const Text by = row ? Text("使用者的表", "the table that people keep") : Text("集群文件", "the file of the cluster");
            cell.basis = cell.contradicted ? both("{}；与数据源不符（{}）", "{}; the source says otherwise ({})", by, cell.basis) : by;
        } else if (shown) {
            cell.state = *shown;
        }
        return cell;
    }

private:
    const StatedItem* row_of(const model::Cluster& cluster, const model::ChecklistItem& item) const {
        for (const StatedItem& row : stated_)
            if (is_called(cluster, row.cluster) && row.item == item.id) return &row;
        return nullptr;
    }

    /// What the sources show; nothing where none of them could.
    std::optional<ItemState> show(const model::Cluster& cluster, const model::ChecklistItem& item, ItemCell& cell) const {
        if (item.role.empty()) {
            cell.basis = {"只能由人填写", "to be stated by people"};
            return std::nullopt;
        }
        const model::FeatureTable* table = sources_.find(item.role);
        if (table == nullptr) {
            cell.basis = both("没有 {} 数据源", "no source of role {}", item.role);
            return std::nullopt;
        }
        model::FeatureFilter filter = item.where;
        filter["cluster"] = {std::string(model::cluster_placeholder)};
        ItemState best = ItemState::Missing;
        for (const model::Feature* feature : model::filtered(*table, filter, model::names_in_data(cluster))) {
            cell.features.push_back(feature_in(*table, *feature, item.role));
            best = std::min(best, cell.features.back().state);
        }
        cell.basis = both("{} 数据源：{} 个", "source of role {}: {}", item.role, cell.features.size());
        return best;
    }

    ItemFeature feature_in(const model::FeatureTable& table, const model::Feature& feature, const std::string& role) const {
        ItemFeature found{role, name_in(table, feature), state_of_feature(table, feature), geom::middle_of(feature.geometry), {}};
        if (found.at)
            if (const auto town = lookup_.at(*found.at)) found.town_code = towns_[*town].code;
        return found;
    }

    const model::SourceSet& sources_;
    std::span<const model::Town> towns_;
    TownLookup lookup_;
    std::span<const StatedItem> stated_;
};

}  // namespace

std::string to_string(ItemState state) {
    switch (state) {
        case ItemState::Done:
            return "done";
        case ItemState::UnderWay:
            return "under_way";
        case ItemState::Missing:
            return "missing";
        case ItemState::Unknown:
            return "unknown";
    }
    return {};
}

Text title_of(ItemState state) {
    switch (state) {
        case ItemState::Done:
            return {"已有", "done"};
        case ItemState::UnderWay:
            return {"推进中", "under way"};
        case ItemState::Missing:
            return {"尚无", "missing"};
        case ItemState::Unknown:
            return {"未知", "unknown"};
    }
    return {};
}

std::vector<ItemCell> checklist_cells(const model::Plan& plan, const model::SourceSet& sources,
                                      std::span<const model::Town> towns, std::span<const StatedItem> stated) {
    const Checklist checklist(sources, towns, stated);
    std::vector<ItemCell> cells;
    for (std::size_t k = 0; k < plan.clusters.size(); ++k)
        for (std::size_t i = 0; i < plan.clusters[k].checklist.size(); ++i)
            cells.push_back(checklist.cell(plan.clusters[k], model::ClusterId(k), i));
    return cells;
}

}  // namespace zonewright::planning
