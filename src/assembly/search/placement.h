// Where could the required disc or rectangle stand? Turns a shape rule into sets of parcels, one of which
// must be wholly in the site, so that the search can prune by it: no place left among the taken and free
// parcels, no site.
//
// The ground around the centre is cut into cells that know their parcel, or the hairline of a shared edge they lie on (then
// both parcels are needed). Every place of the mesh, for the disc and for each bearing of the rectangle, that is covered
// without a hole gives the set of parcels it needs; sets that contain another set are dropped. What is built stands on
// parcels that share edges: neither disc nor rectangle lies on a strip of road. Guarantee: a set that is satisfied has its
// place, up to one cell (stated by cell_m_of); the finished site is measured exactly. "No site" means: none with its place
// on this mesh and these bearings.
// Cost: about 1 ms for the disc, 5-20 ms for the rectangle around one centre.
#pragma once

#include <span>
#include <vector>

#include "assembly/search/site_problem.h"
#include "assembly/search/site_shape.h"

namespace zonewright::assembly {

struct RequiredShape {
    double width_m = 0;              ///< disc of this diameter; 0: none
    double long_m = 0, short_m = 0;  ///< rectangle of these sides; 0: none
    bool any() const { return width_m > 0 || (long_m > 0 && short_m > 0); }
};

/// Cell size for a shape: a sixteenth of its short side, 2 … 5 m.
double cell_m_of(const RequiredShape& shape);

/// One list of placements per required shape, in terms of the problem's nodes; an empty list means that it fits
/// nowhere.
std::vector<Placements> placements_of(const SiteProblem& problem, std::span<const model::Parcel> parcels,
                                  const SiteShapes& shapes, std::span<const char> wide,
                                  const RequiredShape& required);

}  // namespace zonewright::assembly
