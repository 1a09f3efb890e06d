#include "suitability/weighting.h"

#include <algorithm>
#include <cmath>
#include <numeric>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::suitability {
namespace {

[[noreturn]] void refuse_weights(const std::string& method, const std::string& found, const Text& expected) {
    throw InputError({both("权重方法 {}", "weighting method {}", method), found, expected,
                      both("修改输入", "correct the input")});
}

std::vector<double> scaled_to_one(std::vector<double> weights) {
    const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
    for (double& weight : weights) weight /= sum;
    return weights;
}

std::size_t columns_of(const Table& table, const std::string& method) {
    if (table.size() < 2)
        refuse_weights(method, fmt::format("{}", table.size()), both("至少两行", "at least two rows"));
    for (const auto& row : table)
        if (row.size() != table[0].size() || row.empty())
            refuse_weights(method, fmt::format("{}", row.size()), both("等长的行", "rows of one length"));
    return table[0].size();
}

std::vector<double> column(const Table& table, std::size_t k) {
    std::vector<double> values;
    for (const auto& row : table) values.push_back(row[k]);
    return values;
}

double mean(const std::vector<double>& values) {
    return std::accumulate(values.begin(), values.end(), 0.0) / static_cast<double>(values.size());
}

double deviation(const std::vector<double>& values) {
    const double centre = mean(values);
    double sum = 0;
    for (double value : values) sum += (value - centre) * (value - centre);
    return std::sqrt(sum / static_cast<double>(values.size()));
}

/// 0 when one of the two does not vary: a constant conflicts with nothing and agrees with nothing.
double correlation(const std::vector<double>& a, const std::vector<double>& b) {
    const double da = deviation(a), db = deviation(b), ma = mean(a), mb = mean(b);
    if (da == 0 || db == 0) return 0;
    double sum = 0;
    for (std::size_t i = 0; i < a.size(); ++i) sum += (a[i] - ma) * (b[i] - mb);
    return sum / static_cast<double>(a.size()) / (da * db);
}

/// max Σ x subject to rows · x ≤ 1, x ≥ 0: simplex from the origin with Bland's rule (no cycling).
/// Nothing when unbounded.
class UnitSimplex {
public:
    UnitSimplex(const Table& rows, std::size_t variables) : variables_(variables), rows_(rows.size()) {
        tableau_.assign(rows_ + 1, std::vector<double>(variables_ + rows_ + 1, 0.0));
        for (std::size_t r = 0; r < rows_; ++r) {
            std::copy(rows[r].begin(), rows[r].end(), tableau_[r].begin());
            tableau_[r][variables_ + r] = 1;
            tableau_[r].back() = 1;
            basis_.push_back(variables_ + r);
        }
        std::fill_n(tableau_[rows_].begin(), variables_, -1.0);
    }

    bool solve() {
        for (;;) {
            const auto& costs = tableau_[rows_];
            const auto entering =
                std::find_if(costs.begin(), costs.end() - 1, [](double c) { return c < -1e-12; });
            if (entering == costs.end() - 1) return true;
            const auto c = static_cast<std::size_t>(entering - costs.begin());
            const std::size_t r = leaving(c);
            if (r == rows_) return false;
            pivot(r, c);
        }
    }

    std::vector<double> solution() const {
        std::vector<double> x(variables_, 0.0);
        for (std::size_t r = 0; r < rows_; ++r)
            if (basis_[r] < variables_) x[basis_[r]] = tableau_[r].back();
        return x;
    }

private:
    std::size_t leaving(std::size_t column) const {
        std::size_t best = rows_;
        double least = 0;
        for (std::size_t r = 0; r < rows_; ++r) {
            if (tableau_[r][column] <= 1e-12) continue;
            const double ratio = tableau_[r].back() / tableau_[r][column];
            if (best == rows_ || ratio < least - 1e-12 ||
                (ratio <= least + 1e-12 && basis_[r] < basis_[best])) {
                best = r;
                least = ratio;
            }
        }
        return best;
    }

    void pivot(std::size_t row, std::size_t column) {
        const double by = tableau_[row][column];
        for (double& value : tableau_[row]) value /= by;
        for (std::size_t r = 0; r <= rows_; ++r) {
            if (r == row || tableau_[r][column] == 0) continue;
            const double factor = tableau_[r][column];
            for (std::size_t c = 0; c < tableau_[r].size(); ++c) tableau_[r][c] -= factor * tableau_[row][c];
        }
        basis_[row] = column;
    }

    std::size_t variables_, rows_;
    Table tableau_;
    std::vector<std::size_t> basis_;
};

}  // namespace

std::vector<double> direct_weights(const std::vector<double>& points) {
    for (double point : points)
        if (!(point >= 0) || !std::isfinite(point))
            refuse_weights("direct", fmt::format("{}", point), both("非负数", "numbers not below 0"));
    if (!(std::accumulate(points.begin(), points.end(), 0.0) > 0))
        refuse_weights("direct", "0", both("至少一个大于 0", "at least one above 0"));
    return scaled_to_one(points);
}

std::vector<double> swing_weights(const std::vector<double>& points) {
    if (points.empty() || *std::max_element(points.begin(), points.end()) != 100)
        refuse_weights("swing", "", both("最重要的摆幅为 100", "100 for the most important swing"));
    return direct_weights(points);
}

std::vector<double> rank_order_centroid(const std::vector<std::size_t>& ranks) {
    const std::size_t n = ranks.size();
    std::vector<double> by_place(n, 0.0);
    for (std::size_t place = n; place-- > 0;)
        by_place[place] =
            (place + 1 < n ? by_place[place + 1] : 0.0) + 1.0 / static_cast<double>((place + 1) * n);
    std::vector<double> weights;
    for (std::size_t rank : ranks) {
        const auto ahead = static_cast<std::size_t>(
            std::count_if(ranks.begin(), ranks.end(), [&](std::size_t r) { return r < rank; }));
        const auto tied = static_cast<std::size_t>(std::count(ranks.begin(), ranks.end(), rank));
        const auto first = by_place.begin() + static_cast<std::ptrdiff_t>(ahead);
        weights.push_back(std::accumulate(first, first + static_cast<std::ptrdiff_t>(tied), 0.0) /
                          static_cast<double>(tied));
    }
    return weights;
}

std::vector<double> entropy_weights(const Table& worths) {
    const std::size_t columns = columns_of(worths, "entropy");
    std::vector<double> divergence(columns, 0.0);
    for (std::size_t k = 0; k < columns; ++k) {
        const std::vector<double> values = column(worths, k);
        const double sum = std::accumulate(values.begin(), values.end(), 0.0);
        double entropy = sum > 0 ? 0 : 1;
        for (double value : values) {
            if (value < 0)
                refuse_weights("entropy", fmt::format("{}", value), both("0 至 1 的价值", "worths from 0 to 1"));
            if (value > 0)
                entropy -= value / sum * std::log(value / sum) / std::log(static_cast<double>(values.size()));
        }
        divergence[k] = std::max(0.0, 1 - entropy);
        if (divergence[k] < 1e-14) divergence[k] = 0;
    }
    if (std::accumulate(divergence.begin(), divergence.end(), 0.0) == 0) divergence.assign(columns, 1.0);
    return scaled_to_one(divergence);
}

std::vector<double> critic_weights(const Table& worths) {
    const std::size_t columns = columns_of(worths, "CRITIC");
    std::vector<double> information(columns, 0.0);
    for (std::size_t k = 0; k < columns; ++k) {
        double conflict = 0;
        for (std::size_t other = 0; other < columns; ++other)
            if (other != k) conflict += 1 - correlation(column(worths, k), column(worths, other));
        information[k] = deviation(column(worths, k)) * (columns > 1 ? conflict : 1);
    }
    if (std::accumulate(information.begin(), information.end(), 0.0) < 1e-14)
        information.assign(columns, 1.0);
    return scaled_to_one(information);
}

BestWorst best_worst_weights(std::size_t best, std::size_t worst, const std::vector<double>& best_to_others,
                             const std::vector<double>& others_to_worst) {
    const std::size_t n = best_to_others.size();
    if (n != others_to_worst.size() || best >= n || worst >= n || best == worst)
        refuse_weights("BWM", "",
                       both("两组同样长的比较，最好与最差不同", "two lists of one length, best and worst different"));
    for (std::size_t k = 0; k < n; ++k)
        if (!(best_to_others[k] >= 1 && best_to_others[k] <= 9 && others_to_worst[k] >= 1 &&
              others_to_worst[k] <= 9))
            refuse_weights("BWM", fmt::format("{}, {}", best_to_others[k], others_to_worst[k]), "1 … 9");
    // With the deviation scaled to 1 the least deviation becomes the greatest sum of weights.
    Table rows;
    const auto add_both = [&](std::size_t plus, std::size_t minus, double times) {
        if (plus == minus) return;
        for (const double sign : {1.0, -1.0}) {
            std::vector<double> row(n, 0.0);
            row[plus] = sign;
            row[minus] = -sign * times;
            rows.push_back(std::move(row));
        }
    };
    for (std::size_t k = 0; k < n; ++k) {
        add_both(best, k, best_to_others[k]);
        if (k != best) add_both(k, worst, others_to_worst[k]);
    }
    UnitSimplex simplex(rows, n);
    if (simplex.solve()) {
        std::vector<double> weights = simplex.solution();
        const double sum = std::accumulate(weights.begin(), weights.end(), 0.0);
        for (double& weight : weights) weight /= sum;
        return {weights, 1 / sum};
    }
    std::vector<double> consistent;  // unbounded: the comparisons agree exactly
    consistent.reserve(best_to_others.size());
    for (double times : best_to_others) consistent.push_back(1 / times);
    return {scaled_to_one(consistent), 0};
}

}  // namespace zonewright::suitability
