#include "study/site_report.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "compliance/check_outline.h"
#include "geom/planar_area.h"
#include "gis/overlay.h"
#include "study/offered_units.h"
#include "study/study_year.h"
#include "suitability/rate_outline.h"
#include "supply/parcels.h"
#include "zoning/zones.h"

namespace zonewright::study {
namespace {

void check_question(const Results& results, const SiteQuestion& question) {
    const auto refuse = [&](std::string value, std::string expected, std::string advice) {
        throw InputError({.thing = question.subject,
                          .value = std::move(value),
                          .expected = std::move(expected),
                          .advice = std::move(advice)});
    };
    const gis::Validity validity = gis::check_validity(question.outline);
    if (!validity.valid)
        refuse(fmt::format("{} ({:.3f}, {:.3f})", validity.reason, validity.location.x, validity.location.y),
               say("有效的面", "a valid polygon"),
               say("修正该处的自相交或重复点后重试", "mend the boundary there and try again"));
    if (!gis::intersects(question.outline, results.city))
        refuse(say("在市域以外", "outside the city"), say("位于市域内的范围", "an outline inside the city"),
               say("检查坐标系、带号和 X/Y 顺序", "check CRS, zone prefix and the order of X and Y"));
}

std::vector<std::pair<std::string, Area>> towns_under(const Results& results,
                                                      const geom::MultiPolygon& outline, Area whole) {
    std::vector<std::pair<std::string, Area>> towns;
    Area inside;
    for (const supply::Town& town : supply::towns_of(results.sources)) {
        const Area area = results.area.of(gis::intersection(outline, town.geometry));
        if (area <= Area{}) continue;
        towns.emplace_back(town.name, area);
        inside += area;
    }
    // Towns may overlap or leave gaps; land in none of them is stated, never shared out.
    if (whole - inside > Area::from_m2(0.05)) towns.emplace_back("", whole - inside);
    std::stable_sort(towns.begin(), towns.end(),
                     [](const auto& a, const auto& b) { return a.second > b.second; });
    return towns;
}

model::ClusterFit fit_of(const Results& results, const geom::MultiPolygon& outline, Area whole,
                         const suitability::OutlineRating& rating) {
    const model::Cluster& cluster = results.catalogue.plan.cluster(rating.cluster);
    model::ClusterFit fit{.cluster = rating.cluster, .state = rating.state, .score = rating.score};
    for (const model::Zone& zone : results.zones.zones) {
        if (zone.cluster != rating.cluster || !gis::intersects(outline, zone.geometry)) continue;
        const Area area = results.area.of(gis::intersection(outline, zone.geometry));
        if (area > Area{}) fit.places.emplace_back(zone.place, area.m2() / whole.m2());
    }
    fit.listing = !fit.places.empty() ? model::Listing::Listed
                  : cluster.open_list ? model::Listing::OpenList
                                      : model::Listing::NotListed;
    for (const suitability::RatedPart& part : rating.parts)
        fit.parts.push_back({part.criterion, part.weight, part.worth, part.points});
    std::stable_sort(fit.parts.begin(), fit.parts.end(),
                     [](const auto& a, const auto& b) { return a.points > b.points; });
    return fit;
}

std::optional<model::ClusterId> best_cluster(const std::vector<model::ClusterFit>& fits) {
    std::optional<model::ClusterId> best;
    double score = -1;
    for (const model::ClusterFit& fit : fits)
        if (fit.state == model::ScoreState::Scored && fit.score > score)
            score = fit.score, best = fit.cluster;
    return best;
}

std::string town_name(const Results& results, const std::string& code) {
    const auto place = results.catalogue.plan.find_place(code);
    return place ? results.catalogue.plan.place(*place).name.said() : code;
}

Text why_named(const model::Alternative& candidate, double outline_score, double area_ratio) {
    const bool better = candidate.score >= outline_score;
    return {fmt::format("面积为本地块的 {:.0f}%，适宜性{}本地块（{:.2f} 比 {:.2f}），距离 {:.1f} 公里",
                        100 * area_ratio, better ? "不低于" : "低于", candidate.score, outline_score,
                        candidate.distance_m / 1000),
            fmt::format("{:.0f}% of the area, suitability {} ({:.2f} against {:.2f}), {:.1f} km away",
                        100 * area_ratio, better ? "not lower" : "lower", candidate.score, outline_score,
                        candidate.distance_m / 1000)};
}

/// Land of comparable size: better scored first, nearer first among equals; at most five.
std::vector<model::Alternative> alternatives_to(const Results& results, const SiteQuestion& question,
                                                Area area, model::ClusterId cluster, double score) {
    constexpr double least_ratio = 0.7;
    constexpr std::size_t most = 5;
    const OfferedUnits offered = offered_units(results);
    const std::size_t clusters = results.catalogue.plan.clusters.size();
    std::vector<model::Alternative> candidates;
    for (std::size_t u = 0; u < offered.units.size(); ++u) {
        const allocation::OfferedUnit& unit = offered.units[u];
        const double unit_score = offered.scores[u * clusters + cluster.index()];
        if (std::isnan(unit_score) || unit.area.m2() < least_ratio * area.m2() || unit.id == question.itself)
            continue;
        const bool site = u < offered.site_count;
        model::Alternative candidate{
            .id = unit.id, .kind = site ? "site" : "parcel", .town_name = town_name(results, unit.town_code)};
        candidate.geometry = site ? results.sites.sites[u].geometry
                                  : results.parcels[offered.parcel_of[u - offered.site_count]].geometry;
        if (gis::intersects(candidate.geometry, question.outline)) continue;
        candidate.net = unit.area;
        candidate.score = unit_score;
        candidate.cost_yuan_per_m2 = unit.cost_yuan_per_m2.value_or(0);
        candidate.distance_m =
            geom::distance(geom::centroid(candidate.geometry), geom::centroid(question.outline));
        candidate.why = why_named(candidate, score, unit.area.m2() / area.m2());
        candidates.push_back(std::move(candidate));
    }
    // A kilometre counts as one hundredth of a score: near and slightly lower beats far and slightly higher.
    const auto merit = [](const model::Alternative& a) { return a.score - 0.01 * a.distance_m / 1000; };
    std::stable_sort(candidates.begin(), candidates.end(),
                     [&](const auto& a, const auto& b) { return merit(a) > merit(b); });
    if (candidates.size() > most) candidates.resize(most);
    return candidates;
}

}  // namespace

model::SiteReport answer_site(const Results& results, const SiteQuestion& question,
                              const Progress& progress) {
    check_question(results, question);
    model::SiteReport report{
        .title = question.title, .subject = question.subject, .epsg = results.definition.epsg};
    report.outline = question.outline;
    report.area = results.area.of(question.outline);
    report.planar_m2 = geom::planar_area(question.outline);
    const int year = study_year(results.definition);
    report.check = compliance::check_outline({.outline = &question.outline,
                                              .rules = &results.catalogue.checks,
                                              .sources = &results.sources,
                                              .constraints = &results.constraints,
                                              .overrides = question.overrides,
                                              .year = year},
                                             results.area, progress.part(0, 0.6));
    report.towns = towns_under(results, question.outline, report.area);
    for (const auto& rating : suitability::rate_outline(question.outline, results.catalogue,
                                                        results.suitability, results.admissible))
        report.fits.push_back(fit_of(results, question.outline, report.area, rating));
    progress.report(0.8);
    report.cluster = question.cluster ? question.cluster : best_cluster(report.fits);
    if (report.cluster)
        report.alternatives = alternatives_to(results, question, report.area, *report.cluster,
                                              report.fits[report.cluster->index()].score);
    report.sources = results.definition.sources;
    for (const auto& source : report.sources) {
        report.schematic |= source.status == model::GeometryStatus::Schematic;
        report.data_date = std::max(report.data_date, source.date);
    }
    report.rule_version = results.catalogue.version.substr(0, 12);
    report.confidentiality = results.definition.confidentiality;
    report.for_the_public = question.for_the_public;
    progress.report(1);
    return report;
}

std::optional<SiteQuestion> find_site(const Results& results, const std::string& town_code,
                                      model::ClusterId cluster, double area_m2) {
    const OfferedUnits offered = offered_units(results);
    const std::size_t clusters = results.catalogue.plan.clusters.size();
    std::optional<std::size_t> best;
    for (std::size_t u = 0; u < offered.units.size(); ++u) {
        const double score = offered.scores[u * clusters + cluster.index()];
        if (std::isnan(score) || offered.units[u].town_code != town_code ||
            offered.units[u].area.m2() < area_m2)
            continue;
        if (!best || score > offered.scores[*best * clusters + cluster.index()]) best = u;
    }
    if (!best) return std::nullopt;
    SiteQuestion question{
        .title = offered.units[*best].id, .subject = offered.units[*best].id, .cluster = cluster};
    question.itself = offered.units[*best].id;
    question.outline = *best < offered.site_count
                           ? results.sites.sites[*best].geometry
                           : results.parcels[offered.parcel_of[*best - offered.site_count]].geometry;
    return question;
}

}  // namespace zonewright::study
