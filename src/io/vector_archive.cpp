#include "io/vector_archive.h"

#include <cpl_vsi.h>

#include <algorithm>
#include <fstream>
#include <memory>
#include <optional>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "base/language.h"
#include "base/leftovers.h"
#include "base/process_end.h"
#include "gis/text_encoding.h"
#include "io/checked_files.h"
#include "io/gdal_handles.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

namespace fs = std::filesystem;

// A zip of a county's land survey holds some hundred files and unpacks to ten times its size.
constexpr std::uintmax_t bomb_ratio = 200;
constexpr std::uintmax_t harmless_bytes = std::uintmax_t{256} << 20;
constexpr std::uintmax_t most_bytes = std::uintmax_t{2} << 30;
constexpr std::size_t most_entries = 10000;
constexpr std::size_t copy_bytes = std::size_t{1} << 20;

struct Entry {
    std::string raw;   ///< as GDAL calls it
    std::string name;  ///< as people do
};

/// GDAL reads an unmarked name as code page 437; its bytes are GBK.
std::string decoded(const std::string& raw) {
    if (gis::is_ascii(raw)) return raw;
    try {
        if (const auto text = gis::to_utf8(gis::from_utf8(raw, "CP437"), "GBK")) return *text;
    } catch (const InputError&) {
        return raw;  // not of that code page: it was marked as UTF-8
    }
    return raw;
}

std::string name_in_gdal(const fs::path& zip) {
    return "/vsizip/{" + checked_name(name_for_gdal(zip)) + "}";
}

[[noreturn]] void reject(const fs::path& zip, Text value, Text expected) {
    throw InputError({.thing = zip.string(),
                      .value = std::move(value),
                      .expected = std::move(expected),
                      .advice = both("解压后导入其中的文件", "unpack it and import a file of it")});
}

/// As the end of the central directory states it (APPNOTE 4.3.16); nothing where there is none. 65535 stands for
/// that many and more.
std::optional<std::size_t> stated_entries(const fs::path& zip) {
    constexpr std::size_t record_bytes = 22, longest_comment = 65535;
    const FileReader file(zip);
    const std::uint64_t tail = std::min<std::uint64_t>(file.size(), record_bytes + longest_comment);
    std::string bytes(tail, '\0');
    bytes.resize(file.read_at(file.size() - tail, bytes));
    const std::size_t at = bytes.rfind("PK\x05\x06");
    if (at == std::string::npos || bytes.size() - at < record_bytes) return std::nullopt;
    return static_cast<unsigned char>(bytes[at + 10]) + 256U * static_cast<unsigned char>(bytes[at + 11]);
}

std::vector<Entry> entries_of(const fs::path& zip) {
    start_gdal();
    if (const auto stated = stated_entries(zip); stated.value_or(0) > most_entries)
        reject(zip, both("{} 个文件", "{} files", *stated),
               both("不超过 {} 个文件的 zip", "a zip of at most {} files", most_entries));
    const gis::GdalErrors errors;
    const CPLStringList names(VSIReadDirRecursive(name_in_gdal(zip).c_str()));
    std::vector<Entry> entries;
    entries.reserve(static_cast<std::size_t>(names.size()));
    for (int i = 0; i < names.size(); ++i) entries.push_back({names[i], decoded(names[i])});
    if (entries.empty()) reject(zip, errors.failure(), both("可读的 zip", "a readable zip"));
    return entries;
}

/// What macOS puts beside the files, __MACOSX and ._name, and other hidden files.
bool is_of_the_system(const std::string& name) {
    return std::ranges::any_of(fs::path(name), [](const fs::path& step) {
        return step == "__MACOSX" || (step.native().starts_with('.') && step != ".");
    });
}

bool inside(const std::string& name, const std::string& folder) {
    return name.size() > folder.size() + 1 && name.starts_with(folder) && name[folder.size()] == '/';
}

/// "a/三调.gdb" of "a/三调.gdb/a00000001.gdbtable"; nothing when no folder on the way is a .gdb.
std::string geodatabase_around(const std::string& name) {
    fs::path around;
    for (const fs::path& step : fs::path(name)) {
        around /= step;
        if (extension_of(around) == ".gdb") return around.string();
    }
    return {};
}

bool is_data_set(const std::string& name) {
    const std::string extension = extension_of(name);
    // a .dbf in a zip is a part of a Shapefile; a lone table comes as one
    return extension == ".txt" || (extension != ".dbf" && !vector_drivers_of(extension).empty());
}

bool belongs_to(const std::string& name, const std::string& member) {
    if (extension_of(member) == ".gdb") return inside(name, member);
    const fs::path a(name), b(member);
    return a.parent_path() == b.parent_path() && a.stem() == b.stem();
}

std::uintmax_t size_of(const std::string& name) {
    VSIStatBufL state;
    return VSIStatL(name.c_str(), &state) == 0 ? static_cast<std::uintmax_t>(state.st_size) : 0;
}

struct CloseFile {
    void operator()(VSILFILE* file) const noexcept { VSIFCloseL(file); }
};

void unpack(const std::string& from, const fs::path& to, const fs::path& zip) {
    const gis::GdalErrors errors;
    const std::unique_ptr<VSILFILE, CloseFile> source(VSIFOpenL(from.c_str(), "rb"));
    std::ofstream target(to, std::ios::binary);
    std::vector<char> buffer(copy_bytes);
    std::uintmax_t copied = 0;
    const std::uintmax_t stated = size_of(from);
    while (source && copied <= stated) {
        const std::size_t count = VSIFReadL(buffer.data(), 1, buffer.size(), source.get());
        if (count == 0) break;
        target.write(buffer.data(), static_cast<std::streamsize>(count));
        copied += count;
    }
    target.close();
    if (!target)
        throw ResourceError(
            {.thing = to.string(),
             .value = {},
             .expected = both("临时文件夹有足够空间", "room in the temporary folder"),
             .advice = both("用环境变量 TMPDIR 指定其他位置", "choose another place with TMPDIR")});
    if (!source || errors.failed() || copied != stated)
        reject(zip, to.filename().string() + (errors.failed() ? ": " + errors.failure() : ""),
               both("完整、未加密的 zip", "a whole zip without a password"));
}

fs::path new_private_folder() {
    // Names of other users and of other runs are told apart by their owner; what a killed run left is swept.
    static const std::size_t swept = sweep_leftovers(fs::temp_directory_path(), false);
    static_cast<void>(swept);
    for (;;) {
        fs::path folder = temporary_name(fs::temp_directory_path() / "zonewright");
        if (!fs::create_directory(folder)) continue;
        fs::permissions(folder, fs::perms::owner_all);
        return folder;
    }
}

}  // namespace

bool is_archive(const fs::path& path) {
    return extension_of(path) == ".zip" || extension_of(path) == ".kmz";
}

std::vector<std::string> archive_members(const fs::path& zip) {
    std::set<std::string> members;
    for (const Entry& entry : entries_of(zip)) {
        if (entry.name.ends_with('/') || is_of_the_system(entry.name)) continue;
        const std::string geodatabase = geodatabase_around(entry.name);
        if (!geodatabase.empty())
            members.insert(geodatabase);
        else if (is_data_set(entry.name))
            members.insert(entry.name);
    }
    return {members.begin(), members.end()};
}

struct UnpackedMember::PrivateFolder {
    fs::path path = new_private_folder();
    RemovedAtEnd removed_at_end{path};

    PrivateFolder() = default;
    PrivateFolder(const PrivateFolder&) = delete;
    PrivateFolder& operator=(const PrivateFolder&) = delete;
    ~PrivateFolder() {
        std::error_code ignored;  // nothing can be done about it in a destructor
        fs::remove_all(path, ignored);
    }
};

UnpackedMember::UnpackedMember(const fs::path& zip, const std::string& member) {
    std::vector<Entry> wanted;
    std::uintmax_t bytes = 0;
    for (const Entry& entry : entries_of(zip)) {
        if (entry.name.ends_with('/') || !belongs_to(entry.name, member)) continue;
        wanted.push_back(entry);
        bytes += size_of(name_in_gdal(zip) + "/" + entry.raw);
    }
    if (bytes > most_bytes)
        reject(zip, both("解压后 {} 字节", "{} bytes when unpacked", bytes),
               both("解压后不超过 {} 字节", "at most {} bytes when unpacked", most_bytes));
    if (bytes > harmless_bytes && bytes / bomb_ratio > fs::file_size(zip))
        reject(zip, both("解压后 {} 字节", "{} bytes when unpacked", bytes),
               both("正常的压缩比", "an ordinary ratio of compression"));
    folder_ = std::make_unique<PrivateFolder>();
    path_ = folder_->path / fs::path(member).filename();
    // Only the last part of a name is used, so that no name leads out of the folder.
    const fs::path base = extension_of(member) == ".gdb" ? path_ : folder_->path;
    fs::create_directories(base);
    for (const Entry& entry : wanted)
        unpack(name_in_gdal(zip) + "/" + entry.raw, base / fs::path(entry.name).filename(), zip);
}

UnpackedMember::UnpackedMember(UnpackedMember&&) noexcept = default;
UnpackedMember& UnpackedMember::operator=(UnpackedMember&&) noexcept = default;
UnpackedMember::~UnpackedMember() = default;

}  // namespace zonewright::io
