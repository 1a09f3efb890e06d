// Which kind of supply is a parcel, and which rule says so? One class per parcel; size classes by net area.
// Limit: the sources carry years, not dates: "a full year" is judged by the difference of years.
// Errors: InputError naming the rule file and the class that has no test.
#pragma once

#include <string>

#include "model/parcel.h"
#include "supply/supply_rules.h"

namespace zonewright::supply {

struct ClassDecision {
    std::string supply_class;
    std::string deciding_rule;  ///< key of the rule that decided
};

/// `year`: the year the statement is made for.
ClassDecision classify(const model::Parcel& parcel, const ClassRules& rules, int year);

/// The share that would make the parcel idle if its source said since when construction is suspended; empty
/// when nothing hangs on that. Such a parcel is not idle on record, it is to be looked at.
std::string undecided_idle_rule(const model::Parcel& parcel, const ClassRules& rules, int year);

/// Supplied and little developed or invested, but its source does not say when construction had to start.
bool idle_but_for_the_start(const model::Parcel& parcel, const ClassRules& rules);

/// Would the parcel be idle if the statement were made for a year late enough? What a missing date costs.
bool idle_in_some_year(const model::Parcel& parcel, const ClassRules& rules);

const std::string& size_class_of(Area net, const std::vector<SizeClass>& sizes);

}  // namespace zonewright::supply
