#include "report/summary_sections.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "base/spelling.h"
#include "base/units.h"
#include "gis/crs.h"
#include "model/town.h"

namespace zonewright::report {
namespace {

std::string whole_mu(Area area) {
    return with_thousands(area.mu(), 0);
}

PageData card(const Text& label, const std::string& value, const Text& unit, const std::string& note,
              Language language) {
    PageData data = page_object();
    data.set("label", label.in(language));
    data.set("value", value);
    data.set("unit", unit.in(language));
    data.set("note", note);
    return data;
}

struct Totals {
    Area gross, net, offered, sites, demand, allocated, shortfall;
};

Totals totals_of(const model::RunView& run) {
    Totals totals;
    for (const auto& parcel : run.supply->parcels)
        totals.gross += parcel.gross, totals.net += parcel.net,
            totals.offered +=
            model::is_offered(parcel, run.supply->offered_classes) ? parcel.net : Area{};
    for (const auto& site : run.sites) totals.sites += site.net;
    if (run.allocation != nullptr)
        for (const auto& row : run.allocation->balances)
            totals.demand += row.demand, totals.allocated += row.allocated, totals.shortfall += row.shortfall;
    return totals;
}

const model::LayerStyle* zone_style(const SummaryRequest& request) {
    return request.styles->find("zone");
}

std::string colour_of(const SummaryRequest& request, const std::string& cluster) {
    if (const auto* style = zone_style(request))
        for (const auto& entry : style->classes)
            if (entry.value == cluster && entry.symbol.fill) return model::to_string(*entry.symbol.fill);
    return "#999999";
}

std::string town_name(const SummaryRequest& request, const std::string& code) {
    return model::town_name(code, *request.run->plan).in(request.language);
}

}  // namespace

std::string title_of(const SummaryRequest& request, const std::string& layer, const std::string& field,
                     const std::string& code) {
    return title_of_code(*request.styles, layer, field, code, request.language);
}

void add_heading(const SummaryRequest& request, PageData& page) {
    const model::Plan& plan = *request.run->plan;
    page.set("title", request.title);
    page.set("schematic", request.schematic);
    page.set("confidentiality", request.confidentiality);
    page.set("has_confidentiality", !request.confidentiality.empty());
    page.set("date", request.date);
    page.set("plan_title", plan.title.in(request.language));
    page.set("plan_issuer", plan.issuer.in(request.language));
    page.set("plan_date", plan.date);
    page.set("crs", fmt::format("EPSG:{} {}", request.run->epsg, gis::crs_name(request.run->epsg)));
    page.set("weights_title", request.weights_title);
    page.set("default_weights", request.default_weights);
    page.set("versions", version_list(request.versions));
}

void add_key_figures(const SummaryRequest& request, PageData& page) {
    const Language language = request.language;
    const model::RunView& run = *request.run;
    const Totals totals = totals_of(run);
    const Text square_km{"km²", "km²"}, mu{"亩", "mu"};
    const auto km2 = [](Area area) { return with_thousands(area.m2() / 1e6, 2); };
    const double share = totals.gross.cm2 == 0 ? 0
                                               : 100.0 * static_cast<double>(totals.offered.cm2) /
                                                     static_cast<double>(totals.gross.cm2);
    PageData cards = page_list();
    cards << card({"工业用地毛面积", "gross industrial land"}, km2(totals.gross), square_km,
                  fmt::format("{} {}", with_thousands(static_cast<double>(run.parcels.size()), 0),
                              Text{"宗", "parcels"}.in(language)),
                  language);
    cards << card({"净供应（可供应）", "net supply (on offer)"}, km2(totals.offered), square_km,
                  both("占毛面积 {:.1f} % · 在用等存量 {} km² 另计", "{:.1f} % of gross · stock in use {} km² apart",
                       share, km2(totals.net - totals.offered))
                      .in(language),
                  language);
    if (run.graph != nullptr)
        cards << card({"连片用地", "assembled sites"}, std::to_string(run.sites.size()), {"处", "sites"},
                      fmt::format("{} {}", whole_mu(totals.sites), mu.in(language)), language);
    if (run.allocation != nullptr) {
        cards << card(
            {"已配置", "allocated"}, whole_mu(totals.allocated), mu,
            fmt::format("{} {} {}", Text{"需求", "of"}.in(language), whole_mu(totals.demand), mu.in(language)),
            language);
        PageData shortfall = card({"缺口", "shortfall"}, whole_mu(totals.shortfall), mu, "", language);
        shortfall.set("alert", totals.shortfall.cm2 > 0);
        cards << shortfall;
    }
    const auto errors = std::ranges::count(run.findings, model::Severity::Error, &model::Finding::severity);
    PageData findings =
        card({"数据质量问题", "findings"}, with_thousands(static_cast<double>(run.findings.size()), 0),
             {"条", ""}, fmt::format("{} {}", Text{"其中错误", "errors:"}.in(language), errors), language);
    findings.set("alert", errors > 0);
    cards << findings;
    page.set("cards", cards);
}

void add_zone_matrix(const SummaryRequest& request, PageData& page) {
    const model::Plan& plan = *request.run->plan;
    PageData rows = page_list();
    for (std::size_t c = 0; c < plan.clusters.size(); ++c) {
        const model::Cluster& cluster = plan.clusters[c];
        Area area;
        std::vector<std::string> mapped, leads;
        for (const model::Zone& zone : request.run->zones->zones)
            if (zone.cluster.index() == c)
                area += zone.area, mapped.push_back(plan.place(zone.place).name.in(request.language));
        for (const Text& lead : cluster.leads) leads.push_back(lead.in(request.language));
        PageData row = page_object();
        row.set("colour", colour_of(request, cluster.id));
        row.set("future", cluster.kind == model::ClusterKind::Future);
        row.set("name", cluster.name.in(request.language));
        row.set("lead", joined(leads, request.language == Language::Zh ? "、" : ", "));
        row.set("places", joined(mapped, request.language == Language::Zh ? "、" : ", "));
        row.set("none", mapped.empty());
        row.set("open", cluster.open_list);
        row.set("count", std::to_string(mapped.size()));
        row.set("km2", mapped.empty() ? "—" : with_thousands(area.m2() / 1e6, 2));
        row.set("clause", cluster.clause);
        rows << row;
    }
    page.set("zone_rows", rows);
}

void add_sites(const SummaryRequest& request, PageData& page) {
    constexpr std::size_t most = 20;
    std::vector<const model::Site*> sites;
    for (const model::Site& site : request.run->sites) sites.push_back(&site);
    std::ranges::stable_sort(sites, [](const auto* a, const auto* b) { return a->net > b->net; });
    PageData rows = page_list();
    for (std::size_t i = 0; i < std::min(most, sites.size()); ++i) {
        const model::Site& site = *sites[i];
        const model::Cluster& cluster = request.run->plan->cluster(site.cluster);
        PageData row = page_object();
        row.set("id", site.id);
        row.set("town", town_name(request, site.town_code));
        row.set("cluster", cluster.name.in(request.language));
        row.set("colour", colour_of(request, cluster.id));
        row.set("mu", with_thousands(site.net.mu(), 2));
        row.set("parcels", std::to_string(site.parcels.size()));
        row.set("owners", std::to_string(site.owner_count));
        row.set("rectangle", fmt::format("{:.0f} × {:.0f}", site.rectangle.long_m, site.rectangle.short_m));
        row.set("cost", with_thousands(site.cost_yuan_per_m2, 0));
        row.set("score", fmt::format("{:.2f}", site.score));
        row.set("blocks", site.blocks_larger.in(request.language));
        rows << row;
    }
    page.set("site_rows", rows);
    page.set("has_sites", !sites.empty());
    page.set("no_sites", sites.empty());
    page.set("site_count", std::to_string(sites.size()));
    page.set("more_sites", sites.size() > most);
}

void add_balance(const SummaryRequest& request, PageData& page) {
    page.set("has_allocation", request.run->allocation != nullptr);
    if (request.run->allocation == nullptr) return;
    PageData rows = page_list();
    Area demand, allocated, shortfall;
    for (const model::ClusterBalance& balance : request.run->allocation->balances) {
        demand += balance.demand, allocated += balance.allocated, shortfall += balance.shortfall;
        if (balance.demand.cm2 == 0 && balance.allocated.cm2 == 0) continue;
        const model::Cluster& cluster = request.run->plan->cluster(balance.cluster);
        PageData row = page_object();
        row.set("name", cluster.name.in(request.language));
        row.set("colour", colour_of(request, cluster.id));
        row.set("demand", with_thousands(balance.demand.mu(), 2));
        row.set("eligible", with_thousands(balance.eligible.mu(), 2));
        row.set("allocated", with_thousands(balance.allocated.mu(), 2));
        row.set("shortfall", with_thousands(balance.shortfall.mu(), 2));
        row.set("short", balance.shortfall.cm2 > 0);
        row.set("price", fmt::format("{:.3f}", round_half_up(balance.price_per_mu, 3) + 0.0));
        const double met = balance.demand.cm2 == 0 ? 1
                                                   : static_cast<double>(balance.allocated.cm2) /
                                                         static_cast<double>(balance.demand.cm2);
        row.set("met", fmt::format("{:.0f}", 100 * std::min(met, 1.0)));
        rows << row;
    }
    page.set("balance_rows", rows);
    page.set("demand_total", with_thousands(demand.mu(), 2));
    page.set("allocated_total", with_thousands(allocated.mu(), 2));
    page.set("shortfall_total", with_thousands(shortfall.mu(), 2));
    page.set("allocation_gap", fmt::format("{:.3f} %", 100 * request.run->allocation->gap));
}

void add_findings(const SummaryRequest& request, PageData& page) {
    struct Group {
        std::size_t count = 0;
        double area_m2 = 0;
        const model::Finding* example = nullptr;
    };
    std::map<std::pair<model::Severity, std::string>, Group> groups;
    for (const model::Finding& finding : request.run->findings) {
        Group& group = groups[{finding.severity, finding.rule}];
        ++group.count;
        group.area_m2 += finding.area_m2;
        if (group.example == nullptr) group.example = &finding;
    }
    PageData rows = page_list();
    for (const auto& [key, group] : groups) {
        PageData row = page_object();
        row.set("severity", title_of(request, "finding", "severity", model::to_string(key.first)));
        row.set("is_error", key.first == model::Severity::Error);
        row.set("is_warning", key.first == model::Severity::Warning);
        row.set("rule", key.second);
        row.set("count", with_thousands(static_cast<double>(group.count), 0));
        row.set("hectares", group.area_m2 > 0 ? with_thousands(group.area_m2 / 1e4, 4) : "—");
        row.set("source", group.example->source);
        row.set("message", group.example->message.in(request.language));
        row.set("fix", group.example->fix.in(request.language));
        rows << row;
    }
    page.set("finding_rows", rows);
    page.set("has_findings", !groups.empty());
    page.set("no_findings", groups.empty());
}

void add_sources(const SummaryRequest& request, PageData& page) {
    PageData rows = page_list();
    for (const model::SourceDefinition& source : request.sources) {
        const model::Role* role =
            request.catalogue == nullptr ? nullptr : request.catalogue->find_role(source.role);
        PageData row = page_object();
        row.set("role", role == nullptr ? source.role : role->title.in(request.language));
        row.set("file", source.written_path);
        row.set("status", model::title_of(source.status).in(request.language));
        row.set("schematic", source.status == model::GeometryStatus::Schematic);
        row.set("date", source.date);
        row.set("licence", source.licence);
        row.set("note", source.note);
        rows << row;
    }
    page.set("source_rows", rows);
    PageData unchecked = page_list();
    for (const model::ConstraintLayer& layer : request.run->constraints) {
        if (layer.checked) continue;
        PageData row = page_object();
        row.set("title", layer.rule.title.in(request.language));
        row.set("reason", layer.unchecked_reason.in(request.language));
        unchecked << row;
    }
    page.set("unchecked", unchecked);
    PageData unverified = page_list();
    std::size_t count = 0;
    for (const model::ConstraintLayer& layer : request.run->constraints)
        if (layer.rule.evidence.confidence == model::Confidence::Unverified)
            unverified << PageData(layer.rule.title.in(request.language)), ++count;
    if (request.catalogue != nullptr)
        for (const model::PolicyRules& rules : request.catalogue->rules)
            for (const model::RuleValue& value : rules.values)
                if (value.evidence.confidence == model::Confidence::Unverified)
                    unverified << PageData(fmt::format("{}: {}", rules.title.in(request.language),
                                                       value.title.in(request.language))),
                        ++count;
    page.set("unverified", unverified);
    page.set("has_unverified", count > 0);
    page.set("unverified_count", std::to_string(count));
}

}  // namespace zonewright::report
