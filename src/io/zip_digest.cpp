#include "io/zip_digest.h"

#include <cpl_string.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <memory>
#include <vector>

#include "base/errors.h"
#include "base/hash.h"
#include "io/gdal_handles.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

[[noreturn]] void refuse_zip(const std::filesystem::path& path, const std::string& why) {
    throw InputError({.thing = path.string(),
                      .value = why,
                      .expected = both("完好的压缩包", "a sound zip archive"),
                      .advice = both("从原处取回，或以 zonewright run <研究> --fresh 重新生成", "fetch it from where it was made, or make it anew: zonewright run STUDY --fresh")});
}

/// Names of the files inside, sorted.
std::vector<std::string> names_in_archive(const std::string& archive) {
    const CPLStringList all(VSIReadDirRecursive(archive.c_str()), TRUE);
    std::vector<std::string> names;
    for (int i = 0; i < all.Count(); ++i)
        if (const std::string name = all[i]; !name.empty() && name.back() != '/') names.push_back(name);
    std::sort(names.begin(), names.end());
    return names;
}

std::string archive_name(const std::filesystem::path& path) {
    start_gdal();
    return "/vsizip/{" + std::filesystem::absolute(path).string() + "}";
}

std::string entry_content(const std::filesystem::path& path, const std::string& name) {
    const gis::GdalErrors errors;
    GByte* content = nullptr;
    vsi_l_offset size = 0;
    const std::string entry = archive_name(path) + "/" + name;
    const bool read = VSIIngestFile(nullptr, entry.c_str(), &content, &size, -1) == TRUE;
    const std::unique_ptr<GByte, decltype(&VSIFree)> owner(content, &VSIFree);
    if (!read) refuse_zip(path, errors.failure().empty() ? name : errors.failure());
    return {reinterpret_cast<const char*>(content), static_cast<std::size_t>(size)};
}

}  // namespace

std::string zip_entry(const std::filesystem::path& path, const std::string& name) {
    return entry_content(path, name);
}

std::vector<std::string> zip_entries(const std::filesystem::path& path) {
    const gis::GdalErrors errors;
    std::vector<std::string> names = names_in_archive(archive_name(path));
    if (names.empty()) refuse_zip(path, errors.failure());
    return names;
}

std::string zip_digest(const std::filesystem::path& path, std::string_view below) {
    Fingerprint digest;
    for (const std::string& name : zip_entries(path))
        if (name.starts_with(below)) digest.add(name).add(entry_content(path, name));
    return digest.hex();
}

}  // namespace zonewright::io
