#include "allocation/solver/set_sums.h"

#include <algorithm>
#include <cmath>

namespace zonewright::allocation {

namespace {

constexpr std::size_t core_reach = 50;  ///< items on either side of the end of the fill
constexpr std::size_t core_sizes = 4096;
constexpr std::int64_t bound_sizes = 8192;
constexpr double no_set = -1e300;

/// Of the sums that the items of the core can make, the best of each size. Items before the core are taken,
/// items after it are not.
class CoreSums {
public:
    CoreSums(std::span<const SetItem> items, const Band& band) : items_(items), upper_(band.upper) {
        const std::size_t end = end_of_fill(band);
        first_ = end > core_reach ? end - core_reach : 0;
        last_ = std::min(items.size(), end + core_reach);
        for (std::size_t item = 0; item < first_; ++item) {
            start_.area += items[item].area;
            start_.worth += items[item].worth;
        }
        width_ = (upper_ - start_.area) / static_cast<std::int64_t>(core_sizes) + 1;
        sums_.assign(core_sizes + 1, Sum{});
        sums_[0] = start_;
        for (std::size_t item = first_; item < last_; ++item) add(item);
    }

    std::vector<std::uint32_t> best(std::int64_t lower, std::int64_t penalty) const {
        const auto worth = [&](const Sum& sum) {
            return sum.worth - penalty * std::max<std::int64_t>(0, lower - sum.area);
        };
        const Sum* best = &sums_[0];
        for (const Sum& sum : sums_)
            if (sum.exists && worth(sum) > worth(*best)) best = &sum;
        std::vector<std::uint32_t> chosen;
        for (std::int32_t at = best->last; at >= 0; at = steps_[static_cast<std::size_t>(at)].before)
            chosen.push_back(steps_[static_cast<std::size_t>(at)].item);
        for (std::uint32_t item = 0; item < first_; ++item) chosen.push_back(item);
        std::sort(chosen.begin(), chosen.end());
        return chosen;
    }

private:
    struct Sum {
        bool exists = false;
        std::int64_t area = 0, worth = 0;
        std::int32_t last = -1;  ///< position in steps_
    };
    struct Step {
        std::uint32_t item = 0;
        std::int32_t before = -1;
    };

    /// Where items of worth have filled the band, or all items its lower side.
    std::size_t end_of_fill(const Band& band) const {
        std::int64_t area = 0;
        for (std::size_t item = 0; item < items_.size(); ++item) {
            area += items_[item].area;
            if (area > (items_[item].worth > 0 ? band.upper : band.lower)) return item;
        }
        return items_.size();
    }
    void add(std::size_t item) {
        for (std::size_t size = sums_.size(); size-- > 0;) {
            if (!sums_[size].exists) continue;
            Sum more = sums_[size];
            more.area += items_[item].area;
            more.worth += items_[item].worth;
            if (more.area > upper_) continue;
            Sum& known = sums_[static_cast<std::size_t>((more.area - start_.area) / width_)];
            if (known.exists && known.worth >= more.worth) continue;
            steps_.push_back({static_cast<std::uint32_t>(item), more.last});
            more.last = static_cast<std::int32_t>(steps_.size()) - 1;
            known = more;
        }
    }

    std::span<const SetItem> items_;
    std::int64_t upper_;
    std::size_t first_ = 0, last_ = 0;
    Sum start_{.exists = true};
    std::int64_t width_ = 1;
    std::vector<Sum> sums_;
    std::vector<Step> steps_;
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
    const double hidden = static_cast<double>(band.upper / smallest) * static_cast<double>(width);
    double best = no_set;
    for (std::size_t size = 0; size < worth.size(); ++size) {
        const double area = static_cast<double>(size) * static_cast<double>(width) + hidden;
        const double shortfall = std::max(0.0, static_cast<double>(band.lower) - area);
        best = std::max(best, worth[size] - static_cast<double>(penalty) * shortfall);
    }
    return static_cast<std::int64_t>(std::ceil(best + sum_rounding * std::abs(best))) + 1;
}

}  // namespace zonewright::allocation
