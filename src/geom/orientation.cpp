#include "geom/orientation.h"

#include <array>
#include <cmath>
#include <limits>

namespace zonewright::geom {
namespace {

constexpr double half_epsilon = std::numeric_limits<double>::epsilon() / 2;
constexpr double filter = (3.0 + 16.0 * half_epsilon) * half_epsilon;

/// A sum kept as non-overlapping terms, smallest first: nothing is ever rounded away.
class ExactSum {
public:
    void add(double term) {
        double carried = term;
        std::size_t kept = 0;
        for (std::size_t i = 0; i < count_; ++i) {
            const double sum = carried + terms_[i];
            const double back = sum - carried;
            const double lost = (carried - (sum - back)) + (terms_[i] - back);
            carried = sum;
            if (lost != 0) terms_[kept++] = lost;
        }
        terms_[kept++] = carried;
        count_ = kept;
    }
    void add_product(double a, double b) {
        const double product = a * b;
        add(std::fma(a, b, -product));
        add(product);
    }
    int sign() const {
        for (std::size_t i = count_; i-- > 0;)
            if (terms_[i] != 0) return terms_[i] > 0 ? 1 : -1;
        return 0;
    }

private:
    std::array<double, 16> terms_{};
    std::size_t count_ = 0;
};

}  // namespace

int exact_turn(Point a, Point b, Point c) {
    const double left = (a.x - c.x) * (b.y - c.y);
    const double right = (a.y - c.y) * (b.x - c.x);
    const double turn = left - right;
    const double bound = filter * (std::fabs(left) + std::fabs(right));
    if (turn > bound) return 1;
    if (-turn > bound) return -1;
    if (a == c || b == c) return 0;
    ExactSum sum;
    sum.add_product(a.x, b.y);
    sum.add_product(-a.x, c.y);
    sum.add_product(-c.x, b.y);
    sum.add_product(-a.y, b.x);
    sum.add_product(a.y, c.x);
    sum.add_product(c.y, b.x);
    return sum.sign();
}

}  // namespace zonewright::geom
