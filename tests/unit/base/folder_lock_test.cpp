// One writer a folder, known to the others by name; leftovers of the dead are swept, those of the living are not.
#include "base/folder_lock.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <thread>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_set.h"
#include "base/leftovers.h"

namespace zonewright {
namespace {

namespace fs = std::filesystem;
using std::chrono::milliseconds;

class Locks : public testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("zonewright-locks-" + std::to_string(::getpid()));
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }

    /// A process that holds the lock until it is killed.
    pid_t holder() const {
        int ready[2];
        EXPECT_EQ(::pipe(ready), 0);
        const pid_t child = ::fork();
        if (child == 0) {
            const FolderLock lock(folder, "zonewright run", milliseconds(0), Progress{});
            if (::write(ready[1], "x", 1) != 1) ::_exit(1);
            for (;;) ::pause();
        }
        char byte = 0;
        EXPECT_EQ(::read(ready[0], &byte, 1), 1);
        ::close(ready[0]);
        ::close(ready[1]);
        return child;
    }
    static void kill_and_wait(pid_t child) {
        ::kill(child, SIGKILL);
        ::waitpid(child, nullptr, 0);
    }
};

TEST_F(Locks, AreRefusedWithTheNameOfTheHolderAndFreeOnceItIsKilled) {
    const pid_t child = holder();
    try {
        const FolderLock lock(folder, "zonewright import", milliseconds(50), Progress{});
        ADD_FAILURE() << "must be refused";
    } catch (const ResourceError& problem) {
        const std::string message = problem.message(Language::En);
        EXPECT_NE(message.find("zonewright run"), std::string::npos) << message;
        EXPECT_NE(message.find("pid " + std::to_string(child)), std::string::npos) << message;
    }
    kill_and_wait(child);
    EXPECT_NO_THROW(FolderLock(folder, "zonewright import", milliseconds(0), Progress{})) << "a lock is never stale";
}

TEST_F(Locks, AreWaitedFor) {
    const pid_t child = holder();
    std::thread later([&] {
        std::this_thread::sleep_for(milliseconds(150));
        kill_and_wait(child);
    });
    EXPECT_NO_THROW(FolderLock(folder, "zonewright import", milliseconds(5000), Progress{}));
    later.join();
}

TEST_F(Locks, AreSharedWithinOneProcess) {
    const FolderLock one(folder, "zonewright run", milliseconds(0), Progress{});
    EXPECT_NO_THROW(FolderLock(folder, "zonewright run", milliseconds(0), Progress{}));
}

TEST_F(Locks, SeeReadersAndDoNotMindThem) {
    allow_readers(folder);
    EXPECT_TRUE(nobody_reads(folder));
    {
        const ReaderMark reader(folder);
        EXPECT_FALSE(nobody_reads(folder));
        EXPECT_NO_THROW(FolderLock(folder, "zonewright run", milliseconds(0), Progress{}));
    }
    EXPECT_TRUE(nobody_reads(folder));
}

TEST_F(Locks, LeftoversOfTheDeadAreSweptThoseOfTheLivingStay) {
    const ProcessMark here = this_process();
    const auto name = [&](const ProcessMark& mark, int number) {
        return folder / (".zonewright." + word_of(mark) + "-" + std::to_string(number) + ".tmp.gpkg");
    };
    const ProcessMark dead{here.pid, here.start + 1, here.host};  // the number was given out again
    const ProcessMark foreign{1, 1, "00000000"};
    for (const fs::path& path : {name(here, 1), name(dead, 2), name(foreign, 3), folder / ".hidden.tmp.gpkg"})
        std::ofstream(path) << "x";
    std::ofstream(name(dead, 2).string() + "-journal") << "x";
    fs::create_directories(folder / "below" / name(dead, 4).filename());
    EXPECT_EQ(sweep_leftovers(folder, true), 3u);
    EXPECT_TRUE(fs::exists(name(here, 1))) << "a living process writes it";
    EXPECT_TRUE(fs::exists(name(foreign, 3))) << "another machine's, and young";
    EXPECT_TRUE(fs::exists(folder / ".hidden.tmp.gpkg")) << "not one of ours";
    fs::last_write_time(name(foreign, 3), fs::file_time_type::clock::now() - std::chrono::hours(25));
    EXPECT_EQ(sweep_leftovers(folder, true), 1u) << "a day later it is swept too";
}

TEST_F(Locks, TemporaryNamesOfLongTargetsFitAndNeverMeet) {
    std::string stem;
    for (int i = 0; i < 80; ++i) stem += "镇";
    const fs::path one = temporary_name(folder / (stem + ".gpkg")), two = temporary_name(folder / (stem + ".gpkg"));
    EXPECT_NE(one, two);
    EXPECT_LT(one.filename().string().size(), 255u);
    EXPECT_EQ(one.extension(), ".gpkg");
    EXPECT_EQ(owner_of(one), this_process());
}

using FileSets = Locks;

TEST_F(FileSets, TakeTheirPlaceWholeOrTheEarlierOneIsBack) {
    const auto put = [&](const std::string& name, const std::string& text) {
        std::ofstream(folder / name) << text;
        return folder / name;
    };
    const fs::path shp = put("a.shp", "old shp"), dbf = put("a.dbf", "old dbf"), qix = put("a.qix", "old index");
    EXPECT_THROW(exchange_set({{put("n.dbf", "new dbf"), dbf}, {{}, qix}, {folder / "absent.shp", shp}}), ResourceError);
    EXPECT_EQ(read_file(shp), "old shp");
    EXPECT_EQ(read_file(dbf), "old dbf");
    EXPECT_EQ(read_file(qix), "old index");
    exchange_set({{folder / "n.dbf", dbf}, {{}, qix}, {put("n.shp", "new shp"), shp}});
    EXPECT_EQ(read_file(shp), "new shp");
    EXPECT_EQ(read_file(dbf), "new dbf");
    EXPECT_FALSE(fs::exists(qix));
    EXPECT_EQ(std::distance(fs::directory_iterator(folder), {}), 2) << "nothing else stays";
}

}  // namespace
}  // namespace zonewright
