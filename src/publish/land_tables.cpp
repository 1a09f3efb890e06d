#include <map>

#include "base/errors.h"
#include "model/printed_waterfall.h"
#include "publish/columns.h"
#include "publish/tables.h"

namespace zonewright::publish {
namespace {

/// A parcel with what supply and suitability say about it.
struct ParcelRow {
    std::size_t position = 0;
    const model::Parcel* parcel = nullptr;
    const model::ParcelSupply* supply = nullptr;
};

bool is_excluded(const ParcelRow& row) {
    return row.supply != nullptr && row.supply->net.cm2 <= 0;
}

std::string status_of(const ParcelRow& row) {
    if (row.supply == nullptr) return "not_assessed";
    if (is_excluded(row)) return "excluded";
    return row.supply->net == row.supply->gross ? "admissible" : "partly_excluded";
}

std::vector<ParcelRow> parcel_rows(const RunView& run) {
    std::vector<ParcelRow> rows(run.parcels.size());
    if (run.supply != nullptr && run.supply->parcels.size() != run.parcels.size())
        throw InternalError({.thing = "parcel", .value = "supply and parcels differ in number"});
    for (std::size_t i = 0; i < rows.size(); ++i)
        rows[i] = {i, &run.parcels[i], run.supply == nullptr ? nullptr : &run.supply->parcels[i]};
    return rows;
}

std::vector<Column<ParcelRow>> recorded_columns(bool mask_owners) {
    using Row = ParcelRow;
    std::vector<Column<Row>> columns{
        {text_field("id", "地块编号", "parcel id"), [](const Row& row) { return row.parcel->id; }},
        {text_field("town_code", "镇街代码", "town code"),
         [](const Row& row) { return text_or_null(row.parcel->town_code); }},
        {text_field("town_name", "镇街名称", "town"),
         [](const Row& row) { return text_or_null(row.parcel->town_name); }},
        {text_field("owner", "权利人", "owner"),
         [](const Row& row) { return text_or_null(row.parcel->owner); }},
        {text_field("ownership", "权属性质", "ownership"),
         [](const Row& row) { return text_or_null(row.parcel->ownership); }},
        {text_field("land_use", "地类编码", "land class"),
         [](const Row& row) { return text_or_null(row.parcel->land_use); }},
        {text_field("use_name", "现状用途", "current use"),
         [](const Row& row) { return text_or_null(row.parcel->use_name); }},
        {text_field("tenure", "供应状态", "supply status"),
         [](const Row& row) { return text_or_null(row.parcel->tenure); }},
        {integer_field("year_built", "建成年代", "year built"),
         [](const Row& row) { return value_or_null(row.parcel->year_built); }},
        {real_field("recorded_m2", "登记面积", "recorded area", "m2"),
         [](const Row& row) { return value_or_null(row.parcel->recorded_area_m2); }},
    };
    if (mask_owners)
        std::erase_if(columns, [](const Column<Row>& column) { return column.field.name == "owner"; });
    return columns;
}

void add_supply_columns(const RunView& run, std::vector<Column<ParcelRow>>& columns) {
    using Row = ParcelRow;
    const auto supply = [](auto read) {
        return [read](const Row& row) {
            return row.supply == nullptr ? model::Value() : model::Value(read(*row.supply));
        };
    };
    columns.push_back(
        {text_field("status", "可用状态", "status"), [](const Row& row) { return status_of(row); }});
    columns.push_back({text_field("supply_class", "供应类型", "supply class"),
                       supply([](const auto& s) { return s.supply_class; })});
    columns.push_back({text_field("deciding_rule", "判定规则", "deciding rule"),
                       supply([](const auto& s) { return s.deciding_rule; })});
    columns.push_back({text_field("size_class", "规模分级", "size class"),
                       supply([](const auto& s) { return s.size_class; })});
    columns.push_back({real_field("gross_m2", "毛面积（椭球）", "gross area (ellipsoidal)", "m2"),
                       [](const Row& row) { return m2_of(row.parcel->gross); }});
    columns.push_back({real_field("excluded_m2", "扣减面积", "excluded area", "m2"),
                       supply([](const auto& s) { return (s.gross - s.net).m2(); })});
    columns.push_back({real_field("net_m2", "净面积（椭球）", "net area (ellipsoidal)", "m2"),
                       supply([](const auto& s) { return s.net.m2(); })});
    columns.push_back({real_field("net_mu", "净面积（亩）", "net area (mu)", "mu"),
                       supply([](const auto& s) { return mu_of(s.net); })});
    if (run.supply == nullptr) return;
    for (std::size_t k = 0; k < run.supply->steps.size(); ++k) {
        const model::DeductionStep& step = run.supply->steps[k];
        const auto taken = [k, checked = step.checked](const Row& row) {
            return checked && k < row.supply->taken.size() ? m2_of(row.supply->taken[k]) : model::Value();
        };
        columns.push_back({real_field("d_" + step.constraint_id + "_m2", "扣减：" + step.title.zh,
                                      "taken: " + step.title.en, "m2"),
                           taken});
    }
}

void add_score_columns(const RunView& run, std::vector<Column<ParcelRow>>& columns) {
    if (run.scores.empty()) return;
    if (run.scores.size() != run.plan->clusters.size())
        throw InternalError({.thing = "parcel", .value = "scores and clusters differ in number"});
    const auto best = [&run](const ParcelRow& row) -> std::optional<std::size_t> {
        std::optional<std::size_t> position;
        for (std::size_t c = 0; c < run.scores.size() && !is_excluded(row); ++c) {
            const double score = run.scores[c][row.position];
            if (std::isfinite(score) && (!position || score > run.scores[*position][row.position]))
                position = c;
        }
        return position;
    };
    columns.push_back(
        {text_field("best_cluster", "最适宜产业", "best cluster"), [&run, best](const ParcelRow& row) {
             const auto c = best(row);
             return c ? model::Value(run.plan->clusters[*c].id) : model::Value();
         }});
    columns.push_back(
        {real_field("best_score", "最高适宜性", "best score"), [&run, best](const ParcelRow& row) {
             const auto c = best(row);
             return c ? score_of(run.scores[*c][row.position]) : model::Value();
         }});
    for (std::size_t c = 0; c < run.scores.size(); ++c) {
        const model::Cluster& cluster = run.plan->clusters[c];
        columns.push_back(
            {real_field("s_" + cluster.id, "适宜性：" + cluster.name.zh, "suitability: " + cluster.name.en),
             [&run, c](const ParcelRow& row) {
                 return is_excluded(row) ? model::Value() : score_of(run.scores[c][row.position]);
             }});
    }
}

std::string all_or(const std::string& code) {
    return code.empty() ? "all" : code;
}

/// Position and title of a waterfall step: gross first, net last.
struct StepTitle {
    std::int64_t position = 0;
    Text title;
};

std::map<std::string, StepTitle> step_titles(const model::SupplyStatement& supply) {
    std::map<std::string, StepTitle> titles{{"gross", {0, {"毛面积", "gross"}}}};
    for (const model::DeductionStep& step : supply.steps)
        titles[step.constraint_id] = {static_cast<std::int64_t>(titles.size()), step.title};
    titles["net"] = {static_cast<std::int64_t>(titles.size()), {"扣除后净面积", "net of deductions"}};
    return titles;
}

}  // namespace

model::FeatureTable parcel_table(const RunView& run) {
    model::FeatureTable table{
        "parcel", {"工业地块", "industrial parcels"}, model::GeometryKind::Polygon, run.epsg, {}, {}};
    std::vector<Column<ParcelRow>> columns = recorded_columns(run.mask_owners);
    add_supply_columns(run, columns);
    add_score_columns(run, columns);
    fill<ParcelRow>(table, columns, parcel_rows(run),
                    [](const ParcelRow& row) -> geom::Geometry { return row.parcel->geometry; });
    return table;
}

model::FeatureTable waterfall_table(const RunView& run) {
    model::FeatureTable table{
        "waterfall", {"净供应瀑布表", "net-supply waterfall"}, model::GeometryKind::None, 0, {}, {}};
    const auto titles = step_titles(*run.supply);
    const Language language = run.language;
    std::map<std::string, std::string> town_names;
    for (const model::Place& place : run.plan->places)
        if (!place.code.empty()) town_names.emplace(place.code, place.name.in(language));
    using Row = model::WaterfallRow;
    const std::vector<Row>& rows = run.supply->rows;
    const std::vector<model::PrintedArea> closed = model::printed_rows(rows);
    const std::vector<Column<Row>> columns{
        {text_field("town_code", "镇街代码", "town code"),
         [](const Row& row) { return all_or(row.town_code); }},
        {text_field("town_name", "镇街名称", "town"),
         [&](const Row& row) {
             if (row.town_code.empty()) return model::Value(Text{"全市", "whole city"}.in(language));
             const auto found = town_names.find(row.town_code);
             return found == town_names.end() ? model::Value() : model::Value(found->second);
         }},
        {text_field("supply_class", "供应类型", "supply class"),
         [](const Row& row) { return all_or(row.supply_class); }},
        {text_field("size_class", "规模分级", "size class"),
         [](const Row& row) { return all_or(row.size_class); }},
        {integer_field("step_order", "序号", "order"),
         [&](const Row& row) { return titles.at(row.step).position; }},
        {text_field("step", "步骤", "step"), [](const Row& row) { return row.step; }},
        {text_field("step_title", "步骤名称", "step title"),
         [&](const Row& row) { return titles.at(row.step).title.in(language); }},
        {integer_field("checked", "已核查", "checked"),
         [](const Row& row) { return std::int64_t{row.checked ? 1 : 0}; }},
        {real_field("area_m2", "面积（椭球）", "area (ellipsoidal)", "m2"),
         [](const Row& row) { return row.checked ? m2_of(row.area) : model::Value(); }},
        {real_field("area_mu", "面积（亩）", "area (mu)", "mu"),
         [&](const Row& row) {
             return row.checked ? model::Value(closed[&row - rows.data()].mu) : model::Value();
         }},
    };
    fill<Row>(table, columns, rows);
    return table;
}

}  // namespace zonewright::publish
