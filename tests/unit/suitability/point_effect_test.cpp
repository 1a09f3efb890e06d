// Points on a grid of 20 m cells, parcels that cut them; every answer beside a naive one that measures the whole grid anew.
#include "suitability/point_effect.h"

#include <gtest/gtest.h>

#include <random>

#include "raster/distance.h"
#include "raster/occupied_cells.h"
#include "suitability/parcel_sums.h"
#include "suitability/score.h"

namespace zonewright::suitability {
namespace {

constexpr raster::GridSpec ground{0, 1200, 20, 60, 60};

/// A town of parcels with one criterion of distance and one that stays; weights 0.6 and 0.4.
class PointTown {
public:
    explicit PointTown(unsigned seed, const std::string& aggregation = "wlc") : random_(seed) {
        for (int i = 0; i < 40; ++i) {
            const double x = number(0, 1100), y = number(0, 1100);
            model::Parcel parcel;
            parcel.geometry = {{geom::rectangle({x, y, x + number(15, 150), y + number(15, 150)})}};
            parcels.push_back(parcel);
            chosen.push_back(static_cast<std::size_t>(i));
        }
        for (std::uint32_t& reason : admissible.cells) reason = number(0, 1) < 0.1 ? 4U : 0U;
        for (int i = 0; i < 5; ++i) points.push_back({static_cast<std::int64_t>(number(-5, 65)), static_cast<std::int64_t>(number(-5, 65))});
        suitability.aggregation = aggregation;
        suitability.parcel_count = parcels.size(), suitability.term_count = 2;
        model::ClusterRating rating;
        rating.criteria = {{.criterion = model::CriterionId(0), .weight = 0.6, .value = curve_, .surface = {}, .term = 0},
                           {.criterion = model::CriterionId(1), .weight = 0.4, .value = {}, .surface = {}, .term = 1}};
        suitability.clusters.push_back(rating);
        for (std::size_t p = 0; p < parcels.size(); ++p) {
            suitability.worths.push_back(worth(p, points));
            suitability.worths.push_back(static_cast<float>(number(0, 1)));
        }
        for (std::size_t p = 0; p < parcels.size(); ++p) suitability.scores.push_back(scored(naive(p, points)));
    }

    /// The whole grid measured, the parcel's cells summed with the tiles of a run, the score aggregated.
    double naive(std::size_t p, const std::vector<raster::Cell>& of) const {
        std::vector<double> worths = worths_of(suitability, p, suitability.clusters[0]);
        worths[0] = static_cast<double>(worth(p, of));
        return score_of(suitability.clusters[0], suitability.aggregation, worths);
    }
    ValueCurve curve() const { return ValueCurve(curve_, {}, "distance"); }

    std::vector<model::Parcel> parcels;
    std::vector<std::size_t> chosen;
    raster::Grid<std::uint32_t> admissible{ground, 0};
    std::vector<raster::Cell> points;
    model::Suitability suitability;

private:
    double number(double from, double to) { return std::uniform_real_distribution<double>(from, to)(random_); }
    static model::ParcelScore scored(double score) {
        return {score == score ? model::ScoreState::Scored : model::ScoreState::NoData, score, 0};
    }

    float worth(std::size_t p, const std::vector<raster::Cell>& of) const {
        const raster::Lattice lattice(ground);
        geom::MultiPoint at;
        for (const raster::Cell cell : of)
            at.points.push_back({ground.west_m + (static_cast<double>(cell.column) + 0.5) * ground.cell_m, ground.north_m - (static_cast<double>(cell.row) + 0.5) * ground.cell_m});
        const geom::Geometry all = at;
        const std::vector<const geom::Geometry*> features{&all};
        const raster::Grid<float> metres = raster::distance_to(raster::occupied_cells(ground, features), Progress{});
        const ParcelsByTile tiles(parcels, ground, 60);
        TileParcels tile;
        tiles.parts(0, raster::whole(ground), 1, tile);
        std::uint64_t sum = 0, known = 0;
        for (const ParcelPart& part : tile.parts) {
            if (part.parcel != p) continue;
            std::size_t share = part.first_share;
            for (std::int64_t row = part.window.row; row < part.window.row_end(); ++row)
                for (std::int64_t column = part.window.column; column < part.window.column_end(); ++column, ++share) {
                    const auto c = static_cast<std::size_t>(column), r = static_cast<std::size_t>(row);
                    if (admissible.at(c, r) != 0) continue;
                    sum += static_cast<std::uint64_t>(tile.shares[share]) * fixed_of(curve()(metres.at(c, r)));
                    known += tile.shares[share];
                }
        }
        return mean_worth_of(sum, known);
    }

    std::mt19937 random_;
    model::ValueFunction curve_{.kind = model::CurveKind::Linear, .low = 50, .high = 700, .at_low = 1, .at_high = 0, .knots = {}, .categories = {}};
};

void expect_same(const PointTown& town, const std::vector<double>& clever, const std::vector<raster::Cell>& points, unsigned seed) {
    for (std::size_t p = 0; p < town.parcels.size(); ++p) {
        const double naive = town.naive(p, points);
        if (naive == naive) EXPECT_EQ(clever[p], naive) << "seed " << seed << ", parcel " << p;
        else EXPECT_NE(clever[p], clever[p]) << "seed " << seed << ", parcel " << p;
    }
}

TEST(PointEffect, AddingAPointGivesTheScoresOfAGridMeasuredAnewToTheLastBit) {
    for (const unsigned seed : {1U, 2U, 3U, 4U, 5U, 6U})
        for (const char* aggregation : {"wlc", "owa:0.3", "minimum"}) {
            const PointTown town(seed, aggregation);
            const RatedCells cells(town.parcels, town.chosen, town.admissible);
            const NearestPoints nearest(cells, town.points, Progress{}), others(cells, {}, Progress{});
            const PointEffects effects(cells, town.suitability, 0, {{0, town.curve(), &nearest, &others}});
            for (const raster::Cell added : {raster::Cell{3, 4}, {30, 30}, {59, 0}}) {
                std::vector<raster::Cell> more = town.points;
                more.push_back(added);
                expect_same(town, effects.with(added), more, seed);
            }
        }
}

TEST(PointEffect, TakingOneOrAllAwayDoesSoToo) {
    for (const unsigned seed : {11U, 12U, 13U}) {
        const PointTown town(seed);
        const RatedCells cells(town.parcels, town.chosen, town.admissible);
        const std::vector<raster::Cell> rest(town.points.begin() + 2, town.points.end());
        const NearestPoints nearest(cells, town.points, Progress{}), others(cells, rest, Progress{});
        const PointEffects effects(cells, town.suitability, 0, {{0, town.curve(), &nearest, &others}});
        for (std::size_t gone = 0; gone < town.points.size(); ++gone) {
            std::vector<raster::Cell> left = town.points;
            left.erase(left.begin() + static_cast<std::ptrdiff_t>(gone));
            expect_same(town, effects.without(std::vector{gone}), left, seed);
        }
        expect_same(town, effects.without_kind(), rest, seed);
        expect_same(town, effects.without(std::vector{town.points.size()}), town.points, seed);
    }
}

TEST(PointEffect, WithoutAnyPointEverythingIsInfinitelyFar) {
    const PointTown town(21);
    const RatedCells cells(town.parcels, town.chosen, town.admissible);
    const NearestPoints none(cells, {}, Progress{});
    for (std::size_t i = 0; i < cells.count(); ++i) ASSERT_EQ(none.nearest(i), no_point);
    const PointEffects effects(cells, town.suitability, 0, {{0, town.curve(), &none, &none}});
    expect_same(town, effects.with({30, 30}), {{30, 30}}, 21);
}

}  // namespace
}  // namespace zonewright::suitability
