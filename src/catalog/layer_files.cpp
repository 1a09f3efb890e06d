#include "catalog/layer_files.h"

#include <algorithm>

#include "base/errors.h"
#include "base/hash.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void reject_missing_folder(const fs::path& folder, const std::string& subfolder) {
    throw InputError({.thing = (folder / subfolder).string(),
                      .value = both("不存在", "missing"),
                      .expected = both("文件夹 layers/{}", "the folder layers/{}", subfolder),
                      .advice = both("恢复该文件夹，或用 ZONEWRIGHT_LAYERS 指向完整的 layers 文件夹",
                                     "restore it, or point ZONEWRIGHT_LAYERS to a complete layers folder")});
}

}  // namespace

std::vector<std::string> LayerFiles::list(const std::string& subfolder) const {
    const fs::path folder = folder_ / subfolder;
    if (!fs::is_directory(folder)) reject_missing_folder(folder_, subfolder);
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.path().extension() == ".toml")
            names.push_back(subfolder + "/" + entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

std::vector<std::string> LayerFiles::folders(const std::string& subfolder) const {
    const fs::path folder = folder_ / subfolder;
    if (!fs::is_directory(folder)) reject_missing_folder(folder_, subfolder);
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) names.push_back(entry.path().filename().string());
    std::sort(names.begin(), names.end());
    return names;
}

bool LayerFiles::has_folder(const std::string& subfolder) const {
    return fs::is_directory(folder_ / subfolder);
}

void LayerFiles::put_in_place(const std::string& relative, const LayerFiles& of, const std::string& file) {
    contents_[relative] = of.contents_.at(file);
}

const std::string& LayerFiles::content(const std::string& relative) {
    const auto known = contents_.find(relative);
    if (known != contents_.end()) return known->second;
    if (!fs::is_regular_file(folder_ / relative))
        throw InputError(
            {.thing = (folder_ / relative).string(),
             .value = both("不存在", "missing"),
             .expected = both("文件 {}", "the file {}", name_of(relative)),
             .advice = both("恢复该文件，或用 ZONEWRIGHT_LAYERS 指向完整的 layers 文件夹",
                            "restore it, or point ZONEWRIGHT_LAYERS to a complete layers folder")});
    return contents_.emplace(relative, read_file(folder_ / relative)).first->second;
}

std::map<std::string, std::string> LayerFiles::hashes() const {
    std::map<std::string, std::string> hashes;
    for (const auto& [relative, content] : contents_) hashes[relative] = hash_text(content);
    return hashes;
}

std::string LayerFiles::version() const {
    Fingerprint fingerprint;
    for (const auto& [relative, content] : contents_) fingerprint.add(relative).add(content);
    return fingerprint.hex();
}

std::string read_id(TableReader& reader, const std::string& stem) {
    std::string id = reader.text("id");
    if (id != stem)
        reader.reject(
            "id", stem,
            both("文件名与 id 必须一致：改其中一个", "file name and id must agree: change one of them"));
    return id;
}

}  // namespace zonewright::catalog
