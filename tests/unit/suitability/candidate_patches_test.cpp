#include "suitability/candidate_patches.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include "geom/planar_area.h"
#include "io/raster_io.h"

namespace zonewright::suitability {
namespace {

/// One digit per cell of 10 m: 7 is a score of 0.7; 'x' is excluded, a blank has no data.
class Drawn {
public:
    explicit Drawn(const std::vector<std::string>& rows)
        : path_(std::filesystem::temp_directory_path() /
                fmt::format("zonewright-patches-{}.tif", ::getpid())) {
        raster::Grid<float> grid(
            {0, 10.0 * static_cast<double>(rows.size()), 10, rows[0].size(), rows.size()}, raster::no_data);
        for (std::size_t r = 0; r < rows.size(); ++r)
            for (std::size_t c = 0; c < rows[r].size(); ++c) {
                if (rows[r][c] == 'x') grid.at(c, r) = -1;
                if (rows[r][c] >= '0' && rows[r][c] <= '9')
                    grid.at(c, r) = static_cast<float>(rows[r][c] - '0') / 10;
            }
        io::write_tiles(path_, grid, 4547, {});
    }
    ~Drawn() { std::filesystem::remove(path_); }
    std::vector<geom::MultiPolygon> patches(float from, double minimum_m2) const {
        return candidate_patches(path_, {from, minimum_m2}, Progress());
    }

private:
    std::filesystem::path path_;
};

TEST(CandidatePatches, AreGoodCellsThatShareEdges) {
    const auto found = Drawn({"77 8", "7x 8", "    "}).patches(0.7f, 0);
    ASSERT_EQ(found.size(), 2u);
    EXPECT_DOUBLE_EQ(geom::planar_area(found[0]), 300);
    EXPECT_DOUBLE_EQ(geom::planar_area(found[1]), 200);
}

TEST(CandidatePatches, LeaveOutWhatIsSmallerThanWished) {
    EXPECT_EQ(Drawn({"77 8", "7x 8"}).patches(0.7f, 300).size(), 1u);
    EXPECT_EQ(Drawn({"77 8", "7x 8"}).patches(0.7f, 301).size(), 0u) << "the minimum is never rounded down";
}

TEST(CandidatePatches, KeepHolesAndTakeTheThresholdItself) {
    const auto found = Drawn({"777", "7x7", "777"}).patches(0.7f, 0);
    ASSERT_EQ(found.size(), 1u);
    EXPECT_EQ(found[0].parts.at(0).rings.size(), 2u);
    EXPECT_DOUBLE_EQ(geom::planar_area(found[0]), 800);
}

TEST(CandidatePatches, ExcludedAndMissingLandIsNeverGood) {
    EXPECT_TRUE(Drawn({"x x", " x "}).patches(0, 0).empty()) << "not even for a threshold of 0";
}

}  // namespace
}  // namespace zonewright::suitability
