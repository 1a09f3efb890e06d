// A study reuses what is unchanged, and nothing else.
#include "study/study.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <map>
#include <stop_token>

#include "base/errors.h"
#include "base/folder_lock.h"
#include "study/build_id.h"
#include "support/small_study.h"

namespace zonewright::study {
namespace {

namespace fs = std::filesystem;

/// Stage → whether it was reused, of a whole run.
std::map<std::string, bool> published(const fs::path& folder, Language language = Language::Zh) {
    Study study(folder);
    study.publish(language, Progress{});
    std::map<std::string, bool> reused;
    for (const StageRecord& record : study.records()) reused[record.id] = record.reused;
    return reused;
}

void replace_in(const fs::path& file, const std::string& before, const std::string& after) {
    std::string text = read_file(file);
    const std::size_t at = text.find(before);
    ASSERT_NE(at, std::string::npos) << before;
    write_file(file, text.replace(at, before.size(), after));
}

class Studies : public testing::Test {
protected:
    SmallStudy small;
    fs::path toml = small.folder() / "study.toml";
};

TEST_F(Studies, RunOnceAndReuseEverythingAfterwards) {
    const auto first = published(small.folder());
    EXPECT_EQ(first.size(), Study::stage_ids().size());
    for (const auto& [stage, reused] : first) EXPECT_FALSE(reused) << stage;
    for (const auto& [stage, reused] : published(small.folder())) EXPECT_TRUE(reused) << stage;
}

TEST_F(Studies, SayTheSameAfterTheSecondRun) {
    published(small.folder());
    Study first(small.folder());
    const std::size_t sites = first.sites().sites.size();
    EXPECT_GT(sites, 0u);
    Study again(small.folder());
    again.publish(Language::Zh, Progress{});
    EXPECT_EQ(again.sites().sites.size(), sites);
}

TEST_F(Studies, PublishAnewWhenTheConfidentialityChanges) {
    published(small.folder());
    replace_in(toml, "weights = \"default\"\n", "weights = \"default\"\nconfidentiality = \"内部\"\n");
    const auto after = published(small.folder());
    EXPECT_FALSE(after.at("publish"));
    EXPECT_TRUE(after.at("allocation"));
}

TEST_F(Studies, PublishAnewWhenASourceHasAnotherNoteOrLicence) {
    published(small.folder());
    replace_in(toml, "date = \"2024-06-01\"\n", "date = \"2024-06-01\"\nnote = \"第二版\"\n");
    EXPECT_FALSE(published(small.folder()).at("publish"));
    replace_in(toml, "note = \"第二版\"\n", "note = \"第二版\"\nlicence = \"内部使用\"\n");
    EXPECT_FALSE(published(small.folder()).at("publish"));
}

TEST_F(Studies, ReadTheirOwnFilesWhenCopied) {
    published(small.folder());
    const fs::path copy = small.folder().string() + "-copy";
    fs::remove_all(copy);
    fs::copy(small.folder(), copy, fs::copy_options::recursive);
    for (const auto& [stage, reused] : published(copy)) EXPECT_TRUE(reused) << stage;
    Study study(copy);
    const auto is_of_the_copy = [&](const fs::path& tiles) {
        return tiles.empty() || tiles.string().starts_with(copy.string());
    };
    for (const model::ClusterRating& rating : study.suitability().clusters)
        EXPECT_TRUE(is_of_the_copy(rating.tiles)) << rating.tiles;
    for (const model::CriterionSurface& surface : study.criteria().surfaces)
        EXPECT_TRUE(is_of_the_copy(surface.tiles)) << surface.tiles;
    fs::remove_all(copy);
}

TEST_F(Studies, KeepNoWordsOfOneLanguage) {
    published(small.folder(), Language::Zh);
    const auto english = published(small.folder(), Language::En);
    for (const auto& [stage, reused] : english) EXPECT_EQ(reused, stage != "publish") << stage;
    Study study(small.folder());
    for (const model::Site& site : study.sites().sites) {
        EXPECT_FALSE(site.blocks_larger.en.empty());
        EXPECT_NE(site.blocks_larger.zh, site.blocks_larger.en);
    }
    for (const model::DeductionStep& step : study.supply_statement().steps) {
        if (step.checked) continue;
        EXPECT_NE(step.unchecked_reason.zh, step.unchecked_reason.en) << step.constraint_id;
    }
}

TEST_F(Studies, AreFreeForOthersOnceTheirStagesHaveRun) {
    Study open(small.folder());
    open.parcels();
    EXPECT_FALSE(FolderLock::is_held_here(small.folder()));
    published(small.folder());  // another one writes while this one stays open
    EXPECT_EQ(open.sites().sites.size(), Study(small.folder()).sites().sites.size());
}

TEST_F(Studies, AreFreeForOthersAfterAStageThatFailed) {
    class StopsInTheMiddle : public ProgressSink {
    public:
        void report(double, const Text&) override {
            was_locked |= FolderLock::is_held_here(folder);
            if (was_locked) stop.request_stop();
        }
        fs::path folder;
        std::stop_source stop;
        bool was_locked = false;
    };
    const auto sink = std::make_shared<StopsInTheMiddle>();
    sink->folder = small.folder();
    Study open(small.folder());
    EXPECT_THROW(open.bring_up_to("supply", Progress(sink, sink->stop.get_token())), Cancelled);
    EXPECT_TRUE(sink->was_locked);
    EXPECT_FALSE(FolderLock::is_held_here(small.folder()));
}

TEST_F(Studies, AreReadWithoutAWord) {
    published(small.folder());
    const auto written = [&] {
        std::map<std::string, fs::file_time_type> times;
        for (const auto& entry : fs::recursive_directory_iterator(small.folder()))
            times[entry.path().string()] = entry.last_write_time();
        return times;
    };
    const auto before = written();
    Study reader(small.folder());
    EXPECT_GT(reader.sites().sites.size(), 0u);
    EXPECT_TRUE(reader.is_finished("publish"));
    EXPECT_EQ(written(), before);
}

TEST_F(Studies, RefuseAnUnknownStageWithTheNearestName) {
    Study study(small.folder());
    try {
        study.bring_up_to("supplie", Progress{});
        FAIL();
    } catch (const InputError& problem) {
        EXPECT_THAT(problem.message(Language::En), testing::HasSubstr("did you mean supply?"));
    }
}

TEST(BuildId, IsOfTheSourcesNotOfTheProgram) {
    EXPECT_EQ(build_id().size(), 64u);
    EXPECT_EQ(build_id().find_first_not_of("0123456789abcdef"), std::string::npos);
}

}  // namespace
}  // namespace zonewright::study
