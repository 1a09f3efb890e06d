// SHA-256 of files that are asked for again and again: a file is not read anew while its inode, size and times of change
// are those it had when it was read.
//
// The kernel sets the time of change (ctime) at every write and lets nobody set it back. A file that changed less than
// two seconds before it was read is read again the next time: a second write in the same tick of the clock would not show.
#pragma once

#include <filesystem>
#include <map>
#include <string>

namespace zonewright {

class FileDigests {
public:
    /// `memory`: a file of earlier digests; one that is absent, cut or of another form counts as empty.
    explicit FileDigests(std::filesystem::path memory);
    /// Throws InputError when the file cannot be read.
    std::string of(const std::filesystem::path& file);
    /// Whether the file is known to have this digest, without reading it.
    bool is(const std::filesystem::path& file, const std::string& sha256) const;
    /// The file was written with this content and read back a moment ago.
    void note(const std::filesystem::path& file, const std::string& sha256);
    /// Remembers what was read, where its folder exists and can be written; otherwise nothing is lost but time.
    void save() const;

private:
    struct Seen {
        std::string state;  ///< inode, size, times of change
        std::string sha256;
    };
    std::filesystem::path memory_;
    std::map<std::string, Seen> seen_;
    bool changed_ = false;
};

}  // namespace zonewright
