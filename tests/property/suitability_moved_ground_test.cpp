// A rating that builds on the last one says what a rating from nothing says: surfaces to the byte, parcels to the bit.
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <cstring>

#include "base/atomic_file.h"
#include "base/hash.h"
#include "base/random.h"
#include "io/raster_io.h"
#include "io/tile_shelf.h"
#include "suitability/score.h"
#include "support/two_clusters.h"

namespace zonewright::suitability {
namespace {

const raster::GridSpec moved_spec{480000, 2540000, 10, 1100, 1300};  // 3 × 3 blocks, the last ones cut

/// Two criteria, a ground with a few excluded rectangles and parcels of all sizes.
class MovedGround : public testing::TestWithParam<std::uint64_t> {
protected:
    MovedGround()
        : random_(GetParam(), "moved ground"),
          folder_(std::filesystem::temp_directory_path() / fmt::format("zonewright-moved-{}-{}", ::getpid(), GetParam())),
          reasons_(moved_spec, 0) {
        std::filesystem::create_directories(folder_);
        for (int c = 0; c < 2; ++c) add_criterion(c);
        for (int i = 0; i < 6; ++i) mark(random_.below(2) == 0 ? model::outside_city : 4U);
        for (int i = 0; i < 60; ++i) add_parcel(i % 10 == 0 ? 6000 : 300);
    }
    ~MovedGround() override { std::filesystem::remove_all(folder_); }

    void add_criterion(int c) {
        const std::string id = clusters_.add_criterion(c, 1 + random_.unit());
        raster::Grid<float> cells(moved_spec, 0.0F);
        for (std::size_t i = 0; i < cells.cells.size(); ++i)
            cells.cells[i] = random_.below(400) == 0 ? raster::no_data : static_cast<float>((i * static_cast<std::size_t>(7 + c)) % 110);
        const auto path = folder_ / (id + ".tif");
        io::write_tiles(path, cells, 4547, {});
        surfaces_.push_back({model::CriterionId(static_cast<std::size_t>(c)), std::nullopt, path, false, {}, id});
    }
    /// A rectangle somewhere gets this reason; 0 sets it free.
    void mark(std::uint32_t reason) {
        const std::size_t column = random_.below(moved_spec.columns), row = random_.below(moved_spec.rows);
        const std::size_t width = 1 + random_.below(150), height = 1 + random_.below(150);
        for (std::size_t r = row; r < std::min(moved_spec.rows, row + height); ++r)
            for (std::size_t c = column; c < std::min(moved_spec.columns, column + width); ++c) reasons_.at(c, r) = reason;
    }
    void add_parcel(double largest_m) {
        const double x = moved_spec.west_m + random_.between(-100, 10900), y = moved_spec.north_m - random_.between(-100, 12900);
        model::Parcel parcel;
        parcel.geometry = {{geom::rectangle({x, y, x + random_.between(3, largest_m), y + random_.between(3, largest_m)})}};
        parcels_.push_back(parcel);
    }

    struct Rated {
        std::vector<std::string> files;  ///< SHA-256 of the surfaces
        std::vector<model::ParcelScore> parcels;
        std::vector<float> worths, shares;
    };
    Rated rated(const std::string& shelf_name, std::size_t tile_edge = 0) {
        io::TileShelf shelf(folder_ / shelf_name);
        Fingerprint ground;
        ground.add_bytes(std::as_bytes(std::span(reasons_.cells)));
        const model::Suitability result = score({.catalogue = clusters_.catalogue,
                                                 .weights = clusters_.weights,
                                                 .surfaces = surfaces_,
                                                 .admissible = reasons_,
                                                 .parcels = parcels_,
                                                 .epsg = 4547,
                                                 .folder = {},
                                                 .kept = {&shelf, "base", ground.hex(), "parcels"},
                                                 .tile_edge = tile_edge},
                                                Progress());
        Rated all{{}, result.scores, result.worths, result.admissible_share};
        for (const model::ClusterRating& rating : result.clusters) {
            all.files.push_back(hash_file(rating.tiles));
            EXPECT_EQ(rating.file_sha256, all.files.back());
        }
        return all;
    }
    static void expect_same(const Rated& found, const Rated& right) {
        EXPECT_EQ(found.files, right.files) << "seed " << GetParam();
        ASSERT_EQ(found.worths.size(), right.worths.size());
        EXPECT_EQ(std::memcmp(found.worths.data(), right.worths.data(), right.worths.size() * sizeof(float)), 0) << "seed " << GetParam();
        EXPECT_EQ(found.shares, right.shares) << "seed " << GetParam();
        for (std::size_t i = 0; i < right.parcels.size(); ++i) {
            ASSERT_EQ(found.parcels[i].state, right.parcels[i].state) << "seed " << GetParam() << " score " << i;
            ASSERT_EQ(std::memcmp(&found.parcels[i].score, &right.parcels[i].score, sizeof(double)), 0) << "seed " << GetParam() << " score " << i;
        }
    }

    Random random_;
    std::filesystem::path folder_;
    TwoClusters clusters_;
    std::vector<model::CriterionSurface> surfaces_;
    raster::Grid<std::uint32_t> reasons_;
    std::vector<model::Parcel> parcels_;
};
INSTANTIATE_TEST_SUITE_P(Seeds, MovedGround, testing::Range<std::uint64_t>(1, 7));

TEST_P(MovedGround, BuildsOnTheLastRating) {
    rated("kept");
    for (int step = 0; step < 3; ++step) {
        mark(static_cast<std::uint32_t>(random_.below(3)) * 4U);
        expect_same(rated("kept", step == 1 ? 128 : 0), rated(fmt::format("fresh{}", step)));
    }
}

TEST_P(MovedGround, DoesNotLookAgainAtWhatDidNotChange) {
    const Rated before = rated("kept");
    // Other values under the same name: where they show, cells were rated anew.
    for (const model::CriterionSurface& surface : surfaces_)
        io::write_tiles(surface.tiles, raster::Grid<float>(moved_spec, 13.0F), 4547, {});
    for (std::size_t r = 0; r < 20; ++r)
        for (std::size_t c = 0; c < 20; ++c) reasons_.at(c, r) ^= 8U;
    const Rated after = rated("kept");
    std::size_t same = 0;
    for (std::size_t p = 0; p < parcels_.size(); ++p) {
        const geom::Box box = geom::bounds(parcels_[p].geometry);
        const bool beside = box.min_x > moved_spec.west_m + 5120 || box.max_y < moved_spec.north_m - 5120;
        for (std::size_t t = 0; beside && t < before.worths.size() / parcels_.size(); ++t, ++same)
            ASSERT_EQ(std::memcmp(&after.worths[p * before.worths.size() / parcels_.size() + t],
                                  &before.worths[p * before.worths.size() / parcels_.size() + t], sizeof(float)), 0)
                << "seed " << GetParam() << " parcel " << p;
    }
    EXPECT_GT(same, 20U);
    EXPECT_NE(after.files, before.files) << "the block that changed";
}

TEST_P(MovedGround, DoesNotBuildOnAFileThatIsNotWhatWasWritten) {
    rated("kept");
    for (const auto& entry : std::filesystem::directory_iterator(folder_ / "kept")) {
        if (entry.path().extension() != ".tif") continue;
        std::string bytes = read_file(entry.path());
        bytes[bytes.size() / 2] = static_cast<char>(bytes[bytes.size() / 2] ^ 1);
        write_file(entry.path(), bytes);
    }
    mark(4);
    expect_same(rated("kept"), rated("fresh"));
}

}  // namespace
}  // namespace zonewright::suitability
