// Net land by size: what the questions of supply answer and tables and workbooks print.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "base/units.h"

namespace zonewright::model {

/// A size class takes parcels from `from_mu` up to the next class.
struct SizeClass {
    std::string id;
    double from_mu = 0;
};

/// The parcels of one group and size class.
struct SizeRow {
    std::string group;
    std::string size_class;
    int parcel_count = 0;
    Area net;
};

struct SizeGroup {
    std::string id;
    Text title;
    std::vector<SizeRow> rows;  ///< one per size class
};

struct SizeGrouping {
    std::string id;  ///< "supply_class", "cluster", "industrial_line", "base"
    Text title;
    bool adds_up = true;            ///< the groups partition the net land
    Text unchecked_reason;          ///< not empty: no groups, the source is missing
    std::vector<SizeGroup> groups;  ///< in the order of the rule file or of the plan
};

}  // namespace zonewright::model
