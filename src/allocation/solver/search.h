// Is there anything better? Branch and bound on whole units and on towns, with the relaxation as bound.
//
// Best bound first, diving into the most promising child; at every node options are excluded by the limits
// and by their regret at the prices (an option whose regret exceeds the distance between bound and best known
// is gone). Cost: one flow over the units still open per node. Stops by nodes, never by the clock, so answers
// are repeatable. Guarantees: `bound` is at least the objective of every allocation when the search ends,
// whyever it ends. Bounds in value · area unit. Errors: none.
#pragma once

#include <cstdint>
#include <functional>
#include <vector>

#include "allocation/solver/ledger.h"
#include "allocation/solver/relaxation.h"
#include "base/progress.h"
#include "model/site.h"

namespace zonewright::allocation {

struct SearchOptions {
    std::size_t node_budget = 20000;
    double gap_target = 0;  ///< of the value of the best known
    std::size_t improve_every = 512;
};

/// A way to turn a relaxed answer into an allocation that is worth more than the best known; returns its
/// objective or nothing. `thorough` asks for exchanges, not only for rounding.
using Incumbent =
    std::function<void(std::span<const Options> options, const Relaxed& relaxed, bool thorough)>;

struct SearchResult {
    std::int64_t bound = 0;
    model::StopReason stop = model::StopReason::Proved;
    std::size_t nodes = 0;
};

class Search {
public:
    Search(const AllocationProblem& problem, const Limits& limits, const Relaxation& relaxation,
           Prices multipliers, SearchOptions options);

    /// `best` is the best known objective and kept up to date by `incumbent`; `weight` is what the gap is
    /// measured against.
    SearchResult run(std::vector<Options> root, const Relaxed& at_root, const std::int64_t& best,
                     const std::int64_t& weight, const Incumbent& incumbent, const Progress& progress);

private:
    const AllocationProblem* problem_;
    const Limits* limits_;
    const Relaxation* relaxation_;
    Prices multipliers_;
    SearchOptions options_;
};

}  // namespace zonewright::allocation
