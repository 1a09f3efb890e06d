// verify --rerun: does the same study give the same results again?
//
// The study is run from its sources in a scratch folder beside it, which is removed afterwards: nothing of the study is
// written. What comes out is compared with the manifest, digest by digest; rows that differ are named. Another build of the
// program may rightly give other results; the answer says when the manifest is of another build. Errors: InputError when the
// study or its sources are wrong, ResourceError when there is no room beside it. Cost: that of `run --fresh`.
#pragma once

#include <filesystem>
#include <vector>

#include "base/progress.h"
#include "study/content_faults.h"
#include "study/manifest.h"

namespace zonewright::answer {

struct Rerun {
    std::size_t compared = 0;  ///< published things
    bool other_build = false;  ///< the manifest is of another build of the program
    std::vector<study::ContentFault> faults;
};

Rerun run_again(const std::filesystem::path& folder, const study::Manifest& manifest, const Progress& progress);

}  // namespace zonewright::answer
