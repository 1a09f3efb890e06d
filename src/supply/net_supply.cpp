#include "supply/net_supply.h"

#include <algorithm>
#include <optional>

#include "base/parallel.h"
#include "supply/claims.h"
#include "supply/classify.h"
#include "supply/deductions.h"
#include "supply/waterfall_rows.h"

namespace zonewright::supply {
namespace {

using model::DeductionStep;
using model::Parcel;
using model::ParcelSupply;

std::vector<DeductionStep> steps_of(const std::vector<model::ConstraintLayer>& layers) {
    std::vector<DeductionStep> steps = {
        {"parcel_overlap", {"与其他地块重叠", "overlap with another parcel"}, "", true, ""}};
    for (const model::ConstraintLayer& layer : layers)
        steps.push_back({layer.rule.id, layer.rule.title, layer.rule.legal_basis, layer.checked,
                         layer.checked ? Text() : layer.unchecked_reason});
    return steps;
}

/// Scales the sequence of what is left, so that the differences still add up: the whole becomes exactly the
/// record.
void scale(Deductions& cut, double recorded_m2) {
    if (cut.gross.cm2 == 0) return;
    const double factor = recorded_m2 / cut.gross.m2();
    Area left = cut.gross, scaled_left = Area::from_m2(recorded_m2);
    cut.gross = scaled_left;
    for (Area& taken : cut.taken) {
        if (taken.cm2 == 0) continue;
        left -= taken;
        const Area next = std::min(scaled_left, Area::from_m2(left.m2() * factor));
        taken = scaled_left - next;
        scaled_left = next;
    }
    cut.net = scaled_left;
}

model::Finding sliver_finding(const Parcel& parcel, const DeductionStep& step, Sliver& sliver) {
    model::Finding finding;
    finding.source = step.constraint_id;
    finding.rule = "sliver";
    finding.severity = model::Severity::Notice;
    finding.feature = parcel.id;
    finding.area_m2 = sliver.area.m2();
    finding.message = {
        fmt::format("“{}”从地块 {} 扣除 {:.2f} 平方米，宽约 {:.3f} 米，疑似界线压盖误差；已计入扣除",
                    step.title.zh, parcel.id, finding.area_m2, sliver.width_m),
        fmt::format("'{}' takes {:.2f} m² about {:.3f} m wide from parcel {}: perhaps a line error; "
                    "deducted all the same",
                    step.title.en, finding.area_m2, sliver.width_m, parcel.id)};
    finding.fix = {"核实两条界线", "check the two boundaries"};
    finding.geometry = std::move(sliver.geometry);
    return finding;
}

model::Finding undecided_finding(const Parcel& parcel, const Text& lacking, const char* field) {
    model::Finding finding;
    finding.source = "parcel";
    finding.rule = "idle_undecided";
    finding.severity = model::Severity::Notice;
    finding.feature = parcel.id;
    finding.area_m2 = parcel.gross.m2();
    finding.message =
        both("地块 {} 开发或投资比例低于闲置标准，但{}，未认定为闲置",
             "parcel {} is developed or invested below the bound of idle land, but {} is not recorded: not "
             "counted as idle",
             parcel.id, lacking);
    finding.fix = both("在源数据中补录 {}", "record {} in the source", field);
    finding.geometry = parcel.geometry;
    return finding;
}

void report_undecided(const Parcel& parcel, const ClassRules& rules, int year,
                      std::vector<model::Finding>& findings) {
    if (!undecided_idle_rule(parcel, rules, year).empty())
        findings.push_back(undecided_finding(
            parcel, {"没有中止建设年份", "since when construction is suspended"}, "suspended_year"));
    if (idle_but_for_the_start(parcel, rules))
        findings.push_back(undecided_finding(parcel, {"没有约定动工年份", "when construction had to start"},
                                             "contract_start_year"));
}

/// Without a year nothing is overdue, and idle land comes out as 0 whatever there is.
std::optional<model::Finding> cost_of_no_year(const std::vector<Parcel>& parcels, const ClassRules& rules) {
    std::size_t count = 0;
    Area area;
    for (const Parcel& parcel : parcels)
        if (idle_in_some_year(parcel, rules)) ++count, area += parcel.gross;
    if (count == 0) return std::nullopt;
    model::Finding finding;
    finding.source = "study.toml";
    finding.rule = "idle_without_date";
    finding.severity = model::Severity::Warning;
    finding.area_m2 = area.m2();
    finding.message = both(
        "没有数据源注明日期，无法判定闲置：至多 {} 宗、{:.2f} 平方米可能是闲置土地，未计入",
        "no source states its date, so nothing can be idle: up to {} parcels, {:.2f} m² may be idle land "
        "and are not counted as such",
        count, area.m2());
    finding.fix = {
        "在 study.toml 的地块数据源中写明 date（如 date = \"2025\"），然后：zonewright run .",
        "state the date of the parcels in study.toml (such as date = \"2025\"), then: zonewright run ."};
    return finding;
}

struct Ledger {
    model::SupplyStatement& statement;
    std::vector<std::vector<model::Finding>> findings;  ///< per parcel

    void enter(std::size_t i, const Parcel& parcel, Deductions cut, const StatementOptions& options) {
        for (Sliver& sliver : cut.slivers)
            findings[i].push_back(sliver_finding(parcel, statement.steps[sliver.step], sliver));
        if (options.keep_net_land) statement.net_land[i] = std::move(cut.remaining);
        if (options.scale_to_recorded && parcel.recorded_area_m2.value_or(0) > 0)
            scale(cut, *parcel.recorded_area_m2);
        ParcelSupply& supply = statement.parcels[i];
        supply.parcel = model::ParcelId(i);
        supply.gross = cut.gross;
        supply.taken = std::move(cut.taken);
        supply.net = cut.net;
    }
};

}  // namespace

model::SupplyStatement state_net_supply(const std::vector<Parcel>& parcels,
                                        const std::vector<model::ConstraintLayer>& layers,
                                        const SupplyRules& rules, const geom::StatutoryArea& area,
                                        const StatementOptions& options, const Progress& progress) {
    Claims claims = settle_claims(parcels, rules.classes, area, progress.part(0, 0.2));
    const Deductor deductor(layers, area, rules.slivers, progress.part(0.2, 0.25));
    model::SupplyStatement statement;
    statement.steps = steps_of(layers);
    statement.parcels.resize(parcels.size());
    if (options.keep_net_land) statement.net_land.resize(parcels.size());
    statement.findings = std::move(claims.findings);
    Ledger ledger{statement, std::vector<std::vector<model::Finding>>(parcels.size())};
    parallel_for(parcels.size(), 32, progress.part(0.25, 1), [&](std::size_t i) {
        std::vector<const geom::OverlayShape*> claimed;
        for (std::uint32_t other : claims.stronger[i]) claimed.push_back(&claims.shapes[other]);
        ledger.enter(i, parcels[i], deductor.deduct(parcels[i].geometry, claimed), options);
        const ClassDecision decision = classify(parcels[i], rules.classes, options.year);
        report_undecided(parcels[i], rules.classes, options.year, ledger.findings[i]);
        statement.parcels[i].supply_class = decision.supply_class;
        statement.parcels[i].deciding_rule = decision.deciding_rule;
        statement.parcels[i].size_class = size_class_of(statement.parcels[i].net, rules.sizes);
    });
    if (options.year == 0)
        if (auto cost = cost_of_no_year(parcels, rules.classes))
            statement.findings.push_back(std::move(*cost));
    for (auto& of_parcel : ledger.findings)
        for (model::Finding& finding : of_parcel) statement.findings.push_back(std::move(finding));
    statement.rows = waterfall_rows(statement, parcels);
    check_closing(statement, parcels);
    return statement;
}

}  // namespace zonewright::supply
