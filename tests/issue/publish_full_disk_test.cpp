// Seen in GDAL 3.6.2 (and fixed upstream only later, gdal#8556, gdal#11436): on a full disk GeoJSON, CSV and
// GML end without an error and leave a cut file, GTiff leaves a sparse one that looks whole. Whatever we
// publish must fail loudly, leave nothing behind and not touch what was there.
//
// A limit on the size of files stands in for the full disk: writes beyond it fail with EFBIG, at every stage
// of every writer, without needing rights to mount anything.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sys/resource.h>

#include <csignal>
#include <filesystem>
#include <functional>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/random.h"
#include "io/raster_io.h"
#include "io/spreadsheet.h"
#include "publish/publish.h"

namespace zonewright::publish {
namespace {

namespace fs = std::filesystem;

/// No file may grow beyond `bytes` while it lives.
class FileSizeLimit {
public:
    explicit FileSizeLimit(rlim_t bytes) {
        std::signal(SIGXFSZ, SIG_IGN);
        getrlimit(RLIMIT_FSIZE, &before_);
        const rlimit limit{bytes, before_.rlim_max};
        setrlimit(RLIMIT_FSIZE, &limit);
    }
    ~FileSizeLimit() { setrlimit(RLIMIT_FSIZE, &before_); }
    FileSizeLimit(const FileSizeLimit&) = delete;
    FileSizeLimit& operator=(const FileSizeLimit&) = delete;

private:
    rlimit before_{};
};

struct Output {
    std::string name;
    std::function<void(const fs::path&)> write;
};

raster::Grid<float> noise() {
    raster::Grid<float> grid({400000, 2560000, 10, 300, 200}, 0.0F);
    Random random(3);
    for (float& cell : grid.cells) cell = static_cast<float>(random.unit());
    return grid;
}

model::FeatureTable parcels() {
    model::FeatureTable table{"parcel",
                              {"地块", "parcels"},
                              model::GeometryKind::Polygon,
                              4547,
                              {{"id", model::FieldType::Text, {"编号", "id"}, ""}},
                              {}};
    for (int i = 0; i < 2000; ++i)
        table.features.push_back({0,
                                  geom::MultiPolygon{{geom::rectangle({i * 10.0, 0, i * 10.0 + 9, 9})}},
                                  {"P" + std::to_string(i)}});
    return table;
}

const std::vector<Output>& outputs() {
    static const std::vector<Output> all{
        {"out.gpkg",
         [](const fs::path& target) {
             const std::vector<model::FeatureTable> tables{parcels()};
             publish_geopackage(target, tables, {}, Language::Zh, "2026-01-01", {});
         }},
        {"cog.tif",
         [](const fs::path& target) {
             io::write_cog(target, noise(), 4547, {"x", "1"}, Progress());
         }},
        {"bits.tif",
         [](const fs::path& target) {
             raster::Grid<std::uint32_t> bits({0, 0, 10, 300, 200}, 0);
             Random random(5);
             for (auto& cell : bits.cells) cell = static_cast<std::uint32_t>(random.next());
             io::write_cog(target, bits, 4547, {}, Progress());
         }},
        {"store.tif", [](const fs::path& target) { io::write_tiles(target, noise(), 4547, {}); }},
        {"book.xlsx",
         [](const fs::path& target) {
             io::Sheet sheet{"x", "", {{"a"}, {"b"}}, {}, {}, {}};
             Random random(9);
             for (int i = 0; i < 3000; ++i)
                 sheet.rows.push_back({std::to_string(random.next()), random.unit()});
             io::write_workbook(target, {sheet}, "");
         }},
        {"page.html", [](const fs::path& target) { write_file(target, std::string(200000, 'x')); }},
    };
    return all;
}

class FullDisk : public testing::TestWithParam<std::size_t> {
protected:
    void SetUp() override {
        folder = fs::temp_directory_path() / ("zonewright_full_disk_" + std::to_string(GetParam()));
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
    void TearDown() override { fs::remove_all(folder); }
    std::vector<std::string> names() const {
        std::vector<std::string> found;
        for (const auto& entry : fs::directory_iterator(folder)) found.push_back(entry.path().filename());
        return found;
    }
    fs::path folder;
};

TEST_P(FullDisk, FailsLoudlyAtEverySizeAndLeavesNothing) {
    const Output& output = outputs()[GetParam()];
    output.write(folder / output.name);
    const auto size = fs::file_size(folder / output.name);
    fs::remove(folder / output.name);
    for (rlim_t limit = 512; limit < size; limit *= 4) {
        const FileSizeLimit full(limit);
        EXPECT_THROW(output.write(folder / output.name), ResourceError)
            << output.name << " at " << limit << " of " << size << " bytes";
        EXPECT_THAT(names(), testing::IsEmpty()) << output.name << " at " << limit;
    }
    const FileSizeLimit nearly(size - 1);
    EXPECT_THROW(output.write(folder / output.name), ResourceError) << output.name << " one byte short";
    EXPECT_THAT(names(), testing::IsEmpty());
}

TEST_P(FullDisk, TheEarlierFileStays) {
    const Output& output = outputs()[GetParam()];
    write_file(folder / output.name, "earlier");
    {
        const FileSizeLimit full(4096);
        EXPECT_THROW(output.write(folder / output.name), ResourceError);
    }
    EXPECT_EQ(read_file(folder / output.name), "earlier");
    EXPECT_THAT(names(), testing::ElementsAre(output.name));
}

INSTANTIATE_TEST_SUITE_P(
    EveryOutput, FullDisk, testing::Range(std::size_t{0}, outputs().size()), [](const auto& one) {
        return std::string(outputs()[one.param].name).replace(outputs()[one.param].name.find('.'), 1, "_");
    });

}  // namespace
}  // namespace zonewright::publish
