#include "base/child_conversation.h"

#include <gtest/gtest.h>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/secrets.h"

namespace zonewright {
namespace {

using std::chrono::milliseconds;
constexpr milliseconds patience{20000};

struct ChildConversationTest : testing::Test {
    std::filesystem::path folder = std::filesystem::temp_directory_path() / ("zonewright-talk-" + random_hex(8));
    void SetUp() override { std::filesystem::create_directories(folder); }
    void TearDown() override { std::filesystem::remove_all(folder); }

    ChildRequest shell(const std::string& script) const {
        return {.program = "/bin/sh", .arguments = {"-c", script}, .environment = {"PATH=/usr/bin:/bin"}, .errors = folder / "err"};
    }
};

TEST_F(ChildConversationTest, LinesAndBytesComeBackInOrder) {
    ChildConversation child(shell("while read word; do echo \"you said $word\"; printf 12345; done"));
    for (const char* word : {"one", "two"}) {
        child.send(word, patience);
        EXPECT_EQ(child.hear_line(patience), std::string("you said ") + word);
        EXPECT_EQ(child.hear_bytes(5, patience), "12345");
    }
    EXPECT_TRUE(child.is_alive());
}

TEST_F(ChildConversationTest, ManyBytesArrive) {
    ChildConversation child(shell("head -c 3000000 /dev/zero; echo; echo end"));
    EXPECT_EQ(child.hear_bytes(3000000, patience), std::string(3000000, '\0'));
    EXPECT_EQ(child.hear_line(patience), "");
    EXPECT_EQ(child.hear_line(patience), "end");
}

TEST_F(ChildConversationTest, WhoIsSilentOrGoneIsAnError) {
    ChildConversation silent(shell("sleep 60"));
    EXPECT_THROW(silent.hear_line(milliseconds(50)), ResourceError);
    ChildConversation gone(shell("exit 1"));
    EXPECT_THROW(gone.hear_line(patience), ResourceError);
}

TEST_F(ChildConversationTest, AFileCanBeReadAsTheThirdDescriptor) {
    write_file(folder / "third", "three\n");
    ChildRequest request = shell("cat <&3");
    request.third = folder / "third";
    ChildConversation child(request);
    EXPECT_EQ(child.hear_line(patience), "three");
}

}  // namespace
}  // namespace zonewright
