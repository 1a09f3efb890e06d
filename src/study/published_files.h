// Which files does a run publish, and are they there?
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "study/opened.h"

namespace zonewright::study {

struct PublishedFile {
    std::filesystem::path path;
    Text what;
};
/// The published files and folders that exist.
std::vector<PublishedFile> published_files(const Opened& opened);
/// Whether none is missing that the program itself reads again or that the manifest lists.
bool published_files_exist(const Opened& opened);

/// Where the certificate of a scenario is published: <out>/allocation/<scenario, or "study">.json.
std::filesystem::path allocation_file(const Opened& opened, const std::string& scenario);

/// Where the certificates of the sites are: <out>/certificates/<id of the site>.jsonl, and that of all together.
std::filesystem::path certificates_folder(const std::filesystem::path& out);
inline constexpr const char* portfolio_name = "portfolio";

}  // namespace zonewright::study
