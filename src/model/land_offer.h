// What land offers beside its area: quality, cost, floors, and how that stands to what clusters ask for.
// Unknown figures are ranges and stay ranges: low and high bound the truth, central is what is worked with.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "model/ids.h"

namespace zonewright::model {

struct Estimate {
    double low = 0;
    double central = 0;
    double high = 0;

    bool operator==(const Estimate&) const = default;
    bool exact() const { return low == high; }
    Estimate& operator+=(const Estimate& other) {
        low += other.low, central += other.central, high += other.high;
        return *this;
    }
    friend Estimate operator+(Estimate a, const Estimate& b) { return a += b; }
    /// By a figure that is not negative.
    friend Estimate operator*(const Estimate& a, double factor) {
        return {a.low * factor, a.central * factor, a.high * factor};
    }
};

/// One part of a cost or one factor of a quality.
struct OfferPart {
    std::string id;     ///< "land", "demolition", …; "floor_load", "power", …
    Estimate estimate;  ///< yuan; or worth 0…1
    double weight = 0;  ///< quality only, after sharing out what does not apply
    bool known = true;  ///< false: nothing to measure it by; a cost part is then left out, a factor is 0…1
};

struct ParcelOffer {
    ParcelId parcel;
    std::vector<OfferPart> cost_parts;
    Estimate cost_yuan;
    Estimate cost_yuan_per_m2;  ///< of net area; 0 where nothing is left
    std::vector<OfferPart> quality_parts;
    Estimate quality;  ///< 0…1
};

/// Land of one cluster sorted by unit cost: how much can be had at what price?
struct SupplyCurvePoint {
    ParcelId parcel;
    Area net;
    Area cumulative;
    Estimate cost_yuan_per_m2;
};
struct SupplyCurve {
    ClusterId cluster;
    std::string town_code;  ///< empty: the whole city
    double least_score = 0;
    std::vector<SupplyCurvePoint> points;  ///< ascending central unit cost
};

/// Parcels that no other beats in both quality and cost.
struct ParetoFront {
    ClusterId cluster;
    double least_score = 0;
    std::vector<ParcelId> parcels;  ///< ascending unit cost, so ascending quality
};

/// Vacant factory floors of a town; means are weighted by floor area over the parcels that state the figure.
struct FloorSpace {
    std::string town_code;  ///< empty: the whole city
    int parcel_count = 0;
    double floor_m2 = 0;
    std::optional<double> mean_storeys, mean_storey_height_m, mean_load_kn_m2, mean_rent_yuan_per_m2_month;
};

/// Supply against demand for one cluster, in one town or the whole city.
struct SupplyBalance {
    ClusterId cluster;
    std::string town_code;  ///< empty: the whole city
    Area demand;            ///< city rows only: demand is not tied to towns
    Area minimum_site;
    Area eligible;    ///< net land on offer with a sufficient score
    Area usable;      ///< of it in parcels that reach the minimum site alone
    Area reachable;   ///< of it in groups of linked parcels that reach the minimum site together
    Area shortfall;   ///< city rows only: demand − reachable, never negative
    Text assumption;  ///< how the demand was arrived at
};

}  // namespace zonewright::model
