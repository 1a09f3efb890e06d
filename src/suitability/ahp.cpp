#include "suitability/ahp.h"

#include <algorithm>
#include <array>
#include <cmath>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::suitability {
namespace {

constexpr std::size_t largest_table_order = 15;
using IndexTable = std::array<double, largest_table_order>;

constexpr IndexTable saaty_1980 = {0,    0,    0.58, 0.90, 1.12, 1.24, 1.32, 1.41,
                                   1.45, 1.49, 1.51, 1.48, 1.56, 1.57, 1.59};
constexpr IndexTable saaty_2008 = {0,    0,    0.52, 0.89, 1.11, 1.25, 1.35, 1.40,
                                   1.45, 1.49, 1.52, 1.54, 1.56, 1.58, 1.59};
constexpr IndexTable donegan_dodd_1991 = {0,      0,      0.4887, 0.8045, 1.0591, 1.1797, 1.2519, 1.3171,
                                          1.3733, 1.4055, 1.4213, 1.4497, 1.4643, 1.4822, 1.4969};

const IndexTable& table_of(RandomIndex table) {
    switch (table) {
        case RandomIndex::Saaty2008:
            return saaty_2008;
        case RandomIndex::DoneganDodd1991:
            return donegan_dodd_1991;
        case RandomIndex::Saaty1980:
            break;
    }
    return saaty_1980;
}

[[noreturn]] void refuse(std::size_t row, std::size_t column, double found, const Text& expected) {
    throw InputError(
        {both("判断矩阵第 {} 行第 {} 列", "judgement matrix, row {}, column {}", row + 1, column + 1),
         fmt::format("{}", found), expected,
         both("修改权重文件中的判断", "correct the judgement in the weights file")});
}

void check(const Judgements& a) {
    for (std::size_t i = 0; i < a.size(); ++i) {
        if (a[i].size() != a.size()) refuse(i, a[i].size(), 0, both("方阵", "a square matrix"));
        for (std::size_t j = 0; j < a.size(); ++j) {
            const bool missing = a[i][j] == 0 && i != j;
            if (!missing && !(a[i][j] > 0 && std::isfinite(a[i][j])))
                refuse(i, j, a[i][j], both("正数", "a positive number"));
            if (i == j && a[i][j] != 1) refuse(i, j, a[i][j], both("对角线为 1", "1 on the diagonal"));
            if (missing != (a[j][i] == 0 && i != j))
                refuse(i, j, a[i][j], both("两个方向同时缺失", "both directions missing"));
            if (!missing && std::abs(a[i][j] * a[j][i] - 1) > 1e-6)
                refuse(i, j, a[i][j], both("互为倒数：{}", "the reciprocal of {}", a[j][i]));
        }
    }
}

bool is_connected(const Judgements& a) {
    std::vector<bool> reached(a.size(), false);
    std::vector<std::size_t> open{0};
    reached[0] = true;
    while (!open.empty()) {
        const std::size_t i = open.back();
        open.pop_back();
        for (std::size_t j = 0; j < a.size(); ++j)
            if (a[i][j] > 0 && !reached[j]) {
                reached[j] = true;
                open.push_back(j);
            }
    }
    return std::find(reached.begin(), reached.end(), false) == reached.end();
}

struct Principal {
    double value = 0;
    std::vector<double> vector;
};

/// Power iteration; the matrix is non-negative, irreducible and has a positive diagonal, so it converges.
Principal principal_of(const Judgements& matrix) {
    const std::size_t n = matrix.size();
    Principal result{0, std::vector(n, 1.0 / static_cast<double>(n))};
    for (int round = 0; round < 10000; ++round) {
        std::vector<double> next(n, 0.0);
        double sum = 0;
        for (std::size_t i = 0; i < n; ++i) {
            for (std::size_t j = 0; j < n; ++j) next[i] += matrix[i][j] * result.vector[j];
            sum += next[i];
        }
        double moved = 0;
        for (std::size_t i = 0; i < n; ++i) {
            next[i] /= sum;
            moved = std::max(moved, std::abs(next[i] - result.vector[i]));
        }
        result = {sum, std::move(next)};
        if (moved < 1e-16) break;
    }
    return result;
}

void scale_to_one(std::vector<double>& weights) {
    double sum = 0;
    for (double w : weights) sum += w;
    for (double& w : weights) w /= sum;
}

}  // namespace

double random_index(std::size_t order, RandomIndex table) {
    if (order == 0) return 0;
    if (order <= largest_table_order) return table_of(table)[order - 1];
    const auto n = static_cast<double>(order);
    return (2.7699 * n - 4.3513 - n) / (n - 1);
}

Ahp ahp_weights(const Judgements& judgements, RandomIndex table) {
    check(judgements);
    const std::size_t n = judgements.size();
    if (n == 0) return {};
    if (!is_connected(judgements))
        throw InputError({both("判断矩阵", "judgement matrix"), "",
                          both("判断把所有指标连在一起", "judgements that connect all criteria"),
                          both("补充缺失的判断", "give more of the missing judgements")});
    Judgements completed = judgements;
    std::size_t missing = 0;
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = 0; j < n; ++j)
            if (judgements[i][j] == 0) {
                completed[i][i] += 1;
                ++missing;
            }
    const Principal principal = principal_of(completed);
    Ahp result{principal.vector, principal.value, 0, 0, missing / 2};
    scale_to_one(result.weights);
    if (n > 2) {
        // Degrees of freedom (n-1)(n-2)/2, less one for every judgement not given; n - 1 when all are.
        const double all = static_cast<double>((n - 1) * (n - 2)) / 2,
                     left = all - static_cast<double>(result.judgements_missing);
        const auto order = static_cast<double>(n);
        if (left > 0)
            result.consistency_index = std::max(0.0, (principal.value - order) / ((order - 1) * left / all));
        result.consistency_ratio = result.consistency_index / random_index(n, table);
    }
    return result;
}

WorstJudgement worst_judgement(const Judgements& judgements, RandomIndex table) {
    WorstJudgement worst;
    worst.consistency_ratio_without = ahp_weights(judgements, table).consistency_ratio;
    for (std::size_t i = 0; i < judgements.size(); ++i)
        for (std::size_t j = i + 1; j < judgements.size(); ++j) {
            if (judgements[i][j] == 0) continue;
            Judgements without = judgements;
            without[i][j] = without[j][i] = 0;
            if (!is_connected(without)) continue;
            const Ahp implied = ahp_weights(without, table);
            const double ratio = implied.weights[i] / implied.weights[j];
            Judgements replaced = judgements;
            replaced[i][j] = ratio;
            replaced[j][i] = 1 / ratio;
            const double now = ahp_weights(replaced, table).consistency_ratio;
            if (worst.given == 0 || now < worst.consistency_ratio_without)
                worst = {i, j, judgements[i][j], ratio, now};
        }
    return worst;
}

Judgements group_judgements(const std::vector<Judgements>& people, const std::vector<double>& influence) {
    if (people.empty() || people.size() != influence.size())
        throw InputError({both("群体判断", "group judgements"), "",
                          both("每个人一个影响力", "one influence for each person"), ""});
    for (const Judgements& one : people) {
        check(one);
        if (one.size() != people[0].size())
            throw InputError({both("群体判断", "group judgements"), "",
                              both("同样的指标", "the same criteria for everyone"), ""});
    }
    const std::size_t n = people[0].size();
    Judgements group(n, std::vector<double>(n, 1.0));
    for (std::size_t i = 0; i < n; ++i)
        for (std::size_t j = i + 1; j < n; ++j) {
            double log_sum = 0, total = 0;
            for (std::size_t p = 0; p < people.size(); ++p) {
                if (people[p][i][j] == 0) continue;
                log_sum += influence[p] * std::log(people[p][i][j]);
                total += influence[p];
            }
            group[i][j] = total > 0 ? std::exp(log_sum / total) : 0;
            group[j][i] = total > 0 ? std::exp(-log_sum / total) : 0;
        }
    return group;
}

}  // namespace zonewright::suitability
