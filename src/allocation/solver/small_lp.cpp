#include "allocation/solver/small_lp.h"

#include <algorithm>
#include <cmath>
#include <utility>

namespace zonewright::allocation {

namespace {

using Number = long double;
constexpr Number tiny = 1e-15L;  ///< of numbers around one
constexpr std::size_t steps_until_bland = 2000;
constexpr std::size_t most_steps = 20000;

/// The tableau in terms of the columns but the first, whose weight is what the others leave of one.
class MixTableau {
public:
    MixTableau(const std::vector<Number>& gains, const std::vector<MixRow>& rows)
        : columns_(gains.size()), rows_(&rows) {
        for (const Number gain : gains) scale_ = std::max(scale_, std::abs(gain - gains[0]));
        if (scale_ <= 0) scale_ = 1;
        width_ = columns_;
        for (const MixRow& row : rows) width_ += (row.has_upper ? 2u : 0u) + (row.has_lower ? 2u : 0u);
        costs_.assign(width_, 0);
        for (std::size_t k = 1; k < columns_; ++k) costs_[k] = (gains[k] - gains[0]) / scale_;
        std::vector<Number> one(columns_, 1);
        one.resize(width_, 0);
        add(std::move(one), 1, 0);
        next_ = columns_;
        for (const MixRow& row : rows) {
            if (row.has_upper) bound(row, row.upper, 1, row.over_cost);
            if (row.has_lower) bound(row, row.lower, -1, row.under_cost);
        }
    }

    Mix solve(const std::vector<Number>& gains) {
        for (std::size_t step = 0; step < most_steps; ++step)
            if (!improve(step >= steps_until_bland)) break;
        return mix(gains);
    }

private:
    void add(std::vector<Number> line, Number right, std::size_t basic) {
        line.push_back(right);
        lines_.push_back(std::move(line));
        basis_.push_back(basic);
    }
    /// sign · (use − side) + slack − beyond = 0, divided by the size of the row, starting from column one.
    void bound(const MixRow& row, Number side, Number sign, Number cost) {
        Number size = std::abs(side - row.use[0]);
        for (const Number use : row.use) size = std::max(size, std::abs(use - row.use[0]));
        if (size <= 0) size = 1;
        std::vector<Number> line(width_, 0);
        for (std::size_t k = 1; k < columns_; ++k) line[k] = sign * (row.use[k] - row.use[0]) / size;
        Number right = sign * (side - row.use[0]) / size;
        const std::size_t slack = next_++, beyond = next_++;
        line[slack] = 1, line[beyond] = -1;
        costs_[beyond] = -cost * size / scale_;
        slacks_.emplace_back(slack, size);
        if (right >= 0) return add(std::move(line), right, slack);
        for (Number& entry : line) entry = -entry;
        add(std::move(line), -right, beyond);
    }
    static void subtract(std::vector<Number>& from, const std::vector<Number>& line, Number times) {
        if (times == 0) return;
        for (std::size_t j = 0; j < from.size(); ++j) from[j] -= times * line[j];
    }
    /// The column to enter, or `width_`. Gains are computed anew every time: what lies beyond a side is dear.
    std::size_t entering(bool bland) {
        reduced_ = costs_;
        for (std::size_t r = 0; r < lines_.size(); ++r) subtract(reduced_, lines_[r], costs_[basis_[r]]);
        std::size_t enters = width_;
        Number most = tiny;
        for (std::size_t j = 0; j < width_; ++j) {
            if (reduced_[j] <= most || std::find(basis_.begin(), basis_.end(), j) != basis_.end()) continue;
            enters = j, most = reduced_[j];
            if (bland) break;
        }
        return enters;
    }
    bool improve(bool bland) {
        const std::size_t enters = entering(bland);
        if (enters == width_) return false;
        std::size_t leaves = lines_.size();
        Number least = 0;
        for (std::size_t r = 0; r < lines_.size(); ++r) {
            if (lines_[r][enters] <= tiny) continue;
            const Number ratio = lines_[r].back() / lines_[r][enters];
            if (leaves == lines_.size() || ratio < least || (ratio == least && basis_[r] < basis_[leaves]))
                leaves = r, least = ratio;
        }
        if (leaves == lines_.size()) return false;  // cannot be: weights lie between 0 and 1
        const Number pivot = lines_[leaves][enters];
        for (Number& entry : lines_[leaves]) entry /= pivot;
        for (std::size_t r = 0; r < lines_.size(); ++r)
            if (r != leaves) subtract(lines_[r], lines_[leaves], lines_[r][enters]);
        basis_[leaves] = enters;
        return true;
    }
    Mix mix(const std::vector<Number>& gains) const {
        Mix mix{.weights = std::vector<Number>(columns_, 0), .prices = {}, .value = 0};
        Number beyond = 0;
        for (std::size_t r = 0; r < lines_.size(); ++r) {
            const Number amount = std::max<Number>(0, lines_[r].back());
            if (basis_[r] < columns_)
                mix.weights[basis_[r]] = amount;
            else
                beyond += costs_[basis_[r]] * scale_ * amount;
        }
        Number others = 0;
        for (std::size_t k = 1; k < columns_; ++k) others += mix.weights[k];
        mix.weights[0] = std::max<Number>(0, 1 - others);
        for (std::size_t k = 0; k < columns_; ++k) mix.value += gains[k] * mix.weights[k];
        mix.value += beyond;
        std::size_t at = 0;
        for (const MixRow& row : *rows_) {
            Number price = 0;
            if (row.has_upper) price += price_of(at++);
            if (row.has_lower) price -= price_of(at++);
            mix.prices.push_back(price);
        }
        return mix;
    }
    Number price_of(std::size_t at) const {
        const auto& [slack, size] = slacks_[at];
        return std::max<Number>(0, -reduced_[slack]) * scale_ / size;
    }

    std::size_t columns_, width_ = 0, next_ = 0;
    const std::vector<MixRow>* rows_;
    Number scale_ = 0;
    std::vector<Number> costs_, reduced_;
    std::vector<std::vector<Number>> lines_;
    std::vector<std::size_t> basis_;
    std::vector<std::pair<std::size_t, Number>> slacks_;
};

}  // namespace

Mix best_mix(const std::vector<long double>& gains, const std::vector<MixRow>& rows) {
    return MixTableau(gains, rows).solve(gains);
}

}  // namespace zonewright::allocation
