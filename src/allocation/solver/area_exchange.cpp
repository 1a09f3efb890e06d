#include "allocation/solver/area_exchange.h"

#include <algorithm>
#include <bit>
#include <optional>
#include <utility>

namespace zonewright::allocation {

namespace {

constexpr std::size_t most_moves = 48;
constexpr std::size_t most_rounds = 200;

/// A unit's land from one option to another; changes per area unit.
struct AreaMove {
    std::size_t row = 0;  ///< of the unit
    std::uint32_t from = 0, to = 0;
    std::int64_t value = 0;
    std::vector<std::pair<std::uint32_t, std::int64_t>> uses;  ///< limit, change
};

class AreaExchange {
public:
    AreaExchange(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                 const Prices& prices, std::int64_t penalty, std::span<const std::uint32_t> units,
                 std::vector<Piece> pieces)
        : problem_(&problem),
          limits_(&limits),
          options_(options),
          worth_(problem, limits, prices),
          penalty_(penalty),
          idle_(static_cast<std::uint32_t>(problem.cluster_count())),
          units_(units.begin(), units.end()),
          change_(limits.size(), 0),
          used_(limits.size(), 0),
          pieces_(std::move(pieces)) {
        load();
    }

    std::vector<Piece> run() {
        for (std::size_t round = 0; round < most_rounds; ++round) {
            choose_moves();
            if (!improve()) break;
        }
        return result();
    }

private:
    std::int64_t& area(std::size_t row, std::uint32_t option) { return areas_[row * (idle_ + 1) + option]; }
    std::int64_t area(std::size_t row, std::uint32_t option) const {
        return areas_[row * (idle_ + 1) + option];
    }
    std::optional<std::size_t> row_of(std::uint32_t unit) const {
        const auto found = std::lower_bound(units_.begin(), units_.end(), unit);
        if (found == units_.end() || *found != unit) return std::nullopt;
        return static_cast<std::size_t>(found - units_.begin());
    }
    void load();
    void choose_moves();
    AreaMove move_of(std::size_t row, std::uint32_t from, std::uint32_t to) const;
    bool improve();
    bool improve_with(const AreaMove& first, std::int64_t by);
    void count(const AreaMove& move, std::int64_t by) {
        for (const auto& [limit, change] : move.uses) change_[limit] += static_cast<Wide>(change) * by;
    }
    std::int64_t fits(const AreaMove& move) const;
    std::int64_t needed(const AreaMove& move) const;
    Wide gain() const;
    bool apply(const AreaMove& first, std::int64_t by, const AreaMove* second, std::int64_t second_by);
    std::vector<Piece> result() const;

    const AllocationProblem* problem_;
    const Limits* limits_;
    std::span<const Options> options_;
    Worth worth_;
    std::int64_t penalty_;
    std::uint32_t idle_;
    std::vector<std::uint32_t> units_;
    std::vector<std::int64_t> areas_;  ///< units × options
    std::vector<Wide> change_;         ///< per limit, of the step that is being tried
    std::vector<Wide> used_;
    std::vector<Piece> pieces_;
    std::vector<AreaMove> moves_;
};

void AreaExchange::load() {
    std::erase_if(units_, [&](std::uint32_t unit) { return std::popcount(options_[unit]) < 2; });
    areas_.assign(units_.size() * (idle_ + 1), 0);
    for (std::size_t row = 0; row < units_.size(); ++row) area(row, idle_) = problem_->areas[units_[row]];
    std::vector<Piece> others;
    for (const Piece& piece : pieces_) {
        limits_->for_each(piece.unit, piece.cluster,
                          [&](std::uint32_t limit) { used_[limit] += piece.area; });
        if (limits_->budget())
            used_[*limits_->budget()] += static_cast<Wide>(piece.area) * problem_->budget->cost[piece.unit];
        if (const auto row = row_of(piece.unit)) {
            area(*row, piece.cluster) += piece.area;
            area(*row, idle_) -= piece.area;
        } else {
            others.push_back(piece);
        }
    }
    pieces_ = std::move(others);
}

AreaMove AreaExchange::move_of(std::size_t row, std::uint32_t from, std::uint32_t to) const {
    const std::uint32_t unit = units_[row];
    AreaMove move{.row = row, .from = from, .to = to, .value = 0, .uses = {}};
    std::vector<std::pair<std::uint32_t, std::int64_t>> uses;
    for (const auto& [option, sign] : {std::pair(from, -1), std::pair(to, 1)}) {
        if (option == idle_) continue;
        move.value += std::int64_t{sign} * problem_->value(unit, option);
        limits_->for_each(unit, option,
                          [&, by = sign](std::uint32_t limit) { uses.emplace_back(limit, by); });
        if (limits_->budget())
            uses.emplace_back(static_cast<std::uint32_t>(*limits_->budget()),
                              sign * std::int64_t{problem_->budget->cost[unit]});
    }
    std::sort(uses.begin(), uses.end());
    for (const auto& [limit, change] : uses) {
        if (move.uses.empty() || move.uses.back().first != limit) move.uses.emplace_back(limit, 0);
        move.uses.back().second += change;
    }
    std::erase_if(move.uses, [](const auto& use) { return use.second == 0; });
    return move;
}

/// The moves that lose least at the prices.
void AreaExchange::choose_moves() {
    struct Choice {
        std::int64_t loss;
        std::size_t row;
        std::uint32_t from, to;
        auto operator<=>(const Choice&) const = default;  // NOLINT(modernize-use-nullptr): there is no 0 here
    };
    std::vector<Choice> choices;
    for (std::size_t row = 0; row < units_.size(); ++row)
        for (std::uint32_t from = 0; from <= idle_; ++from) {
            if (area(row, from) == 0) continue;
            for (std::uint32_t to = 0; to <= idle_; ++to)
                if (to != from && (options_[units_[row]] >> to & 1))
                    choices.push_back(
                        {worth_.of(units_[row], from) - worth_.of(units_[row], to), row, from, to});
        }
    std::sort(choices.begin(), choices.end());
    if (choices.size() > most_moves) choices.resize(most_moves);
    moves_.clear();
    for (const Choice& choice : choices) moves_.push_back(move_of(choice.row, choice.from, choice.to));
}

/// How much of the move the land and the limits allow, with the step as it stands.
std::int64_t AreaExchange::fits(const AreaMove& move) const {
    Wide most = area(move.row, move.from);
    for (const auto& [limit, change] : move.uses) {
        const Wide room = (*limits_)[limit].band.upper - used_[limit] - change_[limit];
        if (change > 0) most = std::min(most, room < 0 ? Wide{0} : room / change);
    }
    return static_cast<std::int64_t>(most);
}

/// How much of the move brings the step back within the upper sides; 0 where it cannot.
std::int64_t AreaExchange::needed(const AreaMove& move) const {
    Wide least = 0;
    for (std::uint32_t limit = 0; limit < change_.size(); ++limit) {
        const Wide beyond = used_[limit] + change_[limit] - (*limits_)[limit].band.upper;
        if (beyond <= 0) continue;
        const auto use = std::find_if(move.uses.begin(), move.uses.end(),
                                      [&](const auto& one) { return one.first == limit; });
        if (use == move.uses.end() || use->second >= 0) return 0;
        least = std::max(least, (beyond - use->second - 1) / -use->second);
    }
    return static_cast<std::int64_t>(std::min<Wide>(std::max<Wide>(least, 1), unlimited));
}

/// What the limits themselves make of the step: less shortfall, times the penalty.
Wide AreaExchange::gain() const {
    Wide less = 0;
    for (std::size_t limit = 0; limit < change_.size(); ++limit) {
        if (change_[limit] == 0) continue;
        const Wide lower = (*limits_)[limit].band.lower;
        less += std::max<Wide>(0, lower - used_[limit]) -
                std::max<Wide>(0, lower - used_[limit] - change_[limit]);
    }
    return less * penalty_;
}

bool AreaExchange::apply(const AreaMove& first, std::int64_t by, const AreaMove* second,
                         std::int64_t second_by) {
    Wide value = static_cast<Wide>(first.value) * by + gain();
    if (second != nullptr) value += static_cast<Wide>(second->value) * second_by;
    if (value <= 0) return false;
    for (std::size_t limit = 0; limit < change_.size(); ++limit)
        if (change_[limit] > 0 && used_[limit] + change_[limit] > (*limits_)[limit].band.upper) return false;
    area(first.row, first.from) -= by, area(first.row, first.to) += by;
    if (second != nullptr) {
        area(second->row, second->from) -= second_by, area(second->row, second->to) += second_by;
    }
    for (std::size_t limit = 0; limit < change_.size(); ++limit) used_[limit] += change_[limit];
    return true;
}

bool AreaExchange::improve_with(const AreaMove& first, std::int64_t by) {
    std::fill(change_.begin(), change_.end(), Wide{0});
    count(first, by);
    if (apply(first, by, nullptr, 0)) return true;
    for (const AreaMove& second : moves_) {
        if (&second == &first) continue;
        std::int64_t room = area(second.row, second.from);
        if (second.row == first.row && second.from == first.from) room -= by;
        const std::int64_t least = needed(second), most = std::min(fits(second), room);
        for (const std::int64_t second_by : {least, most}) {
            if (second_by <= 0 || second_by > room) continue;
            count(second, second_by);
            if (apply(first, by, &second, second_by)) return true;
            count(second, -second_by);
        }
    }
    return false;
}

bool AreaExchange::improve() {
    for (const AreaMove& move : moves_) {
        const std::int64_t all = area(move.row, move.from);
        std::fill(change_.begin(), change_.end(), Wide{0});
        std::int64_t last = 0;
        for (const std::int64_t by : {std::int64_t{1}, std::int64_t{2}, std::int64_t{3}, fits(move), all}) {
            if (by <= last || by > all) continue;
            if (improve_with(move, by)) return true;
            last = by;
        }
    }
    return false;
}

std::vector<Piece> AreaExchange::result() const {
    std::vector<Piece> pieces = pieces_;
    for (std::size_t row = 0; row < units_.size(); ++row)
        for (std::uint32_t cluster = 0; cluster < idle_; ++cluster)
            if (area(row, cluster) > 0) pieces.push_back({units_[row], cluster, area(row, cluster)});
    std::sort(pieces.begin(), pieces.end());
    return pieces;
}

}  // namespace

std::vector<Piece> exchanged(const AllocationProblem& problem, const Limits& limits,
                             std::span<const Options> options, const Prices& prices, std::int64_t penalty,
                             std::span<const std::uint32_t> units, std::vector<Piece> pieces) {
    return AreaExchange(problem, limits, options, prices, penalty, units, std::move(pieces)).run();
}

}  // namespace zonewright::allocation
