// What does a study lay over the installed knowledge, and how does it differ?
//
// A file that `zonewright new` wrote states the digest of the installed file it was made from (a comment at its head), so
// that an upgrade which changes that file is noticed. Errors: InputError for TOML that cannot be read. Cost: reads both
// files of each.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "catalog/layers_folder.h"

namespace zonewright::catalog {

/// Unread: nothing reads a file in that place.
enum class OwnLayer { Adds, Replaces, Removes, Repeats, Unread };
std::string to_string(OwnLayer kind);  // "adds", "replaces", "removes", "repeats", "unread"
Text title_of(OwnLayer kind);

/// A value that differs; "—" where there is none on that side.
struct ChangedValue {
    std::string key;  ///< "value.low", "cluster[2].upper[0][1]"
    std::string installed, own;
};

struct OwnLayerFile {
    std::string file;  ///< relative to the layers folder: "criteria/slope.toml"
    OwnLayer kind = OwnLayer::Adds;
    std::vector<ChangedValue> changes;  ///< of Replaces, in the order of the files
    bool installed_changed = false;     ///< since this file was made from it
};

/// Sorted by file; empty where nothing lies over.
std::vector<OwnLayerFile> own_layer_files(const LayersFolder& layers);

/// The comment that states what a file was made from; its digest can be read back.
std::string head_for(const std::string& relative, const std::string& installed_content);

/// A file in one line: what it does, and the first changes.
Text words_of(const OwnLayerFile& file);
/// What a person has to know of them: files that nothing reads, and installed files that an upgrade has changed.
std::vector<Text> cautions_of(const std::vector<OwnLayerFile>& files);

}  // namespace zonewright::catalog
