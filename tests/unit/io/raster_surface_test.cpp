// Surfaces for people: what the file says, what its overviews say, and that only whole files are handed on.
#include <gdal_priv.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/errors.h"
#include "base/hash.h"
#include "base/random.h"
#include "io/raster_cog.h"
#include "io/raster_dataset.h"
#include "io/raster_digest.h"
#include "io/raster_io.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;

constexpr SurfaceForm scores_form{.overviews = Overviews::MeanOfScores, .step = 1e-4};
constexpr float excluded = -1.0F;

class Surface : public testing::Test {
protected:
    Surface() {
        const auto* test = testing::UnitTest::GetInstance()->current_test_info();
        folder = fs::temp_directory_path() / (std::string("zonewright_surface_") + test->name());
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    ~Surface() override { fs::remove_all(folder); }

    /// Cells of an overview, as GDAL reads them.
    static std::vector<float> overview_of(const fs::path& path, int overview) {
        const io::Dataset dataset = open_raster(path);
        GDALRasterBand& band = *dataset->GetRasterBand(1)->GetOverview(overview);
        std::vector<float> cells(static_cast<std::size_t>(band.GetXSize()) * static_cast<std::size_t>(band.GetYSize()));
        EXPECT_EQ(band.RasterIO(GF_Read, 0, 0, band.GetXSize(), band.GetYSize(), cells.data(), band.GetXSize(),
                                band.GetYSize(), GDT_Float32, 0, 0, nullptr),
                  CE_None);
        return cells;
    }

    fs::path folder;
};

/// Scores, excluded land and nothing, in patches of all sizes.
raster::Grid<float> patchy(std::size_t columns, std::size_t rows, std::uint64_t seed) {
    raster::Grid<float> grid({400000, 2560000, 10, columns, rows}, raster::no_data);
    Random random(seed, "patches");
    for (int patch = 0; patch < 60; ++patch) {
        const float kind = static_cast<float>(random.below(3));
        const std::size_t column = random.below(columns), row = random.below(rows);
        const std::size_t width = 1 + random.below(columns / 2), height = 1 + random.below(rows / 2);
        for (std::size_t r = row; r < std::min(rows, row + height); ++r)
            for (std::size_t c = column; c < std::min(columns, column + width); ++c)
                grid.at(c, r) = kind == 0   ? raster::no_data
                                : kind == 1 ? excluded
                                            : static_cast<float>(random.unit());
    }
    return grid;
}

float rounded(float value) {
    return value >= 0 ? static_cast<float>(static_cast<int>(value * 10000.0F + 0.5F)) / 10000.0F : value;
}

/// The rule in words, cell by cell.
float plain_half(const std::vector<float>& of) {
    double sum = 0;
    int scores = 0, codes = 0;
    for (const float cell : of)
        if (cell >= 0) sum += static_cast<double>(cell), ++scores;
        else if (cell == excluded) ++codes;
    if (scores > 0 && scores >= codes) return static_cast<float>(sum / scores);
    return codes > 0 ? excluded : file_no_data;
}

TEST_F(Surface, IsACloudOptimizedFileThatStatesWhatItHolds) {
    const auto grid = patchy(1300, 700, 1);
    const WrittenSurface written = write_cog(folder / "a.tif", grid, 4547, {"适宜性", "0-1"}, Progress(), scores_form);
    const io::Dataset dataset = open_raster(folder / "a.tif");
    EXPECT_STREQ(dataset->GetMetadataItem("LAYOUT", "IMAGE_STRUCTURE"), "COG");
    EXPECT_STREQ(dataset->GetMetadataItem("COMPRESSION", "IMAGE_STRUCTURE"), "DEFLATE");
    EXPECT_EQ(dataset->GetRasterBand(1)->GetOverviewCount(), 2) << "650 × 350 and 325 × 175 cells";
    EXPECT_STREQ(dataset->GetRasterBand(1)->GetDescription(), "适宜性");
    EXPECT_EQ(written.file_sha256, hash_file(folder / "a.tif"));
    EXPECT_EQ(written.content_sha256, raster_digest(folder / "a.tif", Progress()));
    std::size_t files = 0;
    for ([[maybe_unused]] const auto& entry : fs::directory_iterator(folder)) ++files;
    EXPECT_EQ(files, 1U) << "no side files, no leftovers";
}

TEST_F(Surface, TakesOverTheBlocksThatDidNotChange) {
    auto grid = patchy(1300, 1700, 3);
    const WrittenSurface first = write_cog(folder / "a.tif", grid, 4547, {"x", "0-1"}, Progress(), scores_form);
    for (std::size_t r = 600; r < 700; ++r)
        for (std::size_t c = 1000; c < 1250; ++c) grid.at(c, r) = 0.5F;  // reaches into blocks 4 and 5 of 3 × 4
    const WrittenSurface right = write_cog(folder / "b.tif", grid, 4547, {"x", "0-1"}, Progress(), scores_form);
    std::vector<bool> changed(12);
    changed[4] = changed[5] = true;
    TileWriter writer(folder / "c.tif", grid.spec, 4547, {"x", "0-1"}, scores_form);
    ASSERT_TRUE(writer.take_over({folder / "a.tif", first.file_sha256, first.block_hashes}, changed));
    for (const std::size_t column : {std::size_t{512}, std::size_t{1024}}) {
        const std::size_t width = std::min<std::size_t>(512, 1300 - column);
        std::vector<float> cells;
        for (std::size_t r = 512; r < 1024; ++r)
            cells.insert(cells.end(), &grid.at(column, r), &grid.at(column, r) + width);
        writer.write(column, 512, width, 512, cells);
    }
    const WrittenSurface written = writer.publish();
    EXPECT_EQ(written.file_sha256, right.file_sha256);
    EXPECT_EQ(written.content_sha256, right.content_sha256);
    EXPECT_EQ(written.block_hashes, right.block_hashes);
}

TEST_F(Surface, TakesNothingOverFromAnotherFile) {
    const auto grid = patchy(700, 600, 4);
    const WrittenSurface first = write_cog(folder / "a.tif", grid, 4547, {"x", "0-1"}, Progress(), scores_form);
    TileWriter writer(folder / "c.tif", grid.spec, 4547, {"x", "0-1"}, scores_form);
    const std::vector<bool> changed(4);
    EXPECT_FALSE(writer.take_over({folder / "none.tif", first.file_sha256, first.block_hashes}, changed));
    EXPECT_FALSE(writer.take_over({folder / "a.tif", std::string(64, '0'), first.block_hashes}, changed));
    EXPECT_FALSE(writer.take_over({folder / "a.tif", first.file_sha256, {}}, changed));
    EXPECT_FALSE(writer.take_over({folder / "a.tif", first.file_sha256, first.block_hashes}, std::vector<bool>(3)));
}

TEST_F(Surface, ScoresComeBackRoundedAndCodesAsTheyAre) {
    const auto grid = patchy(600, 530, 2);
    write_cog(folder / "a.tif", grid, 4547, {"x", "0-1"}, Progress(), scores_form);
    raster::Grid<float> read(grid.spec, 0);
    RasterReader(folder / "a.tif").read(0, 0, 600, 530, read.cells);
    for (std::size_t i = 0; i < grid.cells.size(); ++i)
        if (std::isnan(grid.cells[i])) ASSERT_TRUE(std::isnan(read.cells[i])) << i;
        else ASSERT_EQ(read.cells[i], rounded(grid.cells[i])) << i;
}

TEST_F(Surface, OverviewsNeverMixACodeIntoAScore) {
    for (std::uint64_t seed = 1; seed <= 8; ++seed) {
        const auto grid = patchy(1030 + 7 * seed, 515 + seed, seed);
        write_cog(folder / "a.tif", grid, 4547, {"x", "0-1"}, Progress(), scores_form);
        const std::vector<float> half = overview_of(folder / "a.tif", 0);
        const std::size_t columns = (grid.spec.columns + 1) / 2, rows = (grid.spec.rows + 1) / 2;
        ASSERT_EQ(half.size(), columns * rows);
        for (std::size_t r = 0; r < rows; ++r)
            for (std::size_t c = 0; c < columns; ++c) {
                std::vector<float> below;
                for (std::size_t row = 2 * r; row < std::min(grid.spec.rows, 2 * r + 2); ++row)
                    for (std::size_t column = 2 * c; column < std::min(grid.spec.columns, 2 * c + 2); ++column)
                        below.push_back(std::isnan(grid.at(column, row)) ? file_no_data : rounded(grid.at(column, row)));
                ASSERT_NEAR(half[r * columns + c], plain_half(below), 0.51e-4) << "seed " << seed << " at " << c << ", " << r;
            }
    }
}

TEST_F(Surface, ClassesKeepTheirNumbersInOverviews) {
    raster::Grid<float> classes({0, 10000, 10, 600, 600}, 1);
    for (std::size_t r = 0; r < 600; ++r)
        for (std::size_t c = 0; c < 600; ++c) classes.at(c, r) = static_cast<float>(1 + (c + r) % 5);
    write_cog(folder / "classes.tif", classes, 4547, {"class", ""}, Progress(), {.overviews = Overviews::Nearest});
    const std::vector<float> half = overview_of(folder / "classes.tif", 0);
    for (std::size_t r = 0; r < 300; ++r)
        for (std::size_t c = 0; c < 300; ++c) ASSERT_EQ(half[r * 300 + c], classes.at(2 * c, 2 * r));
}

TEST_F(Surface, AnyOrderOfWindowsAndAnyThreadsGiveTheSameBytes) {
    const auto grid = patchy(1500, 1100, 3);
    const WrittenSurface whole = write_cog(folder / "whole.tif", grid, 4547, {"x", "0-1"}, Progress(nullptr, {}, 1), scores_form);
    TileWriter writer(folder / "parts.tif", grid.spec, 4547, {"x", "0-1"}, scores_form);
    const auto write_every_third = [&](std::size_t first) {
        for (std::size_t part = first; part < 44; part += 3) {
            const std::size_t column = part % 4 * 375, row = (10 - part / 4) * 100;
            std::vector<float> cells;
            for (std::size_t r = row; r < row + 100; ++r)
                for (std::size_t c = column; c < column + 375; ++c) cells.push_back(grid.at(c, r));
            writer.write(column, row, 375, 100, cells);
        }
    };
    std::jthread one(write_every_third, 1), two(write_every_third, 2);
    write_every_third(0);
    one.join();
    two.join();
    const WrittenSurface parts = writer.publish();
    EXPECT_EQ(parts.file_sha256, whole.file_sha256);
    EXPECT_EQ(parts.content_sha256, whole.content_sha256);
}

TEST_F(Surface, BlocksWithoutDataTakeNoRoomAtAnyLevel) {
    const raster::GridSpec spec{400000, 2560000, 10, 8000, 8000};
    TileWriter writer(folder / "empty.tif", spec, 4547, {"x", ""}, scores_form);
    writer.write(5000, 5000, 1, 1, std::vector<float>{0.5F});
    const WrittenSurface written = writer.publish();
    EXPECT_LT(fs::file_size(folder / "empty.tif"), 40000U);
    EXPECT_EQ(written.content_sha256, raster_digest(folder / "empty.tif", Progress()));
    EXPECT_EQ(overview_of(folder / "empty.tif", 3)[312 * 500 + 312], 0.5F);
}

TEST_F(Surface, SaysTheSameWhenAnotherProgramTilesAndPacksItAnew) {
    const auto grid = patchy(1300, 700, 4);
    const WrittenSurface written = write_cog(folder / "a.tif", grid, 4547, {"x", "0-1"}, Progress(), scores_form);
    const io::Dataset source = open_raster(folder / "a.tif");
    const char* options[] = {"TILED=YES", "BLOCKXSIZE=256", "BLOCKYSIZE=256", "COMPRESS=LZW", "COPY_SRC_OVERVIEWS=YES", nullptr};
    io::Dataset copy(raster_driver("GTiff").CreateCopy((folder / "b.tif").c_str(), source.get(), FALSE,
                                                        const_cast<char**>(options), nullptr, nullptr));
    ASSERT_TRUE(copy);
    copy.reset();
    EXPECT_EQ(raster_digest(folder / "b.tif", Progress()), written.content_sha256);
}

TEST_F(Surface, OneChangedByteIsNotHandedOn) {
    const WrittenSurface written = write_cog(folder / "a.tif", patchy(900, 700, 5), 4547, {"x", "0-1"}, Progress(), scores_form);
    copy_cog(folder / "a.tif", folder / "copy.tif", written);
    EXPECT_EQ(hash_file(folder / "copy.tif"), written.file_sha256);
    {
        std::fstream file(folder / "a.tif", std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(static_cast<std::streamoff>(fs::file_size(folder / "a.tif") / 2));
        file.put('\x55');
    }
    EXPECT_THROW(copy_cog(folder / "a.tif", folder / "other.tif", written), ResourceError);
    EXPECT_FALSE(fs::exists(folder / "other.tif"));
    EXPECT_FALSE(tiles_are_intact(folder / "a.tif"));
}

TEST_F(Surface, ABigTiffHoldsTheSameCells) {
    const auto grid = patchy(1100, 600, 6);
    const StoreForm form{.type = CellType::Float,
                         .codec = BlockCodec::Deflate,
                         .no_data = std::bit_cast<std::uint32_t>(file_no_data),
                         .published = true,
                         .surface = {}};
    OutputFile blocks(folder / "blocks", folder / "blocks");
    BlockStore store(grid.spec, form, blocks, 0);
    std::vector<float> stored(grid.cells.size());
    to_file_values(grid.cells, stored);
    std::vector<std::uint32_t> words(stored.size());
    std::transform(stored.begin(), stored.end(), words.begin(), [](float cell) { return std::bit_cast<std::uint32_t>(cell); });
    store.write({0, 0, 1100, 600}, words);
    store.finish();
    blocks.close();
    const TiffForm big{.big = true,
                       .codec = BlockCodec::Deflate,
                       .labels = geotiff_entries(grid.spec, 4547, CellType::Float, -9999, {"x", "m"}, {})};
    lay_out_cog(store, folder / "blocks", big, folder / "big.tif", folder / "big.tif");
    EXPECT_EQ(std::string(head_of_file(folder / "big.tif", 4)), std::string("II+\0", 4));
    raster::Grid<float> read(grid.spec, 0);
    RasterReader(folder / "big.tif").read(0, 0, 1100, 600, read.cells);
    for (std::size_t i = 0; i < grid.cells.size(); ++i)
        ASSERT_TRUE(read.cells[i] == grid.cells[i] || (std::isnan(read.cells[i]) && std::isnan(grid.cells[i]))) << i;
}

TEST(BlockCoding, UnpacksWhatItPackedAndNothingElse) {
    Random random(9, "words");
    for (const BlockCodec codec : {BlockCodec::None, BlockCodec::Zstd, BlockCodec::Deflate}) {
        BlockCoder coder(codec);
        std::vector<std::uint32_t> words(64 * 64), back(64 * 64);
        for (auto& word : words) word = static_cast<std::uint32_t>(random.next()) >> random.below(32);
        const auto coded = coder.encode(words, 64);
        std::vector<std::byte> kept(coded.begin(), coded.end());
        ASSERT_TRUE(coder.decode(kept, back, 64));
        EXPECT_EQ(back, words);
        kept.resize(kept.size() / 2);
        EXPECT_FALSE(coder.decode(kept, back, 64)) << "cut short";
    }
}

}  // namespace
}  // namespace zonewright::io
