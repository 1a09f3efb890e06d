// What one rule looks at, found once for any number of outlines: the features of its layer with their words
// and an index over their boxes, or the reason why there is nothing to look at.
//
// Cost: O(features of the layer) to make. Refers to the geometries of the sources and constraints it was made
// from; they have to outlive it.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <span>
#include <string>
#include <vector>

#include "compliance/overlap.h"
#include "geom/spatial_index.h"
#include "model/constraint_layer.h"
#include "model/source_set.h"

namespace zonewright::compliance {

/// Features with an index over their boxes.
class IndexedFeatures {
public:
    void add(LayerFeature feature) { features_.push_back(std::move(feature)); }
    /// Once all are there.
    void make_index();
    /// Those whose boxes come within `margin_m` of the outline's.
    std::vector<LayerFeature> near(const geom::MultiPolygon& outline, double margin_m = 0) const;

private:
    std::vector<LayerFeature> features_;
    geom::SpatialIndex index_{std::span<const geom::Box>{}};
};

struct Subject {
    IndexedFeatures features;  ///< what the rule selects
    IndexedFeatures
        unknown;  ///< of which the rule cannot tell; `part` is what stands in place of a known value
    IndexedFeatures others;  ///< known and not selected; filled where the layer tiles
    Text missing;            ///< why nothing can be looked at; empty otherwise
    std::string date;        ///< of the oldest file that plays the role
    std::string source;      ///< the files
};

/// `year`: data are judged old against it; 0: age is not judged.
Subject subject_of(const model::CheckRule& rule, const model::SourceSet& sources,
                   std::span<const model::ConstraintLayer> constraints, int year);

}  // namespace zonewright::compliance
