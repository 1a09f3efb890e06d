#include "report/map_sheet.h"

#include <unistd.h>

#include "io/raster_io.h"
#include "support/pixels.h"

namespace zonewright::report {
namespace {

using Pixel = std::array<int, 4>;
const Pixel white{255, 255, 255, 255};

bool is_fit(const Pixel& p) {
    return p == Pixel{0, 0, 255, 255};
}
bool is_excluded(const Pixel& p) {
    return p == Pixel{200, 200, 200, 255};
}

/// Two maps of 40 × 20 cells: the western half fit, the eastern excluded, the two northern rows without data.
class MapSheet : public testing::Test {
protected:
    void SetUp() override {
        std::filesystem::create_directories(folder_);
        raster::Grid<float> grid({0, 200, 10, 40, 20}, 0.9F);
        for (std::size_t row = 0; row < 20; ++row)
            for (std::size_t column = 0; column < 40; ++column)
                if (row < 2)
                    grid.at(column, row) = raster::no_data;
                else if (column >= 20)
                    grid.at(column, row) = model::excluded_cell;
        for (std::size_t k = 0; k < 2; ++k) {
            plan_.clusters.emplace_back();
            plan_.clusters.back().id = "k" + std::to_string(k);
            plan_.clusters.back().name = {"产业", "industry"};
            suitability_.clusters.emplace_back();
            suitability_.clusters.back().cluster = model::ClusterId(k);
            suitability_.clusters.back().tiles = folder_ / (plan_.clusters.back().id + ".tif");
            io::write_tiles(suitability_.clusters.back().tiles, grid, 4547, {"score", "1"});
        }
    }
    void TearDown() override { std::filesystem::remove_all(folder_); }

    io::Pixels drawn() const {
        const model::RasterStyle ramp{.stops = {{.up_to = -0.5, .colour = {200, 200, 200, 255}},
                                                {.up_to = 1, .colour = {0, 0, 255, 255}}}};
        return io::Pixels(draw_map_sheet({.plan = plan_,
                                           .suitability = suitability_,
                                           .ramp = ramp,
                                           .title = {"标题", "title"},
                                           .panel_px = 40},
                                          Progress()));
    }

    std::filesystem::path folder_ =
        std::filesystem::temp_directory_path() / ("zonewright_map_sheet_" + std::to_string(getpid()));
    model::Plan plan_;
    model::Suitability suitability_;
};

TEST_F(MapSheet, ShowsEveryCellOfEveryMap) {
    const io::Pixels pixels = drawn();
    // 20 × 18 cells of each kind on each of the two maps; the legend shows each colour once more.
    EXPECT_GE(pixels.count(is_fit), 2 * 20 * 18);
    EXPECT_GE(pixels.count(is_excluded), 2 * 20 * 18);
}

TEST_F(MapSheet, LiesOnWhitePaper) {
    const io::Pixels pixels = drawn();
    EXPECT_EQ(pixels.at(1, 1), white);
    EXPECT_EQ(pixels.at(pixels.width - 2, pixels.height - 2), white);
    EXPECT_EQ(pixels.count([](const Pixel& p) { return p[3] != 255; }), 0);
}

}  // namespace
}  // namespace zonewright::report
