#include "io/byte_packing.h"

#include <zstd.h>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::io {

std::vector<char> pack_bytes(std::span<const char> bytes) {
    std::vector<char> packed(ZSTD_compressBound(bytes.size()));
    const std::size_t size = ZSTD_compress(packed.data(), packed.size(), bytes.data(), bytes.size(), 1);
    if (ZSTD_isError(size) != 0)
        throw ResourceError({.thing = both("压缩中间结果", "packing an intermediate result"),
                             .value = ZSTD_getErrorName(size),
                             .advice = both("检查内存后重试", "check the memory and try again")});
    packed.resize(size);
    return packed;
}

std::optional<std::vector<char>> unpack_bytes(std::span<const char> packed) {
    const unsigned long long size = ZSTD_getFrameContentSize(packed.data(), packed.size());
    if (size == ZSTD_CONTENTSIZE_ERROR || size == ZSTD_CONTENTSIZE_UNKNOWN || size > std::size_t{1} << 40) return std::nullopt;
    std::vector<char> bytes(size);
    const std::size_t unpacked = ZSTD_decompress(bytes.data(), bytes.size(), packed.data(), packed.size());
    if (ZSTD_isError(unpacked) != 0 || unpacked != bytes.size()) return std::nullopt;
    return bytes;
}

}  // namespace zonewright::io
