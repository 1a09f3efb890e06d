#include "server/audit.h"

#include <gtest/gtest.h>

#include "unit/server/desk_in_memory.h"

namespace zonewright::server {
namespace {

struct AuditTest : testing::Test {
    TestDesk desk;
    Audit audit{*desk.database, desk.clock()};
    void SetUp() override {
        for (int i = 0; i < 5; ++i) audit.record("李四", "441900116", "upload", "file " + std::to_string(i));
    }
};

TEST_F(AuditTest, HoldsAsItWasWritten) {
    EXPECT_FALSE(audit.first_fault());
    ASSERT_EQ(audit.newest(2).size(), 2u);
    EXPECT_EQ(audit.newest(1)[0].thing, "file 4");
    EXPECT_EQ(audit.end(), audit.newest(1)[0].hash);
}

TEST_F(AuditTest, FindsEveryChangedColumn) {
    for (const char* change : {"moment = moment + 1", "name = 'x'", "town = 'x'", "action = 'x'", "thing = 'x'", "outcome = 'x'", "hash = 'x'"}) {
        desk.database->run("SAVEPOINT before");
        desk.database->run(std::string("UPDATE audit SET ") + change + " WHERE number = 3");
        EXPECT_EQ(audit.first_fault(), 3) << change;
        desk.database->run("ROLLBACK TO before");
        desk.database->run("RELEASE before");
    }
    EXPECT_FALSE(audit.first_fault());
}

TEST_F(AuditTest, FindsARemovedAndAnExchangedEntry) {
    desk.database->run("DELETE FROM audit WHERE number = 2");
    EXPECT_EQ(audit.first_fault(), 2);
}

TEST_F(AuditTest, CannotBeToldApartByWhereWordsEnd) {
    TestDesk other;
    Audit first(*other.database, other.clock()), second(*desk.database, desk.clock());
    first.record("a", "bc", "d", "e");
    desk.database->run("DELETE FROM audit");
    second.record("ab", "c", "d", "e");
    EXPECT_NE(first.end(), second.end());
}

}  // namespace
}  // namespace zonewright::server
