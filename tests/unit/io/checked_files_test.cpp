// Files as GDAL's drivers get them: a reader can write nothing, and what a writer could not write is an error.
#include "io/checked_files.h"

#include <cpl_vsi.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "gis/handles.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

class CheckedFiles : public testing::Test {
protected:
    CheckedFiles() {
        start_gdal();
        fs::remove_all(folder);
        fs::create_directories(folder);
        std::ofstream(folder / "a.txt") << "text";
    }
    ~CheckedFiles() override { fs::remove_all(folder); }

    std::string content(const char* name) const {
        std::ifstream from(folder / name);
        return {std::istreambuf_iterator<char>(from), {}};
    }
    fs::path folder = fs::temp_directory_path() / "zonewright_checked_files";
};

TEST_F(CheckedFiles, AReaderCanWriteNothing) {
    for (const char* access : {"rb+", "r+b", "wb", "ab", "wb+"}) {
        EXPECT_EQ(VSIFOpenL(checked_name((folder / "a.txt").string()).c_str(), access), nullptr) << access;
        EXPECT_EQ(VSIFOpenL(checked_name((folder / "a.txt.idx").string()).c_str(), access), nullptr) << access;
    }
    EXPECT_EQ(content("a.txt"), "text");
    EXPECT_FALSE(fs::exists(folder / "a.txt.idx"));
}

TEST_F(CheckedFiles, AWriterReadsWhatItWroteAndGoesOn) {
    const gis::GdalErrors errors;
    VSILFILE* file = VSIFOpenL(checked_name_to_write((folder / "b.txt").string()).c_str(), "wb+");
    ASSERT_NE(file, nullptr);
    EXPECT_EQ(VSIFWriteL("abcdef", 1, 6, file), 6U);
    EXPECT_EQ(VSIFSeekL(file, 1, SEEK_SET), 0);
    char read[2] = {};
    EXPECT_EQ(VSIFReadL(read, 1, 2, file), 2U);
    EXPECT_EQ(std::string(read, 2), "bc");
    EXPECT_EQ(VSIFWriteL("DE", 1, 2, file), 2U);  // between a read and a write the position stays
    EXPECT_EQ(VSIFTruncateL(file, 5), 0);
    EXPECT_EQ(VSIFCloseL(file), 0);
    EXPECT_EQ(content("b.txt"), "abcDE");
    EXPECT_FALSE(errors.failed());
}

TEST_F(CheckedFiles, WhatCannotBeCreatedIsToldByItsName) {
    const gis::GdalErrors errors;
    VSILFILE* file = VSIFOpenL(checked_name_to_write((folder / "absent/b.txt").string()).c_str(), "wb");
    if (file != nullptr) VSIFCloseL(file);
    EXPECT_TRUE(errors.failed());
    EXPECT_EQ(errors.failure().find((folder / "absent/b.txt").string()), 0U) << errors.failure();
}

}  // namespace
}  // namespace zonewright::io
