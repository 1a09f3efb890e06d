// Chapters 7 to 9: fit with the plan, standing in the town, control indicators, alternatives.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>

#include "report/site_sections.h"
#include "report/site_text.h"
#include "report/wording.h"

namespace zonewright::report {
namespace {

using model::ClusterFit;
using model::SiteReport;

/// Okabe & Ito (2008) without black, and a grey for the rest.
constexpr std::array<const char*, 8> palette{"#0072b2", "#e69f00", "#009e73", "#cc79a7",
                                             "#56b4e9", "#d55e00", "#b3a900", "#8a6fb0"};
constexpr const char* rest_colour = "#b9c0c3";

std::string listing_of(const ClusterFit& fit, const SiteReportRequest& request) {
    const auto in = [&](const Text& text) { return text.in(request.language); };
    if (fit.listing == model::Listing::OpenList)
        return in(
            {"未列名（该集群名单以“等”结尾，保持开放）", "not named (the list of this cluster is open)"});
    if (fit.listing == model::Listing::NotListed)
        return in(rule_wording(*request.catalogue, "unlisted_wording"));
    std::string text = in({"位于重点集聚区：", "in places named: "});
    for (std::size_t i = 0; i < fit.places.size(); ++i)
        text += fmt::format("{}{} {:.1f}%", i == 0 ? "" : in({"、", ", "}),
                            in(request.catalogue->plan.place(fit.places[i].first).name),
                            100 * fit.places[i].second);
    return text;
}

std::string score_of(const ClusterFit& fit, Language language) {
    switch (fit.state) {
        case model::ScoreState::Scored:
            return fmt::format("{:.3f}", fit.score);
        case model::ScoreState::Excluded:
            return Text{"排除", "excluded"}.in(language);
        case model::ScoreState::NoData:
            break;
    }
    return Text{"无数据", "no data"}.in(language);
}

/// Of which part of the outline a score is: said wherever it is not the whole.
std::string part_scored(const ClusterFit& fit, Language language) {
    if (fit.state != model::ScoreState::Scored || fit.admissible_share >= 1) return {};
    return fmt::format(
        fmt::runtime(
            Text{"只针对未被排除的部分（{:.2f}%）", "only of the part not excluded ({:.2f}%)"}.in(language)),
        100 * fit.admissible_share);
}

/// The criteria that give most points over all clusters get a colour each; the others share one.
std::map<std::size_t, const char*> colours_of(const std::vector<ClusterFit>& fits) {
    std::map<std::size_t, double> points;
    for (const ClusterFit& fit : fits)
        for (const model::ScorePart& part : fit.parts)
            if (!std::isnan(part.points)) points[part.criterion.index()] += part.points;
    std::vector<std::pair<double, std::size_t>> order;
    order.reserve(points.size());
    for (const auto& [criterion, sum] : points) order.emplace_back(-sum, criterion);
    std::sort(order.begin(), order.end());
    std::map<std::size_t, const char*> colours;
    for (std::size_t i = 0; i < order.size() && i < palette.size(); ++i)
        colours[order[i].second] = palette[i];
    return colours;
}

/// One bar a cluster, made of what each criterion gives.
PageData segments_of(const ClusterFit& fit, const std::map<std::size_t, const char*>& colours) {
    PageData list = page_list();
    double rest = 0;
    const auto add = [&](double points, const char* colour) {
        PageData segment = page_object();
        segment.set("width", fmt::format("{:.2f}", 100 * points));
        segment.set("colour", colour);
        list << segment;
    };
    if (fit.state != model::ScoreState::Scored) return list;
    for (const auto& [criterion, colour] : colours)
        for (const model::ScorePart& part : fit.parts)
            if (part.criterion.index() == criterion) add(part.points, colour);
    for (const model::ScorePart& part : fit.parts)
        if (!colours.contains(part.criterion.index())) rest += part.points;
    if (rest > 0) add(rest, rest_colour);
    return list;
}

PageData contribution_legend(const std::map<std::size_t, const char*>& colours,
                             const SiteReportRequest& request) {
    PageData list = page_list();
    for (const auto& [criterion, colour] : colours) {
        PageData entry = page_object();
        entry.set("name", request.catalogue->criteria[criterion].title.in(request.language));
        entry.set("colour", colour);
        list << entry;
    }
    PageData entry = page_object();
    entry.set("name", Text{"其他指标", "other criteria"}.in(request.language));
    entry.set("colour", rest_colour);
    list << entry;
    return list;
}

/// The layer a criterion is measured on, with its date.
std::string layer_of(const model::CriterionDefinition& criterion, const SiteReportRequest& request) {
    if (criterion.role.empty()) return Text{"产业分区", "zones of the plan"}.in(request.language);
    const model::Role* role = request.catalogue->find_role(criterion.role);
    std::string date;
    for (const model::SourceDefinition& source : request.report->sources)
        if (source.role == criterion.role) date = source.date;
    return layer_and_date(role ? role->title.in(request.language) : criterion.role, date, request.language);
}

/// Contributions of the cluster reported on: bars that add up to the score.
void add_score(const SiteReportRequest& request, PageData& page) {
    PageData rows = page_list();
    page.set("has_score", false);
    if (request.report->cluster) {
        const ClusterFit& fit = request.report->fits[request.report->cluster->index()];
        page.set("has_score", fit.state == model::ScoreState::Scored);
        page.set("score", score_of(fit, request.language));
        page.set("part_scored", part_scored(fit, request.language));
        page.set("is_partly_scored", !part_scored(fit, request.language).empty());
        double widest = 1e-9;
        for (const model::ScorePart& part : fit.parts) widest = std::max(widest, part.weight);
        std::vector<double> points;
        for (const model::ScorePart& part : fit.parts)
            points.push_back(std::isnan(part.points) ? 0 : part.points);
        for (std::size_t i = 0; i < fit.parts.size(); ++i) {
            const model::ScorePart& part = fit.parts[i];
            const auto& criterion = request.catalogue->criteria[part.criterion.index()];
            PageData row = page_object();
            row.set("name", criterion.title.in(request.language));
            row.set("layer", layer_of(criterion, request));
            row.set("weight", fmt::format("{:.4f}", part.weight));
            row.set("worth", fmt::format("{:.4f}", part.worth));
            row.set("points", fmt::format("{:.4f}", points[i]));
            row.set("possible", fmt::format("{:.1f}", 100 * part.weight / widest));
            row.set("reached", fmt::format("{:.1f}", 100 * points[i] / widest));
            row.set("unverified", criterion.evidence.confidence == model::Confidence::Unverified);
            rows << row;
        }
    }
    page.set("parts", rows);
}

std::string figure_of(std::optional<double> value, const std::string& unit) {
    if (!value) return "—";
    return unit == "1" && *value < 1 ? fmt::format("{:g}%", round_half_up(100 * *value, 4))
                                     : with_thousands(*value, 2);
}

Text state_of(const model::Indicator& indicator) {
    if (indicator.comparison == "reference") return {"参考", "reference"};
    switch (indicator.state) {
        case model::IndicatorState::Met:
            return {"符合", "met"};
        case model::IndicatorState::NotMet:
            return {"不符合", "not met"};
        case model::IndicatorState::NotStated:
            break;
    }
    if (indicator.value) return {"标准未收录", "no standard on file"};
    return {"未提供", "not given"};
}

std::string written(const model::RuleValue& rule, std::optional<double> value) {
    const bool ratio = rule.key.find("plot_ratio") != std::string::npos;
    return ratio && value ? fmt::format("{:.2f}", *value) : figure_of(value, rule.unit);
}

std::string required_by(const model::Indicator& indicator) {
    const model::RuleValue& rule = indicator.rule;
    if (!rule.value && !rule.low) return "—";
    if (!rule.value) return written(rule, rule.low) + " – " + written(rule, rule.high);
    return (indicator.comparison == ">=" ? "≥ " : "≤ ") + written(rule, rule.value);
}

Text nature_of(const model::Indicator& indicator, const model::Catalogue& catalogue) {
    const model::RuleValue* words = catalogue.rules_of("control_indicators").find("nature_" + indicator.nature);
    return words == nullptr ? Text(indicator.nature) : both_languages(words->text);
}

PageData indicator_row(const model::Indicator& indicator, const SiteReportRequest& request) {
    const Language language = request.language;
    const model::RuleValue& rule = indicator.rule;
    PageData row = page_object();
    row.set("name", rule.title.in(language));
    row.set("nature", nature_of(indicator, *request.catalogue).in(language));
    row.set("required", required_by(indicator));
    row.set("value", written(rule, indicator.value));
    row.set("state", state_of(indicator).in(language));
    row.set("alarm", indicator.state == model::IndicatorState::NotMet);
    row.set("source", rule.evidence.document.empty() ? rule.evidence.source : rule.evidence.document);
    row.set("date", rule.evidence.date.empty() ? "—" : rule.evidence.date);
    row.set("unverified", rule.evidence.confidence == model::Confidence::Unverified);
    return row;
}

}  // namespace

std::string indicator_text(const model::Indicator& indicator, const SiteReportRequest& request) {
    return both("{}：{} {}（本项目 {}）", "{}: {} {} (project: {})", nature_of(indicator, *request.catalogue), indicator.rule.title,
                written(indicator.rule, indicator.rule.value), written(indicator.rule, indicator.value))
        .in(request.language);
}

void add_fit(const SiteReportRequest& request, PageData& page) {
    const auto colours = colours_of(request.report->fits);
    PageData rows = page_list();
    for (const ClusterFit& fit : request.report->fits) {
        const model::Cluster& cluster = request.catalogue->plan.cluster(fit.cluster);
        PageData row = page_object();
        row.set("name", cluster.name.in(request.language));
        row.set("clause", cluster.clause);
        row.set("listing", listing_of(fit, request));
        row.set("listed", fit.listing == model::Listing::Listed);
        row.set("chosen", request.report->cluster && *request.report->cluster == fit.cluster);
        row.set("score", score_of(fit, request.language));
        row.set("part_scored", part_scored(fit, request.language));
        row.set("deviation", fit.state == model::ScoreState::Scored && !std::isnan(fit.deviation)
                                 ? fmt::format("± {:.3f}", fit.deviation)
                                 : std::string());
        row.set("segments", segments_of(fit, colours));
        rows << row;
    }
    page.set("fits", rows);
    page.set("has_contributions", !colours.empty());
    page.set("contributions", contribution_legend(colours, request));
    add_score(request, page);
}

void add_standing(const SiteReportRequest& request, PageData& page) {
    const auto& standing = request.report->standing;
    // Among itself alone everything is the first.
    const bool is_alone = standing && standing->count < 2;
    page.set("is_alone", is_alone);
    page.set("has_standing", standing.has_value() && !is_alone);
    if (!standing) return;
    page.set("standing_town", standing->town_name.in(request.language));
    page.set("rank", fmt::format("{}", standing->rank));
    page.set("rank_count", fmt::format("{}", standing->count));
    page.set("mean_rank", fmt::format("{:.1f}", standing->mean_rank));
    page.set("rank_range", fmt::format("{}–{}", standing->rank_low, standing->rank_high));
    page.set("interval", fmt::format("{:g}%", 100 * standing->interval));
    page.set("best_share", fmt::format("{:g}%", 100 * standing->best_share));
    page.set("best_chance", fmt::format("{:.0f}%", 100 * standing->best_chance));
    page.set("draws", fmt::format("{}", standing->draws));
}

void add_indicators(const SiteReportRequest& request, PageData& page) {
    const SiteReport& report = *request.report;
    PageData rows = page_list();
    for (const model::Indicator& indicator : report.indicators)
        rows << indicator_row(indicator, request);
    page.set("indicators", rows);
    page.set("has_indicators", !report.indicators.empty());
    page.set("industry_given", !report.project.industry.empty());
    const auto& demanded = report.project.demanded_area_m2;
    page.set("has_demand", demanded.has_value() && *demanded > 0);
    if (demanded && *demanded > 0)
        page.set("demand_share", fmt::format("{:.1f}%", 100 * report.area.m2() / *demanded));
}

void add_alternatives(const SiteReportRequest& request, PageData& page) {
    const SiteReport& report = *request.report;
    PageData rows = page_list();
    std::size_t number = 0;
    for (const model::Alternative& other : report.alternatives) {
        PageData row = page_object();
        row.set("number", fmt::format("{}", ++number));
        row.set("name", other.name.in(request.language));
        row.set("kind", (other.kind == "site" ? Text{"连片用地", "assembled site"}
                                              : Text{"单宗地块", "single parcel"})
                            .in(request.language));
        row.set("town", other.town_name.in(request.language));
        row.set("mu", mu_text(other.net));
        row.set("score", fmt::format("{:.3f}", other.score));
        row.set("ahead", other.ahead_share ? fmt::format("{:.0f}%", 100 * *other.ahead_share) : "—");
        row.set("cost", cost_range(other.cost_yuan_per_m2));
        row.set("distance", fmt::format("{:.1f}", other.distance_m / 1000));
        row.set("owners", fmt::format("{}", other.owner_count));
        row.set("headline", other.headline.in(request.language));
        row.set("alarm", other.verdict == model::Verdict::Conflicts);
        row.set("why", other.why.in(request.language));
        rows << row;
    }
    page.set("alternatives", rows);
    page.set("has_alternatives", number > 0);
    const model::PolicyRules& rules = request.catalogue->rules_of("site_report");
    page.set("net_mu", mu_text(report.net));
    page.set("owner_count",
             report.parcels.empty() ? std::string("—") : fmt::format("{}", report.owner_count));
    page.set("most_size", fmt::format("{:g}%", 100 * rules.number("alternative_most_size_share")));
    page.set("most_km", fmt::format("{:g}", rules.number("alternative_most_distance_m") / 1000));
    // Without an industry nothing was looked for, so nothing can be said to be missing.
    const bool looked_for = report.cluster.has_value();
    page.set("no_alternatives_asked", !looked_for);
    page.set("few_alternatives", looked_for && static_cast<double>(number) < rules.number("alternative_count_least"));
    page.set("least_size", fmt::format("{:g}%", 100 * rules.number("alternative_least_size_share")));
    page.set("per_km", fmt::format("{:g}", rules.number("alternative_score_per_km")));
}

}  // namespace zonewright::report
