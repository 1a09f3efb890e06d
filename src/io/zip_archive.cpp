#include "io/zip_archive.h"

#include <cpl_conv.h>
#include <cpl_vsi.h>

#include <algorithm>
#include <array>
#include <memory>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "io/gdal_session.h"

namespace zonewright::io {
namespace {

[[noreturn]] void cannot_write(const std::filesystem::path& target, const std::string& name) {
    throw ResourceError({.thing = target.string(),
                         .value = name,
                         .expected = both("可写的压缩文件", "a zip file that can be written"),
                         .advice = both("检查磁盘空间和权限", "check disk space and permissions")});
}

}  // namespace

void write_zip(const std::filesystem::path& target, const std::vector<ZipEntry>& entries) {
    PendingFile pending(std::filesystem::absolute(target));
    start_gdal();
    void* zip = CPLCreateZip(pending.path().c_str(), nullptr);
    if (zip == nullptr) cannot_write(target, pending.path().string());
    bool good = true;
    std::string failed;
    for (const auto& [name, content] : entries) {
        if (!good) break;
        failed = name;
        good = CPLCreateFileInZip(zip, name.c_str(), nullptr) == CE_None;
        // The writer takes an int for the size.
        constexpr std::size_t block = 1 << 20;
        for (std::size_t at = 0; good && at < content.size(); at += block)
            good = CPLWriteFileInZip(zip, content.data() + at,
                                     static_cast<int>(std::min(block, content.size() - at))) == CE_None;
        good = good && CPLCloseFileInZip(zip) == CE_None;
    }
    good = CPLCloseZip(zip) == CE_None && good;
    if (!good) cannot_write(target, failed);
    for (const auto& [name, content] : entries)
        if (read_zip_entry(pending.path(), name) != content) cannot_write(target, name);
    pending.publish();
}

std::string read_zip_entry(const std::filesystem::path& zip, const std::string& name) {
    start_gdal();
    const std::string inside = "/vsizip/{" + std::filesystem::absolute(zip).string() + "}/" + name;
    const std::unique_ptr<VSILFILE, void (*)(VSILFILE*)> file(VSIFOpenL(inside.c_str(), "rb"),
                                                              [](VSILFILE* open) { VSIFCloseL(open); });
    if (!file)
        throw ResourceError({.thing = zip.string(),
                             .value = name,
                             .expected = both("压缩文件中的该项", "this entry in the zip file"),
                             .advice = both("重新生成文件", "make the file again")});
    std::string content;
    std::array<char, 1 << 16> block;
    for (std::size_t n = 0; (n = VSIFReadL(block.data(), 1, block.size(), file.get())) > 0;)
        content.append(block.data(), n);
    return content;
}

}  // namespace zonewright::io
