// The pixels of a picture, for tests that look at it.
#pragma once

#include <gtest/gtest.h>

#include <array>
#include <filesystem>
#include <fstream>
#include <functional>
#include <vector>

#include "io/gdal_handles.h"
#include "io/gdal_session.h"

namespace zonewright::io {

/// The picture's pixels as GDAL's PNG reader sees them, so that the test does not trust the writer.
class Pixels {
public:
    explicit Pixels(const std::string& png) {
        start_gdal();
        const auto file = std::filesystem::temp_directory_path() / "zonewright_map_test.png";
        std::ofstream(file, std::ios::binary) << png;
        const io::Dataset dataset(GDALDataset::FromHandle(GDALOpen(file.c_str(), GA_ReadOnly)));
        width = dataset->GetRasterXSize();
        height = dataset->GetRasterYSize();
        bytes_.resize(static_cast<std::size_t>(width * height * 4));
        if (dataset->GetRasterCount() == 1) {
            read_palette(*dataset, file);
            return;
        }
        EXPECT_EQ(dataset->RasterIO(GF_Read, 0, 0, width, height, bytes_.data(), width, height, GDT_Byte, 4,
                                    nullptr, 4, 4 * width, 1, nullptr),
                  CE_None);
        std::filesystem::remove(file);
    }
    std::array<int, 4> at(int x, int y) const {
        const auto* p = &bytes_[static_cast<std::size_t>((y * width + x) * 4)];
        return {p[0], p[1], p[2], p[3]};
    }
    int count(const std::function<bool(std::array<int, 4>)>& matches) const {
        int found = 0;
        for (int y = 0; y < height; ++y)
            for (int x = 0; x < width; ++x) found += matches(at(x, y)) ? 1 : 0;
        return found;
    }
    int width = 0, height = 0;

private:
    /// A picture of few colours: one byte a pixel, and a table.
    void read_palette(GDALDataset& dataset, const std::filesystem::path& file) {
        std::vector<unsigned char> codes(static_cast<std::size_t>(width * height));
        EXPECT_EQ(dataset.GetRasterBand(1)->RasterIO(GF_Read, 0, 0, width, height, codes.data(), width, height, GDT_Byte, 0, 0, nullptr), CE_None);
        const GDALColorTable* table = dataset.GetRasterBand(1)->GetColorTable();
        ASSERT_NE(table, nullptr);
        for (std::size_t i = 0; i < codes.size(); ++i) {
            const GDALColorEntry* entry = table->GetColorEntry(codes[i]);
            const short parts[] = {entry->c1, entry->c2, entry->c3, entry->c4};
            for (std::size_t k = 0; k < 4; ++k) bytes_[4 * i + k] = static_cast<unsigned char>(parts[k]);
        }
        std::filesystem::remove(file);
    }
    std::vector<unsigned char> bytes_;
};

}  // namespace zonewright::io
