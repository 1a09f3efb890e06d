#include <algorithm>

#include "base/spelling.h"
#include "publish/columns.h"
#include "publish/tables.h"

namespace zonewright::publish {
namespace {

using model::Territory;

std::vector<Column<Territory>> territory_columns(const model::Plan& plan, Language language) {
    const auto place = [&plan](const Territory& row) -> const model::Place& { return plan.place(row.place); };
    return {
        {text_field("id", "标识", "id"), [=](const Territory& row) { return place(row).id; }},
        {text_field("code", "代码", "code"),
         [=](const Territory& row) { return text_or_null(place(row).code); }},
        {text_field("name", "名称", "name"),
         [=](const Territory& row) { return place(row).name.in(language); }},
        {text_field("name_en", "英文名称", "English name"),
         [=](const Territory& row) { return text_or_null(place(row).name.en); }},
        {text_field("kind", "类型", "kind"),
         [=](const Territory& row) { return model::to_string(place(row).kind); }},
        {text_field("district", "片区", "district"),
         [=](const Territory& row) { return text_or_null(place(row).district); }},
        {text_field("status", "边界状态", "boundary status"),
         [](const Territory& row) { return model::to_string(row.status); }},
        {text_field("origin", "边界来源", "origin of the boundary"),
         [=](const Territory& row) { return text_or_null(row.origin.in(language)); }},
        {real_field("area_m2", "面积（椭球）", "area (ellipsoidal)", "m2"),
         [](const Territory& row) { return m2_of(row.area); }},
        {real_field("published_m2", "公布面积", "published area", "m2"),
         [=](const Territory& row) { return value_or_null(place(row).published_area_m2); }},
        {text_field("source", "资料出处", "source"),
         [=](const Territory& row) { return text_or_null(place(row).evidence.source); }},
        {text_field("date", "资料日期", "date"),
         [=](const Territory& row) { return text_or_null(place(row).date); }},
    };
}

model::FeatureTable territories(const RunView& run, std::string name, Text title, bool only_towns) {
    model::FeatureTable table{
        std::move(name), std::move(title), model::GeometryKind::Polygon, run.epsg, {}, {}};
    std::vector<Territory> chosen;
    for (const Territory& territory : run.zones->territories)
        if (!only_towns || model::tiles_the_city(run.plan->place(territory.place)))
            chosen.push_back(territory);
    fill<Territory>(table, territory_columns(*run.plan, run.language), chosen,
                    [](const Territory& row) -> geom::Geometry { return row.geometry; });
    return table;
}

std::string names_of(const std::vector<Text>& names, Language language) {
    std::vector<std::string> words;
    words.reserve(names.size());
    for (const Text& name : names) words.push_back(name.in(language));
    return joined(words, "、");
}

std::vector<Column<model::Zone>> zone_columns(const model::Plan& plan, Language language) {
    using model::Zone;
    const auto cluster = [&plan](const Zone& row) -> const model::Cluster& {
        return plan.cluster(row.cluster);
    };
    const auto place = [&plan](const Zone& row) -> const model::Place& { return plan.place(row.place); };
    return {
        {text_field("cluster_id", "产业", "cluster"), [=](const Zone& row) { return cluster(row).id; }},
        {text_field("cluster_name", "产业名称", "cluster name"),
         [=](const Zone& row) { return cluster(row).name.in(language); }},
        {text_field("kind", "产业类别", "kind"),
         [=](const Zone& row) { return model::to_string(cluster(row).kind); }},
        {text_field("place_id", "地方", "place"), [=](const Zone& row) { return place(row).id; }},
        {text_field("place_name", "地方名称", "place name"),
         [=](const Zone& row) { return place(row).name.in(language); }},
        {text_field("place_kind", "地方类型", "kind of place"),
         [=](const Zone& row) { return model::to_string(place(row).kind); }},
        {text_field("clause", "依据条目", "clause"),
         [=](const Zone& row) { return text_or_null(cluster(row).clause); }},
        {text_field("lead", "牵头部门", "lead department"),
         [=](const Zone& row) { return text_or_null(names_of(cluster(row).leads, language)); }},
        {integer_field("open_list", "名单开放（等）", "open list"),
         [=](const Zone& row) { return std::int64_t{cluster(row).open_list ? 1 : 0}; }},
        {text_field("status", "边界状态", "boundary status"),
         [](const Zone& row) { return model::to_string(row.status); }},
        {real_field("area_m2", "面积（椭球）", "area (ellipsoidal)", "m2"),
         [](const Zone& row) { return m2_of(row.area); }},
        {real_field("area_mu", "面积（亩）", "area (mu)", "mu"),
         [](const Zone& row) { return mu_of(row.area); }},
    };
}

std::vector<ExclusionPiece> with_unchecked(const RunView& run) {
    std::vector<ExclusionPiece> rows(run.exclusions.begin(), run.exclusions.end());
    for (std::size_t i = 0; i < run.constraints.size(); ++i)
        if (!run.constraints[i].checked) rows.push_back({i, nullptr, {}});
    std::ranges::stable_sort(rows, {}, &ExclusionPiece::layer);
    return rows;
}

}  // namespace

model::FeatureTable town_table(const RunView& run) {
    return territories(run, "town", {"镇街（园区）", "towns"}, true);
}

model::FeatureTable place_table(const RunView& run) {
    return territories(run, "place", {"规划地方（镇街、园区、片区、基地）", "places of the plan"}, false);
}

model::FeatureTable zone_table(const RunView& run) {
    model::FeatureTable table{
        "zone", {"产业分区", "industrial zones"}, model::GeometryKind::Polygon, run.epsg, {}, {}};
    fill<model::Zone>(table, zone_columns(*run.plan, run.language), run.zones->zones,
                      [](const model::Zone& row) -> geom::Geometry { return row.geometry; });
    return table;
}

model::FeatureTable exclusion_table(const RunView& run) {
    model::FeatureTable table{
        "exclusion", {"禁止占用的土地", "excluded land"}, model::GeometryKind::Polygon, run.epsg, {}, {}};
    const auto layer = [&run](const ExclusionPiece& row) -> const model::ConstraintLayer& {
        return run.constraints[row.layer];
    };
    const Language language = run.language;
    using Piece = ExclusionPiece;
    const std::vector<Column<Piece>> columns{
        {text_field("constraint_id", "约束", "constraint"),
         [=](const Piece& row) { return layer(row).rule.id; }},
        {text_field("title", "约束名称", "title"),
         [=](const Piece& row) { return layer(row).rule.title.in(language); }},
        {text_field("legal_basis", "法律依据", "legal basis"),
         [=](const Piece& row) { return text_or_null(layer(row).rule.legal_basis); }},
        {text_field("confidence", "依据可信度", "confidence"),
         [=](const Piece& row) { return model::to_string(layer(row).rule.evidence.confidence); }},
        {integer_field("checked", "已核查", "checked"),
         [=](const Piece& row) { return std::int64_t{layer(row).checked ? 1 : 0}; }},
        {text_field("unchecked_reason", "未核查原因", "why not checked"),
         [=](const Piece& row) { return text_or_null(layer(row).unchecked_reason.in(language)); }},
        {real_field("area_m2", "面积（椭球）", "area (ellipsoidal)", "m2"),
         [](const Piece& row) { return row.geometry == nullptr ? model::Value() : m2_of(row.area); }},
        {real_field("area_mu", "面积（亩）", "area (mu)", "mu"),
         [](const Piece& row) { return row.geometry == nullptr ? model::Value() : mu_of(row.area); }},
    };
    fill<Piece>(table, columns, with_unchecked(run), [](const Piece& row) -> geom::Geometry {
        return row.geometry == nullptr ? geom::Geometry() : geom::Geometry(*row.geometry);
    });
    return table;
}

}  // namespace zonewright::publish
