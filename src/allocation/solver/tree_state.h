// What follows from a few decisions? Options that cannot be taken any more are excluded until nothing
// changes. Part of search.cpp. Areas in area units (cm²). Cost: a few passes over units × clusters. Errors:
// none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <vector>

#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"
#include "allocation/solver/relaxation.h"

namespace zonewright::allocation {

/// A unit keeps only `options`; or, when `is_town`, cluster `unit` may (or may not) use town `town`.
struct Decision {
    std::uint32_t unit = 0;
    Options options = 0;
    bool is_town = false;
    std::uint32_t town = 0;
    bool open = false;
};

class TreeState {
public:
    TreeState(const AllocationProblem& problem, const Limits& limits, std::vector<Options> root);

    /// Starts again from the root with these decisions; false when they contradict a hard limit.
    bool restart(std::span<const Decision> decisions);
    /// Takes options away from a unit and draws the consequences of all such calls since at the next
    /// propagate().
    void keep_only(std::size_t unit, Options options) { options_[unit] &= options; }
    bool propagate();
    /// Excludes every option of a whole unit that costs more at the prices than lies between bound and best
    /// known: it cannot lead to anything better. False when a unit has no option left: nothing better exists
    /// here.
    bool exclude_by_regret(const Relaxed& relaxed, std::int64_t best);
    /// Makes what holds now hold at the root from now on.
    void adopt_as_root() { root_ = options_; }

    const std::vector<Options>& options() const { return options_; }
    bool is_open(std::uint32_t cluster, std::uint32_t town) const;

private:
    bool apply(const Decision& decision);
    bool load_fixed_units();
    bool exclude_too_large(bool& changed);
    bool exclude_by_sets(bool& changed);
    bool exclude_by_towns(bool& changed);
    bool exclude(std::size_t unit, Options gone, bool& changed);

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::vector<Options> root_, options_;
    std::vector<std::int64_t> used_;
    std::vector<char> open_;  ///< [cluster · towns + town]: decided to be open
    bool whole_units_;
};

/// The options that every unit has once eligibility and the limits alone have excluded what cannot be;
/// nothing when the locks contradict the limits.
std::optional<std::vector<Options>> options_within_limits(const AllocationProblem& problem,
                                                          const Limits& limits);

}  // namespace zonewright::allocation
