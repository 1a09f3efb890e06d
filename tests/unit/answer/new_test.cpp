#include "answer/new.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>

#include "answer/ask.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "unit/answer/small_study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using testing::HasSubstr;

TEST(NewAnswer, IsTheInstalledFileWithItsOrigin) {
    const SmallStudy small;
    const NewAnswer answer = ask(NewQuestion{.kind = "criterion", .id = "slope", .study = small.folder()}, Progress{});
    EXPECT_TRUE(answer.replaces);
    EXPECT_THAT(read_file(answer.file), HasSubstr("fingerprint:"));
}

TEST(NewAnswer, RefusesAnIdThatIsNone) {
    const SmallStudy small;
    const NewQuestion question{.kind = "rule", .id = "../cost", .study = small.folder()};
    EXPECT_THROW(ask(question, Progress{}), InputError);
    EXPECT_FALSE(fs::exists(small.folder() / "layers"));
}

}  // namespace
}  // namespace zonewright::answer
