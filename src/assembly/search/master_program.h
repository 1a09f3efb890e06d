// Which mix of the sites found so far meets the demand at least cost, and what is each parcel worth to it?
//
//   min Σ cost_j x_j + Σ penalty_k s_k,  for each cluster k: Σ x_j + s_k = n_k,  for each parcel: Σ x_j <= 1,
//   x, s >= 0.
// A primal simplex on the working basis: only the rows that bind are inverted (a few dozen), all other parcel
// rows keep their slack. Right-hand sides are moved by some 1e-7 so that ties, which set packing is full of,
// are rare. Guarantee: whatever its rounding, prices are non-negative, and any non-negative prices give a
// valid bound; nothing that is claimed rests on this program. Deterministic: plain double arithmetic in a
// fixed order, no clock, no threads. Cost: an iteration is O(columns × parcels a site + p²) with p rows that
// bind.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

namespace zonewright::assembly {

/// Ticks in one cost unit of the linear programs: a thousand yuan keeps their numbers small.
inline constexpr double program_unit = 1024.0 * 1000.0;

class MasterProgram {
public:
    /// `demand[k]` sites wanted of cluster k; each missing one costs `penalty`.
    MasterProgram(std::span<const int> demand, double penalty, std::size_t parcels);

    /// Adds a site of a cluster; returns its position.
    std::size_t add_column(std::size_t cluster, double cost, std::span<const std::uint32_t> parcels);

    /// Another cost for a column; the basis stays feasible, so the next solve() starts from it.
    void set_cost(std::size_t column, double cost) { cost_[column + clusters_] = cost; }

    /// Improves the basis until nothing prices out or the iterations end. Returns true at an optimum.
    bool solve(int most_iterations = 20000);

    double value() const;
    double share_of(std::size_t column) const;        ///< x_j
    double missing(std::size_t cluster) const;        ///< s_k
    double worth_of_site(std::size_t cluster) const;  ///< dual price of one more site of the cluster
    double price_of(std::uint32_t parcel) const;      ///< >= 0
    std::size_t columns() const { return cost_.size() - clusters_; }

private:
    struct Entering {
        std::int32_t column = -1;  ///< a structural column, or
        std::int32_t row = -1;     ///< position in tight_ of the row whose slack enters
        bool none() const { return column < 0 && row < 0; }
    };
    struct Leaving {
        std::int32_t basic = -1;  ///< position in basic_, or
        std::int32_t row = -1;    ///< a row whose slack becomes zero
        double step = 0;
    };

    std::span<const std::int32_t> rows_of(std::size_t column) const {
        return std::span(entry_).subspan(first_entry_[column],
                                         first_entry_[column + 1] - first_entry_[column]);
    }
    std::int32_t row_of(std::uint32_t parcel);
    void refactor();
    void compute_values();
    void compute_duals();
    double reduced_cost(std::size_t column) const;
    void move_duals(std::size_t position, double reduced);
    Entering choose_entering(bool first_only) const;
    std::vector<double> direction_of(const Entering& entering) const;
    std::vector<double> slack_change(const Entering& entering, const std::vector<double>& direction) const;
    Leaving choose_leaving(const std::vector<double>& direction, const std::vector<double>& change) const;
    void move_values(const std::vector<double>& direction, const std::vector<double>& change,
                     const Leaving& leaving);
    void update_inverse(const Entering& entering, const Leaving& leaving,
                        const std::vector<double>& direction, const std::vector<double>& change);
    void exchange(const Entering& entering, const Leaving& leaving);
    double* inverse_row(std::size_t i) { return inverse_.data() + i * tight_.size(); }
    const double* inverse_row(std::size_t i) const { return inverse_.data() + i * tight_.size(); }

    std::size_t clusters_;
    std::vector<double> cost_;         ///< of the columns; the shortfalls first
    std::vector<std::int32_t> entry_;  ///< rows of all columns, each its demand row first, then parcel rows
    std::vector<std::size_t> first_entry_;  ///< of each column in entry_
    std::vector<double> right_side_;
    std::vector<std::int32_t> row_of_parcel_;
    std::vector<std::int32_t> basic_;               ///< structural columns in the basis
    std::vector<std::int32_t> tight_;               ///< rows without a basic slack; as many as basic_
    std::vector<std::int32_t> position_of_row_;     ///< in tight_, or -1
    std::vector<std::int32_t> position_of_column_;  ///< in basic_, or -1
    std::vector<double> inverse_;                   ///< basic_.size() × tight_.size()
    std::vector<double> value_;                     ///< of basic_
    std::vector<double> dual_;                      ///< of all rows; 0 for those with slack
    std::vector<double> dual_of_tight_;             ///< beside tight_
    std::vector<double> slack_;                     ///< of all rows; 0 for tight ones
};

}  // namespace zonewright::assembly
