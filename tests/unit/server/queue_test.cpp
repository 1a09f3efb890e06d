#include "server/queue.h"

#include <gtest/gtest.h>

#include "server/requests.h"
#include "unit/server/desk_in_memory.h"

namespace zonewright::server {
namespace {

const User town_a{"a", "town", "A"}, town_b{"b", "town", "B"}, bureau{"c", "bureau", ""};

struct QueueTest : testing::Test {
    TestDesk desk;
    Queue queue{*desk.database, desk.clock()};
    std::string add(const User& by, const std::string& process = "report") {
        return queue.add({.process = process, .question = "{}", .town = by.town, .name = by.name, .language = "zh"})->id;
    }
};

TEST_F(QueueTest, ServesTownsInTurn) {
    for (int i = 0; i < 3; ++i) add(town_a);
    add(town_b);
    EXPECT_EQ(queue.take()->town, "A");
    ++desk.now;
    EXPECT_EQ(queue.take()->town, "B") << "one of A is running";
    ++desk.now;
    EXPECT_EQ(queue.take()->town, "A");
    EXPECT_EQ(queue.take()->town, "A");
    EXPECT_FALSE(queue.take());
}

TEST_F(QueueTest, RunsOfTheStudyAndQuestionsAreTakenApart) {
    const std::string run = add(town_a, run_process), question = add(town_a);
    EXPECT_EQ(queue.unfinished(run_process)->id, run);
    EXPECT_EQ(queue.take()->id, question) << "though the run waits longer";
    EXPECT_FALSE(queue.take());
    EXPECT_EQ(queue.take(JobKind::Run)->id, run);
    EXPECT_EQ(queue.unfinished(run_process)->state, "running");
    queue.succeed(run, true);
    EXPECT_FALSE(queue.unfinished(run_process));
}

TEST_F(QueueTest, WhatCannotBeAnsweredBesideARunWaitsForItsEnd) {
    const std::string run = add(town_a, run_process), question = add(town_a);
    queue.take(JobKind::Run);
    queue.take();
    queue.put_behind_run(question);
    const std::string other = add(town_a);
    EXPECT_EQ(queue.take()->id, other) << "others do not wait";
    EXPECT_FALSE(queue.take());
    EXPECT_EQ(queue.find(question, town_a)->progress, 0);
    queue.succeed(run, true);
    const auto again = queue.take();
    ASSERT_TRUE(again);
    EXPECT_EQ(again->id, question);
    EXPECT_EQ(again->attempts, 1);
}

TEST_F(QueueTest, GivesAKilledJobThreeAttempts) {
    const std::string id = add(town_a);
    for (int attempt = 1; attempt <= Queue::attempts_allowed; ++attempt) {
        const auto job = queue.take();
        ASSERT_TRUE(job) << attempt;
        EXPECT_EQ(job->attempts, attempt);
        EXPECT_EQ(queue.was_killed(id, "killed"), attempt < Queue::attempts_allowed);
    }
    EXPECT_FALSE(queue.take());
    EXPECT_EQ(queue.find(id, town_a)->state, "failed");
    EXPECT_EQ(queue.find(id, town_a)->message, "killed");
}

TEST_F(QueueTest, CountsNoAttemptThatTheEndOfTheProgramCut) {
    const std::string id = add(town_a);
    for (int i = 0; i < 10; ++i) {
        ASSERT_TRUE(queue.take());
        i % 2 == 0 ? queue.give_back(id) : static_cast<void>(queue.recover());
    }
    EXPECT_EQ(queue.take()->attempts, 1);
}

TEST_F(QueueTest, ShowsATownItsOwnAndTheBureauAll) {
    const std::string a = add(town_a), b = add(town_b);
    EXPECT_TRUE(queue.find(a, town_a));
    EXPECT_FALSE(queue.find(b, town_a));
    EXPECT_FALSE(queue.find("unknown", town_a));
    EXPECT_TRUE(queue.find(b, bureau));
    EXPECT_EQ(queue.list(town_a, {}).size(), 1u);
    EXPECT_EQ(queue.list(bureau, {}).size(), 2u);
    EXPECT_EQ(queue.list(bureau, {.process = "sites"}).size(), 0u);
    EXPECT_EQ(queue.list(bureau, {.limit = 1}).size(), 1u);
}

TEST_F(QueueTest, LeavesADismissedJobAlone) {
    const std::string id = add(town_a);
    ASSERT_TRUE(queue.take());
    queue.dismiss(id);
    EXPECT_TRUE(queue.is_dismissed(id));
    queue.succeed(id, true);
    EXPECT_FALSE(queue.was_killed(id, "killed"));
    EXPECT_EQ(queue.find(id, town_a)->state, "dismissed");
}

TEST_F(QueueTest, RefusesMoreThanMayWait) {
    for (std::int64_t i = 0; i < Queue::most_waiting_of_town; ++i) add(town_a);
    EXPECT_FALSE(queue.add({.process = "report", .town = "A"}));
    EXPECT_TRUE(queue.add({.process = "report", .town = "B"})) << "another town is not kept out by the first";
    EXPECT_EQ(queue.waiting(), Queue::most_waiting_of_town + 1);
}

TEST_F(QueueTest, IsOnDiskBeforeItsNumberIsTold) {
    const std::string id = add(town_a);
    Database second(desk.folder / "desk.sqlite");
    Queue reopened(second, desk.clock());
    EXPECT_TRUE(reopened.find(id, town_a));
}

TEST_F(QueueTest, WipesWhatNobodyHandedIn) {
    Requests requests(*desk.database, desk.clock());
    const std::string loose = add(town_a), handed_in = add(town_a), waiting = add(town_a);
    const SiteRequest request = requests.open(town_a, "厂房");
    requests.add_version(request.id, {.upload = "u", .job = handed_in, .project = "{}"});
    ASSERT_TRUE(requests.move(request.id, "submitted", town_a, ""));
    for (int i = 0; i < 2; ++i) queue.succeed(queue.take()->id, true);
    desk.now += 100;
    EXPECT_EQ(queue.wipe_before(desk.now), std::vector<std::string>{loose});
    EXPECT_FALSE(queue.find(loose, town_a));
    EXPECT_TRUE(queue.find(handed_in, town_a));
    EXPECT_TRUE(queue.find(waiting, town_a));
}

}  // namespace
}  // namespace zonewright::server
