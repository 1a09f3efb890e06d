// In which CRS are these coordinates? Told by where they fall, because the plane ranges of the candidate
// systems do not overlap for one city. At 114°E: eastings of 450–528 km are the 3° zone at 114°E, 38 450–38 528 km the
// same with its prefix, 758–837 km or 19 758 km and up the 6° zone 19, values of 113–115 are degrees; swapped
// axes likewise. One candidate is a diagnosis, two are a question, none is an answer too: never a guess.
#pragma once

#include <vector>

#include "base/language.h"
#include "geom/geometry.h"

namespace zonewright::intake {

/// The territory the data is expected in, in degrees: layers/rules/region.toml, which a plan of another city replaces.
/// An empty box: nothing is known of it, every place is believed and nothing is told by it.
struct Region {
    geom::Box degrees;
    double margin_deg = 0;  ///< neighbours' roads and rivers reach beyond
};

/// The region with its margin, on the plane of a system; empty for an empty one. Throws InputError for a datum that
/// nothing leads to.
geom::Box region_in(int epsg, const Region& region);

struct CrsCandidate {
    int epsg = 0;
    bool swapped = false;  ///< x holds the northing
    Text what;             ///< "CGCS2000 三度带，带号 38"
};

/// Every system of the list in which the box falls into the region, plain ones before swapped ones.
std::vector<CrsCandidate> candidates_for(const geom::Box& coordinates, const Region& region);

/// Do coordinates of this box fall into the region when read in this CRS?
bool falls_into(const geom::Box& coordinates, int epsg, const Region& region);
/// Does the box hold any of the region? For rasters, which may reach far beyond it.
bool meets_region(const geom::Box& coordinates, int epsg, const Region& region);

}  // namespace zonewright::intake
