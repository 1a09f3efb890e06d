// Which files of a layers folder were read, and what is the hash of them all?
//
// Every reader of this folder goes through here, so that no knowledge enters a run without entering the
// catalogue version. The version depends on names and contents only, not on the order of reading or the place
// of the folder.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "base/atomic_file.h"
#include "catalog/layers_folder.h"
#include "catalog/table_reader.h"

namespace zonewright::catalog {

class LayerFiles {
public:
    /// `shown`: how the folder is called in messages, with the separator behind it.
    explicit LayerFiles(LayersFolder folder, std::string shown = "layers/")
        : folder_(std::move(folder)), shown_(std::move(shown)) {}

    /// Relative paths of the *.toml files in a sub-folder, sorted, without those that what lies over it has retired.
    /// Throws InputError when the sub-folder is missing.
    std::vector<std::string> list(const std::string& subfolder) const;
    /// Names of the folders in a sub-folder, sorted.
    std::vector<std::string> folders(const std::string& subfolder) const;

    /// Reads one file with `reader(TableReader&)` and remembers it. Throws InputError when it is missing.
    template <typename Read>
    auto read(const std::string& relative, Read&& reader) {
        return read_toml(content(relative), name_of(relative), std::forward<Read>(reader));
    }
    /// Every file of a sub-folder, in the order of list().
    template <typename Read>
    auto read_folder(const std::string& subfolder, Read&& reader) {
        std::vector<std::invoke_result_t<Read, TableReader&>> items;
        for (const std::string& relative : list(subfolder)) items.push_back(read(relative, reader));
        return items;
    }

    /// "layers/roles/town.toml": how a file is called in messages.
    std::string name_of(const std::string& relative) const;
    bool has_folder(const std::string& subfolder) const;
    /// A file that was read elsewhere stands for one of this folder: what is known of `relative` is its content.
    void put_in_place(const std::string& relative, const LayerFiles& of, const std::string& file);
    /// Relative path → hash of the content, for every file read so far.
    std::map<std::string, std::string> hashes() const;
    /// Hash of every file read so far, in sorted order.
    std::string version() const;

private:
    const std::string& content(const std::string& relative);
    bool is_own(const std::string& relative) const;
    bool is_retired(const std::string& relative) const;

    LayersFolder folder_;
    std::string shown_;
    std::map<std::string, std::string> contents_;
};

/// Whether a file lying over another only removes it: `retired = true`, and nothing else. Throws InputError for TOML that
/// cannot be read and for `retired` beside other keys.
bool says_retired(const std::filesystem::path& file);

/// The id at the top of the file; it has to be the name of the file, so that a message about one leads to the
/// other.
std::string read_id(TableReader& reader, const std::string& stem);

}  // namespace zonewright::catalog
