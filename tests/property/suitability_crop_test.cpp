// Scores that do not move: cropping the extent or adding a parcel changes no cell and no other parcel, to the
// bit.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>

#include "base/random.h"
#include "io/raster_io.h"
#include "suitability/score.h"
#include "support/two_clusters.h"

namespace zonewright::suitability {
namespace {

/// Three criteria with fixed bounds, a grid of reasons and parcels, in a folder that goes away.
class Study {
public:
    explicit Study(std::uint64_t seed)
        : random_(seed, "crop"),
          folder_(std::filesystem::temp_directory_path() /
                  fmt::format("zonewright-crop-{}-{}", ::getpid(), seed)) {
        std::filesystem::create_directories(folder_);
        for (int c = 0; c < 3; ++c) {
            clusters_.add_criterion(c, 1 + random_.unit());
            criteria_.emplace_back(spec, 0.0f);
            for (float& cell : criteria_.back().cells)
                cell =
                    random_.below(30) == 0 ? raster::no_data : static_cast<float>(random_.between(-10, 110));
        }
        reasons_ = raster::Grid<std::uint32_t>(spec, 0);
        for (std::uint32_t& bits : reasons_.cells)
            bits = random_.below(3) ? 0 : random_.below(2) ? model::outside_city : 4u;
    }
    ~Study() { std::filesystem::remove_all(folder_); }

    /// A parcel somewhere within columns and rows 20 … 40.
    void add_parcel() {
        const double x = spec.west_m + random_.between(200, 350),
                     y = spec.north_m - random_.between(250, 400);
        model::Parcel parcel;
        parcel.geometry = {{geom::rectangle({x, y, x + random_.between(3, 50), y + random_.between(3, 50)})}};
        parcels_.push_back(parcel);
    }

    struct Scores {
        raster::GridSpec spec;
        std::vector<raster::Grid<float>> cells;
        std::vector<double> parcels;
    };
    /// On the part of the grid that begins at this column and row.
    Scores scored(std::size_t column, std::size_t row, std::size_t columns, std::size_t rows) {
        const raster::GridSpec part{spec.west_m + 10.0 * static_cast<double>(column),
                                    spec.north_m - 10.0 * static_cast<double>(row), 10, columns, rows};
        std::vector<model::CriterionSurface> surfaces;
        for (std::size_t c = 0; c < criteria_.size(); ++c) {
            const auto path = folder_ / fmt::format("c{}.tif", c);
            io::write_tiles(path, part_of(criteria_[c], part, column, row), 4547, {});
            surfaces.push_back({model::CriterionId(c), std::nullopt, path, false, {}});
        }
        const auto reasons = part_of(reasons_, part, column, row);
        const model::Suitability result = score({.catalogue = clusters_.catalogue,
                                                 .weights = clusters_.weights,
                                                 .surfaces = surfaces,
                                                 .admissible = reasons,
                                                 .parcels = parcels_,
                                                 .epsg = 4547,
                                                 .folder = folder_ / "out"},
                                                Progress());
        Scores scores{part, {}, {}};
        for (const model::ClusterRating& rating : result.clusters) {
            scores.cells.emplace_back(part, 0.0f);
            io::RasterReader(rating.tiles).read(0, 0, columns, rows, scores.cells.back().cells);
        }
        for (const model::ParcelScore& parcel : result.scores) scores.parcels.push_back(parcel.score);
        return scores;
    }

    const raster::GridSpec spec{480000, 2540000, 10, 60, 55};

private:
    template <typename Cell>
    static raster::Grid<Cell> part_of(const raster::Grid<Cell>& whole, const raster::GridSpec& part,
                                      std::size_t column, std::size_t row) {
        raster::Grid<Cell> grid(part, Cell{});
        for (std::size_t r = 0; r < part.rows; ++r)
            for (std::size_t c = 0; c < part.columns; ++c) grid.at(c, r) = whole.at(column + c, row + r);
        return grid;
    }

    Random random_;
    std::filesystem::path folder_;
    TwoClusters clusters_;
    std::vector<raster::Grid<float>> criteria_;
    raster::Grid<std::uint32_t> reasons_;
    std::vector<model::Parcel> parcels_;
};

template <typename Number>
bool same_bits(Number a, Number b) {
    return std::memcmp(&a, &b, sizeof a) == 0 || (a != a && b != b);
}

class ScoresStay : public testing::TestWithParam<std::uint64_t> {};
INSTANTIATE_TEST_SUITE_P(Seeds, ScoresStay, testing::Range<std::uint64_t>(1, 13));

TEST_P(ScoresStay, WhenTheExtentIsCropped) {
    Study study(GetParam());
    for (int i = 0; i < 8; ++i) study.add_parcel();
    const auto whole = study.scored(0, 0, 60, 55);
    const std::size_t column = GetParam() % 19, row = GetParam() % 13;
    const auto part = study.scored(column, row, 60 - column - 11, 55 - row - 9);
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t r = 0; r < part.spec.rows; ++r)
            for (std::size_t c = 0; c < part.spec.columns; ++c)
                ASSERT_TRUE(same_bits(part.cells[k].at(c, r), whole.cells[k].at(column + c, row + r)))
                    << "seed " << GetParam() << " cell " << c << ", " << r;
    for (std::size_t i = 0; i < whole.parcels.size(); ++i)
        ASSERT_TRUE(same_bits(part.parcels[i], whole.parcels[i])) << "seed " << GetParam() << " parcel " << i;
}

TEST_P(ScoresStay, WhenAParcelIsAdded) {
    Study study(GetParam());
    for (int i = 0; i < 5; ++i) study.add_parcel();
    const auto before = study.scored(0, 0, 60, 55);
    study.add_parcel();
    const auto after = study.scored(0, 0, 60, 55);
    for (std::size_t i = 0; i < before.parcels.size(); ++i)
        ASSERT_TRUE(same_bits(before.parcels[i], after.parcels[i]))
            << "seed " << GetParam() << " parcel " << i;
    for (std::size_t k = 0; k < 2; ++k)
        for (std::size_t i = 0; i < before.cells[k].cells.size(); ++i)
            ASSERT_TRUE(same_bits(before.cells[k].cells[i], after.cells[k].cells[i]))
                << "seed " << GetParam();
}

}  // namespace
}  // namespace zonewright::suitability
