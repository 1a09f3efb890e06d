// sites -o FOLDER: the sites of one question for people and for QGIS.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "answer/remarks.h"
#include "base/progress.h"
#include "study/study.h"

namespace zonewright::answer {

struct SiteFolderRequest {
    Text question;  ///< what was asked, in words
    std::span<const model::Site> sites;
    std::span<const std::string> certificates;  ///< one per site; may be empty
    std::vector<Text> notes;
    Language language = Language::Zh;
};

/// Writes sites.gpkg (layers town, site, site_parcel and the links within the sites, styled), sites.html (the
/// cards), sites.png (the map of all) and certificates/<site>.jsonl. Throws ResourceError.
std::vector<Output> write_site_folder(const std::filesystem::path& folder, const study::Study& study,
                                      const SiteFolderRequest& request, const Progress& progress);

/// Writes one certificate per site; names of sites become names of files.
std::vector<Output> write_certificates(const std::filesystem::path& folder,
                                       std::span<const model::Site> sites,
                                       std::span<const std::string> certificates);

}  // namespace zonewright::answer
