// The files of the page, read once: what is not there at the start is not served, whatever a path says.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace zonewright::server {

struct PageFile {
    std::string type, content;
    std::string tag;   ///< of the content
};

class PageFiles {
public:
    explicit PageFiles(const std::filesystem::path& folder);
    /// Nullptr when there is none.
    const PageFile* find(const std::string& name) const;

private:
    std::map<std::string, PageFile> files_;
};

/// `page` beside the layers folder (an installation), or beside the program (a build). Throws InputError naming both.
std::filesystem::path page_folder(const std::filesystem::path& layers_folder);

}  // namespace zonewright::server
