// Which towns does a cluster keep that may use only so many? Those that the relaxed answer gives it most land in.
#pragma once

#include <span>
#include <vector>

#include "allocation/solver/relaxation.h"

namespace zonewright::allocation {

/// The options of each unit without the clusters that do not keep its town; locked units keep theirs. For problems with
/// a limit of towns.
std::vector<Options> in_best_towns(const AllocationProblem& problem, std::span<const Options> options,
                                   const Relaxed& relaxed);

}  // namespace zonewright::allocation
