#include "answer/rerun.h"

#include <random>

#include "answer/verify_results.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "study/build_id.h"
#include "study/study.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

/// A folder beside the study that looks like it, but has no results; removed with the object. Beside, because sources may
/// be named relative to it.
class StudyDouble {
public:
    explicit StudyDouble(const fs::path& study) {
        const fs::path place = fs::canonical(study);
        path_ = place.parent_path() / fmt::format(".{}-rerun-{:08x}", place.filename().string(), std::random_device{}());
        make_folder(path_);
        for (const auto& entry : fs::directory_iterator(place))
            if (entry.path().filename() != "out") fs::create_symlink(entry.path(), path_ / entry.path().filename());
    }
    ~StudyDouble() {
        std::error_code left;
        fs::remove_all(path_, left);
    }
    StudyDouble(const StudyDouble&) = delete;
    StudyDouble& operator=(const StudyDouble&) = delete;
    const fs::path& path() const { return path_; }

private:
    fs::path path_;
};

}  // namespace

Rerun run_again(const fs::path& folder, const study::Manifest& manifest, const Progress& progress) {
    if (!fs::exists(folder / "study.toml"))
        throw InputError({.thing = folder.string(),
                          .value = both("只有成果，没有研究", "results without their study"),
                          .expected = both("含 study.toml 与数据源的研究文件夹", "the folder of a study, with study.toml and its sources"),
                          .advice = both("不加 --rerun 核对成果", "verify the results without --rerun")});
    const StudyDouble twin(folder);
    study::Study study(twin.path());
    study.publish(manifest.language, progress.part(0, 0.95));
    Rerun rerun{.compared = manifest.content.size(), .other_build = manifest.program_build != study::build_id(), .faults = {}};
    rerun.faults = study::content_faults(study.out(), manifest, progress.part(0.95, 1), results_of(folder));
    return rerun;
}

}  // namespace zonewright::answer
