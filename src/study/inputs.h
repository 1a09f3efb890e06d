// Fingerprints of the files a run reads: knowledge, sources with all their side files.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/file_digests.h"
#include "study/opened.h"

namespace zonewright::study {

/// The files that make up one source: a folder's files (FileGDB), or the file and those beside it with the
/// same stem (.dbf, .shx, .prj, .cpg, .tfw, .aux.xml …), sorted. Throws InputError when there is none.
std::vector<std::filesystem::path> files_of_source(const std::filesystem::path& path);

/// One digest over names and contents.
std::string hash_files(const std::vector<std::filesystem::path>& files, FileDigests& digests);
/// One digest for each source of the study, over all its files; those of files that have not changed are remembered
/// beside the results.
std::vector<std::string> digests_of_sources(const Opened& opened);
/// All regular files below a folder, sorted by name; the digest of an absent folder is that of no files.
std::string hash_folder(const std::filesystem::path& folder);

}  // namespace zonewright::study
