// A zip in which a layer lies, as people mail them. The member is unpacked into a private folder, because a
// Shapefile is several files and a GeoPackage wants to be seen whole. Nothing outside that folder is written,
// whatever the names in the zip say; a zip that unpacks to a thousand times its size is refused. Names that
// are not marked as UTF-8 are taken for GBK, which is what Chinese archivers write.
#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <vector>

namespace zonewright::io {

/// By its extension.
bool is_archive(const std::filesystem::path& path);

/// The data sets in it, such as "现状/DLTB.shp" and "三调.gdb", in alphabetical order. Throws InputError when
/// the file is no readable zip.
std::vector<std::string> archive_members(const std::filesystem::path& zip);

/// One data set with the files that belong to it, unpacked; gone with the value.
class UnpackedMember {
public:
    UnpackedMember(const std::filesystem::path& zip, const std::string& member);
    ~UnpackedMember();
    UnpackedMember(UnpackedMember&&) noexcept;
    UnpackedMember& operator=(UnpackedMember&&) noexcept;

    const std::filesystem::path& path() const { return path_; }

private:
    struct PrivateFolder;
    std::unique_ptr<PrivateFolder> folder_;
    std::filesystem::path path_;
};

}  // namespace zonewright::io
