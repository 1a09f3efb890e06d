#include "io/block_coding.h"

#include <libdeflate.h>
#include <zstd.h>

#include <cstring>
#include <new>
#include <utility>

#include "base/errors.h"
#include "base/language.h"
#include "base/vectorised.h"

namespace zonewright::io {
namespace {

/// The quickest levels: higher ones save a tenth of the room for twice the time.
constexpr int zstd_level = 1, deflate_level = 1;

ZONEWRIGHT_VECTORISED void subtract_neighbours(const std::uint32_t* words, std::uint32_t* differences,
                                               std::size_t count) {
    for (std::size_t i = 1; i < count; ++i) differences[i] = words[i] - words[i - 1];
}

void add_neighbours(std::uint32_t* words, std::size_t count) {
    std::uint32_t sum = 0;
    for (std::size_t i = 0; i < count; ++i) words[i] = sum += words[i];
}

template <auto release>
struct CodecRelease {
    template <typename T>
    void operator()(T* codec) const noexcept {
        release(codec);
    }
};
template <typename T, auto release>
using CodecHandle = std::unique_ptr<T, CodecRelease<release>>;

template <typename Handle>
Handle made(Handle codec) {
    if (!codec) throw std::bad_alloc();
    return codec;
}

[[noreturn]] void refuse_coding(const char* codec) {
    throw ResourceError({.thing = codec,
                         .value = both("压缩失败", "packing failed"),
                         .advice = both("检查内存后重试", "check memory and try again")});
}

}  // namespace

struct BlockCoder::Work {
    explicit Work(BlockCodec of) : codec(of) {
        if (codec == BlockCodec::Zstd) {
            zstd_in = made(decltype(zstd_in)(ZSTD_createCCtx()));
            zstd_out = made(decltype(zstd_out)(ZSTD_createDCtx()));
        } else if (codec == BlockCodec::Deflate) {
            deflate_in = made(decltype(deflate_in)(libdeflate_alloc_compressor(deflate_level)));
            deflate_out = made(decltype(deflate_out)(libdeflate_alloc_decompressor()));
        }
    }

    BlockCodec codec;
    CodecHandle<ZSTD_CCtx, ZSTD_freeCCtx> zstd_in;
    CodecHandle<ZSTD_DCtx, ZSTD_freeDCtx> zstd_out;
    CodecHandle<libdeflate_compressor, libdeflate_free_compressor> deflate_in;
    CodecHandle<libdeflate_decompressor, libdeflate_free_decompressor> deflate_out;
    std::vector<std::uint32_t> differences;
    std::vector<std::byte> coded;
};

BlockCoder::BlockCoder(BlockCodec codec) : work_(std::make_unique<Work>(codec)) {}
BlockCoder::~BlockCoder() = default;
BlockCoder::BlockCoder(BlockCoder&&) noexcept = default;
BlockCoder& BlockCoder::operator=(BlockCoder&&) noexcept = default;

std::span<const std::byte> BlockCoder::encode(std::span<const std::uint32_t> words, std::size_t row_words) {
    Work& work = *work_;
    if (work.codec == BlockCodec::None) return std::as_bytes(words);
    work.differences.resize(words.size());
    for (std::size_t at = 0; at < words.size(); at += row_words) {
        subtract_neighbours(words.data() + at, work.differences.data() + at, row_words);
        work.differences[at] = words[at];
    }
    const std::size_t bytes = words.size_bytes();
    if (work.codec == BlockCodec::Zstd) {
        work.coded.resize(ZSTD_compressBound(bytes));
        const std::size_t size = ZSTD_compressCCtx(work.zstd_in.get(), work.coded.data(), work.coded.size(),
                                                   work.differences.data(), bytes, zstd_level);
        if (ZSTD_isError(size) != 0) refuse_coding("ZSTD");
        return std::span(work.coded).first(size);
    }
    work.coded.resize(libdeflate_zlib_compress_bound(work.deflate_in.get(), bytes));
    const std::size_t size = libdeflate_zlib_compress(work.deflate_in.get(), work.differences.data(), bytes,
                                                      work.coded.data(), work.coded.size());
    if (size == 0) refuse_coding("DEFLATE");
    return std::span(work.coded).first(size);
}

bool BlockCoder::decode(std::span<const std::byte> coded, std::span<std::uint32_t> words, std::size_t row_words) {
    Work& work = *work_;
    const std::size_t bytes = words.size_bytes();
    if (work.codec == BlockCodec::None) {
        if (coded.size() != bytes) return false;
        std::memcpy(words.data(), coded.data(), bytes);
        return true;
    }
    if (work.codec == BlockCodec::Zstd) {
        if (ZSTD_decompressDCtx(work.zstd_out.get(), words.data(), bytes, coded.data(), coded.size()) != bytes)
            return false;
    } else if (libdeflate_zlib_decompress(work.deflate_out.get(), coded.data(), coded.size(), words.data(), bytes,
                                          nullptr) != LIBDEFLATE_SUCCESS) {
        return false;
    }
    for (std::size_t at = 0; at < words.size(); at += row_words) add_neighbours(words.data() + at, row_words);
    return true;
}

}  // namespace zonewright::io
