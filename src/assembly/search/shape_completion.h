// Adds the shape rules to the problem of a centre, remembering what was found for each centre.
// The width rule is met by a centre parcel that is wide enough on its own, which most are; then nothing is
// added.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <mutex>
#include <span>
#include <vector>

#include "assembly/search/placement.h"
#include "assembly/search/parcel_network.h"
#include "base/progress.h"

namespace zonewright::assembly {

/// 1 for each parcel whose own outline takes a disc of this diameter. Parallel.
std::vector<char> wide_parcels(std::span<const model::Parcel> parcels, double width_m,
                               const Progress& progress);

class ShapeCompletion {
public:
    ShapeCompletion(const ParcelNetwork& network, std::span<const model::Parcel> parcels,
                    const SiteShapes& shapes, std::span<const char> wide, const SiteRule& rule,
                    std::span<const char> closed, RequiredShape required);

    /// Thread-safe; the result depends on the problem only.
    void complete(SiteProblem& problem) const;

private:
    using ParcelSets = std::vector<std::vector<std::vector<std::uint32_t>>>;  ///< per rule: sets of parcels
    std::shared_ptr<const ParcelSets> sets_around(std::uint32_t centre) const;

    const ParcelNetwork& network_;
    std::span<const model::Parcel> parcels_;
    const SiteShapes& shapes_;
    std::span<const char> wide_;
    SiteRule rule_;
    std::vector<char> closed_;
    RequiredShape required_;
    mutable std::mutex mutex_;
    mutable std::map<std::uint32_t, std::shared_ptr<const ParcelSets>> known_;
};

}  // namespace zonewright::assembly
