// What of the published results is no longer what was published?
//
// Everything that the manifest lists is read and digested anew; what differs is named by file, table, row and column
// (rows by the columns that tell them apart, publish/row_names.h). A column is told by a check of 32 bits: a change
// that it does not see is still named with its row. Files that the manifest does not list are not looked at.
// Cost: reads the results once, on all threads. Nothing is written.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "base/progress.h"
#include "io/table_digest.h"
#include "study/manifest.h"

namespace zonewright::study {

struct ContentFault {
    std::string file;
    std::string layer, row, column;  ///< empty where the fault is not of a table, a row, a value
    Text what;
};

/// `rows_from`: the folder whose digests of rows belong to the manifest, where that is not `out`.
std::vector<ContentFault> content_faults(const std::filesystem::path& out, const Manifest& manifest,
                                         const Progress& progress, const std::filesystem::path& rows_from = {});

/// Of one table against the same table as it was published; at most `most` rows are named, then their number.
std::vector<ContentFault> table_faults(const std::string& file, const io::TableDigest& published,
                                       const io::TableDigest& found, std::size_t most = 100);

}  // namespace zonewright::study
