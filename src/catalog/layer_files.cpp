#include "catalog/layer_files.h"

#include <algorithm>
#include <set>

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

/// A file that the program reads by its name.
[[noreturn]] void reject_retired(const std::string& file) {
    throw InputError({.thing = file,
                      .value = "retired = true",
                      .expected = both("程序必需的文件", "a file that the program needs"),
                      .advice = both("删除该文件即恢复安装的内容", "delete it to have the installed one again")});
}

/// The sub-folder as installed and as the study has it, of these what is there.
std::vector<fs::path> places_of(const LayersFolder& layers, const std::string& subfolder) {
    std::vector<fs::path> places;
    for (const fs::path& folder : {layers.installed, layers.own})
        if (!folder.empty() && fs::is_directory(folder / subfolder)) places.push_back(folder / subfolder);
    return places;
}

}  // namespace

bool says_retired(const fs::path& file) {
    const TomlTable table = parse_toml(read_file(file), file.string());
    const TomlEntry* retired = table.find("retired");
    if (retired == nullptr) return false;
    const bool* yes = std::get_if<bool>(&retired->node.value);
    if (yes != nullptr && *yes && table.entries.size() == 1) return true;
    throw InputError({.thing = fmt::format("{}:{}: retired", file.string(), retired->node.line),
                      .value = shown(retired->node),
                      .expected = both("retired = true，且文件中没有其他内容", "retired = true and nothing else in the file"),
                      .advice = both("要停用就只留这一行，要修改就删去这一行",
                                     "to remove the item keep this line alone, to change it delete the line")});
}

std::vector<std::string> LayerFiles::list(const std::string& subfolder) const {
    if (!has_folder(subfolder)) reject_missing_folder(folder_.installed, subfolder);
    std::set<std::string> names;
    for (const fs::path& folder : places_of(folder_, subfolder))
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.path().extension() == ".toml") names.insert(subfolder + "/" + entry.path().filename().string());
    std::erase_if(names, [&](const std::string& relative) { return is_retired(relative); });
    return {names.begin(), names.end()};
}

std::vector<std::string> LayerFiles::folders(const std::string& subfolder) const {
    if (!has_folder(subfolder)) reject_missing_folder(folder_.installed, subfolder);
    std::set<std::string> names;
    for (const fs::path& folder : places_of(folder_, subfolder))
        for (const auto& entry : fs::directory_iterator(folder))
            if (entry.is_directory()) names.insert(entry.path().filename().string());
    return {names.begin(), names.end()};
}

bool LayerFiles::has_folder(const std::string& subfolder) const {
    return !places_of(folder_, subfolder).empty();
}

bool LayerFiles::is_own(const std::string& relative) const {
    return !folder_.own.empty() && fs::is_regular_file(folder_.own / relative);
}

bool LayerFiles::is_retired(const std::string& relative) const {
    return is_own(relative) && says_retired(folder_.own / relative);
}

std::string LayerFiles::name_of(const std::string& relative) const {
    return is_own(relative) ? (folder_.own / relative).string() : shown_ + relative;
}

void LayerFiles::put_in_place(const std::string& relative, const LayerFiles& of, const std::string& file) {
    contents_[relative] = of.contents_.at(file);
}

const std::string& LayerFiles::content(const std::string& relative) {
    const auto known = contents_.find(relative);
    if (known != contents_.end()) return known->second;
    if (is_retired(relative)) reject_retired(name_of(relative));
    const fs::path file = is_own(relative) ? folder_.own / relative : folder_.installed / relative;
    if (!fs::is_regular_file(file))
        throw InputError(
            {.thing = file.string(),
             .value = both("不存在", "missing"),
             .expected = both("文件 {}", "the file {}", name_of(relative)),
             .advice = both("恢复该文件，或用 ZONEWRIGHT_LAYERS 指向完整的 layers 文件夹",
                            "restore it, or point ZONEWRIGHT_LAYERS to a complete layers folder")});
    return contents_.emplace(relative, read_file(file)).first->second;
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
