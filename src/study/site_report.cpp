#include "study/site_report.h"

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "compliance/headline.h"
#include "geom/planar_area.h"
#include "geom/shape_compactness.h"
#include "gis/overlay.h"
#include "study/site_agreement.h"
#include "study/site_cost.h"
#include "study/site_indicators.h"
#include "study/site_neighbours.h"
#include "study/site_standing.h"
#include "study/study_year.h"
#include "suitability/aggregation.h"
#include "suitability/rate_outline.h"
#include "supply/supply_rules.h"

namespace zonewright::study {
namespace {

std::optional<model::ClusterId> best_cluster(const std::vector<model::ClusterFit>& fits) {
    std::optional<model::ClusterId> best;
    double score = -1;
    for (const model::ClusterFit& fit : fits)
        if (fit.state == model::ScoreState::Scored && fit.score > score)
            score = fit.score, best = fit.cluster;
    return best;
}

/// sqrt of the variance of Σ w v under uncertain weights; no such closed form for other rules.
double deviation_of(const model::Suitability& suitability, const suitability::OutlineRating& rating) {
    if (suitability.aggregation != "wlc" || rating.state != model::ScoreState::Scored) return std::nan("");
    std::vector<double> worths, weights;
    for (const suitability::RatedPart& part : rating.parts) {
        worths.push_back(part.worth);
        weights.push_back(part.weight);
    }
    return suitability::wlc_deviation(worths, weights, suitability.weight_concentration);
}

/// How far does the outline reach beyond the box of the city? 0 where it lies inside.
double reach_beyond_m(const geom::Box& outline, const geom::Box& city) {
    return std::max({0.0, city.min_x - outline.min_x, city.min_y - outline.min_y, outline.max_x - city.max_x,
                     outline.max_y - city.max_y});
}

}  // namespace

SiteDesk::SiteDesk(const Study& study)
    : study_(study),
      land_(study),
      check_(study.catalogue().checks, study.sources(), study.constraints().layers, study_year(study.definition()),
             &study.city()),
      alternatives_(study, check_),
      deductor_(study.constraints().layers, study.area(), supply::supply_rules_of(study.catalogue()).slivers, {}),
      city_area_(study.area().of(study.city())) {}

void SiteDesk::check_question(const SiteQuestion& question) const {
    const auto refuse = [&](Text value, Text expected, Text advice) {
        throw InputError({.thing = question.subject,
                          .value = std::move(value),
                          .expected = std::move(expected),
                          .advice = std::move(advice)});
    };
    const gis::Validity validity = gis::check_validity(question.outline);
    if (!validity.valid)
        refuse(fmt::format("{} ({:.3f}, {:.3f})", validity.reason, validity.location.x, validity.location.y),
               both("有效的面", "a valid polygon"),
               both("修正该处的自相交或重复点后重试", "mend the boundary there and try again"));
    // One corner that lost its way: far from the plane's meridian areas have no sense, so this comes before them.
    const geom::Box city = geom::bounds(study_.city());
    const double beyond_m = reach_beyond_m(geom::bounds(question.outline), city);
    if (beyond_m > std::max(city.width(), city.height()))
        refuse(both("有界址点在市域以外 {:.0f} 千米", "a corner {:.0f} km outside the city", beyond_m / 1000),
               both("位于市域内的范围", "an outline inside the city"),
               both("检查坐标系、带号和 X/Y 顺序", "check CRS, zone prefix and the order of X and Y"));
    const Area area = study_.area().of(question.outline);
    if (area > city_area_)
        refuse(fmt::format("{:.1f} km²", area.m2() / 1e6),
               both("不大于全市（{:.1f} 平方千米）的范围", "an outline no larger than the city ({:.1f} km²)",
                   city_area_.m2() / 1e6),
               both("检查坐标系和单位", "check the CRS and the unit"));
    if (!gis::intersects(question.outline, study_.city()))
        refuse(both("在市域以外", "outside the city"), both("位于市域内的范围", "an outline inside the city"),
               both("检查坐标系、带号和 X/Y 顺序", "check CRS, zone prefix and the order of X and Y"));
}

model::ClusterFit SiteDesk::fit_of(const model::SiteReport& report,
                                   const suitability::OutlineRating& rating) const {
    const model::Cluster& cluster = study_.catalogue().plan.cluster(rating.cluster);
    model::ClusterFit fit{.cluster = rating.cluster, .state = rating.state, .score = rating.score};
    fit.admissible_share = rating.admissible_share;
    fit.deviation = deviation_of(study_.suitability(), rating);
    for (const model::Zone& zone : study_.zones().zones) {
        if (zone.cluster != rating.cluster || !gis::intersects(report.outline, zone.geometry)) continue;
        const Area area = study_.area().of(gis::intersection(report.outline, zone.geometry));
        if (area > Area{}) fit.places.emplace_back(zone.place, area.m2() / report.area.m2());
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

std::vector<suitability::OutlineRating> SiteDesk::rate(model::SiteReport& report) const {
    auto ratings = suitability::rate_outline(report.outline, study_.catalogue(), study_.suitability(),
                                             study_.admissible());
    for (const auto& rating : ratings) report.fits.push_back(fit_of(report, rating));
    return ratings;
}

/// Alternatives for the cluster reported on, and the outline's standing among them and in its town.
void SiteDesk::compare(model::SiteReport& report, const SiteQuestion& question,
                       const suitability::OutlineRating& rating) const {
    const bool scored = rating.state == model::ScoreState::Scored;
    report.alternatives = alternatives_.to({.outline = &report.outline,
                                            .net = report.net,
                                            .cluster = *report.cluster,
                                            .score = scored ? std::optional(rating.score) : std::nullopt,
                                            .town_code = report.town_code,
                                            .itself = question.itself});
    if (scored && !report.town_code.empty())
        report.standing = standing_of(study_, {.rating = &rating,
                                                 .town_name = report.towns.front().first,
                                                 .town_code = report.town_code,
                                                 .itself = question.itself,
                                                 .alternatives = &report.alternatives});
}

/// Areas and shape of the outline itself: what alternatives are compared by.
void SiteDesk::measure(model::SiteReport& report, const SiteQuestion& question) const {
    report.area = study_.area().of(question.outline);
    report.planar_m2 = geom::planar_area(question.outline);
    report.net = deductor_.deduct(question.outline, {}).net;
    report.compactness = geom::polsby_popper(question.outline);
    report.is_snake =
        report.compactness < study_.catalogue().rules_of("site_report").number("snake_compactness_below");
}

void SiteDesk::state_sources(model::SiteReport& report) const {
    report.sources = study_.definition().sources;
    for (const auto& source : report.sources) {
        report.schematic |= source.status == model::GeometryStatus::Schematic;
    }
    // A report is no fresher than the oldest data it was made from.
    for (const auto& source : report.sources) {
        if (source.date.empty()) report.undated.push_back(source.role);
        if (!source.date.empty() && (report.data_date.empty() || source.date < report.data_date))
            report.data_date = source.date;
    }
    report.rule_version = study_.catalogue().version.substr(0, 12);
    report.confidentiality = study_.definition().confidentiality;
    report.secret_above_m2 =
        study_.catalogue().rules_of("compliance").number("contiguous_vector_limit_km2") * 1e6;
    for (const geom::Polygon& part : report.outline.parts)
        report.is_secret |= study_.area().of(geom::MultiPolygon{{part}}).m2() > report.secret_above_m2;
}

model::SiteReport SiteDesk::answer(const SiteQuestion& question, const Progress& progress) const {
    check_question(question);
    model::SiteReport report{.title = question.title,
                             .subject = question.subject,
                             .project = question.project,
                             .epsg = study_.definition().epsg,
                             .outline = question.outline};
    report.for_the_public = question.for_the_public;
    measure(report, question);
    report.check = check_.of(question.outline, question.overrides, study_.area(), progress.part(0, 0.5));
    land_.describe(report);
    report.cost = cost_of_land(study_, report, question.itself);
    report.adjoining = adjoining_land(study_, report.outline);
    report.land = land_balance(report.check, study_.catalogue().rules_of("site_report"));
    progress.report(0.6);
    const auto ratings = rate(report);
    progress.report(0.8);
    report.cluster = question.cluster ? question.cluster : best_cluster(report.fits);
    if (report.cluster) compare(report, question, ratings[report.cluster->index()]);
    report.indicators =
        indicators_of(study_.catalogue(), report,
                      report.cluster ? study_.catalogue().plan.cluster(*report.cluster).id : std::string());
    report.check.disagreements = disagreements_in(study_, report);
    compliance::conclude(report.check);
    state_sources(report);
    progress.report(1);
    return report;
}

std::optional<SiteQuestion> SiteDesk::find(const std::string& town_code, model::ClusterId cluster,
                                           double area_m2) const {
    const auto unit = alternatives_.best_of(town_code, cluster, area_m2);
    if (!unit) return std::nullopt;
    SiteQuestion question{
        .title = alternatives_.name_of(*unit).zh, .subject = alternatives_.id_of(*unit), .cluster = cluster};
    question.itself = alternatives_.id_of(*unit);
    question.outline = alternatives_.geometry_of(*unit);
    return question;
}

}  // namespace zonewright::study
