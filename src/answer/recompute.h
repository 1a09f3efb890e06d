// verify --recompute: do the published figures come out again by a second way?
//
//   area       gross area of a parcel, by geodesics instead of the notice's trapezoids (gis/geodesic_area.h)
//   balance    gross = deductions + net of every parcel, exactly
//   net        the published parcel less all excluded land by GEOS, measured by geodesics
//   waterfall  every row of every town, class and size: the sums of the published parcels, exactly
//   score      Σ weight · worth of the criteria, for wlc
//   supply     demand, allocated and shortfall of every cluster from the published allocation
//   link       linked parcels are no farther apart than stated, by GEOS
//   surface    recompute_surfaces.h; what surfaces are measured from: recompute_measures.h
// Rows of parcels and links are a sample, the same for the same run, or all; sums are always all. The published layers are
// compared with the study's land, constraints and criteria, which are loaded from the cache or made. Cost: seconds for a
// sample; minutes for all of a city.
#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <vector>

#include "answer/published_sites.h"
#include "base/language.h"
#include "base/progress.h"

namespace zonewright::answer {

/// What was recomputed of one kind of figure.
struct RecomputedPart {
    std::string part;  ///< "area", "net", …
    Text way;          ///< by which second way
    std::size_t rows = 0, faults = 0;
    double largest_difference = 0;  ///< in the unit of the figure
};

struct Recomputation {
    std::vector<RecomputedPart> parts;
    std::vector<RowFault> faults;  ///< at most 100 of each part
};

/// `sample`: so many parcels and links; 0: all.
Recomputation recompute(const study::Study& study, const std::filesystem::path& out, std::size_t sample,
                        const Progress& progress);

}  // namespace zonewright::answer
