#include "study/run_figures.h"

#include <algorithm>
#include <map>
#include <set>

#include "model/suitability.h"

namespace zonewright::study {
namespace {

/// Criteria that no score knows, by the source they lack: their weight is shared out among the others.
void add_unmeasured(const model::Catalogue& catalogue, const Criteria& criteria, std::vector<Text>& cautions) {
    std::map<std::string, std::pair<Text, std::vector<Text>>> by_role;
    std::set<std::size_t> said;
    for (const model::CriterionSurface& surface : criteria.surfaces) {
        if (!surface.missing || !said.insert(surface.criterion.index()).second) continue;
        const model::CriterionDefinition& definition = catalogue.criteria[surface.criterion.index()];
        by_role[definition.role].first = surface.note;
        by_role[definition.role].second.push_back(definition.title);
    }
    for (const auto& [role, lacking] : by_role) {
        Text titles;
        for (const Text& title : lacking.second)
            titles += titles.empty() ? title : both("、{}", ", {}", title);
        cautions.push_back(both("未量算：{}（{}；角色 {}），权重分给其余指标",
                         "not measured: {} ({}; role {}); their weight is shared out among the others", titles,
                         lacking.first, role));
    }
}

/// Is some feature of the table within `reach_m` of the box?
bool comes_near(const model::FeatureTable& table, const geom::Box& here, double reach_m) {
    return std::any_of(table.features.begin(), table.features.end(), [&](const model::Feature& feature) {
        const geom::Box box = geom::bounds(feature.geometry);
        return !box.empty() && box.min_x <= here.max_x + reach_m && box.max_x >= here.min_x - reach_m &&
               box.min_y <= here.max_y + reach_m && box.max_y >= here.min_y - reach_m;
    });
}

/// Sources that are there and say nothing about the city.
void add_idle_sources(const Intake& intake, std::vector<Text>& cautions) {
    constexpr double reach_m = 100'000;  // an airport or a port serves a city from as far
    const geom::Box here = geom::bounds(intake.city);
    for (const auto& [role, layer] : intake.sources.layers) {
        if (layer.table.features.empty())
            cautions.push_back(both("数据没有要素：角色 {}", "no features: the source of role {}", role));
        else if (!here.empty() && !comes_near(layer.table, here, layer.table.kind == model::GeometryKind::Polygon ? 0 : reach_m))
            cautions.push_back(both("数据全部在城市之外：角色 {}", "wholly outside the city: the source of role {}", role));
    }
}

}  // namespace

std::vector<model::FindingCount> counted_by_rule(std::span<const std::vector<model::Finding>* const> lists) {
    std::map<std::pair<std::string, std::string>, std::size_t> places;
    std::vector<model::FindingCount> rules;
    for (const auto* list : lists)
        for (const model::Finding& finding : *list) {
            if (finding.severity == model::Severity::Notice) continue;
            const auto [place, first] = places.try_emplace({finding.source, finding.rule}, rules.size());
            if (first)
                rules.push_back({finding.source, finding.rule, finding.severity, 0, 0, finding.feature,
                                 finding.message});
            model::FindingCount& rule = rules[place->second];
            rule.severity = std::min(rule.severity, finding.severity);
            rule.area_m2 += finding.area_m2;
            ++rule.count;
        }
    std::ranges::stable_sort(rules, {}, &model::FindingCount::severity);
    return rules;
}

std::optional<Text> caution_of_weights(const model::Suitability& suitability) {
    double least = 1, most = 0;
    std::size_t count = 0;
    for (const model::ClusterRating& rating : suitability.clusters) {
        const double measured = model::measured_weight(rating);
        if (measured < 1) ++count;
        least = std::min(least, measured), most = std::max(most, measured);
    }
    if (count == 0) return std::nullopt;
    return both("{} 个产业的得分只依据 {:.0f} %–{:.0f} % 的权重：其余指标没有数据源（zonewright check 列出缺少哪些）",
                "the scores of {} clusters rest on {:.0f} % to {:.0f} % of the weight: the other criteria have no "
                "source (zonewright check lists what is missing)",
                count, 100 * least, 100 * most);
}

RunFigures run_figures(const RunResults& results, const Criteria& criteria) {
    RunFigures figures;
    const model::SupplyStatement& statement = results.land.supply.statement;
    for (const model::ParcelSupply& parcel : statement.parcels) {
        figures.gross += parcel.gross, figures.net += parcel.net;
        if (model::is_offered(parcel, statement.offered_classes)) figures.offered += parcel.net;
    }
    for (const model::ClusterBalance& balance : results.allocation.balances)
        figures.allocated += balance.allocated, figures.shortfall += balance.shortfall;
    figures.parcels = statement.parcels.size();
    figures.sites = results.land.assembly.sites.sites.size();
    const std::vector<const std::vector<model::Finding>*> lists{
        &results.intake.sources.findings, &results.constraints.findings, &statement.findings};
    figures.findings = counted_by_rule(lists);
    for (const model::DeductionStep& step : statement.steps)
        if (!step.checked)
            figures.cautions.push_back(both("未核查：{}（{}）", "not checked: {} ({})", step.title, step.unchecked_reason));
    add_unmeasured(results.catalogue, criteria, figures.cautions);
    add_idle_sources(results.intake, figures.cautions);
    if (auto caution = caution_of_weights(results.land.suitability)) figures.cautions.push_back(std::move(*caution));
    return figures;
}

}  // namespace zonewright::study
