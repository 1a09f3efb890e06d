#include "allocation/solver/core_states.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zonewright::allocation {

namespace {

constexpr std::int64_t none = std::numeric_limits<std::int64_t>::min();

/// One more item changed, behind those that a step before it changed.
struct Change {
    std::uint32_t item = 0;
    std::int32_t before = -1;
};

struct Sum {
    std::int64_t area = 0, worth = 0;
    std::int32_t change = -1;  ///< last step to it
};

class CoreStates {
public:
    CoreStates(std::span<const SetItem> items, const Band& band, std::int64_t penalty, const FractionalFill& fill,
               std::int64_t slack)
        : items_(items), band_(band), penalty_(penalty), slack_(slack), fill_(fill), changes_(room()) {
        before_.assign(items.size() + 1, 0);
        for (std::size_t i = 0; i < items.size(); ++i) before_[i + 1] = before_[i] + items[i].area;
        Sum start;
        while (end_ < items.size() && start.area + items[end_].area <= (items[end_].worth > 0 ? band.upper : band.lower)) {
            start.area += items[end_].area;
            start.worth += items[end_].worth;
            ++end_;
        }
        first_ = last_ = end_;
        consider({});  // nothing taken
        consider(start);
        sums_.push_back(start);
    }

    CoreSet run(std::size_t budget) {
        while (!sums_.empty() && (first_ > 0 || last_ < items_.size())) {
            if (budget < sums_.size()) break;
            budget -= sums_.size();
            const bool add = last_ < items_.size() && (first_ == 0 || last_ - end_ <= end_ - first_);
            change(add ? last_++ : --first_, add ? 1 : -1);
        }
        // A budget that ran out leaves sums that further changes may still improve.
        const Room left = room_left();
        for (const Sum& sum : sums_)
            if (first_ > 0 || last_ < items_.size()) frontier_ = std::max(frontier_, bound_of(sum, left));
        return {best_, std::max(best_, frontier_), chosen()};
    }

private:
    /// Steps of one call, kept between calls: fresh memory for them takes as long as finding them.
    static std::vector<Change>& room() {
        thread_local std::vector<Change> changes;
        changes.clear();
        return changes;
    }

    void consider(const Sum& sum) {
        if (sum.area > band_.upper) return;
        const std::int64_t value = value_of(sum.area, sum.worth);
        if (best_ != none && value <= best_) return;
        best_ = value;
        best_sum_ = sum;
        best_is_empty_ = sum.change < 0 && sum.area == 0;
        narrowed_ = false;
    }

    /// What lies on either side of the items that were changed.
    struct Room {
        double lower, upper, penalty;
        double more, less;   ///< area of the items that can still be added, and left out
        double add, leave;   ///< best worth per area among those, and least
    };
    Room room_left() const {
        return {.lower = static_cast<double>(band_.lower),
                .upper = static_cast<double>(band_.upper),
                .penalty = static_cast<double>(penalty_),
                .more = static_cast<double>(before_.back() - before_[last_]),
                .less = static_cast<double>(before_[first_]),
                .add = last_ < items_.size() ? per_area(items_[last_]) : 0,
                .leave = first_ > 0 ? per_area(items_[first_ - 1]) : 0};
    }
    /// What the sum can become at most: filled or emptied in part, at the best worth per area that is left on each side.
    static std::int64_t bound_of(const Sum& sum, const Room& room) {
        const double area = static_cast<double>(sum.area), highest = std::min(room.upper, area + room.more);
        double best = area > room.upper ? (room.upper - area) * room.leave : std::max(0.0, room.add) * (highest - area);
        if (room.leave < 0)
            best = best_place(area, highest, std::min(area - room.less, highest), room);
        else if (area < room.lower)
            best = best_place_below(area, highest, room);
        const double all = static_cast<double>(sum.worth) + best;
        return static_cast<std::int64_t>(all + sum_rounding * (std::abs(all) + std::abs(best))) + 2;
    }
    /// Where the lower side has a say: stay, reach it, or go on to the highest.
    static double best_place_below(double area, double highest, const Room& room) {
        const double reached = std::min(room.lower, highest);
        const double stay = -room.penalty * (room.lower - area);
        const double reach = (reached - area) * room.add - room.penalty * (room.lower - reached);
        const double fill = (highest - area) * room.add - room.penalty * std::max(0.0, room.lower - highest);
        return std::max({stay, reach, fill});
    }
    /// The same where leaving land out can pay.
    static double best_place(double area, double highest, double lowest, const Room& room) {
        double best = -std::numeric_limits<double>::infinity();
        for (const double place : {std::min(area, highest), std::clamp(room.lower, lowest, highest), highest}) {
            const double worth = (place - area) * (place >= area ? room.add : room.leave);
            best = std::max(best, worth - room.penalty * std::max(0.0, room.lower - place));
        }
        return best;
    }
    static double per_area(const SetItem& item) {
        return static_cast<double>(item.worth) / static_cast<double>(item.area);
    }

    /// The sums with and without the item changed, by area, without those that are of no use.
    void change(std::size_t item, std::int64_t sign) {
        const Change changed{static_cast<std::uint32_t>(item), -1};
        const std::int64_t area = sign * items_[item].area, worth = sign * items_[item].worth;
        consider_all(changed, area, worth);
        const std::int64_t spare = spare_area();
        const Room left = room_left();
        merged_.clear();
        Record record;
        for (std::size_t plain = 0, next = 0; plain < sums_.size() || next < sums_.size();) {
            const bool takes_next = plain == sums_.size() || (next < sums_.size() && comes_first(sums_[next], area, worth, sums_[plain]));
            Sum sum = takes_next ? sums_[next++] : sums_[plain++];
            if (takes_next) sum.area += area, sum.worth += worth;
            if (sum.area - before_[first_] > band_.upper) break;  // nothing is left to leave out of it, nor of larger ones
            if (!is_of_use(sum, spare, left, record)) continue;
            if (takes_next) sum.change = step(changed, sum.change);
            merged_.push_back(sum);
        }
        std::swap(sums_, merged_);
    }

    /// Whether `next`, with the item changed, comes before `plain`.
    static bool comes_first(const Sum& next, std::int64_t area, std::int64_t worth, const Sum& plain) {
        return next.area + area != plain.area ? next.area + area < plain.area : next.worth + worth > plain.worth;
    }
    std::int32_t step(Change changed, std::int32_t before) {
        changed.before = before;
        changes_.push_back(changed);
        return static_cast<std::int32_t>(changes_.size()) - 1;
    }

    /// The best of all sums with the item changed, if it is better than the best known.
    void consider_all(const Change& changed, std::int64_t area, std::int64_t worth) {
        const Sum* better = nullptr;
        for (const Sum& sum : sums_) {
            if (sum.area + area > band_.upper) continue;
            const std::int64_t value = value_of(sum.area + area, sum.worth + worth);
            if (best_ == none || value > best_) best_ = value, better = &sum;
        }
        if (better == nullptr) return;
        best_sum_ = {better->area + area, better->worth + worth, step(changed, better->change)};
        best_is_empty_ = narrowed_ = false;
    }
    std::int64_t value_of(std::int64_t area, std::int64_t worth) const {
        return worth - penalty_ * std::max<std::int64_t>(0, band_.lower - area);
    }

    /// The sum of largest worth so far, of those by area.
    struct Record {
        std::int64_t area = 0, worth = none;
    };
    bool is_of_use(const Sum& sum, std::int64_t spare, const Room& left, Record& record) {
        if (record.worth != none && sum.worth <= record.worth && sum.area - record.area <= spare) return false;
        const std::int64_t bound = bound_of(sum, left);
        if (bound <= best_ || bound - best_ <= slack_) {
            if (bound > best_) frontier_ = std::max(frontier_, bound);
            return false;
        }
        if (record.worth == none || sum.worth >= record.worth) record = {sum.area, sum.worth};
        return true;
    }

    /// How much less area a sum may have than one it replaces: land that is missing from the lower side costs. Whatever is
    /// better than the best known has more area than a fill that is worth no more than it.
    std::int64_t spare_area() {
        if (band_.lower <= 0) return std::numeric_limits<std::int64_t>::max();
        if (!narrowed_) {
            const auto is_no_better = [&](std::int64_t area) {
                const double worth = fill_.worth_of(static_cast<double>(area));
                return worth + sum_rounding * worth + 1 <= static_cast<double>(best_);
            };
            std::int64_t low = 0, high = std::min(band_.upper, before_.back());
            while (low < high) {
                const std::int64_t middle = low + (high - low + 1) / 2;
                if (is_no_better(middle)) low = middle;
                else high = middle - 1;
            }
            spare_ = std::max<std::int64_t>(0, low - band_.lower);
            narrowed_ = true;
        }
        return spare_;
    }

    std::vector<std::uint32_t> chosen() const {
        std::vector<std::uint32_t> positions;
        if (best_is_empty_) return positions;
        std::vector<char> taken(items_.size(), 0);
        std::fill_n(taken.begin(), end_, 1);
        for (std::int32_t at = best_sum_.change; at >= 0; at = changes_[static_cast<std::size_t>(at)].before)
            taken[changes_[static_cast<std::size_t>(at)].item] ^= 1;
        for (std::uint32_t item = 0; item < taken.size(); ++item)
            if (taken[item]) positions.push_back(item);
        return positions;
    }

    std::span<const SetItem> items_;
    Band band_;
    std::int64_t penalty_, slack_;
    const FractionalFill& fill_;
    std::vector<std::int64_t> before_;         ///< area of the items before each
    std::size_t end_ = 0, first_ = 0, last_ = 0;  ///< of the fill; of the items that were changed
    std::vector<Sum> sums_, merged_;
    std::vector<Change>& changes_;
    std::int64_t best_ = none, frontier_ = none;
    Sum best_sum_;
    bool best_is_empty_ = false, narrowed_ = false;
    std::int64_t spare_ = 0;
};

}  // namespace

CoreSet best_core_set(std::span<const SetItem> items, const Band& band, std::int64_t penalty,
                      const FractionalFill& fill, std::size_t budget, std::int64_t slack) {
    return CoreStates(items, band, penalty, fill, slack).run(budget);
}

}  // namespace zonewright::allocation
