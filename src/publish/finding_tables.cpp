#include "geom/middle.h"
#include "publish/columns.h"
#include "publish/tables.h"

namespace zonewright::publish {
namespace {

using model::Finding;

struct Numbered {
    std::int64_t number = 0;
    const Finding* finding = nullptr;
};

std::vector<Column<Numbered>> finding_columns(Language language) {
    using Row = Numbered;
    return {
        {integer_field("number", "序号", "number"), [](const Row& row) { return row.number; }},
        {text_field("source", "数据源", "source"),
         [](const Row& row) { return text_or_null(row.finding->source); }},
        {text_field("rule", "规则", "rule"), [](const Row& row) { return row.finding->rule; }},
        {text_field("severity", "严重程度", "severity"),
         [](const Row& row) { return model::to_string(row.finding->severity); }},
        {text_field("feature", "要素", "feature"),
         [](const Row& row) { return text_or_null(row.finding->feature); }},
        {text_field("message", "问题", "message"),
         [=](const Row& row) { return row.finding->message.in(language); }},
        {text_field("fix", "处理建议", "fix"), [=](const Row& row) { return row.finding->fix.in(language); }},
        {text_field("message_en", "问题（英文）", "message in English"),
         [](const Row& row) { return text_or_null(row.finding->message.en); }},
        {real_field("area_m2", "面积（椭球）", "area (ellipsoidal)", "m2"),
         [](const Row& row) {
             return row.finding->area_m2 > 0 ? model::Value(row.finding->area_m2) : model::Value();
         }},
    };
}

std::vector<Numbered> numbered(const RunView& run) {
    std::vector<Numbered> rows;
    for (const Finding& finding : run.findings)
        rows.push_back({static_cast<std::int64_t>(rows.size() + 1), &finding});
    return rows;
}

}  // namespace

model::FeatureTable finding_table(const RunView& run) {
    model::FeatureTable table{
        "finding", {"数据质量问题", "findings"}, model::GeometryKind::Point, run.epsg, {}, {}};
    fill<Numbered>(table, finding_columns(run.language), numbered(run),
                   [](const Numbered& row) -> geom::Geometry {
                       const auto middle = geom::middle_of(row.finding->geometry);
                       return middle ? geom::Geometry(geom::MultiPoint{{*middle}}) : geom::Geometry();
                   });
    return table;
}

model::FeatureTable finding_area_table(const RunView& run) {
    model::FeatureTable table{"finding_area",
                              {"数据质量问题的范围", "land concerned by findings"},
                              model::GeometryKind::Polygon,
                              run.epsg,
                              {},
                              {}};
    std::vector<Numbered> rows = numbered(run);
    std::erase_if(rows, [](const Numbered& row) {
        return !std::holds_alternative<geom::MultiPolygon>(row.finding->geometry);
    });
    fill<Numbered>(table, finding_columns(run.language), rows,
                   [](const Numbered& row) { return row.finding->geometry; });
    return table;
}

std::vector<model::FeatureTable> tables_of(const RunView& run) {
    std::vector<model::FeatureTable> tables;
    const bool zoned = run.zones != nullptr;
    if (zoned) tables.push_back(zone_table(run));
    if (!run.constraints.empty()) tables.push_back(exclusion_table(run));
    if (!run.parcels.empty()) tables.push_back(parcel_table(run));
    if (run.graph != nullptr) tables.push_back(link_table(run));
    if (run.graph != nullptr) tables.push_back(site_table(run));
    if (run.allocation != nullptr) tables.push_back(allocation_table(run));
    if (zoned) tables.push_back(place_table(run));
    if (zoned) tables.push_back(town_table(run));
    tables.push_back(finding_area_table(run));
    tables.push_back(finding_table(run));
    if (run.graph != nullptr) tables.push_back(site_parcel_table(run));
    if (run.supply != nullptr) tables.push_back(waterfall_table(run));
    if (run.allocation != nullptr) tables.push_back(balance_table(run));
    return tables;
}

}  // namespace zonewright::publish
