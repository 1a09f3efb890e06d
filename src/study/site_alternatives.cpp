#include "study/site_alternatives.h"

#include <algorithm>
#include <cmath>
#include <functional>

#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::study {
namespace {

Text why_named(const model::Alternative& candidate, const SiteAlternatives::Question& question) {
    const double size = 100 * candidate.net.m2() / question.net.m2(), km = candidate.distance_m / 1000;
    Text why{fmt::format("{}，净面积为本地块净面积的 {:.0f}%，相距 {:.1f} 公里",
                         candidate.in_the_same_town ? "同镇街" : "异地", size, km),
             fmt::format("{}, {:.0f}% of its net area, {:.1f} km away",
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

SiteAlternatives::SiteAlternatives(const Study& study, const compliance::OutlineCheck& check)
    : study_(study), check_(check), offered_(offered_units(offer_input(study))) {
    for (std::size_t u = 0; u < offered_.units.size(); ++u)
        centres_.push_back(geom::centroid(geometry_of(u)));
}

const geom::MultiPolygon& SiteAlternatives::geometry_of(std::size_t unit) const {
    return unit < offered_.site_count
               ? study_.sites().sites[offered_.site_of[unit]].geometry
               : study_.parcels()[offered_.parcel_of[unit - offered_.site_count]].geometry;
}

double SiteAlternatives::score_of(std::size_t unit, model::ClusterId cluster) const {
    return offered_.scores[unit * study_.catalogue().plan.clusters.size() + cluster.index()];
}

std::vector<std::size_t> SiteAlternatives::by_merit(const Question& question) const {
    const model::PolicyRules& rules = study_.catalogue().rules_of("site_report");
    const double least_m2 = rules.number("alternative_least_size_share") * question.net.m2();
    const double most_m2 = rules.number("alternative_most_size_share") * question.net.m2();
    const double most_distance_m = rules.number("alternative_most_distance_m");
    const double per_km = rules.number("alternative_score_per_km");
    const geom::Point centre = geom::centroid(*question.outline);
    std::vector<std::pair<double, std::size_t>> candidates;
    for (std::size_t u = 0; u < offered_.units.size(); ++u) {
        const double score = score_of(u, question.cluster), net_m2 = offered_.units[u].area.m2();
        if (std::isnan(score) || net_m2 < least_m2 || net_m2 > most_m2 ||
            offered_.units[u].id == question.itself)
            continue;
        const double distance_m = geom::distance(centres_[u], centre);
        if (distance_m > most_distance_m && offered_.units[u].town_code != question.town_code) continue;
        candidates.emplace_back(score - per_km * distance_m / 1000, u);
    }
    std::stable_sort(candidates.begin(), candidates.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::size_t> units;
    units.reserve(candidates.size());
    for (const auto& candidate : candidates) units.push_back(candidate.second);
    return units;
}

/// Those that conflict come last, of the best `alternative_checked_most`; what is not checked is left out.
std::vector<std::size_t> SiteAlternatives::by_compliance(std::vector<std::size_t> units) const {
    const auto most = static_cast<std::size_t>(
        study_.catalogue().rules_of("site_report").number("alternative_checked_most"));
    if (units.size() > most) units.resize(most);
    std::stable_partition(units.begin(), units.end(), [&](std::size_t unit) {
        return check_.of(geometry_of(unit), {}, study_.area(), {}).verdict != model::Verdict::Conflicts;
    });
    return units;
}

model::Estimate SiteAlternatives::cost_of_unit(std::size_t unit) const {
    model::Estimate yuan;
    Area net;
    for (const std::uint32_t parcel : offered_.units[unit].parcels) {
        yuan += study_.offers()[parcel].cost_yuan;
        net += study_.supply_statement().parcels[parcel].net;
    }
    return net > Area{} ? yuan * (1 / net.m2()) : model::Estimate{};
}

Text SiteAlternatives::name_of(std::size_t unit) const {
    if (unit >= offered_.site_count) return both("地块 {}", "parcel {}", id_of(unit));
    const model::Site& site = study_.sites().sites[offered_.site_of[unit]];
    return both("以地块 {} 为中心的连片用地", "site around parcel {}", study_.parcels()[site.centre.index()].id);
}

Text SiteAlternatives::name_of(const std::string& id) const {
    for (std::size_t u = 0; u < offered_.units.size(); ++u)
        if (offered_.units[u].id == id) return name_of(u);
    return id;
}

int SiteAlternatives::owners_of(std::size_t unit) const {
    return unit < offered_.site_count ? study_.sites().sites[offered_.site_of[unit]].owner_count : 1;
}

model::Alternative SiteAlternatives::described(std::size_t unit, const Question& question) const {
    const model::OfferedUnit& offered = offered_.units[unit];
    model::Alternative candidate{.id = offered.id,
                                 .kind = unit < offered_.site_count ? "site" : "parcel",
                                 .town_name = model::town_name(offered.town_code, study_.plan())};
    candidate.geometry = geometry_of(unit);
    candidate.net = offered.area;
    candidate.score = score_of(unit, question.cluster);
    candidate.cost_yuan_per_m2 = cost_of_unit(unit);
    candidate.name = name_of(unit);
    candidate.owner_count = owners_of(unit);
    const model::SiteCheck check = check_.of(candidate.geometry, {}, study_.area(), {});
    candidate.verdict = check.verdict;
    candidate.headline = check.headline;
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
    std::vector<std::size_t> apart = by_merit(question);
    std::erase_if(apart,
                  [&](std::size_t unit) { return gis::intersects(geometry_of(unit), *question.outline); });
    for (const std::size_t unit : by_compliance(std::move(apart))) {
        const bool own_town = offered_.units[unit].town_code == question.town_code;
        // The last place is kept for the outline's own town.
        if (named.size() + 1 == most && !has_own_town && !own_town) continue;
        named.push_back(described(unit, question));
        has_own_town |= own_town;
        if (named.size() == most) break;
    }
    return named;
}

std::optional<std::size_t> SiteAlternatives::best_of(const std::string& town_code, model::ClusterId cluster,
                                                     double area_m2) const {
    const double most_m2 =
        study_.catalogue().rules_of("site_report").number("found_most_size_share") * area_m2;
    std::vector<std::size_t> candidates;
    for (std::size_t u = 0; u < offered_.units.size(); ++u) {
        const double net_m2 = offered_.units[u].area.m2();
        if (!std::isnan(score_of(u, cluster)) && offered_.units[u].town_code == town_code &&
            net_m2 >= area_m2 && (net_m2 <= most_m2 || area_m2 <= 0))
            candidates.push_back(u);
    }
    std::ranges::stable_sort(candidates, std::greater{},
                             [&](std::size_t unit) { return score_of(unit, cluster); });
    const std::vector<std::size_t> ordered = by_compliance(std::move(candidates));
    return ordered.empty() ? std::nullopt : std::optional(ordered.front());
}

}  // namespace zonewright::study
