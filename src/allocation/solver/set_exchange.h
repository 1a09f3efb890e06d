// Can units that exclude each other change places? Ejection chains: the local search for whole units in
// exclusive sets, of which generalised assignment is the plainest case (a unit for each job and agent, a
// job's units exclusive).
//
// A step gives one unit an option and takes the units that exclude it out. Where a limit then holds too much,
// one of its units is ejected in turn: to idle land, to another option, or in favour of a unit of the same
// set elsewhere; the few that lose least are tried, as long as the chain as a whole still gains. Areas in
// area units (cm²). Cost: for each start `width`^(`depth` - 1) chains at most, and a scan of one limit's
// units for each; `work` caps what is looked at. Guarantees: every limit holds, never worse, deterministic.
// Gives no bound. Errors: none. Source: Glover 1996 (ejection chains); Yagiura, Ibaraki, Glover 2004
// (generalised assignment).
#pragma once

#include <cstddef>
#include <span>

#include "allocation/solver/ledger.h"
#include "allocation/solver/prices.h"
#include "base/progress.h"

namespace zonewright::allocation {

struct ChainOptions {
    std::size_t depth = 3;         ///< steps of a chain
    std::size_t width = 4;         ///< ejections tried at each step
    std::size_t work = 3'000'000;  ///< ejections looked at in all
};

/// Chains until none gains; whether anything was gained. For problems with exclusive sets only.
bool exchange_by_sets(const AllocationProblem& problem, const Limits& limits,
                      std::span<const Options> options, const ChainOptions& settings, Ledger& ledger,
                      const Progress& progress);

}  // namespace zonewright::allocation
