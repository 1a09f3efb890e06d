#include "supply/size_structure.h"

#include <map>

#include "base/errors.h"

namespace zonewright::supply {
namespace {

using Memberships = std::vector<std::vector<std::string>>;

struct GroupTitle {
    std::string id;
    Text title;
};

class Structure {
public:
    Structure(const SizeStructureInput& input, const Progress& progress)
        : input_(input), progress_(progress), parcel_count_(input.market.parcels.size()) {}

    SizeGrouping by_class() const {
        std::vector<GroupTitle> titles;
        if (const model::RuleValue* order = input_.class_titles.find("order"))
            for (const std::string& id : order->words) {
                const model::RuleValue* rule = input_.class_titles.find(id);
                titles.push_back({id, rule == nullptr ? Text{id, id} : rule->title});
            }
        Memberships members(parcel_count_);
        for (std::size_t i = 0; i < parcel_count_; ++i)
            members[i] = {input_.market.statement.parcels[i].supply_class};
        return table({"supply_class", {"供应类型", "supply class"}, true, {}, {}}, titles, members);
    }

    SizeGrouping by_cluster() const {
        std::vector<GroupTitle> titles;
        Memberships members(parcel_count_);
        const auto& clusters = input_.market.suitability.clusters;
        for (std::size_t c = 0; c < clusters.size(); ++c) {
            const model::Cluster& cluster = input_.plan.cluster(clusters[c].cluster);
            titles.push_back({cluster.id, cluster.name});
            for (std::size_t i = 0; i < parcel_count_; ++i)
                if (input_.market.suitable(i, c)) members[i].push_back(cluster.id);
        }
        return table({"cluster", {"适宜的产业集群", "cluster it suits"}, false, {}, {}}, titles, members);
    }

    SizeGrouping by_industrial_line() const {
        SizeGrouping grouping{"industrial_line", {"工业保护线", "industrial line"}, true, {}, {}};
        const model::FeatureTable* line = input_.sources.find("industrial_line");
        if (line == nullptr) {
            grouping.unchecked_reason = {"没有角色 industrial_line 的数据源",
                                         "no source of role industrial_line"};
            return grouping;
        }
        std::vector<geom::MultiPolygon> polygons;
        for (const model::Feature& feature : line->features)
            if (const auto* surface = std::get_if<geom::MultiPolygon>(&feature.geometry))
                polygons.push_back(*surface);
        const std::vector<double> shares = shares_inside(input_.market.parcels, polygons, progress_);
        Memberships members(parcel_count_);
        for (std::size_t i = 0; i < parcel_count_; ++i)
            members[i] = {mostly(shares[i]) ? "inside" : "outside"};
        return table(std::move(grouping),
                     {{"inside", {"工业保护线内", "inside"}}, {"outside", {"工业保护线外", "outside"}}},
                     members);
    }

    SizeGrouping by_base() const {
        SizeGrouping grouping{"base", {"战略性新兴产业基地", "strategic-industry base"}, false, {}, {}};
        std::vector<GroupTitle> titles;
        Memberships members(parcel_count_);
        for (const model::Territory& territory : input_.zones.territories) {
            const model::Place& place = input_.plan.place(territory.place);
            if (place.kind != model::PlaceKind::Base) continue;
            titles.push_back({place.id, place.name});
            const std::vector<double> shares =
                shares_inside(input_.market.parcels, {territory.geometry}, progress_);
            for (std::size_t i = 0; i < parcel_count_; ++i)
                if (mostly(shares[i])) members[i].push_back(place.id);
        }
        if (titles.empty())
            grouping.unchecked_reason = {"没有基地的边界（角色 place）",
                                         "no boundary of a base (role place)"};
        return table(std::move(grouping), titles, members);
    }

private:
    static bool mostly(double share) { return share > 0.5; }

    SizeGrouping table(SizeGrouping grouping, const std::vector<GroupTitle>& titles,
                       Memberships members) const {
        if (!input_.town_code.empty())
            for (std::size_t i = 0; i < parcel_count_; ++i)
                if (input_.market.parcels[i].town_code != input_.town_code) members[i].clear();
        std::map<std::string, std::vector<SizeRow>> rows;
        for (SizeRow& row : breakdown(input_.market.statement, members, input_.sizes))
            rows[row.group].push_back(std::move(row));
        for (const GroupTitle& title : titles) {
            auto& of_group = rows[title.id];
            if (of_group.empty())
                for (const SizeClass& size : input_.sizes) of_group.push_back({title.id, size.id, 0, {}});
            grouping.groups.push_back({title.id, title.title, of_group});
        }
        check_sum(grouping);
        return grouping;
    }

    void check_sum(const SizeGrouping& grouping) const {
        if (!grouping.adds_up || !grouping.unchecked_reason.zh.empty()) return;
        Area whole, parts;
        for (std::size_t i = 0; i < parcel_count_; ++i)
            if (input_.town_code.empty() || input_.market.parcels[i].town_code == input_.town_code)
                whole += input_.market.statement.parcels[i].net;
        for (const SizeGroup& group : grouping.groups)
            for (const SizeRow& row : group.rows) parts += row.net;
        if (parts != whole)
            throw InternalError({.thing = "size structure by " + grouping.id,
                                 .value = fmt::format("{:.2f} m²", parts.m2()),
                                 .expected = fmt::format("{:.2f} m²", whole.m2()),
                                 .advice = both("请报告此问题", "please report this")});
    }

    const SizeStructureInput& input_;
    const Progress& progress_;
    std::size_t parcel_count_;
};

}  // namespace

std::vector<SizeGrouping> size_structure(const SizeStructureInput& input, const Progress& progress) {
    const Structure structure(input, progress);
    return {structure.by_class(), structure.by_cluster(), structure.by_industrial_line(),
            structure.by_base()};
}

}  // namespace zonewright::supply
