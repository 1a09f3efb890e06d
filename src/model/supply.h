// The net-supply waterfall: what is left of gross land after each deduction, exact to the last centimetre.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"
#include "geom/geometry.h"
#include "model/finding.h"
#include "model/ids.h"

namespace zonewright::model {

/// One step of the waterfall, in the stated order. `checked` is false when the layer is missing:
/// then the deduction is unknown, not zero, and every output says 未核查 / not checked.
struct DeductionStep {
    std::string constraint_id;
    Text title;
    std::string legal_basis;
    bool checked = true;
    Text unchecked_reason;  ///< "no source of role farmland"
};

/// One parcel: gross = sum of taken + net, exactly. taken[k] belongs to DeductionStep k; overlaps count once,
/// in order.
struct ParcelSupply {
    ParcelId parcel;
    Area gross;
    std::vector<Area> taken;
    Area net;
    std::string supply_class;   ///< one only
    std::string deciding_rule;  ///< the rule that decided the class
    std::string size_class;     ///< by net area: lt75, 75_150, 150_300, 300_500, 500_1000, ge1000 (亩)
};

/// Whether anything is left of the parcel: only then is it counted among the parcels of supply.
inline bool has_net_land(const ParcelSupply& supply) {
    return supply.net > Area{};
}

struct WaterfallRow {
    std::string town_code;     ///< empty: the whole city
    std::string supply_class;  ///< empty: all classes
    std::string size_class;    ///< empty: all sizes
    std::string step;          ///< "gross", a constraint id, "net"
    Area area;
    bool checked = true;
};

struct SupplyStatement {
    std::vector<DeductionStep> steps;   ///< the first is "parcel_overlap": land that another parcel keeps
    std::vector<ParcelSupply> parcels;  ///< in the order of the parcels
    std::vector<WaterfallRow> rows;  ///< every town × class × size that has parcels, and all their totals
    std::vector<Finding> findings;   ///< overlaps, slivers
    /// Classes on offer: their net land is the net supply. That of the others is stock, stated apart.
    std::vector<std::string> offered_classes;
    std::vector<geom::MultiPolygon> net_land;  ///< per parcel, what is left; empty unless it was asked for
};

/// Net land of a class that is on offer.
inline bool is_offered(const ParcelSupply& supply, const std::vector<std::string>& classes) {
    return has_net_land(supply) &&
           std::find(classes.begin(), classes.end(), supply.supply_class) != classes.end();
}

/// Town code in rows of parcels that lie in no town.
inline constexpr const char* no_town = "outside";

}  // namespace zonewright::model
