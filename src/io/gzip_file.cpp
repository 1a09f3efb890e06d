#include "io/gzip_file.h"

#include <libdeflate.h>
#include <zlib.h>

#include <array>
#include <memory>
#include <new>

#include "base/errors.h"

namespace zonewright::io {
namespace {

struct GzipClose {
    void operator()(gzFile_s* file) const noexcept { gzclose(file); }
};
using GzipFile = std::unique_ptr<gzFile_s, GzipClose>;

struct CompressorRelease {
    void operator()(libdeflate_compressor* compressor) const noexcept { libdeflate_free_compressor(compressor); }
};

}  // namespace

std::string gzip_member(std::string_view text) {
    constexpr int level = 6;
    const std::unique_ptr<libdeflate_compressor, CompressorRelease> compressor(libdeflate_alloc_compressor(level));
    if (!compressor) throw std::bad_alloc();
    std::string member(libdeflate_gzip_compress_bound(compressor.get(), text.size()), '\0');
    const std::size_t size =
        libdeflate_gzip_compress(compressor.get(), text.data(), text.size(), member.data(), member.size());
    member.resize(size);
    return member;
}

std::string read_gzip(const std::filesystem::path& path) {
    const GzipFile file(gzopen(path.c_str(), "rb"));
    std::string text;
    std::array<char, 65536> piece{};
    int read = file ? 0 : -1;
    while (file && (read = gzread(file.get(), piece.data(), piece.size())) > 0)
        text.append(piece.data(), static_cast<std::size_t>(read));
    int state = Z_OK;
    if (file) gzerror(file.get(), &state);  // a file that is cut short ends without complaint of gzread
    if (read < 0 || state != Z_OK || gzdirect(file.get()) == 1)
        throw InputError({.thing = path.string(),
                          .expected = both("完好的 gzip 文件", "a sound gzip file"),
                          .advice = both("从原处取回，或以 zonewright run <研究> --fresh 重新生成", "fetch it from where it was made, or make it anew: zonewright run STUDY --fresh")});
    return text;
}

}  // namespace zonewright::io
