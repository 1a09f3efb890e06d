// A GeoPackage that another program has open stays readable, whatever that program does next: an editor in WAL mode
// and in rollback mode, killed before and after. The editor is a process with a real SQLite connection.
#include "io/geopackage_exchange.h"

#include <gtest/gtest.h>
#include <signal.h>
#include <sqlite3.h>
#include <sys/wait.h>
#include <unistd.h>

#include <filesystem>
#include <functional>

#include "base/errors.h"
#include "io/geopackage.h"
#include "io/sqlite.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

enum class Waits { Idle, InTransaction };

class Exchange : public testing::Test {
protected:
    fs::path folder = fs::temp_directory_path() / ("zonewright-exchange-" + std::to_string(::getpid()));
    fs::path target = folder / "zonewright.gpkg";
    void SetUp() override { fs::create_directories(folder); }
    void TearDown() override { fs::remove_all(folder); }

    /// 200 points named by the version.
    std::string write(const std::string& version) const {
        model::FeatureTable table{"place", {"点", "place"}, model::GeometryKind::Point, 4547, {}, {}};
        table.fields = {{"version", model::FieldType::Text, {}, ""}};
        for (int i = 0; i < 200; ++i)
            table.features.push_back({i + 1, geom::MultiPoint{{{500000.0 + i, 2530000}}}, {version}});
        const GeoPackageLayer layer{&table, ""};
        return write_geopackage(target, {&layer, 1}, {}, Progress{});
    }
    std::string version() const {
        return SqliteDatabase(target, SqliteMode::ReadOnly, target)
            .text_of("SELECT group_concat(DISTINCT version) FROM place");
    }
    std::string integrity() const {
        return SqliteDatabase(target, SqliteMode::ReadOnly, target).text_of("PRAGMA integrity_check");
    }

    /// Opens the file, writes into it in this journal mode, and waits: to be killed, or told to write once more.
    class Editor {
    public:
        Editor(const fs::path& path, const std::string& mode, Waits waits) {
            int up[2], down[2];
            EXPECT_EQ(::pipe(up), 0);
            EXPECT_EQ(::pipe(down), 0);
            child_ = ::fork();
            if (child_ == 0) edit(path, mode, waits, up[1], down[0]);
            told_ = up[0], tell_ = down[1];
            wait_for_word();
        }
        ~Editor() { kill(); }
        void write_again() {
            EXPECT_EQ(::write(tell_, "w", 1), 1);
            wait_for_word();
        }
        void kill() {
            if (child_ <= 0) return;
            ::kill(child_, SIGKILL);
            ::waitpid(child_, nullptr, 0);
            child_ = 0;
        }

    private:
        void wait_for_word() const {
            char byte = 0;
            EXPECT_EQ(::read(told_, &byte, 1), 1);
        }
        [[noreturn]] static void edit(const fs::path& path, const std::string& mode, Waits waits, int say, int hear) {
            sqlite3* database = nullptr;
            sqlite3_open_v2(path.c_str(), &database, SQLITE_OPEN_READWRITE, nullptr);
            const auto run = [&](const std::string& sql) { sqlite3_exec(database, sql.c_str(), nullptr, nullptr, nullptr); };
            run("PRAGMA journal_mode = " + mode);
            run("PRAGMA cache_size = 1");  // pages go to the file before the commit: a hot journal is needed
            if (waits == Waits::InTransaction) run("BEGIN IMMEDIATE");
            run("UPDATE gpkg_contents SET description = 'edited'");
            char word = 'x';
            for (;;) {
                if (::write(say, &word, 1) != 1 || ::read(hear, &word, 1) != 1) ::_exit(0);
                run("BEGIN IMMEDIATE");
                run("UPDATE place SET version = 'half an edit'");
                run("UPDATE gpkg_contents SET description = 'half an edit'");
            }
        }
        pid_t child_ = 0;
        int told_ = -1, tell_ = -1;
    };
};

TEST_F(Exchange, InWalModeReachesAnOpenEditorAndSurvivesItsDeath) {
    for (int round = 0; round < 5; ++round) {
        write("old");
        Editor editor(target, "wal", Waits::Idle);
        ASSERT_TRUE(fs::exists(target.string() + "-wal"));
        ASSERT_TRUE(is_in_use(target));
        const std::string hash = write("new");
        EXPECT_EQ(version(), "new");
        editor.kill();
        EXPECT_EQ(version(), "new");
        EXPECT_EQ(integrity(), "ok");
        EXPECT_EQ(geopackage_content_hash(target), hash);
        fs::remove_all(folder);
        fs::create_directories(folder);
    }
}

TEST_F(Exchange, AfterAnEditorWasKilledInATransactionLeavesNothingOfIt) {
    for (const char* mode : {"wal", "delete"}) {
        write("old");
        {
            Editor editor(target, mode, Waits::Idle);
            editor.write_again();
        }
        const std::string hash = write("new");
        EXPECT_EQ(version(), "new") << mode;
        EXPECT_EQ(integrity(), "ok") << mode;
        EXPECT_EQ(geopackage_content_hash(target), hash) << mode;
        EXPECT_FALSE(fs::exists(target.string() + "-wal")) << mode;
        EXPECT_FALSE(fs::exists(target.string() + "-journal")) << mode;
    }
}

TEST_F(Exchange, AnEditorThatDiesAfterwardsInRollbackModeDoesNotHarmIt) {
    write("old");
    Editor editor(target, "delete", Waits::Idle);
    ASSERT_TRUE(is_in_use(target)) << "it is open in another process";
    write("new");
    editor.write_again();
    editor.kill();
    // SQLite rolls the half edit back at the next opening for writing.
    const SqliteDatabase next(target, SqliteMode::Create, target);
    EXPECT_EQ(next.text_of("PRAGMA integrity_check"), "ok");
    EXPECT_EQ(next.text_of("SELECT group_concat(DISTINCT version) FROM place"), "new");
}

TEST_F(Exchange, IsRefusedWhileAnEditorIsInTheMiddleOfATransaction) {
    for (const char* mode : {"wal", "delete"}) {
        write("old");
        Editor editor(target, mode, Waits::InTransaction);
        try {
            write("new");
            ADD_FAILURE() << mode << ": must be refused";
        } catch (const ResourceError& problem) {
            EXPECT_NE(problem.message(Language::En).find("another program is editing it"), std::string::npos);
        }
        editor.kill();
        const SqliteDatabase after(target, SqliteMode::Create, target);
        EXPECT_EQ(after.text_of("SELECT group_concat(DISTINCT version) FROM place"), "old") << mode;
    }
}

TEST_F(Exchange, WithoutAnyoneIsARename) {
    write("old");
    EXPECT_FALSE(is_in_use(target));
    write("new");
    EXPECT_EQ(version(), "new");
}

TEST_F(Exchange, OfAFileThatIsGoneDropsItsJournal) {
    write_file(target.string() + "-wal", "frames of a file that was removed");
    write("new");
    EXPECT_EQ(version(), "new");
    EXPECT_FALSE(fs::exists(target.string() + "-wal"));
}

}  // namespace
}  // namespace zonewright::io
