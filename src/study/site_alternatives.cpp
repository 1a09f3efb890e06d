#include "study/site_alternatives.h"

#include <algorithm>
#include <cmath>

#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::study {
namespace {

Text why_named(const model::Alternative& candidate, const SiteAlternatives::Question& question) {
    const double size = 100 * candidate.net.m2() / question.area.m2(), km = candidate.distance_m / 1000;
    Text why{fmt::format("{}，净面积为本地块的 {:.0f}%，已扣除各项约束，相距 {:.1f} 公里",
                         candidate.in_the_same_town ? "同镇街" : "异地", size, km),
             fmt::format("{}, {:.0f}% of the area net of all limits, {:.1f} km away",
                         candidate.in_the_same_town ? "same town" : "other town", size, km)};
    if (!question.score) return why;
    const bool better = candidate.score >= *question.score;
    why.zh += fmt::format("；适宜性{}（{:.3f} 比 {:.3f}）", better ? "不低于本地块" : "低于本地块",
                          candidate.score, *question.score);
    why.en += fmt::format("; suitability {} ({:.3f} against {:.3f})", better ? "not lower" : "lower",
                          candidate.score, *question.score);
    return why;
}

}  // namespace

SiteAlternatives::SiteAlternatives(const Study& study)
    : study_(study), offered_(offered_units(offer_input(study))) {
    for (std::size_t u = 0; u < offered_.units.size(); ++u)
        centres_.push_back(geom::centroid(geometry_of(u)));
}

const geom::MultiPolygon& SiteAlternatives::geometry_of(std::size_t unit) const {
    return unit < offered_.site_count
               ? study_.sites().sites[unit].geometry
               : study_.parcels()[offered_.parcel_of[unit - offered_.site_count]].geometry;
}

double SiteAlternatives::score_of(std::size_t unit, model::ClusterId cluster) const {
    return offered_.scores[unit * study_.catalogue().plan.clusters.size() + cluster.index()];
}

std::vector<std::size_t> SiteAlternatives::by_merit(const Question& question) const {
    const model::PolicyRules& rules = study_.catalogue().rules_of("site_report");
    const double least_m2 = rules.number("alternative_least_size_share") * question.area.m2();
    const double per_km = rules.number("alternative_score_per_km");
    const geom::Point centre = geom::centroid(*question.outline);
    std::vector<std::pair<double, std::size_t>> candidates;
    for (std::size_t u = 0; u < offered_.units.size(); ++u) {
        const double score = score_of(u, question.cluster);
        if (std::isnan(score) || offered_.units[u].area.m2() < least_m2 ||
            offered_.units[u].id == question.itself)
            continue;
        candidates.emplace_back(score - per_km * geom::distance(centres_[u], centre) / 1000, u);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> units;
    for (const auto& candidate : candidates) units.push_back(candidate.second);
    return units;
}

model::Alternative SiteAlternatives::described(std::size_t unit, const Question& question) const {
    const model::OfferedUnit& offered = offered_.units[unit];
    model::Alternative candidate{.id = offered.id,
                                 .kind = unit < offered_.site_count ? "site" : "parcel",
                                 .town_name = model::town_name(offered.town_code, study_.plan())};
    candidate.geometry = geometry_of(unit);
    candidate.net = offered.area;
    candidate.score = score_of(unit, question.cluster);
    candidate.cost_yuan_per_m2 = offered.cost_yuan_per_m2.value_or(0);
    candidate.distance_m = geom::distance(centres_[unit], geom::centroid(*question.outline));
    candidate.in_the_same_town = offered.town_code == question.town_code;
    candidate.why = why_named(candidate, question);
    return candidate;
}

std::vector<model::Alternative> SiteAlternatives::to(const Question& question) const {
    const auto most =
        static_cast<std::size_t>(study_.catalogue().rules_of("site_report").number("alternative_count_most"));
    std::vector<model::Alternative> named;
    bool has_own_town = false;
    for (const std::size_t unit : by_merit(question)) {
        const bool own_town = offered_.units[unit].town_code == question.town_code;
        // The last place is kept for the outline's own town.
        if (named.size() + 1 == most && !has_own_town && !own_town) continue;
        if (gis::intersects(geometry_of(unit), *question.outline)) continue;
        named.push_back(described(unit, question));
        has_own_town |= own_town;
        if (named.size() == most) break;
    }
    return named;
}

std::optional<std::size_t> SiteAlternatives::best_of(const std::string& town_code, model::ClusterId cluster,
                                                     double area_m2) const {
    std::optional<std::size_t> best;
    for (std::size_t u = 0; u < offered_.units.size(); ++u) {
        const double score = score_of(u, cluster);
        if (std::isnan(score) || offered_.units[u].town_code != town_code ||
            offered_.units[u].area.m2() < area_m2)
            continue;
        if (!best || score > score_of(*best, cluster)) best = u;
    }
    return best;
}

}  // namespace zonewright::study
