// A measure and a value function with fixed reference bounds. Read from layers/criteria/<id>.toml.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

enum class MeasureKind {
    Distance,     ///< exact Euclidean metres to the features
    TravelTime,   ///< minutes over the road network from the origins
    Slope,        ///< degrees (Horn)
    Relief,       ///< metres, highest minus lowest within `radius_m`
    Elevation,    ///< metres
    Density,      ///< features (or the sum of `field`) per km² within `radius_m`
    Share,        ///< share of the surface within `radius_m` covered by the features
    RasterValue,  ///< value of the source raster
    Category,     ///< table from the class of the feature that covers the cell
    ZoneListing,  ///< 1 listed, `open_value` open list and not named, `unlisted_value` otherwise
    Quotient      ///< location quotient of the cluster's enterprises within `radius_m`
};

enum class CurveKind { Linear, Piecewise, SShape, JShape, Gaussian, Inverse, Categorical, Step, Classes };

/// Maps a measured value to 0…1 with fixed bounds: the curve never looks at the data.
struct ValueFunction {
    CurveKind kind = CurveKind::Linear;
    double low = 0;   ///< measured value that is worth `at_low`
    double high = 1;  ///< measured value that is worth `at_high`
    double at_low = 0;
    double at_high = 1;
    std::vector<std::pair<double, double>>
        knots;  ///< Piecewise, Step, Classes: (measured value, worth), ascending
    std::map<std::string, double> categories;  ///< Categorical
    double shape = 1;                          ///< exponent (J), steepness (S), spread (Gaussian)
    bool operator==(const ValueFunction&) const = default;
};

struct CriterionDefinition {
    std::string id;
    Text title;
    Text rationale;
    std::string unit;
    MeasureKind measure = MeasureKind::Distance;
    std::string role;
    std::map<std::string, std::vector<std::string>>
        where;          ///< canonical field → accepted values; "$cluster" stands for the cluster's id
    std::string field;  ///< Density: summed; Category: class
    double radius_m = 0;
    std::map<std::string, double> speed_kmh;  ///< TravelTime, by road class
    double off_road_kmh = 0;
    double open_value = 0.5, unlisted_value = 0.3;  ///< ZoneListing
    bool per_cluster = false;                       ///< measured anew for each cluster
    ValueFunction value;
    std::map<std::string, ValueFunction> value_by_cluster;  ///< overrides
    std::string missing = "no_data";  ///< a missing source makes the criterion "no_data" (dropped with its
                                      ///< weight shared out, and reported)
    std::string clause;               ///< plan clause or guideline it answers to
    Evidence evidence;
};

}  // namespace zonewright::model
