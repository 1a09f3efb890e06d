#include "base/secrets.h"

#include <gtest/gtest.h>

#include <set>

namespace zonewright {
namespace {

TEST(Secrets, KeepPasswordsThatOnlyTheRightOneOpens) {
    const std::string kept = kept_password("一个密码");
    EXPECT_TRUE(is_password("一个密码", kept));
    EXPECT_FALSE(is_password("一个密碼", kept));
    EXPECT_FALSE(is_password("", kept));
    EXPECT_NE(kept, kept_password("一个密码")) << "a salt of its own";
}

TEST(Secrets, KnowTheTestVectorOfRfc7914) {
    // scrypt("pleaseletmein", "SodiumChloride", N 16384, r 8, p 1), the first 32 bytes.
    EXPECT_TRUE(is_password("pleaseletmein", "scrypt$14$8$1$SodiumChloride$7023bdcb3afd7348461c06cd81fd38ebfda8fbba904f8e3ea9b543f6545da1f2"));
}

TEST(Secrets, RefuseKeptTextsThatAreNone) {
    for (const char* bad : {"", "scrypt", "scrypt$15$8$1$salt", "scrypt$99$8$1$salt$key", "scrypt$15$8$x$salt$key", "plain$15$8$1$salt$key"})
        EXPECT_FALSE(is_password("x", bad)) << bad;
}

TEST(Secrets, DrawNumbersThatDiffer) {
    std::set<std::string> drawn;
    for (int i = 0; i < 1000; ++i) drawn.insert(random_hex(16));
    EXPECT_EQ(drawn.size(), 1000u);
    EXPECT_EQ(drawn.begin()->size(), 32u);
}

TEST(Secrets, ReadBase64) {
    EXPECT_EQ(from_base64("YTpi"), "a:b");
    EXPECT_EQ(from_base64("YTo="), "a:");
    EXPECT_EQ(from_base64(""), "");
    for (const char* bad : {"a", "????", "YTp", "YT=p"}) EXPECT_FALSE(from_base64(bad)) << bad;
}

}  // namespace
}  // namespace zonewright
