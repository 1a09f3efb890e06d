// A stage: a named step of the job that turns earlier results into later ones, with a fingerprint of
// everything that its result depends on. A finished stage with the same fingerprint is reused.
#pragma once

#include <functional>
#include <span>
#include <string>
#include <vector>

#include "base/hash.h"
#include "base/language.h"
#include "base/progress.h"

namespace zonewright::study {

struct Results;
class ArchiveWriter;
class ArchiveReader;

struct Stage {
    std::string id;  ///< as typed after --until
    Text title;
    double share = 1;                ///< rough part of the time, for the progress bar
    std::vector<std::string> needs;  ///< stages whose results it reads
    /// Adds the options and files (not the earlier stages) that the result depends on.
    std::function<void(const Results&, Fingerprint&)> describe;
    std::function<void(Results&, const Progress&)> run;
    std::function<void(const Results&, ArchiveWriter&)> save;
    std::function<void(Results&, ArchiveReader&)> load;
    /// Files that must still exist for the stage to count as finished (tile stores, published outputs).
    std::function<bool(const Results&)> intact;
};

/// The whole job, in order.
std::span<const Stage> all_stages();

}  // namespace zonewright::study
