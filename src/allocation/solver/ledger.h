// An allocation in the making: who has what, how full every limit is, and what it is worth. Moves are cheap
// to try and to take back. Cost: a move touches the limits of its unit (a handful), its exclusive sets, its
// town and its sides. Areas in area units (cm²). Errors: none.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <utility>
#include <vector>

#include "allocation/solve.h"
#include "allocation/solver/limits.h"
#include "allocation/solver/prices.h"
#include "allocation/solver/problem.h"

namespace zonewright::allocation {

struct Move {
    std::uint32_t unit = 0;
    std::uint32_t option = 0;  ///< a cluster, or cluster_count: idle
};

/// Whole units only; shares of divisible land are added on top with `add_share`.
class Ledger {
public:
    Ledger(const AllocationProblem& problem, const Limits& limits, std::int64_t penalty);

    std::uint32_t option_of(std::size_t unit) const { return option_[unit]; }
    const std::vector<std::uint32_t>& options() const { return option_; }
    /// Every unit that is not idle, whole; by unit.
    std::vector<Piece> pieces() const;
    void move(Move move);
    /// Makes all moves if the allocation stays within every hard limit and is worth more than before; else
    /// none.
    bool improve_by(std::span<const Move> moves);
    /// Takes back the moves of the last try_by() that is still in force.
    void take_back();
    /// Makes all moves and says by how much the objective changes; take_back() undoes them.
    std::int64_t try_by(std::span<const Move> moves);

    /// Value less penalties, plus what the sides bring.
    std::int64_t objective() const { return value_ + side_value_ - penalty_ * shortfall_; }
    std::int64_t value() const { return value_ + side_value_; }
    std::int64_t shortfall() const { return shortfall_; }
    bool is_feasible() const { return excess_ == 0 && conflicts_ == 0 && towns_beyond_ == 0; }
    std::int64_t used(std::size_t limit) const { return used_[limit]; }
    std::int64_t room(std::size_t limit) const {
        return limits_->operator[](limit).band.upper - used_[limit];
    }

private:
    void enter(std::uint32_t unit, std::uint32_t cluster, int sign);
    void load(std::size_t limit, std::int64_t by);
    void use_exclusive_sets(std::uint32_t unit, int sign);
    void use_town(std::uint32_t unit, std::uint32_t cluster, int sign);
    std::int64_t worth_of_sides(std::uint32_t unit, std::uint32_t option) const;
    void index_sides();
    void index_exclusive_sets();

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::int64_t penalty_;
    std::uint32_t idle_;
    std::vector<std::uint32_t> option_;
    std::vector<std::int64_t> used_;
    std::int64_t value_ = 0, side_value_ = 0, shortfall_ = 0, excess_ = 0;
    std::int64_t conflicts_ = 0, towns_beyond_ = 0;
    std::vector<std::uint32_t> set_start_, set_list_;  ///< exclusive sets of a unit
    std::vector<std::uint32_t> set_use_;
    std::vector<std::uint32_t> town_use_;    ///< [cluster · towns + town]: units
    std::vector<std::uint32_t> towns_used_;  ///< per cluster
    std::vector<std::uint32_t> side_start_;
    std::vector<std::pair<std::uint32_t, std::int64_t>> side_list_;  ///< neighbour, weight
    std::vector<std::pair<std::uint32_t, std::uint32_t>> undo_;
};

}  // namespace zonewright::allocation
