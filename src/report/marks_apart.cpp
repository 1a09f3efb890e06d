#include "report/marks_apart.h"

#include <cmath>

#include "geom/planar_area.h"

namespace zonewright::report {
namespace {

constexpr int most_rounds = 50;
constexpr double turn_of_next = 2.399963;  ///< the golden angle: no two of few directions are alike

/// Moves both until they are apart; false when they were.
bool push(geom::Point& a, geom::Point& b, double least_m, std::size_t number) {
    const double apart = geom::distance(a, b);
    if (apart >= least_m * (1 - 1e-9)) return false;
    const double angle = turn_of_next * static_cast<double>(number);
    const bool together = apart < least_m * 1e-6;
    const double east = together ? std::cos(angle) : (b.x - a.x) / apart, north = together ? std::sin(angle) : (b.y - a.y) / apart;
    const double by = (least_m - apart) / 2;
    a = {a.x - east * by, a.y - north * by};
    b = {b.x + east * by, b.y + north * by};
    return true;
}

}  // namespace

std::vector<geom::Point> set_apart(std::vector<geom::Point> marks, double least_m) {
    bool moved = true;
    for (int round = 0; moved && round < most_rounds; ++round) {
        moved = false;
        for (std::size_t a = 0; a < marks.size(); ++a)
            for (std::size_t b = a + 1; b < marks.size(); ++b) moved = push(marks[a], marks[b], least_m, b) || moved;
    }
    return marks;
}

}  // namespace zonewright::report
