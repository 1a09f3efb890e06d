#include "answer/pack.h"

#include <gtest/gtest.h>

#include <filesystem>

#include "answer/ask.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

TEST(PackAnswer, ThereAndBackIsTheSame) {
    const SmallStudy small;
    const fs::path packed = small.folder().string() + ".tar.zst", back = small.folder().string() + " back";
    const PackAnswer answer = ask(PackQuestion{.study = small.folder(), .output = packed}, Progress{});
    EXPECT_GT(answer.files, 1U);
    const UnpackAnswer whole = ask(UnpackQuestion{.file = packed, .folder = back}, Progress{});
    EXPECT_EQ(whole.files, answer.files);
    EXPECT_EQ(read_file(back / "study.toml"), read_file(small.folder() / "study.toml"));
    fs::resize_file(packed, fs::file_size(packed) - 1);
    fs::remove_all(back);
    EXPECT_THROW(ask(UnpackQuestion{.file = packed, .folder = back}, Progress{}), InputError);
    EXPECT_FALSE(fs::exists(back));
    fs::remove(packed);
}

}  // namespace
}  // namespace zonewright::answer
