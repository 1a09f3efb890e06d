#include "server/accounts.h"

#include <gtest/gtest.h>

#include "base/errors.h"
#include "unit/server/desk_in_memory.h"

namespace zonewright::server {
namespace {

struct AccountsTest : testing::Test {
    TestDesk desk;
    Accounts accounts{*desk.database, desk.clock()};
    User town{"李四", "town", "441900116"};
};

TEST_F(AccountsTest, KnowAUserByThePasswordAlone) {
    accounts.keep(town, password_one);
    EXPECT_EQ(accounts.check(town.name, password_one), town);
    EXPECT_FALSE(accounts.check(town.name, password_two));
    EXPECT_FALSE(accounts.check("nobody", password_one));
    auto row = desk.database->ask("SELECT password FROM user");
    ASSERT_TRUE(row.step());
    EXPECT_TRUE(row.text(0).starts_with("scrypt$15$8$1$"));
    EXPECT_EQ(row.text(0).find(password_one), std::string::npos);
}

TEST_F(AccountsTest, RefuseShortPasswordsAndNamesThatBreakAHeader) {
    EXPECT_THROW(accounts.keep(town, "short"), InputError);
    EXPECT_THROW(accounts.keep({"a:b", "town", ""}, password_one), InputError);
    EXPECT_THROW(accounts.keep({"a b", "town", ""}, password_one), InputError);
    EXPECT_TRUE(accounts.all().empty());
}

TEST_F(AccountsTest, LockAfterFiveFailuresForFifteenMinutes) {
    accounts.keep(town, password_one);
    for (int i = 0; i < Accounts::failures_allowed; ++i) EXPECT_FALSE(accounts.check(town.name, "wrong password"));
    EXPECT_FALSE(accounts.check(town.name, password_one)) << "locked, right password or not";
    desk.now += Accounts::locked_s - 1;
    EXPECT_FALSE(accounts.check(town.name, password_one));
    desk.now += 2;
    EXPECT_EQ(accounts.check(town.name, password_one), town);
}

TEST_F(AccountsTest, ForgetFailuresAfterARightPassword) {
    accounts.keep(town, password_one);
    for (int round = 0; round < 2; ++round) {
        for (int i = 1; i < Accounts::failures_allowed; ++i) EXPECT_FALSE(accounts.check(town.name, "wrong password"));
        EXPECT_TRUE(accounts.check(town.name, password_one)) << "round " << round;
    }
}

TEST_F(AccountsTest, EndSessionsWhenIdleAndInTheEnd) {
    accounts.keep(town, password_one);
    const OpenedSession opened = accounts.open_session(town);
    ASSERT_TRUE(accounts.session(opened.cookie));
    EXPECT_EQ(accounts.session(opened.cookie)->token, opened.token);
    EXPECT_FALSE(accounts.session(opened.token)) << "the token alone opens nothing";
    desk.now += Accounts::idle_s + 1;
    EXPECT_FALSE(accounts.session(opened.cookie));
    const OpenedSession busy = accounts.open_session(town);
    for (std::int64_t spent = 0; spent < Accounts::longest_s; spent += 600) {
        EXPECT_TRUE(accounts.session(busy.cookie)) << spent;
        desk.now += 600;
    }
    desk.now += 1;
    EXPECT_FALSE(accounts.session(busy.cookie)) << "twelve hours at the latest";
}

TEST_F(AccountsTest, KeepNoCookieAsItIs) {
    accounts.keep(town, password_one);
    const OpenedSession opened = accounts.open_session(town);
    auto row = desk.database->ask("SELECT cookie FROM session");
    ASSERT_TRUE(row.step());
    EXPECT_NE(row.text(0), opened.cookie);
}

TEST_F(AccountsTest, EndWhatWasOpenWhenAPasswordChangesOrAUserGoes) {
    accounts.keep(town, password_one);
    const std::string header = "Basic 5p2O5ZubOmNvcnJlY3QgaG9yc2Ug5LiA";  // 李四:correct horse 一
    const OpenedSession opened = accounts.open_session(town);
    EXPECT_EQ(accounts.check_basic(header), town);
    EXPECT_EQ(accounts.check_basic(header), town) << "remembered";
    accounts.keep(town, password_two);
    EXPECT_FALSE(accounts.session(opened.cookie));
    EXPECT_FALSE(accounts.check_basic(header));
    accounts.keep(town, password_one);
    EXPECT_TRUE(accounts.check_basic(header));
    EXPECT_TRUE(accounts.remove(town.name));
    EXPECT_FALSE(accounts.remove(town.name));
    EXPECT_FALSE(accounts.check_basic(header));
    EXPECT_FALSE(accounts.check_basic("Basic ???"));
    EXPECT_FALSE(accounts.check_basic("Bearer 5p2O5Zub"));
}

}  // namespace
}  // namespace zonewright::server
