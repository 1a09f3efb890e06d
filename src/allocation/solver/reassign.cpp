#include "allocation/solver/reassign.h"

#include <algorithm>
#include <array>
#include <bit>
#include <cmath>
#include <limits>
#include <optional>
#include <tuple>
#include <vector>

namespace zonewright::allocation {

namespace {

constexpr std::size_t most_in_group = 3;
constexpr std::size_t finals_tried = 12;
constexpr std::int64_t buckets_per_band = 4;

using Group = std::array<std::uint32_t, most_in_group>;
using Areas = std::array<std::int64_t, most_in_group>;

struct State {
    Areas area{};
    std::uint64_t bucket = 0;  ///< of the areas
    double lost = 0;
    std::int32_t before = -1;  ///< the state it extends
    std::uint32_t option = 0;
};

bool is_better(const State& a, const State& b) {
    return std::tie(a.lost, a.area, a.before) < std::tie(b.lost, b.area, b.before);
}

/// The states of one layer, one a bucket: of those in the same bucket the one that lost least.
class Layer {
public:
    void clear() {
        states_.clear();
        ++round_;
    }
    void add(const State& state) {
        if (2 * states_.size() >= slots_.size()) grow();
        for (std::size_t at = slot_of(state.bucket);; at = (at + 1) & (slots_.size() - 1)) {
            Slot& slot = slots_[at];
            if (slot.round != round_) {
                slot = {round_, static_cast<std::uint32_t>(states_.size())};
                states_.push_back(state);
                return;
            }
            State& other = states_[slot.state];
            if (other.bucket != state.bucket) continue;
            if (is_better(state, other)) other = state;
            return;
        }
    }
    /// The best of them, at most `width`.
    const std::vector<State>& best(std::size_t width) {
        if (states_.size() <= width) return states_;
        std::nth_element(states_.begin(), states_.begin() + static_cast<std::ptrdiff_t>(width), states_.end(),
                         [](const State& a, const State& b) {
                             return std::tie(a.lost, a.bucket) < std::tie(b.lost, b.bucket);
                         });
        states_.resize(width);
        return states_;
    }

private:
    struct Slot {
        std::uint32_t round = 0;  ///< of another layer: free
        std::uint32_t state = 0;
    };
    std::size_t slot_of(std::uint64_t bucket) const {
        constexpr std::uint64_t golden = 0x9e3779b97f4a7c15;  // Fibonacci hashing (Knuth 6.4)
        return (bucket * golden) >> (64 - std::countr_zero(slots_.size()));
    }
    void grow() {
        slots_.assign(std::max<std::size_t>(1024, 4 * slots_.size()), {});
        round_ = 1;
        for (std::uint32_t i = 0; i < states_.size(); ++i) {
            std::size_t at = slot_of(states_[i].bucket);
            while (slots_[at].round == round_) at = (at + 1) & (slots_.size() - 1);
            slots_[at] = {round_, i};
        }
    }

    std::vector<State> states_;
    std::vector<Slot> slots_;
    std::uint32_t round_ = 1;
};

class Reassigner {
public:
    Reassigner(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
               const Prices& prices, const ReassignOptions& settings, Ledger& ledger)
        : problem_(&problem),
          options_(options),
          prices_(&prices),
          settings_(settings),
          worth_(problem, limits, prices),
          idle_(static_cast<std::uint32_t>(problem.cluster_count())),
          ledger_(&ledger) {
        regret_.resize(problem.unit_count() * (idle_ + 1), 0);
        for (std::uint32_t unit = 0; unit < problem.unit_count(); ++unit) weigh(unit);
    }

    bool reassign_group(std::span<const std::uint32_t> group) {
        group_size_ = group.size();
        std::copy(group.begin(), group.end(), group_.begin());
        choose_units();
        if (units_.size() < 2) return false;
        start();
        for (const std::uint32_t unit : units_) extend(unit);
        return try_finals();
    }

private:
    void weigh(std::uint32_t unit) {
        const std::int64_t most = worth_.of(unit, worth_.best(unit, options_[unit]));
        for (std::uint32_t option = 0; option <= idle_; ++option)
            if (options_[unit] >> option & 1)
                regret_[unit * (idle_ + 1) + option] = static_cast<double>(most - worth_.of(unit, option)) *
                                                       static_cast<double>(problem_->areas[unit]);
    }
    double regret(std::uint32_t unit, std::uint32_t option) const {
        return regret_[unit * (idle_ + 1) + option];
    }
    std::optional<std::size_t> place_in_group(std::uint32_t option) const {
        for (std::size_t at = 0; at < group_size_; ++at)
            if (group_[at] == option) return at;
        return std::nullopt;
    }
    double least_in_group(std::uint32_t unit) const {
        double least = std::numeric_limits<double>::max();
        for (std::size_t at = 0; at < group_size_; ++at)
            if (options_[unit] >> group_[at] & 1) least = std::min(least, regret(unit, group_[at]));
        return least;
    }
    void choose_units();
    void start();
    void extend(std::uint32_t unit);
    double final_loss(const State& state) const;
    std::uint64_t bucket_of(const Areas& area) const {
        std::uint64_t key = 0;
        for (std::size_t at = 0; at < group_size_; ++at)
            key = key << 21 | static_cast<std::uint64_t>(area[at] / bucket_[at]);
        return key;
    }
    bool try_finals();

    const AllocationProblem* problem_;
    std::span<const Options> options_;
    const Prices* prices_;
    ReassignOptions settings_;
    Worth worth_;
    std::uint32_t idle_;
    Ledger* ledger_;
    std::vector<double> regret_;
    Group group_{};
    std::size_t group_size_ = 0;
    Areas upper_{}, lower_{}, bucket_{};
    double loss_now_ = 0;               ///< of the group as it is: whoever loses as much is no better
    std::vector<std::uint32_t> units_;  ///< to be reassigned, the largest first
    std::vector<std::vector<State>> layers_;
    Layer next_;
};

/// The group's own units, and the idle ones that would lose least by joining it.
void Reassigner::choose_units() {
    units_.clear();
    std::vector<std::pair<double, std::uint32_t>> idle;
    for (std::uint32_t unit = 0; unit < problem_->unit_count(); ++unit) {
        if (std::popcount(options_[unit]) < 2) continue;
        if (place_in_group(ledger_->option_of(unit)))
            units_.push_back(unit);
        else if (ledger_->option_of(unit) == idle_ &&
                 least_in_group(unit) < std::numeric_limits<double>::max())
            idle.emplace_back(least_in_group(unit), unit);
    }
    std::sort(idle.begin(), idle.end());
    if (idle.size() > settings_.idle_units) idle.resize(settings_.idle_units);
    for (const auto& one : idle) units_.push_back(one.second);
    std::sort(units_.begin(), units_.end(), [&](std::uint32_t a, std::uint32_t b) {
        const std::int64_t x = problem_->areas[a], y = problem_->areas[b];
        return x != y ? x > y : a < b;
    });
}

void Reassigner::start() {
    State first;
    for (std::size_t at = 0; at < group_size_; ++at) {
        const Band& band = problem_->demand[group_[at]];
        first.area[at] = ledger_->used(group_[at]);
        lower_[at] = band.lower, upper_[at] = band.upper;
        const std::int64_t wide = band.upper < unlimited ? band.upper - band.lower : band.lower;
        bucket_[at] = std::max<std::int64_t>({1, wide / buckets_per_band, band.lower / 20000});
    }
    State as_it_is = first;
    for (const std::uint32_t unit : units_) {
        as_it_is.lost += regret(unit, ledger_->option_of(unit));
        if (const auto at = place_in_group(ledger_->option_of(unit)))
            first.area[*at] -= problem_->areas[unit];
    }
    loss_now_ = final_loss(as_it_is);
    layers_.assign(1, {first});
}

void Reassigner::extend(std::uint32_t unit) {
    next_.clear();
    const std::vector<State>& now = layers_.back();
    const std::int64_t area = problem_->areas[unit];
    const auto add = [&](std::size_t before, std::uint32_t option, std::optional<std::size_t> at) {
        State state = now[before];
        if (at) state.area[*at] += area;
        if (at && state.area[*at] > upper_[*at]) return;
        state.lost += regret(unit, option);
        if (state.lost >= loss_now_) return;
        state.bucket = bucket_of(state.area);
        state.before = static_cast<std::int32_t>(before);
        state.option = option;
        next_.add(state);
    };
    for (std::size_t before = 0; before < now.size(); ++before) {
        for (std::size_t at = 0; at < group_size_; ++at)
            if (options_[unit] >> group_[at] & 1) add(before, group_[at], at);
        if (options_[unit] >> idle_ & 1) add(before, idle_, std::nullopt);
    }
    layers_.push_back(next_.best(settings_.width));
}

double Reassigner::final_loss(const State& state) const {
    double loss = state.lost;
    const auto scale = static_cast<double>(prices_->scale);
    for (std::size_t at = 0; at < group_size_; ++at) {
        const std::int64_t price = prices_->limit[group_[at]];
        if (state.area[at] < lower_[at])
            loss += 1e9 * scale * static_cast<double>(lower_[at] - state.area[at]);
        if (price > 0) loss += static_cast<double>(price) * static_cast<double>(upper_[at] - state.area[at]);
        if (price < 0) loss -= static_cast<double>(price) * static_cast<double>(state.area[at] - lower_[at]);
    }
    return loss;
}

bool Reassigner::try_finals() {
    const std::vector<State>& last = layers_.back();
    std::vector<std::pair<double, std::size_t>> order;
    for (std::size_t at = 0; at < last.size(); ++at) order.emplace_back(final_loss(last[at]), at);
    std::sort(order.begin(), order.end());
    if (order.size() > finals_tried) order.resize(finals_tried);
    for (const auto& [loss, at] : order) {
        std::vector<Move> moves;
        const State* state = &last[at];
        for (std::size_t layer = units_.size(); layer > 0; --layer) {
            moves.push_back({units_[layer - 1], state->option});
            state = &layers_[layer - 1][static_cast<std::size_t>(state->before)];
        }
        if (ledger_->improve_by(moves)) return true;
    }
    return false;
}

/// All groups of the given size, in order.
std::vector<std::vector<std::uint32_t>> groups_of(std::uint32_t clusters, std::size_t size) {
    std::vector<std::vector<std::uint32_t>> groups;
    for (std::uint32_t a = 0; a < clusters; ++a)
        for (std::uint32_t b = a + 1; b < clusters; ++b) {
            if (size == 2) groups.push_back({a, b});
            for (std::uint32_t c = b + 1; size > 2 && c < clusters; ++c) groups.push_back({a, b, c});
        }
    if (groups.empty()) {
        groups.emplace_back();
        for (std::uint32_t cluster = 0; cluster < clusters; ++cluster) groups.back().push_back(cluster);
    }
    return groups;
}

}  // namespace

bool reassign(const AllocationProblem& problem, const Limits& limits, std::span<const Options> options,
              const Prices& prices, const ReassignOptions& settings, Ledger& ledger,
              const Progress& progress) {
    Reassigner reassigner(problem, limits, options, prices, settings, ledger);
    const auto groups = groups_of(static_cast<std::uint32_t>(problem.cluster_count()), settings.group);
    bool any = false;
    for (std::size_t sweep = 0; sweep < settings.sweeps; ++sweep) {
        bool gained = false;
        for (const auto& group : groups) {
            progress.checkpoint();
            gained = reassigner.reassign_group(group) || gained;
        }
        any = any || gained;
        if (!gained) break;
    }
    return any;
}

}  // namespace zonewright::allocation
