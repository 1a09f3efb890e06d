#include "allocation/solver/unit_set.h"

#include <algorithm>
#include <cmath>
#include <limits>
#include <tuple>

#include "allocation/solver/core_states.h"
#include "allocation/solver/set_sums.h"

namespace zonewright::allocation {

namespace {

double worth_per_area(const SetItem& item) {
    return static_cast<double>(item.worth) / static_cast<double>(item.area);
}

constexpr std::size_t sums_for_a_node = 16;  ///< a sum takes so much less time than a node

class SetSearch {
public:
    SetSearch(std::span<const SetItem> items, const Band& band, std::int64_t penalty, std::size_t budget,
              std::int64_t slack)
        : items_(items), band_(band), penalty_(penalty), left_(budget), slack_(slack), fill_(items, band, penalty) {}

    UnitSet run() {
        const CoreSet core = best_core_set(items_, band_, penalty_, fill_, sums_for_a_node * left_, slack_);
        take(core.chosen);
        std::int64_t bound = core.bound;
        if (bound - best_ > slack_) {
            descend(0);
            bound = std::min(bound, std::max(best_, frontier_));
            if (bound - best_ > slack_)
                bound = std::min(bound, std::max(best_, bound_by_sizes(items_, band_, penalty_, fill_, best_)));
        }
        UnitSet set{.value = best_, .bound = bound, .chosen = {}};
        for (const std::uint32_t item : best_chosen_) set.chosen.push_back(items_[item].unit);
        std::sort(set.chosen.begin(), set.chosen.end());
        return set;
    }

private:
    void take(const std::vector<std::uint32_t>& chosen) {
        for (const std::uint32_t item : chosen) enter(item, 1);
        record();
        for (auto item = chosen.rbegin(); item != chosen.rend(); ++item) enter(*item, -1);
    }
    void record() {
        const std::int64_t value = worth_ - penalty_ * std::max<std::int64_t>(0, band_.lower - area_);
        if (value <= best_) return;
        best_ = value;
        best_chosen_ = chosen_;
    }
    std::int64_t bound_from(std::size_t first) const {
        const double all = static_cast<double>(worth_) + fill_.bound(first, static_cast<double>(area_));
        return static_cast<std::int64_t>(std::ceil(all + sum_rounding * std::abs(all))) + 1;
    }
    /// Tries every item from `first` on as the next one of the set.
    void descend(std::size_t first) {
        for (std::size_t item = first; item < items_.size(); ++item) {
            const std::int64_t bound = bound_from(item);
            if (bound <= best_) return;
            if (left_ == 0 || bound - best_ <= slack_) {
                frontier_ = std::max(frontier_, bound);
                return;
            }
            --left_;
            if (area_ + items_[item].area > band_.upper) continue;
            enter(item, 1);
            record();
            descend(item + 1);
            enter(item, -1);
        }
    }
    void enter(std::size_t item, int sign) {
        area_ += sign * items_[item].area;
        worth_ += sign * items_[item].worth;
        if (sign > 0)
            chosen_.push_back(static_cast<std::uint32_t>(item));
        else
            chosen_.pop_back();
    }

    std::span<const SetItem> items_;
    Band band_;
    std::int64_t penalty_;
    std::size_t left_;
    std::int64_t slack_;
    FractionalFill fill_;
    std::int64_t area_ = 0, worth_ = 0;
    std::vector<std::uint32_t> chosen_, best_chosen_;
    std::int64_t best_ = std::numeric_limits<std::int64_t>::min();
    std::int64_t frontier_ = std::numeric_limits<std::int64_t>::min();
};

}  // namespace

FractionalFill::FractionalFill(std::span<const SetItem> ordered, const Band& band, std::int64_t penalty)
    : items_(ordered),
      lower_(static_cast<double>(band.lower)),
      upper_(static_cast<double>(band.upper)),
      penalty_(static_cast<double>(penalty)),
      area_(ordered.size() + 1, 0),
      worth_(ordered.size() + 1, 0) {
    for (std::size_t i = 0; i < ordered.size(); ++i) {
        area_[i + 1] = area_[i] + static_cast<double>(ordered[i].area);
        worth_[i + 1] = worth_[i] + static_cast<double>(ordered[i].worth);
        if (ordered[i].worth > 0) positive_ = i + 1;
    }
}

/// The worth of items first … last - 1 filled into `room`, the last of them in part.
double FractionalFill::filled(std::size_t first, std::size_t last, double room) const {
    if (room <= 0 || first >= last) return 0;
    const double until = area_[first] + room;
    if (area_[last] <= until) return worth_[last] - worth_[first];
    const auto past = std::upper_bound(area_.begin() + static_cast<std::ptrdiff_t>(first),
                                       area_.begin() + static_cast<std::ptrdiff_t>(last), until);
    const auto split = static_cast<std::size_t>(past - area_.begin()) - 1;
    return worth_[split] - worth_[first] + (until - area_[split]) * worth_per_area(items_[split]);
}

double FractionalFill::bound(std::size_t first, double area) const {
    const std::size_t end = std::max(first, positive_);
    double worth = filled(first, end, upper_ - area);
    const double reached = std::min(std::max(area, upper_), area + area_[end] - area_[first]);
    if (reached >= lower_) return worth;
    worth += filled(end, items_.size(), lower_ - reached);
    const double shortfall = lower_ - reached - (area_[items_.size()] - area_[end]);
    return worth - penalty_ * std::max(0.0, shortfall);
}

void order_by_worth(std::vector<SetItem>& items) {
    std::sort(items.begin(), items.end(), [](const SetItem& a, const SetItem& b) {
        const double x = worth_per_area(a), y = worth_per_area(b);
        if (x != y) return x > y;
        return std::tuple(-a.area, -a.worth, a.unit) < std::tuple(-b.area, -b.worth, b.unit);
    });
}

void keep_useful(std::vector<SetItem>& items, const Band& band, std::int64_t penalty) {
    std::erase_if(items, [&](const SetItem& item) {
        if (item.area > band.upper) return true;
        return item.worth <= 0 && (band.lower <= 0 || item.worth / item.area <= -penalty);
    });
}

UnitSet best_set(std::vector<SetItem> items, const Band& band, std::int64_t penalty,
                 std::size_t node_budget, std::int64_t slack) {
    keep_useful(items, band, penalty);
    order_by_worth(items);
    return SetSearch(items, band, penalty, node_budget, slack).run();
}

}  // namespace zonewright::allocation
