#include "io/raster_cog.h"

#include <algorithm>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/file_reader.h"
#include "base/hash.h"
#include "base/language.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

constexpr std::size_t leader_bytes = 4, trailer_bytes = 4;

[[noreturn]] void refuse_other_content(const std::filesystem::path& target) {
    throw ResourceError({.thing = target.string(),
                         .value = both("读回的内容与写入的不一致", "what was read back differs from what was written"),
                         .advice = both("检查磁盘后重试；已有结果未改动",
                                        "check the disk and try again; earlier results are untouched")});
}

/// Where each block will lie; the end of the file.
std::uint64_t place_blocks(std::vector<TiffImage>& images, std::uint64_t at) {
    for (std::size_t at_image = images.size(); at_image-- > 0;) {
        TiffImage& image = images[at_image];
        for (std::size_t block = 0; block < image.blocks.offsets.size(); ++block) {
            const std::uint32_t size = image.blocks.sizes[block];
            if (size == 0) continue;
            image.blocks.offsets[block] = at + leader_bytes;
            at += leader_bytes + size + trailer_bytes;
        }
    }
    return at;
}

/// Collects small pieces; writes and hashes them in order.
class Stream {
public:
    explicit Stream(OutputFile& file) : file_(file) {}
    void add(std::span<const std::byte> bytes) {
        pieces_.insert(pieces_.end(), bytes.begin(), bytes.end());
        constexpr std::size_t enough = std::size_t{4} << 20;
        if (pieces_.size() >= enough) flush();
    }
    void flush() {
        file_.write_at(at_, pieces_);
        at_ += pieces_.size();
        pieces_.clear();
    }

private:
    OutputFile& file_;
    std::vector<std::byte> pieces_;
    std::uint64_t at_ = 0;
};

void copy_blocks(const BlockStore& store, const FileReader& from, const std::filesystem::path& target, Stream& stream) {
    std::vector<char> packed;
    for (std::size_t at_image = store.images().size(); at_image-- > 0;) {
        const TiffImage& image = store.images()[at_image];
        for (std::size_t block = 0; block < image.blocks.offsets.size(); ++block) {
            const std::uint32_t size = image.blocks.sizes[block];
            if (size == 0) continue;
            packed.resize(size);
            if (from.read_at(image.blocks.offsets[block], packed) != size) refuse_other_content(target);
            const auto bytes = std::as_bytes(std::span(packed));
            stream.add(std::as_bytes(std::span(&size, 1)));
            stream.add(bytes);
            stream.add(bytes.last(std::min<std::size_t>(trailer_bytes, bytes.size())));
        }
    }
}

}  // namespace

std::string lay_out_cog(const BlockStore& store, const std::filesystem::path& blocks, const TiffForm& form,
                        const std::filesystem::path& pending, const std::filesystem::path& target) {
    std::vector<TiffImage> images = store.images();
    const std::string announcement = cog_announcement();
    const std::uint64_t header = tiff_header(form.big, 0).size();
    const std::uint64_t directories_at = (header + announcement.size() + 7) / 8 * 8;
    const std::uint64_t blocks_at = directories_at + tiff_directories(form, images, directories_at).size();
    const std::uint64_t end = place_blocks(images, blocks_at);
    OutputFile file(pending, target);
    Stream stream(file);
    stream.add(tiff_header(form.big, directories_at));
    stream.add(std::as_bytes(std::span(announcement)));
    stream.add(std::vector<std::byte>(directories_at - header - announcement.size()));
    stream.add(tiff_directories(form, images, directories_at));
    copy_blocks(store, FileReader(blocks), target, stream);
    stream.flush();
    file.close();
    if (std::filesystem::file_size(pending) != end) refuse_other_content(target);
    return hash_file(pending);
}

void copy_cog(const std::filesystem::path& from, const std::filesystem::path& target, const WrittenSurface& written) {
    if (hash_file(from) != written.file_sha256) refuse_damaged_tiles(from);
    PendingFile pending(target);
    {
        FileReader reader(from);
        OutputFile file(pending.path(), target);
        std::vector<char> bytes(std::size_t{4} << 20);
        std::uint64_t at = 0;
        for (std::size_t count = reader.read(bytes); count > 0; count = reader.read(bytes)) {
            file.write_at(at, std::as_bytes(std::span(bytes).first(count)));
            at += count;
        }
        reader.require_unchanged(at);
        file.close();
    }
    if (hash_file(pending.path()) != written.file_sha256) refuse_other_content(target);
    pending.publish();
}

}  // namespace zonewright::io
