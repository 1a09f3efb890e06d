// Weights from pairwise judgements: the analytic hierarchy process by eigenvector (Saaty 1977).
//
// The consistency ratio is CI / RI, CI = (λ - n) / (n - 1), with a named table of random indices by order.
// Orders 1 and 2 are always consistent: CR 0. A judgement not given (0) is left to the others (Harker 1987):
// its place counts on the diagonal, and CI is taken over the degrees of freedom that are left.
#pragma once

#include <string>
#include <utility>
#include <vector>

namespace zonewright::suitability {

using Judgements = std::vector<std::vector<double>>;

enum class RandomIndex {
    Saaty1980,       ///< 0.58 at order 3, 0.90 at 4 … 1.59 at 15
    Saaty2008,       ///< 0.52 at order 3, 0.89 at 4 … 1.59 at 15
    DoneganDodd1991  ///< 0.4887 at order 3 … 1.4969 at 15
};

/// By order; beyond 15 the linear fit of Alonso & Lamata (2006), whichever table. 0 for orders 1 and 2.
double random_index(std::size_t order, RandomIndex table = RandomIndex::Saaty1980);

struct Ahp {
    std::vector<double> weights;  ///< sum to 1
    double largest_eigenvalue = 0;
    double consistency_index = 0;
    double consistency_ratio = 0;
    std::size_t judgements_missing = 0;  ///< pairs not given
};

/// Throws InputError unless the matrix is square, positive, reciprocal (1e-6) with ones on the diagonal, and
/// the judgements given connect all criteria.
Ahp ahp_weights(const Judgements& judgements, RandomIndex table = RandomIndex::Saaty1980);

/// The judgement whose replacement by the ratio of the weights lowers CR most, and what the CR would be then.
struct WorstJudgement {
    std::size_t row = 0, column = 0;  ///< row < column
    double given = 0;
    double consistent = 0;  ///< the ratio that the other judgements imply
    double consistency_ratio_without = 0;
};
WorstJudgement worst_judgement(const Judgements& judgements, RandomIndex table = RandomIndex::Saaty1980);

/// One matrix from those of several people: geometric mean of each judgement weighted by influence, over
/// those who gave it. Reciprocity is kept (Aczél & Saaty 1983).
Judgements group_judgements(const std::vector<Judgements>& people, const std::vector<double>& influence);

}  // namespace zonewright::suitability
