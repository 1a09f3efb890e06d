#include "server/requests.h"

#include <gtest/gtest.h>

#include "unit/server/desk_in_memory.h"

namespace zonewright::server {
namespace {

const User of_a{"a", "town", "A"}, of_b{"b", "town", "B"}, of_bureau{"c", "bureau", ""};

struct RequestsTest : testing::Test {
    TestDesk desk;
    Requests requests{*desk.database, desk.clock()};
};

TEST_F(RequestsTest, HaveNumbersOfTheirOwnThatFindThem) {
    const SiteRequest first = requests.open(of_a, "一期"), second = requests.open(of_b, "二期");
    EXPECT_EQ(first.number, "ZW-2026-00001");
    EXPECT_EQ(second.number, "ZW-2026-00002");
    EXPECT_EQ(requests.find_number(first.number, of_a)->id, first.id);
    EXPECT_EQ(requests.find_number(first.number, of_bureau)->id, first.id);
    EXPECT_FALSE(requests.find_number(first.number, of_b));
    EXPECT_FALSE(requests.find(first.id, of_b));
    EXPECT_EQ(requests.list(of_b, 10).size(), 1u);
    EXPECT_EQ(requests.list(of_bureau, 10).size(), 2u);
}

TEST_F(RequestsTest, MoveOnlyAlongTheirWays) {
    const std::string id = requests.open(of_a, "一期").id;
    const auto state = [&] { return requests.find(id, of_a)->state; };
    for (const char* to : {"accepted", "returned", "signed", "draft", "nonsense"}) EXPECT_FALSE(requests.move(id, to, of_bureau, "x")) << to;
    EXPECT_TRUE(requests.move(id, "submitted", of_a, ""));
    EXPECT_FALSE(requests.move(id, "submitted", of_a, ""));
    EXPECT_TRUE(requests.move(id, "returned", of_bureau, "缺勘测报告"));
    EXPECT_EQ(requests.find(id, of_a)->reason, "缺勘测报告");
    EXPECT_TRUE(requests.move(id, "submitted", of_a, ""));
    EXPECT_TRUE(requests.move(id, "accepted", of_bureau, ""));
    EXPECT_TRUE(requests.move(id, "signed", of_bureau, ""));
    EXPECT_EQ(state(), "signed");
    EXPECT_FALSE(requests.move(id, "returned", of_bureau, "x")) << "signed is signed";
}

TEST_F(RequestsTest, KeepEveryVersion) {
    const std::string id = requests.open(of_a, "一期").id;
    requests.add_version(id, {.upload = "u1", .job = "j1", .project = "{}", .comment = "初稿"});
    requests.add_version(id, {.upload = "u2", .job = "j2", .project = "{}"});
    const auto found = requests.find(id, of_a);
    ASSERT_EQ(found->versions.size(), 2u);
    EXPECT_EQ(found->versions[0].comment, "初稿");
    EXPECT_EQ(found->versions[1].version, 2);
}

TEST_F(RequestsTest, LeaveNothingBehindWhenNotCommitted) {
    {
        Changes all(*desk.database);
        requests.open(of_a, "一期");
    }
    EXPECT_TRUE(requests.list(of_bureau, 10).empty());
    EXPECT_EQ(requests.open(of_a, "一期").number, "ZW-2026-00001");
}

}  // namespace
}  // namespace zonewright::server
