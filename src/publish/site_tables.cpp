#include <map>

#include "base/errors.h"
#include "geom/middle.h"
#include "publish/columns.h"
#include "publish/tables.h"

namespace zonewright::publish {
namespace {

using model::Site;

std::map<std::string, std::string> town_names(const RunView& run) {
    std::map<std::string, std::string> names;
    for (const model::Place& place : run.plan->places)
        if (!place.code.empty()) names.emplace(place.code, place.name.in(run.language));
    return names;
}

model::Value name_of(const std::map<std::string, std::string>& names, const std::string& code) {
    const auto found = names.find(code);
    return found == names.end() ? model::Value() : model::Value(found->second);
}

Area gross_of(const RunView& run, const Site& site) {
    Area gross;
    for (const model::ParcelId parcel : site.parcels) gross += run.parcels[parcel.index()].gross;
    return gross;
}

std::vector<Column<Site>> site_columns(const RunView& run, const std::map<std::string, std::string>& towns) {
    const Language language = run.language;
    const auto cluster = [&run](const Site& row) -> const model::Cluster& {
        return run.plan->cluster(row.cluster);
    };
    return {
        {text_field("id", "连片编号", "site id"), [](const Site& row) { return row.id; }},
        {text_field("town_code", "镇街代码", "town code"),
         [](const Site& row) { return text_or_null(row.town_code); }},
        {text_field("town_name", "镇街名称", "town"),
         [&towns](const Site& row) { return name_of(towns, row.town_code); }},
        {text_field("best_cluster", "最适宜产业", "best cluster"),
         [=](const Site& row) { return cluster(row).id; }},
        {text_field("cluster_name", "产业名称", "cluster name"),
         [=](const Site& row) { return cluster(row).name.in(language); }},
        {real_field("area_m2", "净面积（椭球）", "net area (ellipsoidal)", "m2"),
         [](const Site& row) { return m2_of(row.net); }},
        {real_field("area_mu", "净面积（亩）", "net area (mu)", "mu"),
         [](const Site& row) { return mu_of(row.net); }},
        {real_field("gross_m2", "毛面积（椭球）", "gross area (ellipsoidal)", "m2"),
         [&run](const Site& row) { return m2_of(gross_of(run, row)); }},
        {integer_field("parcel_count", "地块数", "parcels"),
         [](const Site& row) { return count_of(row.parcels.size()); }},
        {integer_field("owner_count", "权利人数", "owners"),
         [](const Site& row) { return std::int64_t{row.owner_count}; }},
        {text_field("centre", "中心地块", "centre parcel"),
         [&run](const Site& row) { return run.parcels[row.centre.index()].id; }},
        {real_field("redevelopment_share", "改造占比", "share of redevelopment"),
         [](const Site& row) { return score_of(row.redevelopment_share); }},
        {real_field("min_width_m", "最宽处（不跨道路的最大内切圆直径）", "widest place across no road (largest circle inside)", "m"),
         [](const Site& row) { return row.min_width_m; }},
        {real_field("rect_long_m", "内接矩形长（不跨道路）", "inscribed rectangle, across no road, long side", "m"),
         [](const Site& row) { return row.rectangle.long_m; }},
        {real_field("rect_short_m", "内接矩形宽（不跨道路）", "inscribed rectangle, across no road, short side", "m"),
         [](const Site& row) { return row.rectangle.short_m; }},
        {real_field("rect_x", "内接矩形中心横坐标", "inscribed rectangle, centre east", "m"),
         [](const Site& row) { return row.rectangle.centre.x; }},
        {real_field("rect_y", "内接矩形中心纵坐标", "inscribed rectangle, centre north", "m"),
         [](const Site& row) { return row.rectangle.centre.y; }},
        {real_field("rect_bearing_rad", "内接矩形长边方向", "inscribed rectangle, direction of its long side",
                    "rad"),
         [](const Site& row) { return row.rectangle.bearing_rad; }},
        {real_field("compactness", "紧凑度", "compactness"), [](const Site& row) { return row.compactness; }},
        {real_field("cost_yuan_per_m2", "单位成本", "cost per m2", "yuan_per_m2"),
         [](const Site& row) { return row.cost_yuan_per_m2; }},
        {real_field("marginal_yuan_per_m2", "边际价格", "price of one more m2 at the margin", "yuan_per_m2"),
         [](const Site& row) { return row.marginal_yuan_per_m2; }},
        {real_field("score", "适宜性得分", "score"), [](const Site& row) { return score_of(row.score); }},
        {real_field("gap", "最优性差距", "optimality gap"),
         [](const Site& row) { return score_of(row.gap); }},
        {text_field("stop", "求解结束原因", "why the search stopped"),
         [](const Site& row) { return model::to_string(row.stop); }},
        {text_field("blocks_larger", "不能更大的原因", "what keeps it from being larger"),
         [=](const Site& row) { return text_or_null(row.blocks_larger.in(language)); }},
    };
}

/// One parcel in one site.
struct Member {
    const Site* site = nullptr;
    const model::Parcel* parcel = nullptr;
};

geom::Geometry line_between(const RunView& run, const model::Link& link) {
    const auto from = geom::middle_of(run.parcels[link.a.index()].geometry),
               to = geom::middle_of(run.parcels[link.b.index()].geometry);
    if (!from || !to) return {};
    return geom::MultiLineString{{{*from, *to}}};
}

}  // namespace

model::FeatureTable site_table(const RunView& run) {
    model::FeatureTable table{
        "site", {"连片用地", "assembled sites"}, model::GeometryKind::Polygon, run.epsg, {}, {}};
    const auto towns = town_names(run);
    fill<Site>(table, site_columns(run, towns), run.sites,
               [](const Site& row) -> geom::Geometry { return row.geometry; });
    return table;
}

model::FeatureTable site_parcel_table(const RunView& run) {
    model::FeatureTable table{
        "site_parcel", {"连片用地的地块", "parcels of the sites"}, model::GeometryKind::None, 0, {}, {}};
    std::vector<Member> members;
    for (const Site& site : run.sites)
        for (const model::ParcelId parcel : site.parcels)
            members.push_back({&site, &run.parcels[parcel.index()]});
    const std::vector<Column<Member>> columns{
        {text_field("site_id", "连片编号", "site id"), [](const Member& row) { return row.site->id; }},
        {text_field("parcel_id", "地块编号", "parcel id"), [](const Member& row) { return row.parcel->id; }},
    };
    fill<Member>(table, columns, members);
    return table;
}

model::FeatureTable link_table(const RunView& run) {
    model::FeatureTable table{
        "link", {"地块相邻关系", "links between parcels"}, model::GeometryKind::Line, run.epsg, {}, {}};
    using model::Link;
    const std::vector<Column<Link>> columns{
        {text_field("parcel_a", "地块甲", "parcel a"),
         [&run](const Link& row) { return run.parcels[row.a.index()].id; }},
        {text_field("parcel_b", "地块乙", "parcel b"),
         [&run](const Link& row) { return run.parcels[row.b.index()].id; }},
        {text_field("reason", "相邻方式", "reason"),
         [](const Link& row) { return model::to_string(row.reason); }},
        {real_field("gap_m", "间隔宽度", "gap", "m"), [](const Link& row) { return row.gap_m; }},
        {real_field("frontage_m", "相对边长", "frontage", "m"),
         [](const Link& row) { return row.frontage_m; }},
    };
    fill<Link>(table, columns, run.graph->links, [&run](const Link& row) { return line_between(run, row); });
    return table;
}

model::FeatureTable allocation_table(const RunView& run) {
    model::FeatureTable table{
        "allocation", {"用地配置", "allocation"}, model::GeometryKind::Polygon, run.epsg, {}, {}};
    const auto towns = town_names(run);
    using Unit = model::AllocatedUnit;
    for (const Unit& unit : run.allocation->units)
        if (unit.unit >= run.offered.size())
            throw InternalError({.thing = "allocation", .value = "a unit that was not offered"});
    const auto offered = [&run](const Unit& row) -> const OfferedLand& { return run.offered[row.unit]; };
    const Language language = run.language;
    const auto cluster = [&run](const Unit& row) -> const model::Cluster& {
        return run.plan->cluster(row.cluster);
    };
    const std::vector<Column<Unit>> columns{
        {text_field("id", "用地编号", "id"), [=](const Unit& row) { return offered(row).unit->id; }},
        {text_field("unit_kind", "用地类型", "kind of unit"),
         [=](const Unit& row) { return offered(row).kind; }},
        {text_field("cluster_id", "产业", "cluster"), [=](const Unit& row) { return cluster(row).id; }},
        {text_field("cluster_name", "产业名称", "cluster name"),
         [=](const Unit& row) { return cluster(row).name.in(language); }},
        {text_field("town_code", "镇街代码", "town code"),
         [=](const Unit& row) { return text_or_null(offered(row).unit->town_code); }},
        {text_field("town_name", "镇街名称", "town"),
         [&, offered](const Unit& row) { return name_of(towns, offered(row).unit->town_code); }},
        {real_field("area_m2", "配置面积（椭球）", "allocated area (ellipsoidal)", "m2"),
         [](const Unit& row) { return m2_of(row.area); }},
        {real_field("area_mu", "配置面积（亩）", "allocated area (mu)", "mu"),
         [](const Unit& row) { return mu_of(row.area); }},
        {real_field("score", "适宜性得分", "score"), [](const Unit& row) { return score_of(row.score); }},
    };
    fill<Unit>(table, columns, run.allocation->units, [=](const Unit& row) -> geom::Geometry {
        return offered(row).geometry == nullptr ? geom::Geometry() : geom::Geometry(*offered(row).geometry);
    });
    return table;
}

model::FeatureTable balance_table(const RunView& run) {
    model::FeatureTable table{
        "balance", {"供需平衡表", "supply against demand"}, model::GeometryKind::None, 0, {}, {}};
    using Row = model::ClusterBalance;
    const Language language = run.language;
    const auto cluster = [&run](const Row& row) -> const model::Cluster& {
        return run.plan->cluster(row.cluster);
    };
    const std::vector<Column<Row>> columns{
        {text_field("cluster_id", "产业", "cluster"), [=](const Row& row) { return cluster(row).id; }},
        {text_field("cluster_name", "产业名称", "cluster name"),
         [=](const Row& row) { return cluster(row).name.in(language); }},
        {real_field("demand_m2", "需求面积", "demand", "m2"),
         [](const Row& row) { return m2_of(row.demand); }},
        {real_field("eligible_m2", "可供面积", "eligible", "m2"),
         [](const Row& row) { return m2_of(row.eligible); }},
        {real_field("allocated_m2", "配置面积", "allocated", "m2"),
         [](const Row& row) { return m2_of(row.allocated); }},
        {real_field("shortfall_m2", "缺口面积", "shortfall", "m2"),
         [](const Row& row) { return m2_of(row.shortfall); }},
        {real_field("shortfall_mu", "缺口（亩）", "shortfall (mu)", "mu"),
         [](const Row& row) { return mu_of(row.shortfall); }},
        {real_field("price", "再增一亩的代价", "shadow price", "score_per_mu"),
         [](const Row& row) { return score_of(row.price_per_mu); }},
    };
    fill<Row>(table, columns, run.allocation->balances);
    return table;
}

}  // namespace zonewright::publish
