#include "raster/occupied_cells.h"

#include <gtest/gtest.h>

#include "unit/raster/drawn_grid.h"

namespace zonewright::raster {
namespace {

const GridSpec five{0, 50, 10, 5, 5};

std::string cells_of(const geom::Geometry& feature) {
    const geom::Geometry* one[] = {&feature};
    return drawing_of(occupied_cells(five, one).inside);
}

TEST(OccupiedCells, APointOccupiesTheCellThatHoldsIt) {
    EXPECT_EQ(cells_of(geom::MultiPoint{{{25, 45}}}), "..#..\n.....\n.....\n.....\n.....\n");
}

TEST(OccupiedCells, APointOnACellCornerBelongsToTheCellToItsSouthEast) {
    EXPECT_EQ(cells_of(geom::MultiPoint{{{20, 30}}}), ".....\n.....\n..#..\n.....\n.....\n");
}

TEST(OccupiedCells, ALineOccupiesEveryCellItPassesThrough) {
    EXPECT_EQ(cells_of(geom::MultiLineString{{{{5, 45}, {35, 31}, {35, 5}}}}),
              "##...\n.###.\n...#.\n...#.\n...#.\n");
}

TEST(OccupiedCells, AHorizontalLineIsOneCellHigh) {
    EXPECT_EQ(cells_of(geom::MultiLineString{{{{1, 25}, {49, 25}}}}), ".....\n.....\n#####\n.....\n.....\n");
}

TEST(OccupiedCells, APolygonSmallerThanACellIsNotLost) {
    EXPECT_EQ(cells_of(rectangle_m(31, 31, 33, 33)), ".....\n...#.\n.....\n.....\n.....\n");
}

TEST(OccupiedCells, APolygonFillsItsInside) {
    EXPECT_EQ(cells_of(rectangle_m(5, 5, 35, 35)), ".....\n####.\n####.\n####.\n####.\n");
}

TEST(OccupiedCells, FeaturesBeyondTheGridAreKeptAsCellsOutside) {
    const geom::Geometry feature = geom::MultiPoint{{{-15, 25}, {25, 75}, {-12, 22}}};
    const geom::Geometry* one[] = {&feature};
    const CellSet cells = occupied_cells(five, one);
    EXPECT_EQ(cells.outside, (std::vector<Cell>{{-2, 2}, {2, -3}}));
    EXPECT_FALSE(cells.empty());
}

TEST(FillCentres, TakesCellsWhoseCentreIsInside) {
    Grid<std::uint8_t> mask(five, 0);
    fill_centres<std::uint8_t>(mask, rectangle_m(6, 6, 36, 36), 1);
    EXPECT_EQ(drawing_of(mask), ".....\n.###.\n.###.\n.###.\n.....\n")
        << "columns 1-3 have centres 15, 25, 35";
}

TEST(FillCentres, SharesACentreOnACommonBoundaryOnlyOnce) {
    Grid<std::uint8_t> count(five, 0);
    for (const auto& half : {rectangle_m(0, 0, 25, 50), rectangle_m(25, 0, 50, 50)})
        visit_centres(five, half, [&](RowSpan span) {
            for (auto c = span.begin; c < span.end; ++c)
                ++count.at(static_cast<std::size_t>(c), static_cast<std::size_t>(span.row));
        });
    for (std::uint8_t times : count.cells) EXPECT_EQ(times, 1);
}

TEST(FillCentres, LeavesHolesOpen) {
    geom::MultiPolygon ring = rectangle_m(0, 0, 50, 50);
    ring.parts[0].rings.push_back(rectangle_m(20, 20, 30, 30).parts[0].rings[0]);
    Grid<std::uint8_t> mask(five, 0);
    fill_centres<std::uint8_t>(mask, ring, 1);
    EXPECT_EQ(drawing_of(mask), "#####\n#####\n##.##\n#####\n#####\n");
}

TEST(VisitSegment, ThePiecesOfALineAddUpToItsLength) {
    double total = 0;
    visit_segment(Lattice(five), {3, 47}, {41, 8}, [&](Cell, double from, double to) { total += to - from; });
    EXPECT_NEAR(total, 1.0, 1e-12);
}

}  // namespace
}  // namespace zonewright::raster
