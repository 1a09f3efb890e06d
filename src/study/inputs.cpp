#include "study/inputs.h"

#include <algorithm>

#include "base/errors.h"
#include "base/folder_lock.h"
#include "base/hash.h"
#include "base/language.h"

namespace fs = std::filesystem;

namespace zonewright::study {
namespace {

std::vector<fs::path> files_below(const fs::path& folder) {
    std::vector<fs::path> files;
    for (const auto& entry : fs::recursive_directory_iterator(folder))
        if (entry.is_regular_file()) files.push_back(entry.path());
    std::sort(files.begin(), files.end());
    return files;
}

}  // namespace

std::vector<fs::path> files_of_source(const fs::path& path) {
    if (fs::is_directory(path)) return files_below(path);
    if (!fs::exists(path))
        throw InputError({.thing = path.string(),
                          .expected = both("存在的数据文件", "an existing file"),
                          .advice = both("检查 study.toml 中该来源的 path",
                                        "check the path of this source in study.toml")});
    std::vector<fs::path> files;
    for (const auto& entry :
         fs::directory_iterator(path.parent_path().empty() ? fs::path(".") : path.parent_path())) {
        const std::string name = entry.path().filename().string(), stem = path.stem().string();
        if (entry.is_regular_file() && name.rfind(stem + ".", 0) == 0) files.push_back(entry.path());
    }
    std::sort(files.begin(), files.end());
    return files;
}

std::string hash_files(const std::vector<fs::path>& files, FileDigests& digests) {
    Fingerprint fingerprint;
    for (const fs::path& file : files) fingerprint.add(file.filename().string()).add(digests.of(file));
    return fingerprint.hex();
}

std::vector<std::string> digests_of_sources(const Opened& opened) {
    FileDigests digests((opened.kept.empty() ? opened.cache : opened.kept) / "digests");
    std::vector<std::string> contents;
    for (const model::SourceDefinition& source : opened.definition.sources)
        contents.push_back(hash_files(files_of_source(source.path), digests));
    if (FolderLock::is_held_here(opened.definition.folder)) digests.save();  // a reader writes nothing
    return contents;
}

std::string hash_folder(const fs::path& folder) {
    FileDigests unremembered{{}};
    return hash_files(fs::is_directory(folder) ? files_below(folder) : std::vector<fs::path>{}, unremembered);
}

}  // namespace zonewright::study
