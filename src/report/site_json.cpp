// A site report as JSON: every figure of the page, unrounded. Schema: styles/report/site_report.schema.json.
#include <fmt/format.h>

#include <cmath>
#include <nlohmann/json.hpp>

#include "report/site_report.h"

namespace zonewright::report {
namespace {

using Json = nlohmann::ordered_json;
using model::CheckResult;

Json number(double value) {
    return std::isfinite(value) ? Json(value) : Json(nullptr);
}
Json number(const std::optional<double>& value) {
    return value ? number(*value) : Json(nullptr);
}

Json range_json(const model::Estimate& estimate) {
    return {{"low", number(estimate.low)}, {"central", number(estimate.central)}, {"high", number(estimate.high)}};
}

Json parts_json(const CheckResult& result, Language language) {
    Json parts = Json::array();
    for (const auto& [part, area] : result.breakdown)
        parts.push_back({{"value", part},
                         {"title", result.rule.title_of_part(part).in(language)},
                         {"area_m2", area.m2()}});
    return parts;
}

Json check_json(const CheckResult& result, Language language) {
    const bool known = result.state != model::CheckState::NotChecked;
    Json entry{{"rule", result.rule.id},
               {"chapter", result.rule.chapter},
               {"title", result.rule.title.in(language)},
               {"state", model::to_string(result.state)},
               {"verdict", model::to_string(result.verdict)},
               {"overridden", result.overridden},
               {"area_m2", known ? Json(result.area.m2()) : Json(nullptr)},
               {"unchecked_m2", result.unchecked.m2()},
               {"counted_twice_m2", result.counted_twice.m2()},
               {"share", known ? Json(result.share) : Json(nullptr)},
               {"widest_m", result.widest_m},
               {"sentence", result.sentence.in(language)},
               {"reason", result.reason.in(language)},
               {"data_source", result.data_source},
               {"data_date", result.data_date},
               {"legal_basis", result.rule.legal_basis},
               {"department", result.rule.department.in(language)},
               {"materials", result.rule.materials.in(language)},
               {"confidence", model::to_string(result.rule.evidence.confidence)},
               {"parts", parts_json(result, language)}};
    entry["findings"] = Json::array();
    for (const model::PartFinding& finding : result.part_findings)
        entry["findings"].push_back({{"title", finding.title.in(language)},
                                     {"area_m2", finding.area.m2()},
                                     {"share", finding.share},
                                     {"verdict", model::to_string(finding.verdict)}});
    entry["features"] = Json::array();
    for (const model::CheckPiece& piece : result.pieces)
        entry["features"].push_back({{"feature", piece.feature},
                                     {"part", piece.part},
                                     {"area_m2", piece.area.m2()},
                                     {"width_m", piece.width_m},
                                     {"sliver", piece.sliver}});
    entry["nearby"] = Json::array();
    for (const model::NearbyFeature& near : result.nearby)
        entry["nearby"].push_back({{"feature", near.feature}, {"distance_m", near.distance_m}});
    return entry;
}

const char* listing_word(model::Listing listing) {
    switch (listing) {
        case model::Listing::Listed:
            return "listed";
        case model::Listing::OpenList:
            return "open_list";
        case model::Listing::NotListed:
            break;
    }
    return "not_listed";
}

Json fit_json(const model::ClusterFit& fit, const model::Catalogue& catalogue, Language language) {
    const model::Cluster& cluster = catalogue.plan.cluster(fit.cluster);
    const bool scored = fit.state == model::ScoreState::Scored;
    Json entry{{"cluster", cluster.id},
               {"name", cluster.name.in(language)},
               {"clause", cluster.clause},
               {"listing", listing_word(fit.listing)},
               {"state", model::to_string(fit.state)},
               {"score", scored ? number(fit.score) : Json(nullptr)},
               {"admissible_share", fit.admissible_share},
               {"deviation", scored ? number(fit.deviation) : Json(nullptr)}};
    entry["places"] = Json::array();
    for (const auto& [place, share] : fit.places)
        entry["places"].push_back({{"place", catalogue.plan.place(place).id}, {"share", share}});
    entry["contributions"] = Json::array();
    for (const model::ScorePart& part : fit.parts)
        entry["contributions"].push_back({{"criterion", catalogue.criteria[part.criterion.index()].id},
                                          {"weight", part.weight},
                                          {"worth", number(part.worth)},
                                          {"points", number(part.points)}});
    return entry;
}

Json project_json(const model::ProjectFacts& project, bool for_the_public) {
    return {{"name", project.name},
            {"applicant", project.applicant},
            {"prepared_by", project.prepared_by},
            {"contact", for_the_public ? "" : project.contact},
            {"date", project.date},
            {"industry", project.industry},
            {"report_number", project.report_number},
            {"edition", project.edition},
            {"valid_until", project.valid_until},
            {"responsible", for_the_public ? "" : project.responsible},
            {"checked_by", for_the_public ? "" : project.checked_by},
            {"approved_by", for_the_public ? "" : project.approved_by},
            {"demanded_area_m2", number(project.demanded_area_m2)},
            {"investment_yuan", number(project.investment_yuan)},
            {"plot_ratio", number(project.plot_ratio)},
            {"building_coverage", number(project.building_coverage)},
            {"office_land_share", number(project.office_land_share)},
            {"office_floor_share", number(project.office_floor_share)},
            {"green_share", number(project.green_share)},
            {"figures", project.figures}};
}

Json land_json(const model::LandBalance& land) {
    if (!land.known) return nullptr;
    return {{"agricultural_m2", land.agricultural.m2()},
            {"cultivated_m2", land.cultivated.m2()},
            {"construction_m2", land.construction.m2()},
            {"unused_m2", land.unused.m2()},
            {"unclassed_m2", land.unclassed.m2()},
            {"state_m2", land.state.m2()},
            {"collective_m2", land.collective.m2()},
            {"ownership_unknown_m2", land.ownership_unknown.m2()},
            {"data_source", land.source},
            {"data_date", land.date}};
}

Json standing_json(const std::optional<model::Standing>& standing, Language language) {
    if (!standing) return nullptr;
    return {{"town", standing->town_name.in(language)},        {"rank", standing->rank},
            {"count", standing->count},           {"draws", standing->draws},
            {"mean_rank", standing->mean_rank},   {"rank_low", standing->rank_low},
            {"rank_high", standing->rank_high},   {"interval", standing->interval},
            {"best_share", standing->best_share}, {"best_chance", standing->best_chance}};
}

Json indicator_json(const model::Indicator& indicator, Language language) {
    const char* state = indicator.state == model::IndicatorState::Met      ? "met"
                        : indicator.state == model::IndicatorState::NotMet ? "not_met"
                                                                           : "not_stated";
    return {{"key", indicator.rule.key},
            {"title", indicator.rule.title.in(language)},
            {"comparison", indicator.comparison},
            {"nature", indicator.nature},
            {"required", number(indicator.rule.value)},
            {"low", number(indicator.rule.low)},
            {"high", number(indicator.rule.high)},
            {"unit", indicator.rule.unit},
            {"value", number(indicator.value)},
            {"state", state},
            {"document", indicator.rule.evidence.document},
            {"source", indicator.rule.evidence.source},
            {"date", indicator.rule.evidence.date},
            {"confidence", model::to_string(indicator.rule.evidence.confidence)}};
}

Json where_json(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    Json json{{"towns", Json::array()},
              {"in_several_towns_m2", report.in_several_towns.m2()},
              {"outside_city_m2", report.check.outside_city.m2()},
              {"places", Json::array()},
              {"parcels", Json::array()}};
    for (const auto& [name, area] : report.towns)
        json["towns"].push_back({{"name", name.in(request.language)}, {"area_m2", area.m2()}});
    for (const model::PlaceShare& place : report.places)
        json["places"].push_back({{"place", request.catalogue->plan.place(place.place).id},
                                  {"status", model::to_string(place.status)},
                                  {"area_m2", place.area.m2()}});
    for (const model::ParcelUnder& parcel : report.parcels) {
        Json entry{{"id", parcel.id}, {"gross_m2", parcel.gross.m2()}, {"overlap_m2", parcel.overlap.m2()}};
        if (!report.for_the_public) entry["owner"] = parcel.owner;
        json["parcels"].push_back(std::move(entry));
    }
    return json;
}

Json disagreement_json(const model::Disagreement& found, Language language) {
    Json entry{{"title", found.title.in(language)}, {"sentence", found.sentence.in(language)}, {"rows", Json::array()}};
    for (const model::Disagreement::Row& row : found.rows)
        entry["rows"].push_back({{"first", row.first.in(language)},
                                 {"second", row.second.in(language)},
                                 {"area_m2", row.area.m2()},
                                 {"agrees", row.agrees}});
    return entry;
}

Json alternative_json(const model::Alternative& other, Language language) {
    return {{"id", other.id},
            {"kind", other.kind},
            {"town", other.town_name.in(language)},
            {"net_m2", other.net.m2()},
            {"score", other.score},
            {"ahead_share", number(other.ahead_share)},
            {"distance_m", other.distance_m},
            {"cost_yuan_per_m2", range_json(other.cost_yuan_per_m2)},
            {"owner_count", other.owner_count},
            {"verdict", model::to_string(other.verdict)},
            {"headline", other.headline.in(language)},
            {"why", other.why.in(language)}};
}

/// Easting and northing, unrounded: with them the report can be made again. Never in a public version.
Json outline_json(const geom::MultiPolygon& outline) {
    Json parts = Json::array();
    for (const geom::Polygon& part : outline.parts) {
        parts.push_back(Json::array());
        for (const geom::Ring& ring : part.rings) {
            parts.back().push_back(Json::array());
            for (const geom::Point& point : ring) parts.back().back().push_back({point.x, point.y});
        }
    }
    return parts;
}

Json asked_json(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    return {{"itself", request.itself},
            {"cluster", request.asked_cluster.empty() ? Json(nullptr) : Json(request.asked_cluster)},
            {"outline", report.for_the_public ? Json(nullptr) : outline_json(report.outline)},
            {"form", request.word_form_digest.empty() ? Json(nullptr) : Json(request.word_form_digest)}};
}

Json manifest_json(const SiteReportRequest& request) {
    if (request.manifest_digest.empty()) return nullptr;
    return {{"digest", request.manifest_digest}, {"code", request.manifest_code}};
}

Json cost_json(const std::optional<model::LandCost>& cost) {
    if (!cost) return nullptr;
    return {{"yuan", range_json(cost->yuan)},
            {"known_share", cost->known_share},
            {"verified", cost->verified},
            {"parts_unknown", cost->parts_unknown}};
}

/// Who, where, how large, and the verdict.
Json heading_json(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    return {{"schema_version", 3},
              {"title", report.title},
              {"subject", report.subject},
              {"language", request.language == Language::Zh ? "zh" : "en"},
              {"public", report.for_the_public},
              {"project", project_json(report.project, report.for_the_public)},
              {"crs", fmt::format("EPSG:{}", report.epsg)},
              {"area_m2", report.area.m2()},
              {"planar_m2", report.planar_m2},
              {"net_m2", report.net.m2()},
              {"cost_yuan_per_m2", report.cost && report.cost->yuan_per_m2 ? range_json(*report.cost->yuan_per_m2) : Json(nullptr)},
              {"cost", cost_json(report.cost)},
              {"owner_count", report.owner_count},
              {"compactness", report.compactness},
              {"is_snake", report.is_snake},
              {"verdict", model::to_string(report.check.verdict)},
              {"headline", report.check.headline.in(request.language)},
              {"checks_made", report.check.counts.checked()},
              {"checks_not_made", report.check.counts.not_checked},
              {"schematic", report.schematic},
              {"data_date", report.data_date},
              {"rule_version", report.rule_version},
              {"manifest", manifest_json(request)},
              {"asked", asked_json(request)},
              {"cluster",
               report.cluster ? Json(request.catalogue->plan.cluster(*report.cluster).id) : Json(nullptr)}};
}

void add_decisions_and_sources(const SiteReportRequest& request, Json& json) {
    const model::SiteReport& report = *request.report;
    for (const model::CheckOverride& decision : report.check.overrides)
        json["overrides"].push_back({{"rule", decision.rule},
                                     {"before", model::to_string(decision.before)},
                                     {"verdict", model::to_string(decision.verdict)},
                                     {"reason", decision.reason},
                                     {"name", decision.name},
                                     {"document", decision.document},
                                     {"capped", decision.capped}});
    for (const model::Disagreement& found : report.check.disagreements)
        json["disagreements"].push_back(disagreement_json(found, request.language));
    for (const model::SourceDefinition& source : report.sources)
        json["sources"].push_back({{"role", source.role},
                                   {"file", source.written_path},
                                   {"layer", source.layer},
                                   {"status", model::to_string(source.status)},
                                   {"date", source.date}});
}

}  // namespace

std::string site_json(const SiteReportRequest& request) {
    const model::SiteReport& report = *request.report;
    Json json = heading_json(request);
    json.update(where_json(request));
    json["land"] = land_json(report.land);
    for (const char* list : {"checks", "fits", "indicators", "alternatives", "overrides", "disagreements", "sources"})
        json[list] = Json::array();
    for (const CheckResult& result : report.check.results)
        json["checks"].push_back(check_json(result, request.language));
    for (const model::ClusterFit& fit : report.fits)
        json["fits"].push_back(fit_json(fit, *request.catalogue, request.language));
    json["standing"] = standing_json(report.standing, request.language);
    for (const model::Indicator& indicator : report.indicators)
        json["indicators"].push_back(indicator_json(indicator, request.language));
    for (const model::Alternative& other : report.alternatives)
        json["alternatives"].push_back(alternative_json(other, request.language));
    add_decisions_and_sources(request, json);
    return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace zonewright::report
