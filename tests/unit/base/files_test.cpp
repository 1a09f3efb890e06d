#include <gtest/gtest.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <filesystem>
#include <fstream>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/parallel.h"
#include "base/spelling.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;

class Folder : public testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("zonewright-files-" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }
    std::size_t entries() const {
        return static_cast<std::size_t>(std::distance(fs::directory_iterator(folder), {}));
    }
};

using PendingFiles = Folder;

TEST_F(PendingFiles, AppearOnlyWhenPublished) {
    const fs::path target = folder / "结果.json";
    {
        PendingFile pending(target);
        std::ofstream(pending.path()) << "half";
        EXPECT_FALSE(fs::exists(target));
    }
    EXPECT_EQ(entries(), 0u) << "an unpublished file leaves nothing behind";
    write_file(target, "whole");
    EXPECT_EQ(read_file(target), "whole");
    EXPECT_EQ(entries(), 1u);
}

TEST_F(PendingFiles, KeepTheEarlierResultWhenTheFolderIsGone) {
    EXPECT_THROW(write_file(folder / "absent" / "x.json", "{}"), ResourceError);
    write_file(folder / "x.json", "old");
    fs::create_directory(folder / "y.json");
    std::ofstream(folder / "y.json" / "inside") << "1";
    EXPECT_THROW(write_file(folder / "y.json", "new"), ResourceError) << "a folder in the way";
    EXPECT_EQ(read_file(folder / "x.json"), "old");
}

TEST_F(PendingFiles, AreRefusedForReadingWithTheirName) {
    try {
        read_file(folder / "缺失.toml");
        FAIL() << "must throw";
    } catch (const InputError& problem) {
        EXPECT_NE(std::string(problem.what()).find("缺失.toml"), std::string::npos);
    }
}

TEST(Hashes, AreThoseOfTheStandard) {
    // SHA-256 of the empty message (FIPS 180-4).
    const fs::path empty = fs::temp_directory_path() / ("zonewright-empty-" + std::to_string(::getpid()));
    std::ofstream(empty).close();
    EXPECT_EQ(hash_file(empty), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
    fs::remove(empty);
    EXPECT_NE(Fingerprint().add("ab").add("c").hex(), Fingerprint().add("a").add("bc").hex());
}

TEST(NearestName, SuggestsOnlyWhatIsNear) {
    const std::vector<std::string> known{"farmland", "ecological_redline", "growth_boundary"};
    EXPECT_EQ(nearest_name("farmlnad", known), "farmland");
    EXPECT_EQ(nearest_name("growth_bondary", known), "growth_boundary");
    EXPECT_EQ(nearest_name("quarry", known), std::nullopt);
    const std::vector<std::string> towns{"石龙镇", "塘厦镇", "桥头镇"};
    EXPECT_EQ(nearest_name("塘夏镇", towns), "塘厦镇");  // one letter, not two bytes
    EXPECT_EQ(nearest_name("高埗镇", towns), std::nullopt);
}

TEST(ParallelBlocks, CoverEveryIndexOnceAtAnyThreadCount) {
    for (std::size_t threads : {1u, 2u, 7u}) {
        const Progress progress(nullptr, {}, threads);
        std::vector<int> visits(1003, 0);
        parallel_for(visits.size(), 10, progress, [&](std::size_t i) { ++visits[i]; });
        EXPECT_EQ(std::count(visits.begin(), visits.end(), 1), 1003) << threads << " threads";
    }
}

TEST(ParallelBlocks, GiveTheSameContentAtOneTwoAndSevenThreads) {
    const auto content = [](std::size_t threads) {
        std::vector<double> squares(5000);
        parallel_blocks(squares.size(), 7, Progress(nullptr, {}, threads).part(0, 0.5),
                        [&](std::size_t begin, std::size_t end) {
                            for (std::size_t i = begin; i < end; ++i)
                                squares[i] = std::sqrt(static_cast<double>(i)) + static_cast<double>(begin);
                        });
        return squares;
    };
    const std::vector<double> one = content(1);
    EXPECT_EQ(one, content(2));
    EXPECT_EQ(one, content(7));
}

TEST(Progress, HandsItsThreadsToItsParts) {
    const Progress three(nullptr, {}, 3);
    EXPECT_EQ(three.threads(), 3u);
    EXPECT_EQ(three.part(0, 0.5).threads(), 3u);
    EXPECT_EQ(three.part(0, 0.5, "stage").quiet().threads(), 3u);
    EXPECT_GE(Progress().threads(), 1u) << "all cores";
}

TEST(ParallelBlocks, PassOnTheFirstErrorAndStopWhenAsked) {
    EXPECT_THROW(parallel_for(100, 1, Progress(),
                              [](std::size_t i) {
                                  if (i == 50) throw InputError({.thing = "item 50"});
                              }),
                 InputError);
    std::stop_source stop;
    stop.request_stop();
    EXPECT_THROW(parallel_for(100, 1, Progress(nullptr, stop.get_token()), [](std::size_t) {}), Cancelled);
}

}  // namespace
}  // namespace zonewright
