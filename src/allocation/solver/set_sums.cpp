#include "allocation/solver/set_sums.h"

#include <algorithm>
#include <cmath>

namespace zonewright::allocation {

namespace {

constexpr std::int64_t bound_sizes = 8192;
constexpr double no_set = -1e300;

}  // namespace

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
