#include "allocation/solver/set_sums.h"

#include <algorithm>
#include <cmath>
#include <limits>

namespace zonewright::allocation {

namespace {

constexpr std::size_t core_reach = 50;  ///< items on either side of the end of the fill
constexpr std::size_t core_sizes = 4096;
constexpr std::int64_t bound_sizes = 8192;
constexpr double no_set = -1e300;

/// One more item behind those that a step before it took.
struct Step {
    std::uint32_t item = 0;
    std::int32_t before = -1;
};

/// Of the sums that the items of the core can make, the best of each size. Items before the core are taken,
/// items after it are not.
class CoreSums {
public:
    CoreSums(std::span<const SetItem> items, const Band& band) : items_(items), upper_(band.upper), steps_(room()) {
        const std::size_t end = end_of_fill(band);
        first_ = end > core_reach ? end - core_reach : 0;
        last_ = std::min(items.size(), end + core_reach);
        std::int64_t start_worth = 0;
        for (std::size_t item = 0; item < first_; ++item) {
            start_area_ += items[item].area;
            start_worth += items[item].worth;
        }
        width_ = (upper_ - start_area_) / static_cast<std::int64_t>(core_sizes) + 1;
        sizes_per_area_ = 1.0 / static_cast<double>(width_);
        area_.resize(core_sizes + 1);
        worth_.assign(core_sizes + 1, no_sum);
        last_step_.resize(core_sizes + 1);
        area_[0] = start_area_;
        worth_[0] = start_worth;
        last_step_[0] = -1;
        for (std::size_t item = first_; item < last_; ++item) add(item);
    }

    std::vector<std::uint32_t> best(std::int64_t lower, std::int64_t penalty) const {
        const auto worth = [&](std::size_t size) {
            return worth_[size] - penalty * std::max<std::int64_t>(0, lower - area_[size]);
        };
        std::size_t best = 0;
        for (std::size_t size = 0; size < worth_.size(); ++size)
            if (worth_[size] != no_sum && worth(size) > worth(best)) best = size;
        std::vector<std::uint32_t> chosen;
        for (std::int32_t at = last_step_[best]; at >= 0; at = steps_[static_cast<std::size_t>(at)].before)
            chosen.push_back(steps_[static_cast<std::size_t>(at)].item);
        for (std::uint32_t item = 0; item < first_; ++item) chosen.push_back(item);
        std::sort(chosen.begin(), chosen.end());
        return chosen;
    }

private:
    static constexpr std::int64_t no_sum = std::numeric_limits<std::int64_t>::min();

    /// Steps of one call, kept between calls: fresh memory for them takes as long as finding them.
    static std::vector<Step>& room() {
        thread_local std::vector<Step> steps;
        steps.clear();
        return steps;
    }

    /// Where items of worth have filled the band, or all items its lower side.
    std::size_t end_of_fill(const Band& band) const {
        std::int64_t area = 0;
        for (std::size_t item = 0; item < items_.size(); ++item) {
            area += items_[item].area;
            if (area > (items_[item].worth > 0 ? band.upper : band.lower)) return item;
        }
        return items_.size();
    }
    /// area / width_: a multiplication, put right where it rounded across.
    std::size_t size_of(std::int64_t area) const {
        auto size = static_cast<std::int64_t>(static_cast<double>(area) * sizes_per_area_);
        if (size * width_ > area) --size;
        else if ((size + 1) * width_ <= area) ++size;
        return static_cast<std::size_t>(size);
    }
    void add(std::size_t item) {
        const std::int64_t item_area = items_[item].area, item_worth = items_[item].worth;
        std::size_t highest = highest_;
        for (std::size_t size = highest_ + 1; size-- > 0;) {
            if (worth_[size] == no_sum) continue;
            const std::int64_t area = area_[size] + item_area, worth = worth_[size] + item_worth;
            if (area > upper_) continue;
            const std::size_t more = size_of(area - start_area_);
            if (worth_[more] >= worth) continue;
            steps_.push_back({static_cast<std::uint32_t>(item), last_step_[size]});
            area_[more] = area;
            worth_[more] = worth;
            last_step_[more] = static_cast<std::int32_t>(steps_.size()) - 1;
            highest = std::max(highest, more);
        }
        highest_ = highest;
    }

    std::span<const SetItem> items_;
    std::int64_t upper_, start_area_ = 0;
    std::size_t first_ = 0, last_ = 0, highest_ = 0;
    std::int64_t width_ = 1;
    double sizes_per_area_ = 1;
    std::vector<std::int64_t> area_, worth_;  ///< by size
    std::vector<std::int32_t> last_step_;     ///< position in steps_
    std::vector<Step>& steps_;
};

}  // namespace

std::vector<std::uint32_t> good_set(std::span<const SetItem> items, const Band& band, std::int64_t penalty) {
    return CoreSums(items, band).best(band.lower, penalty);
}

std::int64_t bound_by_sizes(std::span<const SetItem> items, const Band& band, std::int64_t penalty,
                            const FractionalFill& fill, std::int64_t known) {
    const std::int64_t width = std::max<std::int64_t>(0, band.upper) / bound_sizes + 1;
    std::vector<double> worth(static_cast<std::size_t>(std::max<std::int64_t>(0, band.upper) / width) + 1,
                              no_set);
    worth[0] = 0;
    std::int64_t smallest = std::max<std::int64_t>(1, band.upper);
    for (const SetItem& item : items) {
        // No better set holds this item: only the sets without it are left.
        const double with = static_cast<double>(item.worth) + fill.bound(0, static_cast<double>(item.area));
        if (with + sum_rounding * std::abs(with) + 1 <= static_cast<double>(known)) continue;
        smallest = std::min(smallest, item.area);
        const auto size = static_cast<std::size_t>(item.area / width);
        for (std::size_t at = worth.size(); at-- > size;)
            worth[at] = std::max(worth[at], worth[at - size] + static_cast<double>(item.worth));
    }
    // Areas are rounded down, each by less than one width, and a set has at most so many items.
    const std::int64_t most_items = band.upper / smallest;
    const double hidden = static_cast<double>(most_items) * static_cast<double>(width);
    double best = no_set;
    for (std::size_t size = 0; size < worth.size(); ++size) {
        const double area = static_cast<double>(size) * static_cast<double>(width) + hidden;
        const double shortfall = std::max(0.0, static_cast<double>(band.lower) - area);
        best = std::max(best, worth[size] - static_cast<double>(penalty) * shortfall);
    }
    return static_cast<std::int64_t>(std::ceil(best + sum_rounding * std::abs(best))) + 1;
}

}  // namespace zonewright::allocation
