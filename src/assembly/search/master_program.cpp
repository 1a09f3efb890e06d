#include "assembly/search/master_program.h"

#include <algorithm>
#include <cmath>
#include <limits>

#include "assembly/search/node_position.h"
#include "base/random.h"

namespace zonewright::assembly {
namespace {

constexpr double price_tolerance = 1e-9;  ///< of reduced costs, relative to the penalty
constexpr double pivot_tolerance = 1e-9;
constexpr int refactor_every = 150;

/// Between 2e-7 and 4e-7, by the row: ties become rare and stay the same everywhere.
double nudge(std::size_t row) {
    return 2e-7 * (1 + Random(row).unit());
}

}  // namespace

MasterProgram::MasterProgram(std::span<const int> demand, double penalty, std::size_t parcels)
    : clusters_(demand.size()), row_of_parcel_(parcels, -1) {
    for (std::size_t k = 0; k < clusters_; ++k) {
        cost_.push_back(penalty);
        entry_.push_back(static_cast<std::int32_t>(k));
        first_entry_.push_back(k);
        right_side_.push_back(demand[k]);
        basic_.push_back(static_cast<std::int32_t>(k));
        tight_.push_back(static_cast<std::int32_t>(k));
        position_of_row_.push_back(static_cast<std::int32_t>(k));
        position_of_column_.push_back(static_cast<std::int32_t>(k));
    }
    first_entry_.push_back(clusters_);
    refactor();
    compute_values();
}

std::int32_t MasterProgram::row_of(std::uint32_t parcel) {
    if (row_of_parcel_[parcel] < 0) {
        row_of_parcel_[parcel] = static_cast<std::int32_t>(right_side_.size());
        right_side_.push_back(1 + nudge(parcel));
        position_of_row_.push_back(-1);
    }
    return row_of_parcel_[parcel];
}

std::size_t MasterProgram::add_column(std::size_t cluster, double cost,
                                      std::span<const std::uint32_t> parcels) {
    cost_.push_back(cost);
    entry_.push_back(static_cast<std::int32_t>(cluster));
    for (const std::uint32_t parcel : parcels) entry_.push_back(row_of(parcel));
    first_entry_.push_back(entry_.size());
    position_of_column_.push_back(-1);
    return cost_.size() - 1 - clusters_;
}

/// Inverts the working basis anew by Gauss-Jordan with row pivoting.
void MasterProgram::refactor() {
    const std::size_t p = basic_.size();
    std::vector<double> basis(p * p, 0);
    for (std::size_t j = 0; j < p; ++j)
        for (const std::int32_t row : rows_of(at(basic_[j])))
            if (position_of_row_[at(row)] >= 0) basis[at(position_of_row_[at(row)]) * p + j] = 1;
    inverse_.assign(p * p, 0);
    for (std::size_t i = 0; i < p; ++i) inverse_[i * p + i] = 1;
    for (std::size_t column = 0; column < p; ++column) {
        std::size_t pivot = column;
        for (std::size_t i = column + 1; i < p; ++i)
            if (std::abs(basis[i * p + column]) > std::abs(basis[pivot * p + column])) pivot = i;
        for (std::size_t j = 0; j < p; ++j) {
            std::swap(basis[pivot * p + j], basis[column * p + j]);
            std::swap(inverse_[pivot * p + j], inverse_[column * p + j]);
        }
        const double scale = 1 / basis[column * p + column];
        for (std::size_t j = 0; j < p; ++j) {
            basis[column * p + j] *= scale;
            inverse_[column * p + j] *= scale;
        }
        for (std::size_t i = 0; i < p; ++i) {
            const double factor = basis[i * p + column];
            if (i == column || factor == 0) continue;
            for (std::size_t j = 0; j < p; ++j) {
                basis[i * p + j] -= factor * basis[column * p + j];
                inverse_[i * p + j] -= factor * inverse_[column * p + j];
            }
        }
    }
}

void MasterProgram::compute_values() {
    const std::size_t p = basic_.size();
    value_.assign(p, 0);
    for (std::size_t i = 0; i < p; ++i)
        for (std::size_t j = 0; j < p; ++j) value_[i] += inverse_row(i)[j] * right_side_[at(tight_[j])];
    slack_ = right_side_;
    for (std::size_t i = 0; i < p; ++i)
        for (const std::int32_t row : rows_of(at(basic_[i]))) slack_[at(row)] -= value_[i];
    for (const std::int32_t row : tight_) slack_[at(row)] = 0;
    compute_duals();
}

void MasterProgram::compute_duals() {
    const std::size_t p = basic_.size();
    dual_of_tight_.assign(p, 0);
    double* dual = dual_of_tight_.data();
    for (std::size_t i = 0; i < p; ++i) {
        const double* row = inverse_row(i);
        const double cost = cost_[at(basic_[i])];
        for (std::size_t j = 0; j < p; ++j) dual[j] += cost * row[j];
    }
    dual_.assign(right_side_.size(), 0);
    for (std::size_t j = 0; j < p; ++j) dual_[at(tight_[j])] = dual[j];
}

double MasterProgram::reduced_cost(std::size_t column) const {
    double reduced = cost_[column];
    for (const std::int32_t row : rows_of(column)) reduced -= dual_[at(row)];
    return reduced;
}

/// After a column has entered at `position` of the basis: the prices move along its row of the inverse.
void MasterProgram::move_duals(std::size_t position, double reduced) {
    const std::size_t p = basic_.size();
    dual_of_tight_.resize(p, 0);
    const double* row = inverse_row(position);
    for (std::size_t j = 0; j < p; ++j) {
        if (row[j] == 0) continue;
        dual_of_tight_[j] += reduced * row[j];
        dual_[at(tight_[j])] = dual_of_tight_[j];
    }
}

/// The values after a step, in the order of the rows and columns before exchange(); what leaves is put to
/// zero.
void MasterProgram::move_values(const std::vector<double>& direction, const std::vector<double>& change,
                                const Leaving& leaving) {
    for (std::size_t i = 0; i < value_.size(); ++i) value_[i] -= leaving.step * direction[i];
    for (std::size_t r = 0; r < slack_.size(); ++r) slack_[r] -= leaving.step * change[r];
    if (leaving.row >= 0) slack_[at(leaving.row)] = 0;
}

/// The most negative reduced cost; the first one when cycling is feared.
MasterProgram::Entering MasterProgram::choose_entering(bool first_only) const {
    Entering best;
    double least = -price_tolerance * (1 + cost_[0]);
    for (std::size_t j = 0; j < cost_.size(); ++j) {
        if (position_of_column_[j] >= 0) continue;
        const double reduced = reduced_cost(j);
        if (reduced >= least) continue;
        least = reduced;
        best = {static_cast<std::int32_t>(j), -1};
        if (first_only) return best;
    }
    for (std::size_t i = 0; i < tight_.size(); ++i) {
        if (at(tight_[i]) < clusters_ || -dual_[at(tight_[i])] >= least) continue;
        least = -dual_[at(tight_[i])];
        best = {-1, static_cast<std::int32_t>(i)};
        if (first_only) return best;
    }
    return best;
}

/// How fast each basic column falls as the entering one rises.
std::vector<double> MasterProgram::direction_of(const Entering& entering) const {
    const std::size_t p = basic_.size();
    std::vector<double> direction(p, 0);
    for (std::size_t i = 0; i < p; ++i) {
        if (entering.row >= 0) {
            direction[i] = inverse_row(i)[at(entering.row)];
            continue;
        }
        for (const std::int32_t row : rows_of(at(entering.column)))
            if (position_of_row_[at(row)] >= 0) direction[i] += inverse_row(i)[at(position_of_row_[at(row)])];
    }
    return direction;
}

/// How fast each basic slack falls.
std::vector<double> MasterProgram::slack_change(const Entering& entering,
                                                const std::vector<double>& direction) const {
    std::vector<double> change(right_side_.size(), 0);
    if (entering.column >= 0)
        for (const std::int32_t row : rows_of(at(entering.column))) change[at(row)] += 1;
    for (std::size_t i = 0; i < basic_.size(); ++i)
        if (direction[i] != 0)
            for (const std::int32_t row : rows_of(at(basic_[i]))) change[at(row)] -= direction[i];
    return change;
}

MasterProgram::Leaving MasterProgram::choose_leaving(const std::vector<double>& direction,
                                                     const std::vector<double>& change) const {
    Leaving best{-1, -1, std::numeric_limits<double>::infinity()};
    double best_pivot = 0;
    const auto offer = [&](double step, double pivot, std::int32_t basic, std::int32_t row) {
        step = std::max(0.0, step);
        if (step > best.step + 1e-12 || (step > best.step - 1e-12 && pivot <= best_pivot)) return;
        best = {basic, row, step};
        best_pivot = pivot;
    };
    for (std::size_t i = 0; i < basic_.size(); ++i)
        if (direction[i] > pivot_tolerance)
            offer(value_[i] / direction[i], direction[i], static_cast<std::int32_t>(i), -1);
    for (std::size_t r = clusters_; r < right_side_.size(); ++r)
        if (position_of_row_[r] < 0 && change[r] > pivot_tolerance)
            offer(slack_[r] / change[r], change[r], -1, static_cast<std::int32_t>(r));
    return best;
}

void MasterProgram::exchange(const Entering& entering, const Leaving& leaving) {
    if (leaving.basic >= 0) position_of_column_[at(basic_[at(leaving.basic)])] = -1;
    if (entering.row >= 0) position_of_row_[at(tight_[at(entering.row)])] = -1;
    if (leaving.basic >= 0 && entering.column >= 0) {
        basic_[at(leaving.basic)] = entering.column;
        value_[at(leaving.basic)] = leaving.step;
    } else if (leaving.basic >= 0) {
        basic_.erase(basic_.begin() + leaving.basic);
        value_.erase(value_.begin() + leaving.basic);
    } else if (entering.column >= 0) {
        basic_.push_back(entering.column);
        value_.push_back(leaving.step);
    }
    if (entering.row >= 0 && leaving.row >= 0)
        tight_[at(entering.row)] = leaving.row;
    else if (entering.row >= 0)
        tight_.erase(tight_.begin() + entering.row);
    else if (leaving.row >= 0)
        tight_.push_back(leaving.row);
    for (std::size_t i = 0; i < basic_.size(); ++i)
        position_of_column_[at(basic_[i])] = static_cast<std::int32_t>(i);
    for (std::size_t i = 0; i < tight_.size(); ++i)
        position_of_row_[at(tight_[i])] = static_cast<std::int32_t>(i);
}

namespace {

/// Updates of the inverse for the four kinds of exchange, in the order of the rows and columns kept by
/// exchange().
using Matrix = std::vector<double>;

/// The positions that are not zero: rows of the inverse are mostly empty.
std::vector<std::size_t> filled(const std::vector<double>& row) {
    std::vector<std::size_t> list;
    for (std::size_t j = 0; j < row.size(); ++j)
        if (row[j] != 0) list.push_back(j);
    return list;
}

void replace_column(Matrix& inverse, std::size_t p, const std::vector<double>& direction,
                    std::size_t leaving) {
    std::vector<double> pivot_row(inverse.begin() + static_cast<std::ptrdiff_t>(leaving * p),
                                  inverse.begin() + static_cast<std::ptrdiff_t>((leaving + 1) * p));
    for (double& entry : pivot_row) entry /= direction[leaving];
    const std::vector<std::size_t> entries = filled(pivot_row);
    for (std::size_t i = 0; i < p; ++i) {
        if (i == leaving || direction[i] == 0) continue;
        double* row = inverse.data() + i * p;
        for (const std::size_t j : entries) row[j] -= direction[i] * pivot_row[j];
    }
    std::copy(pivot_row.begin(), pivot_row.end(), inverse.begin() + static_cast<std::ptrdiff_t>(leaving * p));
}

Matrix bordered(const Matrix& inverse, std::size_t p, const std::vector<double>& direction,
                const std::vector<double>& row, double pivot) {
    const std::size_t q = p + 1;
    const std::vector<std::size_t> entries = filled(row);
    Matrix result(q * q, 0);
    for (std::size_t i = 0; i < p; ++i) {
        double* copy = result.data() + i * q;
        std::copy_n(inverse.data() + i * p, p, copy);
        if (direction[i] == 0) continue;
        for (const std::size_t j : entries) copy[j] += direction[i] * row[j] / pivot;
        copy[p] = -direction[i] / pivot;
    }
    for (const std::size_t j : entries) result[p * q + j] = -row[j] / pivot;
    result[p * q + p] = 1 / pivot;
    return result;
}

Matrix shrunk(const Matrix& inverse, std::size_t p, std::size_t leaving, std::size_t column) {
    Matrix result;
    result.reserve((p - 1) * (p - 1));
    const double pivot = inverse[leaving * p + column];
    for (std::size_t i = 0; i < p; ++i) {
        if (i == leaving) continue;
        const double factor = inverse[i * p + column] / pivot;
        for (std::size_t j = 0; j < p; ++j)
            if (j != column) result.push_back(inverse[i * p + j] - factor * inverse[leaving * p + j]);
    }
    return result;
}

void replace_row(Matrix& inverse, std::size_t p, std::size_t column, const std::vector<double>& row) {
    for (std::size_t i = 0; i < p; ++i) {
        const double factor = inverse[i * p + column] / row[column];
        double* entry = inverse.data() + i * p;
        if (factor == 0) continue;
        for (std::size_t j = 0; j < p; ++j) entry[j] -= factor * row[j];
        entry[column] = factor;
    }
}

}  // namespace

void MasterProgram::update_inverse(const Entering& entering, const Leaving& leaving,
                                   const std::vector<double>& direction, const std::vector<double>& change) {
    const std::size_t p = basic_.size();
    if (leaving.basic >= 0) {
        if (entering.column >= 0)
            replace_column(inverse_, p, direction, at(leaving.basic));
        else
            inverse_ = shrunk(inverse_, p, at(leaving.basic), at(entering.row));
        return;
    }
    std::vector<double> row(p, 0);  // the leaving slack's row in terms of the tight rows
    for (std::size_t i = 0; i < p; ++i) {
        const auto& rows = rows_of(at(basic_[i]));
        if (std::find(rows.begin(), rows.end(), leaving.row) == rows.end()) continue;
        for (std::size_t j = 0; j < p; ++j) row[j] += inverse_row(i)[j];
    }
    if (entering.column >= 0)
        inverse_ = bordered(inverse_, p, direction, row, change[at(leaving.row)]);
    else
        replace_row(inverse_, p, at(entering.row), row);
}

bool MasterProgram::solve(int most_iterations) {
    int since_refactor = 0, standing = 0;
    compute_values();
    for (int iteration = 0; iteration < most_iterations; ++iteration) {
        const Entering entering = choose_entering(standing > 200);
        if (entering.none()) {
            if (since_refactor == 0) return true;
            refactor();
            compute_values();
            since_refactor = 0;
            continue;
        }
        const double reduced = entering.column >= 0 ? reduced_cost(at(entering.column)) : 0;
        const std::vector<double> direction = direction_of(entering);
        const std::vector<double> change = slack_change(entering, direction);
        const Leaving leaving = choose_leaving(direction, change);
        if (leaving.basic < 0 && leaving.row < 0) return false;
        standing = leaving.step < 1e-11 ? standing + 1 : 0;
        move_values(direction, change, leaving);
        update_inverse(entering, leaving, direction, change);
        exchange(entering, leaving);
        if (++since_refactor >= refactor_every) {
            refactor();
            compute_values();
            since_refactor = 0;
        } else if (entering.column >= 0) {
            move_duals(leaving.basic >= 0 ? at(leaving.basic) : basic_.size() - 1, reduced);
        } else {
            compute_duals();
        }
    }
    return false;
}

double MasterProgram::value() const {
    double sum = 0;
    for (std::size_t i = 0; i < basic_.size(); ++i) sum += cost_[at(basic_[i])] * value_[i];
    return sum;
}

double MasterProgram::share_of(std::size_t column) const {
    const std::int32_t position = position_of_column_[column + clusters_];
    return position < 0 ? 0 : std::max(0.0, value_[at(position)]);
}

double MasterProgram::missing(std::size_t cluster) const {
    const std::int32_t position = position_of_column_[cluster];
    return position < 0 ? 0 : std::max(0.0, value_[at(position)]);
}

double MasterProgram::worth_of_site(std::size_t cluster) const {
    return dual_[cluster];
}

double MasterProgram::price_of(std::uint32_t parcel) const {
    const std::int32_t row = row_of_parcel_[parcel];
    return row < 0 || at(row) >= dual_.size() ? 0 : std::max(0.0, -dual_[at(row)]);
}

}  // namespace zonewright::assembly
