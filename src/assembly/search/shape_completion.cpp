#include "assembly/search/shape_completion.h"

#include <algorithm>

#include "base/parallel.h"
#include "geom/minimum_width.h"

namespace zonewright::assembly {

std::vector<char> wide_parcels(std::span<const model::Parcel> parcels, double width_m,
                               const Progress& progress) {
    std::vector<char> wide(parcels.size(), 1);
    if (width_m <= 0) return wide;
    parallel_for(parcels.size(), 256, progress, [&](std::size_t i) {
        wide[i] = static_cast<char>(geom::has_width(parcels[i].geometry, width_m));
    });
    return wide;
}

ShapeCompletion::ShapeCompletion(const ParcelNetwork& network, std::span<const model::Parcel> parcels,
                                 const SiteShapes& shapes, std::span<const char> wide, const SiteRule& rule,
                                 std::span<const char> closed, RequiredShape required)
    : network_(network),
      parcels_(parcels),
      shapes_(shapes),
      wide_(wide),
      rule_(rule),
      closed_(closed.begin(), closed.end()),
      required_(required) {}

std::shared_ptr<const ShapeCompletion::ParcelSets> ShapeCompletion::sets_around(std::uint32_t centre) const {
    {
        const std::lock_guard lock(mutex_);
        const auto found = known_.find(centre);
        if (found != known_.end()) return found->second;
    }
    RequiredShape required = required_;
    if (wide_[centre]) required.width_m = 0;
    auto sets = std::make_shared<ParcelSets>();
    if (required.any()) {
        ProblemCutter cutter(network_);
        const SiteProblem whole = cutter.cut(centre, rule_, closed_);
        for (const Placements& placements : placements_of(whole, parcels_, shapes_, wide_, required)) {
            sets->emplace_back();
            for (const std::vector<int>& placement : placements) {
                sets->back().emplace_back();
                for (const int v : placement)
                    sets->back().back().push_back(whole.parcel[static_cast<std::size_t>(v)]);
            }
        }
    }
    const std::lock_guard lock(mutex_);
    return known_.emplace(centre, std::move(sets)).first->second;
}

void ShapeCompletion::complete(SiteProblem& problem) const {
    if (problem.size() == 0) return;
    const auto sets = sets_around(problem.parcel[0]);
    if (sets->empty()) return;
    std::map<std::uint32_t, int> node_of;
    for (std::size_t i = 0; i < problem.parcel.size(); ++i) node_of[problem.parcel[i]] = static_cast<int>(i);
    for (const auto& rule : *sets) {
        Placements placements;
        for (const std::vector<std::uint32_t>& set : rule) {
            std::vector<int> placement;
            for (const std::uint32_t parcel : set) {
                const auto node = node_of.find(parcel);
                if (node != node_of.end()) placement.push_back(node->second);
            }
            if (placement.size() != set.size()) continue;  // a parcel of it has been given away
            std::sort(placement.begin(), placement.end());
            placements.push_back(std::move(placement));
        }
        problem.shape_rules.push_back(std::move(placements));
    }
}

}  // namespace zonewright::assembly
