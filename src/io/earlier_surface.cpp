#include "io/earlier_surface.h"

#include <algorithm>

#include "base/hash.h"

namespace zonewright::io {
namespace {

bool is_of_form(RasterBlocks& blocks, const TiffImage& image, std::span<const std::string> hashes) {
    return blocks.width() == tile_cells && blocks.height() == tile_cells && blocks.has_words() &&
           blocks.across() * blocks.down() == image.blocks.offsets.size() && hashes.size() == image.blocks.offsets.size() &&
           std::none_of(hashes.begin(), hashes.end(), [](const std::string& hash) { return hash.empty(); });
}

}  // namespace

std::unique_ptr<EarlierBlocks> EarlierBlocks::open(const EarlierSurface& surface, const raster::GridSpec& spec,
                                                   std::span<const TiffImage> images, const StoreForm& form) {
    std::error_code absent;
    if (form.type != CellType::Float || !form.published || !std::filesystem::is_regular_file(surface.file, absent) ||
        hash_file(surface.file) != surface.file_sha256)
        return nullptr;
    const gis::GdalErrors errors;
    Dataset dataset = read_made(surface.file, [&] { return open_raster(surface.file); });
    auto digests = BlockDigests::stated_in(*dataset, spec);
    GDALRasterBand& band = *dataset->GetRasterBand(1);
    if (!digests || !(describe(*dataset, surface.file).spec == spec) || surface.block_hashes.size() != images.size() ||
        static_cast<std::size_t>(band.GetOverviewCount()) + 1 != images.size() || band.GetRasterDataType() != GDT_Float32)
        return nullptr;
    std::unique_ptr<EarlierBlocks> earlier(new EarlierBlocks(surface, std::move(dataset), std::move(*digests)));
    for (std::size_t i = 0; i < images.size(); ++i) {
        earlier->images_.emplace_back(*earlier->dataset_, i == 0 ? band : *band.GetOverview(static_cast<int>(i) - 1));
        if (!is_of_form(earlier->images_.back(), images[i], surface.block_hashes[i])) return nullptr;
    }
    return errors.failed() ? nullptr : std::move(earlier);
}

std::span<const std::byte> EarlierBlocks::packed(std::size_t image, std::size_t block) {
    const auto bytes = images_[image].packed(block % across(image), block / across(image));
    if (!bytes) refuse_damaged_tiles(surface_.file);
    return std::as_bytes(*bytes);
}

void EarlierBlocks::words(std::size_t image, std::size_t block, std::span<std::uint32_t> words) {
    if (!images_[image].read_words(block % across(image), block / across(image), words)) refuse_damaged_tiles(surface_.file);
}

}  // namespace zonewright::io
