// Clever against naive: every answer of raster/ computed again by looking at all cells.
#include <gtest/gtest.h>

#include <cmath>

#include "base/parallel.h"
#include "base/random.h"
#include "geom/planar_area.h"
#include "raster/coverage.h"
#include "raster/disc.h"
#include "raster/distance.h"
#include "raster/labelling.h"
#include "raster/terrain.h"

namespace zonewright::raster {
namespace {

GridSpec random_spec(Random& random) {
    const auto columns = 1 + random.below(40), rows = 1 + random.below(40);
    return {4000, 9000, 10, columns, rows};
}

Grid<std::uint8_t> random_mask(const GridSpec& spec, double share, Random& random) {
    Grid<std::uint8_t> mask(spec, 0);
    for (auto& cell : mask.cells) cell = random.unit() < share;
    return mask;
}

Grid<float> random_heights(const GridSpec& spec, Random& random) {
    Grid<float> heights(spec, 0);
    for (auto& cell : heights.cells)
        cell = random.unit() < 0.1 ? no_data : static_cast<float>(random.between(0, 100));
    return heights;
}

class Seeded : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, Seeded, testing::Range<std::uint64_t>(1, 41));

TEST_P(Seeded, DistanceEqualsTheNearestOfAllOccupiedCells) {
    Random random(GetParam(), "distance");
    const GridSpec spec = random_spec(random);
    CellSet cells{random_mask(spec, random.unit() * 0.05, random), {}};
    const auto columns = static_cast<std::int64_t>(spec.columns), rows = static_cast<std::int64_t>(spec.rows);
    for (std::uint64_t i = random.below(6); i > 0; --i) {
        const Cell cell{static_cast<std::int64_t>(random.below(spec.columns + 60)) - 30,
                        static_cast<std::int64_t>(random.below(spec.rows + 60)) - 30};
        if (cell.column < 0 || cell.column >= columns || cell.row < 0 || cell.row >= rows)
            cells.outside.push_back(cell);
    }
    std::vector<Cell> sites = cells.outside;
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c)
            if (cells.inside.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r)))
                sites.push_back({c, r});
    const Grid<float> found = distance_to(cells, Progress());
    for (std::int64_t r = 0; r < rows; ++r)
        for (std::int64_t c = 0; c < columns; ++c) {
            double nearest = std::numeric_limits<double>::infinity();
            for (const Cell& site : sites)
                nearest =
                    std::min(nearest, std::sqrt(static_cast<double>((site.column - c) * (site.column - c) +
                                                                    (site.row - r) * (site.row - r))));
            ASSERT_EQ(found.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r)),
                      static_cast<float>(10 * nearest))
                << "seed " << GetParam() << " cell " << c << ", " << r;
        }
    const auto squared = squared_distance_to(cells, Progress());
    ASSERT_TRUE(squared);
    Grid<float> metres(spec, 0.0F);
    metres_of(squared->cells, spec.cell_m, metres.cells);
    EXPECT_EQ(metres.cells, found.cells) << "seed " << GetParam();
}

TEST_P(Seeded, DiscSumsEqualTheSumOverAllCellsInTheDisc) {
    Random random(GetParam(), "disc");
    const GridSpec spec = random_spec(random);
    const Grid<std::uint8_t> mask = random_mask(spec, 0.3, random);
    const double radius = random.between(0, 120);
    const auto sums = disc_sums(spec, runs_of(mask), radius, Progress());
    const auto columns = static_cast<int>(spec.columns), rows = static_cast<int>(spec.rows);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            std::int64_t expected = 0;
            for (int y = 0; y < rows; ++y)
                for (int x = 0; x < columns; ++x)
                    if (10.0 * 10.0 * ((x - c) * (x - c) + (y - r) * (y - r)) <= radius * radius)
                        expected += mask.at(static_cast<std::size_t>(x), static_cast<std::size_t>(y));
            ASSERT_EQ(sums.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r)), expected)
                << "seed " << GetParam() << " radius " << radius;
        }
}

TEST_P(Seeded, ReliefEqualsTheRangeOverAllCellsInTheDisc) {
    Random random(GetParam(), "relief");
    const GridSpec spec = random_spec(random);
    const Grid<float> heights = random_heights(spec, random);
    const double radius = random.between(0, 80);
    const Grid<float> found = relief_in_disc(heights, radius, Progress());
    const auto columns = static_cast<int>(spec.columns), rows = static_cast<int>(spec.rows);
    for (int r = 0; r < rows; ++r)
        for (int c = 0; c < columns; ++c) {
            float low = INFINITY, high = -INFINITY;
            for (int y = 0; y < rows; ++y)
                for (int x = 0; x < columns; ++x) {
                    const float z = heights.at(static_cast<std::size_t>(x), static_cast<std::size_t>(y));
                    if (std::isnan(z) || 100.0 * ((x - c) * (x - c) + (y - r) * (y - r)) > radius * radius)
                        continue;
                    low = std::min(low, z);
                    high = std::max(high, z);
                }
            const float answer = found.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r));
            if (std::isnan(heights.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r))))
                ASSERT_TRUE(std::isnan(answer));
            else
                ASSERT_EQ(answer, high - low) << "seed " << GetParam();
        }
}

TEST_P(Seeded, LabelsEqualAFloodFill) {
    Random random(GetParam(), "label");
    const Grid<std::uint8_t> mask = random_mask(random_spec(random), random.between(0.3, 0.7), random);
    for (const Connection connection : {Connection::Edges, Connection::EdgesAndCorners}) {
        Grid<std::uint32_t> filled(mask.spec, 0);
        std::uint32_t count = 0;
        const auto columns = static_cast<int>(mask.spec.columns), rows = static_cast<int>(mask.spec.rows);
        const auto at = [](auto& grid, int c, int r) -> auto& {
            return grid.at(static_cast<std::size_t>(c), static_cast<std::size_t>(r));
        };
        for (int r = 0; r < rows; ++r)
            for (int c = 0; c < columns; ++c) {
                if (!at(mask, c, r) || at(filled, c, r)) continue;
                ++count;
                std::vector<std::pair<int, int>> open{{c, r}};
                at(filled, c, r) = count;
                while (!open.empty()) {
                    const auto [x, y] = open.back();
                    open.pop_back();
                    for (int dy = -1; dy <= 1; ++dy)
                        for (int dx = -1; dx <= 1; ++dx) {
                            if (connection == Connection::Edges && dx != 0 && dy != 0) continue;
                            const int nx = x + dx, ny = y + dy;
                            if (nx < 0 || ny < 0 || nx >= columns || ny >= rows || !at(mask, nx, ny) ||
                                at(filled, nx, ny))
                                continue;
                            at(filled, nx, ny) = count;
                            open.push_back({nx, ny});
                        }
                }
            }
        const Patches found = label(mask, connection);
        ASSERT_EQ(found.patches.size(), count) << "seed " << GetParam();
        for (std::size_t i = 0; i < found.runs.size(); ++i)
            for (auto c = found.runs[i].begin; c < found.runs[i].end; ++c)
                ASSERT_EQ(filled.at(static_cast<std::size_t>(c), static_cast<std::size_t>(found.runs[i].row)),
                          found.patch_of[i] + 1)
                    << "seed " << GetParam();
    }
}

/// A star around a centre: always simple, with long and short edges.
geom::MultiPolygon random_star(Random& random) {
    const geom::Point centre{random.between(4000, 4300), random.between(8700, 9000)};
    const std::size_t corners = 3 + random.below(20);
    geom::Ring ring;
    for (std::size_t i = 0; i < corners; ++i) {
        const double angle = 6.283185307179586 * static_cast<double>(i) / static_cast<double>(corners);
        const double radius = random.between(1, 120);
        ring.push_back({centre.x + radius * std::cos(angle), centre.y + radius * std::sin(angle)});
    }
    ring.push_back(ring.front());
    return {{{{ring}}}};
}

TEST_P(Seeded, CoverageEqualsTheShareOfAGridTenTimesFiner) {
    Random random(GetParam(), "coverage");
    const GridSpec spec{4000, 9000, 10, 30, 30};
    const geom::MultiPolygon star = random_star(random);
    CoverageMeter meter(spec);
    const Coverage& coverage = meter.measure(star);
    double total = 0;
    for (float share : coverage.share) total += static_cast<double>(share) * 100;
    EXPECT_NEAR(total, geom::planar_area(star), 1e-3 + 1e-6 * total) << "seed " << GetParam();
    const double x0 = 4000 + 10.0 * static_cast<double>(coverage.window.column);
    const double y0 = 9000 - 10.0 * static_cast<double>(coverage.window.row);
    for (std::int64_t r = 0; r < coverage.window.height; ++r)
        for (std::int64_t c = 0; c < coverage.window.width; ++c) {
            int inside = 0;
            for (int y = 0; y < 10; ++y)
                for (int x = 0; x < 10; ++x) {
                    const geom::Point p{x0 + 10.0 * static_cast<double>(c) + x + 0.5,
                                        y0 - 10.0 * static_cast<double>(r) - y - 0.5};
                    inside += geom::locate(p, star) != geom::Position::Outside;
                }
            const float share = coverage.row(r + coverage.window.row)[static_cast<std::size_t>(c)];
            // A sample row of ten points misses an edge by at most one point on each of its crossings.
            ASSERT_NEAR(share, inside / 100.0, 0.13) << "seed " << GetParam() << " cell " << c << ", " << r;
        }
}

TEST_P(Seeded, AnswersDoNotDependOnTheNumberOfThreads) {
    Random random(GetParam(), "threads");
    const GridSpec spec{0, 3000, 10, 300, 200};
    const Grid<std::uint8_t> mask = random_mask(spec, 0.01, random);
    const Grid<float> heights = random_heights(spec, random);
    std::vector<std::vector<float>> answers;
    for (std::size_t threads : {1u, 2u, 5u}) {
        const Progress progress(nullptr, {}, threads);
        std::vector<float> all = distance_to({mask, {}}, progress).cells;
        for (const auto& more : {slope_degrees(heights, progress), relief_in_disc(heights, 55, progress)})
            for (float value : more.cells) all.push_back(std::isnan(value) ? -1 : value);
        answers.push_back(std::move(all));
    }
    EXPECT_EQ(answers[0], answers[1]) << "seed " << GetParam();
    EXPECT_EQ(answers[0], answers[2]) << "seed " << GetParam();
}

}  // namespace
}  // namespace zonewright::raster
