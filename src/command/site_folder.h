// sites -o FOLDER: the sites of one question for people and for QGIS.
#pragma once

#include <filesystem>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "study/results.h"

namespace zonewright::command {

struct SiteFolderRequest {
    std::string question;  ///< what was asked, in words
    std::span<const model::Site> sites;
    std::span<const std::string> certificates;  ///< one per site; may be empty
    std::vector<std::string> notes;
};

/// A written file and what it is.
struct SiteFile {
    std::filesystem::path path;
    Text what;
};

/// Writes sites.gpkg (layers town, site, site_parcel and the links within the sites, styled), sites.html (the
/// cards), sites.png (the map of all) and certificates/<site>.jsonl.
std::vector<SiteFile> write_site_folder(const std::filesystem::path& folder, const study::Results& results,
                                        const SiteFolderRequest& request, const Progress& progress);

/// Writes one certificate per site; names of sites become names of files.
std::vector<SiteFile> write_certificates(const std::filesystem::path& folder,
                                         std::span<const model::Site> sites,
                                         std::span<const std::string> certificates);

}  // namespace zonewright::command
