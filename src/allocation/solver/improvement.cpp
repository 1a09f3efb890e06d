#include "allocation/solver/improvement.h"

#include <algorithm>
#include <array>
#include <bit>
#include <numeric>

namespace zonewright::allocation {

namespace {

constexpr std::size_t core_per_option = 400;  ///< units looked at for each option
constexpr std::size_t tried_per_side = 80;    ///< of them in one exchange round, for each side

struct Candidate {
    std::uint32_t unit;
    std::uint32_t option;  ///< where it would go
    double regret;         ///< what that costs at the prices, against where it is
};

bool cheaper(const Candidate& a, const Candidate& b) {
    if (a.regret != b.regret) return a.regret < b.regret;
    return a.unit != b.unit ? a.unit < b.unit : a.option < b.option;
}

void keep_cheapest(std::vector<Candidate>& candidates, std::size_t count) {
    if (candidates.size() > count) {
        std::nth_element(candidates.begin(), candidates.begin() + static_cast<std::ptrdiff_t>(count),
                         candidates.end(), cheaper);
        candidates.resize(count);
    }
    std::sort(candidates.begin(), candidates.end(), cheaper);
}

class Improver {
public:
    Improver(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
             const Relaxed& relaxed, Ledger& ledger)
        : problem_(&problem),
          options_(options),
          scale_(static_cast<double>(relaxed.prices.scale)),
          bound_(relaxed.bound),
          worth_(problem, limits, relaxed.prices),
          ledger_(&ledger) {
        choose_core();
    }

    bool round(const Progress& progress) {
        bool improved = false;
        for (std::uint32_t option = 0; option < problem_->cluster_count(); ++option) {
            progress.checkpoint();
            improved = improve_at(option) || improved;
        }
        return improved;
    }
    std::int64_t distance() const { return bound_ - ledger_->objective(); }

private:
    double regret(std::uint32_t unit, std::uint32_t option) const {
        const std::int64_t lost = worth_.of(unit, ledger_->option_of(unit)) - worth_.of(unit, option);
        return static_cast<double>(lost) * static_cast<double>(problem_->areas[unit]) / scale_;
    }
    /// For every option the units that could enter it at least regret, and for every cluster those it could
    /// spare.
    void choose_core() {
        const std::size_t clusters = problem_->cluster_count();
        std::vector<std::vector<Candidate>> entering(clusters + 1), leaving(clusters + 1);
        for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
            if (std::popcount(options_[unit]) < 2) continue;
            const std::uint32_t now = ledger_->option_of(unit);
            double least = std::numeric_limits<double>::max();
            for (std::uint32_t option = 0; option <= clusters; ++option) {
                if (option == now || !(options_[unit] >> option & 1)) continue;
                const double cost = regret(unit, option);
                least = std::min(least, cost);
                add(entering[option], {unit, option, cost});
            }
            add(leaving[now], {unit, now, least});
        }
        for (auto* lists : {&entering, &leaving})
            for (auto& list : *lists) {
                keep_cheapest(list, core_per_option);
                for (const Candidate& candidate : list) core_.push_back(candidate.unit);
            }
        std::sort(core_.begin(), core_.end());
        core_.erase(std::unique(core_.begin(), core_.end()), core_.end());
    }
    static void add(std::vector<Candidate>& list, Candidate candidate) {
        list.push_back(candidate);
        if (list.size() > 8 * core_per_option) keep_cheapest(list, core_per_option);
    }

    /// Units into a cluster, out of it, and exchanges; cheapest at the prices first. Regrets are those at the
    /// start: they only choose what is tried, every gain is exact.
    bool improve_at(std::uint32_t cluster) {
        collect(cluster);
        const auto reach = static_cast<double>(distance());
        bool improved = false;
        for (const auto* list : {&in_, &out_})
            for (const Candidate& one : *list)
                if (one.regret < reach)
                    improved = try_moves({{{one.unit, one.option}, {one.unit, one.option}}}) || improved;
        const double cheapest_out = out_.empty() ? 0 : out_.front().regret;
        for (const Candidate& in : in_) {
            if (in.regret + cheapest_out >= reach) break;
            improved = exchange(in, reach) || improved;
        }
        return improved;
    }
    bool exchange(const Candidate& in, double reach) {
        for (const Candidate& out : out_) {
            if (in.regret + out.regret >= reach) break;
            if (out.unit != in.unit && try_moves({{{out.unit, out.option}, {in.unit, in.option}}}))
                return true;
        }
        return false;
    }
    bool try_moves(const std::array<Move, 2>& moves) { return ledger_->improve_by(moves); }

    void collect(std::uint32_t cluster) {
        in_.clear();
        out_.clear();
        for (const std::uint32_t unit : core_) {
            if (ledger_->option_of(unit) != cluster) {
                if (options_[unit] >> cluster & 1) in_.push_back({unit, cluster, regret(unit, cluster)});
                continue;
            }
            for (Options rest = options_[unit]; rest != 0; rest &= rest - 1) {
                const auto option = static_cast<std::uint32_t>(std::countr_zero(rest));
                if (option != cluster) out_.push_back({unit, option, regret(unit, option)});
            }
        }
        keep_cheapest(in_, tried_per_side);
        keep_cheapest(out_, 2 * tried_per_side);
    }

    const AllocationProblem* problem_;
    std::span<const Options> options_;
    double scale_;
    std::int64_t bound_;
    Worth worth_;
    Ledger* ledger_;
    std::vector<std::uint32_t> core_;
    std::vector<Candidate> in_, out_;
};

}  // namespace

void round_relaxed(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
                   const Relaxed& relaxed, Ledger& ledger) {
    const Worth worth(problem, limits, relaxed.prices);
    std::vector<std::uint32_t> order(problem.unit_count());
    std::iota(order.begin(), order.end(), 0u);
    std::vector<char> split(problem.unit_count(), 0);
    for (const FlowShare& share : relaxed.shares) split[share.unit] = 1;
    const auto rank = [&](std::uint32_t unit) {
        return std::popcount(options[unit]) < 2 ? 0 : 1 + split[unit];  // locks first, split units last
    };
    const bool plain = problem.exclusive.empty() && !problem.town_limit && !problem.budget;
    std::vector<double> stake(plain ? 0 : problem.unit_count());
    for (std::uint32_t unit = 0; unit < stake.size(); ++unit)
        stake[unit] = static_cast<double>(worth.of(unit, relaxed.option[unit])) *
                      static_cast<double>(problem.areas[unit]);
    std::stable_sort(order.begin(), order.end(), [&](std::uint32_t a, std::uint32_t b) {
        if (rank(a) != rank(b)) return rank(a) < rank(b);
        return !stake.empty() && stake[a] > stake[b];
    });
    const auto idle = static_cast<std::uint32_t>(problem.cluster_count());
    for (const std::uint32_t unit : order) {
        Options rest = options[unit];
        std::uint32_t option = relaxed.option[unit];
        while (rest != 0) {
            ledger.move({unit, option});
            if (ledger.is_feasible() || option == idle || rank(unit) == 0) break;
            rest &= ~(Options{1} << option);
            option = rest == 0 ? idle : static_cast<std::uint32_t>(worth.best(unit, rest));
            ledger.move({unit, idle});
        }
    }
}

void improve(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
             const Relaxed& relaxed, Ledger& ledger, std::size_t rounds, std::int64_t distance,
             const Progress& progress) {
    Improver improver(problem, limits, options, relaxed, ledger);
    for (std::size_t round = 0; round < rounds && improver.distance() > distance; ++round)
        if (!improver.round(progress)) return;
}

}  // namespace zonewright::allocation
