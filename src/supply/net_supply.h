// How much land is really there? The net-supply waterfall per parcel, town, class and size, closing to the
// last digit.
//
// For every parcel: land that a stronger parcel keeps, then each constraint in its order, then what is left
// (deductions.h); one supply class with the rule that decided, one size class by net area (classify.h).
// Rows hold the sums of whole square centimetres, so gross = deductions + net holds exactly in every row
// group and towns add up to the city; this is checked before the statement is returned, and a failure is an
// InternalError. A constraint that was not checked has checked = false in its step and in its rows: its 0 is
// not a finding of zero. Cost: O(parcels × candidates) area overlays plus one GEOS cut per partial cover,
// parallel over parcels.
#pragma once

#include "base/progress.h"
#include "geom/statutory_area.h"
#include "model/constraint_layer.h"
#include "model/parcel.h"
#include "model/supply.h"
#include "supply/supply_rules.h"

namespace zonewright::supply {

struct StatementOptions {
    int year = 0;                    ///< the year the statement is made for; decides what is idle or old
    bool scale_to_recorded = false;  ///< scale each parcel to its recorded area (TBMJ) where there is one
    bool keep_net_land = false;      ///< fill SupplyStatement::net_land
};

model::SupplyStatement state_net_supply(const std::vector<model::Parcel>& parcels,
                                        const std::vector<model::ConstraintLayer>& layers,
                                        const SupplyRules& rules, const geom::StatutoryArea& area,
                                        const StatementOptions& options, const Progress& progress);

/// Throws InternalError naming the parcel or the row group that does not close.
void check_closing(const model::SupplyStatement& statement, const std::vector<model::Parcel>& parcels);

}  // namespace zonewright::supply
