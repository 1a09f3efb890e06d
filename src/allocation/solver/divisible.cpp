#include "allocation/solver/divisible.h"

#include <algorithm>
#include <bit>
#include <map>
#include <utility>

namespace zonewright::allocation {

namespace {

constexpr std::size_t units_tried_for_a_lot = 24;
constexpr int lots_made_at_most = 16;

class Pieces {
public:
    Pieces(const AllocationProblem& problem, const Limits& limits, const Prices& prices,
           std::vector<Piece> pieces)
        : problem_(&problem),
          limits_(&limits),
          penalty_(penalty_of(problem)),
          worth_(problem, limits, prices),
          pieces_(std::move(pieces)),
          used_(limits.size(), 0),
          left_(problem.areas) {
        for (const Piece& piece : pieces_) count(piece, piece.area);
        for (const UnitCluster& lock : problem.locked) locked_.push_back(lock.unit);
        std::sort(locked_.begin(), locked_.end());
    }
    void drop_small() {
        for (Piece& piece : pieces_)
            if (!is_lot(piece.cluster, piece.area)) take(piece, piece.area);
    }
    void resolve_exclusive();
    void keep_limits();
    void fill(std::span<const Options> options);
    void make_lots(std::span<const Options> options);
    std::vector<Piece> result();

private:
    bool is_lot(std::uint32_t cluster, std::int64_t area) const {
        return problem_->minimum_site.empty() || area >= problem_->minimum_site[cluster];
    }
    bool is_locked(std::uint32_t unit) const {
        return std::binary_search(locked_.begin(), locked_.end(), unit);
    }
    void count(const Piece& piece, std::int64_t by);
    void take(Piece& piece, std::int64_t area);
    std::int64_t room(std::uint32_t unit, std::uint32_t cluster) const;
    std::int64_t worthwhile(std::uint32_t unit, std::uint32_t cluster) const;
    std::int64_t missing() const;
    bool make_lot(std::uint32_t cluster, std::span<const Options> options);
    bool trade(std::uint32_t cluster, std::uint32_t unit, std::span<const std::size_t> donors);
    double stake(const Piece& piece) const {
        return static_cast<double>(worth_.of(piece.unit, piece.cluster)) * static_cast<double>(piece.area);
    }

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::int64_t penalty_;
    Worth worth_;
    std::vector<Piece> pieces_;
    std::vector<std::int64_t> used_;
    std::vector<std::int64_t> left_;  ///< per unit
    std::vector<std::uint32_t> locked_;
    std::vector<char> barred_;  ///< per unit: lost to another one of its exclusive set
};

void Pieces::count(const Piece& piece, std::int64_t by) {
    left_[piece.unit] -= by;
    limits_->for_each(piece.unit, piece.cluster, [&](std::uint32_t limit) { used_[limit] += by; });
    if (limits_->budget()) used_[*limits_->budget()] += by * problem_->budget->cost[piece.unit];
}

void Pieces::take(Piece& piece, std::int64_t area) {
    if (!is_lot(piece.cluster, piece.area - area)) area = piece.area;
    count(piece, -area);
    piece.area -= area;
}

void Pieces::resolve_exclusive() {
    barred_.assign(problem_->unit_count(), 0);
    std::vector<double> stakes(problem_->unit_count(), 0);
    for (const Piece& piece : pieces_) stakes[piece.unit] += stake(piece);
    for (const auto& set : problem_->exclusive) {
        const auto rank = [&](std::uint32_t unit) {
            return std::make_pair(is_locked(unit)                                         ? 1
                                  : left_[unit] < problem_->areas[unit] && !barred_[unit] ? 0
                                                                                          : -1,
                                  stakes[unit]);
        };
        const auto winner = std::max_element(
            set.begin(), set.end(), [&](std::uint32_t a, std::uint32_t b) { return rank(a) < rank(b); });
        if (winner == set.end()) continue;
        for (const std::uint32_t unit : set)
            if (unit != *winner) barred_[unit] = 1;
    }
    for (Piece& piece : pieces_)
        if (barred_[piece.unit]) take(piece, piece.area);
}

/// Takes land out of limits that are exceeded, the pieces of least worth first.
void Pieces::keep_limits() {
    std::vector<std::pair<std::int64_t, std::size_t>> order;
    for (std::size_t at = 0; at < pieces_.size(); ++at)
        if (pieces_[at].area > 0) order.emplace_back(worth_.of(pieces_[at].unit, pieces_[at].cluster), at);
    std::sort(order.begin(), order.end());
    for (const auto& [worth, at] : order) {
        Piece& piece = pieces_[at];
        if (is_locked(piece.unit)) continue;
        std::int64_t beyond = 0;
        limits_->for_each(piece.unit, piece.cluster, [&](std::uint32_t limit) {
            beyond = std::max(beyond, used_[limit] - (*limits_)[limit].band.upper);
        });
        if (limits_->budget() && problem_->budget->cost[piece.unit] > 0) {
            const std::int64_t cost = problem_->budget->cost[piece.unit];
            beyond =
                std::max(beyond, (used_[*limits_->budget()] - problem_->budget->limit + cost - 1) / cost);
        }
        if (beyond > 0) take(piece, std::min(beyond, piece.area));
    }
}

std::int64_t Pieces::room(std::uint32_t unit, std::uint32_t cluster) const {
    std::int64_t room = left_[unit];
    limits_->for_each(unit, cluster, [&](std::uint32_t limit) {
        room = std::min(room, (*limits_)[limit].band.upper - used_[limit]);
    });
    if (limits_->budget() && problem_->budget->cost[unit] > 0)
        room = std::min(room,
                        (problem_->budget->limit - used_[*limits_->budget()]) / problem_->budget->cost[unit]);
    return room;
}

/// How much more of the unit the cluster should take: all of it where it is worth something, else only what
/// minima still miss whose penalties outweigh its worth.
std::int64_t Pieces::worthwhile(std::uint32_t unit, std::uint32_t cluster) const {
    const std::int64_t value = problem_->value(unit, cluster);
    if (value > 0) return left_[unit];
    std::int64_t unmet = 0, least = left_[unit];
    limits_->for_each(unit, cluster, [&](std::uint32_t limit) {
        const std::int64_t missing = (*limits_)[limit].band.lower - used_[limit];
        if (missing <= 0) return;
        ++unmet;
        least = std::min(least, missing);
    });
    return value + unmet * penalty_ > 0 ? least : 0;
}

/// Gives land that is left to the cluster where it is worth most, if it is worth anything or something is
/// missing there.
void Pieces::fill(std::span<const Options> options) {
    Options open = 0;
    for (std::size_t cluster = 0; cluster < problem_->cluster_count(); ++cluster)
        if (used_[cluster] < problem_->demand[cluster].upper) open |= Options{1} << cluster;
    std::vector<std::pair<std::int64_t, std::uint32_t>> idle;
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit)
        if (left_[unit] > 0 && (barred_.empty() || !barred_[unit]) && (options[unit] & open) != 0)
            idle.emplace_back(-worth_.of(unit, worth_.best(unit, options[unit] & open)), unit);
    std::sort(idle.begin(), idle.end());
    // A cluster that holds a lot of the unit may take the rest of it, however little that is.
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::int64_t> held;
    if (!problem_->minimum_site.empty())
        for (const Piece& piece : pieces_) held[{piece.unit, piece.cluster}] += piece.area;
    for (const auto& [worth, unit] : idle) {
        for (Options rest = options[unit] & open; rest != 0;) {
            const auto cluster = static_cast<std::uint32_t>(worth_.best(unit, rest));
            rest &= ~(Options{1} << cluster);
            const std::int64_t area = std::min(room(unit, cluster), worthwhile(unit, cluster));
            const auto own = held.find({unit, cluster});
            if (area <= 0 || !is_lot(cluster, area + (own == held.end() ? 0 : own->second))) continue;
            pieces_.push_back({unit, cluster, area});
            count(pieces_.back(), area);
        }
    }
}

std::int64_t Pieces::missing() const {
    std::int64_t sum = 0;
    for (std::size_t limit = 0; limit < limits_->size(); ++limit)
        sum += std::max<std::int64_t>(0, (*limits_)[limit].band.lower - used_[limit]);
    return sum;
}

/// A lot of the unit for the cluster, in place of what its pieces can do without; false, and nothing changed,
/// where that gains nothing.
bool Pieces::trade(std::uint32_t cluster, std::uint32_t unit, std::span<const std::size_t> donors) {
    const std::int64_t lot = problem_->minimum_site[cluster], before = missing();
    std::int64_t need = lot - ((*limits_)[cluster].band.upper - used_[cluster]);
    std::vector<std::pair<std::size_t, std::int64_t>> taken;
    double gain = 0;
    for (std::size_t k = 0; k < donors.size() && need > 0; ++k) {
        Piece& donor = pieces_[donors[k]];
        const std::int64_t area = std::min(need, donor.area - lot);
        take(donor, area);
        taken.emplace_back(donors[k], area);
        need -= area;
        gain -= static_cast<double>(problem_->value(donor.unit, cluster)) * static_cast<double>(area);
    }
    const Piece piece{unit, cluster, room(unit, cluster)};
    if (piece.area >= lot) {
        count(piece, piece.area);
        gain += static_cast<double>(problem_->value(unit, cluster)) * static_cast<double>(piece.area);
        gain += static_cast<double>(penalty_) * static_cast<double>(before - missing());
        if (gain > 0) {
            pieces_.push_back(piece);
            return true;
        }
        count(piece, -piece.area);
    }
    for (const auto& [at, area] : taken) {
        pieces_[at].area += area;
        count(pieces_[at], area);
    }
    return false;
}

bool Pieces::make_lot(std::uint32_t cluster, std::span<const Options> options) {
    const std::int64_t lot = problem_->minimum_site[cluster];
    if (lot <= 0 || used_[cluster] >= problem_->demand[cluster].lower) return false;
    std::vector<std::size_t> donors;
    for (std::size_t at = 0; at < pieces_.size(); ++at)
        if (pieces_[at].cluster == cluster && pieces_[at].area > lot && !is_locked(pieces_[at].unit))
            donors.push_back(at);
    std::ranges::stable_sort(donors, {},
                             [&](std::size_t at) { return worth_.of(pieces_[at].unit, cluster); });
    std::vector<std::pair<std::int64_t, std::uint32_t>> units;
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit)
        if (left_[unit] >= lot && (barred_.empty() || !barred_[unit]) && (options[unit] >> cluster & 1) != 0)
            units.emplace_back(-worth_.of(unit, cluster), unit);
    std::ranges::sort(units);
    if (units.size() > units_tried_for_a_lot) units.resize(units_tried_for_a_lot);
    return std::ranges::any_of(units,
                               [&](const auto& found) { return trade(cluster, found.second, donors); });
}

/// Where less is missing than a lot: a lot all the same, the pieces that the cluster has already cut by as
/// much.
void Pieces::make_lots(std::span<const Options> options) {
    if (problem_->minimum_site.empty()) return;
    pieces_ = result();
    for (std::uint32_t cluster = 0; cluster < problem_->cluster_count(); ++cluster)
        for (int times = 0; times < lots_made_at_most && make_lot(cluster, options);) ++times;
}

std::vector<Piece> Pieces::result() {
    pieces_ = joined(std::move(pieces_));
    return pieces_;
}

}  // namespace

std::vector<Piece> joined(std::vector<Piece> pieces) {
    std::erase_if(pieces, [](const Piece& piece) { return piece.area == 0; });
    std::sort(pieces.begin(), pieces.end());
    std::vector<Piece> single;
    for (const Piece& piece : pieces) {
        if (!single.empty() && single.back().unit == piece.unit && single.back().cluster == piece.cluster)
            single.back().area += piece.area;
        else
            single.push_back(piece);
    }
    return single;
}

std::vector<Piece> pieces_of(const AllocationProblem& problem, const Relaxed& relaxed) {
    std::vector<Piece> pieces;
    const std::size_t clusters = problem.cluster_count();
    auto share = relaxed.shares.begin();
    for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit) {
        if (share == relaxed.shares.end() || share->unit != unit) {
            if (relaxed.option[unit] < clusters)
                pieces.push_back({unit, relaxed.option[unit], problem.areas[unit]});
            continue;
        }
        for (; share != relaxed.shares.end() && share->unit == unit; ++share)
            if (share->column < clusters) pieces.push_back({unit, share->column, share->area});
    }
    return pieces;
}

std::vector<Piece> completed_pieces(const AllocationProblem& problem, const Limits& limits,
                                    std::span<const Options> options, const Prices& prices,
                                    std::vector<Piece> pieces) {
    Pieces land(problem, limits, prices, std::move(pieces));
    land.drop_small();
    land.keep_limits();
    land.fill(options);
    land.make_lots(options);
    return land.result();
}

std::vector<Piece> feasible_pieces(const AllocationProblem& problem, const Limits& limits,
                                   std::span<const Options> options, const Relaxed& relaxed) {
    // Only side limits, sets and smallest lots can make the flow's answer break a rule or fall short of best.
    const bool as_found = problem.minimum_site.empty() && problem.exclusive.empty() && !limits.budget() &&
                          limits.size() == problem.cluster_count();
    if (as_found) return pieces_of(problem, relaxed);
    Pieces pieces(problem, limits, relaxed.prices, pieces_of(problem, relaxed));
    if (!problem.exclusive.empty()) pieces.resolve_exclusive();
    pieces.drop_small();
    pieces.keep_limits();
    pieces.fill(options);
    pieces.make_lots(options);
    return pieces.result();
}

}  // namespace zonewright::allocation
