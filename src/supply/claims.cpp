#include "supply/claims.h"

#include <algorithm>

#include "base/parallel.h"
#include "geom/overlay_area.h"
#include "geom/spatial_index.h"
#include "gis/overlay.h"

namespace zonewright::supply {
namespace {

using model::Parcel;

/// Common land below this is a boundary seen through rounding.
constexpr double overlapping_m2 = 1e-6;

int title_rank(const Parcel& parcel, const ClassRules& rules) {
    const auto is = [&](const std::vector<std::string>& words) {
        return std::find(words.begin(), words.end(), parcel.tenure) != words.end();
    };
    if (is(rules.supplied_words)) return 0;
    if (is(rules.approved_words)) return 1;
    return is(rules.planned_words) ? 2 : 3;
}

bool stronger(const Parcel& a, const Parcel& b, const ClassRules& rules) {
    const int rank_a = title_rank(a, rules), rank_b = title_rank(b, rules);
    return rank_a != rank_b ? rank_a < rank_b : a.id < b.id;
}

model::Finding overlap_finding(const Parcel& keeper, const Parcel& loser, const geom::StatutoryArea& area) {
    const geom::MultiPolygon common = gis::intersection(keeper.geometry, loser.geometry);
    model::Finding finding;
    finding.source = "parcel";
    finding.rule = "parcel_overlap";
    finding.severity = model::Severity::Error;
    finding.feature = keeper.id + ", " + loser.id;
    finding.area_m2 = area.of(common).m2();
    finding.geometry = common;
    finding.message = {fmt::format("地块 {0} 与 {1} 重叠 {2:.2f} 平方米，计入 {0}，只计一次", keeper.id,
                                   loser.id, finding.area_m2),
                       fmt::format("parcels {0} and {1} overlap by {2:.2f} m²; counted once, for {0}",
                                   keeper.id, loser.id, finding.area_m2)};
    finding.fix = {"核对权属界线，消除重叠", "settle the boundary between the two"};
    return finding;
}

}  // namespace

Claims settle_claims(const std::vector<Parcel>& parcels, const ClassRules& rules,
                     const geom::StatutoryArea& area, const Progress& progress) {
    Claims claims;
    claims.shapes.resize(parcels.size());
    claims.stronger.resize(parcels.size());
    parallel_for(parcels.size(), 256, progress.part(0, 0.2),
                 [&](std::size_t i) { claims.shapes[i] = geom::OverlayShape(parcels[i].geometry); });
    std::vector<geom::Box> boxes;
    boxes.reserve(parcels.size());
    for (const geom::OverlayShape& shape : claims.shapes) boxes.push_back(shape.box());
    const geom::SpatialIndex index(boxes);
    std::vector<std::vector<model::Finding>> findings(parcels.size());
    parallel_for(parcels.size(), 64, progress.part(0.2, 1), [&](std::size_t i) {
        for (std::uint32_t other : index.query(boxes[i])) {
            if (other == i || stronger(parcels[i], parcels[other], rules)) continue;
            if (geom::overlay_area_m2(claims.shapes[i], claims.shapes[other]) <= overlapping_m2) continue;
            claims.stronger[i].push_back(other);
            auto finding = overlap_finding(parcels[other], parcels[i], area);
            // What rounds to 0.00 m² is a boundary drawn twice; it is still counted once.
            if (finding.area_m2 > 0) findings[i].push_back(std::move(finding));
        }
    });
    for (auto& of_parcel : findings)
        for (model::Finding& finding : of_parcel) claims.findings.push_back(std::move(finding));
    return claims;
}

}  // namespace zonewright::supply
