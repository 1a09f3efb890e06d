// What `supply` prints beyond the waterfall: size structure, supply curves with best buys, balance.
#pragma once

#include "answer/supply.h"
#include "command/session.h"

namespace zonewright::command {

/// Each prints nothing where the answer has no such part.
void print_supply_structure(Session& session, const answer::SupplyAnswer& found);
/// Per cluster how much land can be had up to a few unit costs, and for the city its best buys.
void print_supply_offers(Session& session, const answer::SupplyAnswer& found);
void print_supply_balance(Session& session, const answer::SupplyAnswer& found);

}  // namespace zonewright::command
