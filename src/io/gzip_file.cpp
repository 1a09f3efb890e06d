#include "io/gzip_file.h"

#include <zlib.h>

#include <array>
#include <memory>

#include "base/atomic_file.h"
#include "base/errors.h"

namespace zonewright::io {
namespace {

struct GzipClose {
    void operator()(gzFile_s* file) const noexcept { gzclose(file); }
};
using GzipFile = std::unique_ptr<gzFile_s, GzipClose>;

constexpr std::size_t gzip_piece = std::size_t{1} << 20;

}  // namespace

void write_gzip(const std::filesystem::path& target, std::string_view text) {
    PendingFile pending(target);
    GzipFile file(gzopen(pending.path().c_str(), "wb6"));
    bool written = file != nullptr;
    for (std::size_t at = 0; written && at < text.size(); at += gzip_piece) {
        const std::string_view piece = text.substr(at, gzip_piece);
        written = gzwrite(file.get(), piece.data(), static_cast<unsigned>(piece.size())) ==
                  static_cast<int>(piece.size());
    }
    if (!written || gzclose(file.release()) != Z_OK)
        throw ResourceError({.thing = target.string(),
                             .expected = both("可写入的位置", "a place that can be written"),
                             .advice = both("腾出空间后重试", "free some space and try again")});
    pending.publish();
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
