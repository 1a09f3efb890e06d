// Tile stores and surfaces for people, filled window by window from several threads.
#include <algorithm>
#include <bit>
#include <optional>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/language.h"
#include "base/parallel.h"
#include "io/block_digests.h"
#include "io/block_store.h"
#include "io/earlier_surface.h"
#include "io/gdal_session.h"
#include "io/raster_cog.h"
#include "io/raster_dataset.h"
#include "io/raster_digest.h"

namespace zonewright::io {
namespace {

/// Does every block that was written lie within the file, as GDAL reads it?
bool is_complete(const std::filesystem::path& path, const BlockStore& store, const raster::GridSpec& spec) {
    const gis::GdalErrors errors;
    const Dataset dataset = open_raster(path);
    RasterBlocks blocks(*dataset);
    const auto stated = BlockDigests::stated_in(*dataset, spec);
    const BlockDigests& written = store.digests();
    if (!stated || blocks.across() != written.across() || blocks.down() != written.down()) return false;
    const std::uint64_t size = std::filesystem::file_size(path);
    for (std::size_t down = 0; down < blocks.down(); ++down)
        for (std::size_t across = 0; across < blocks.across(); ++across)
            if (stated->of(across, down) != written.of(across, down) || blocks.end_in_file(across, down) > size ||
                (written.of(across, down) != 0 && !blocks.is_stored(across, down)))
                return false;
    return !errors.failed();
}

[[noreturn]] void refuse_incomplete(const std::filesystem::path& target) {
    throw ResourceError({.thing = target.string(),
                         .value = both("文件不完整", "the file is cut short"),
                         .advice = both("检查磁盘和内存后重试", "check disk and memory and try again")});
}

StoreForm store_form(CellType type, TileCoding coding, const std::optional<SurfaceForm>& surface) {
    return {.type = type,
            .codec = surface                       ? BlockCodec::Deflate
                     : coding == TileCoding::Plain ? BlockCodec::None
                                                   : BlockCodec::Zstd,
            .no_data = type == CellType::Float ? std::bit_cast<std::uint32_t>(file_no_data) : file_no_reason,
            .published = surface.has_value(),
            .squares = false,
            .surface = surface.value_or(SurfaceForm{})};
}

}  // namespace

/// A raster on its way into a file.
class RasterFile {
public:
    RasterFile(std::filesystem::path target, const raster::GridSpec& spec, int epsg, RasterLabel label, StoreForm form)
        : target_(std::move(target)),
          spec_(spec),
          epsg_(epsg),
          label_(std::move(label)),
          form_(form),
          big_(needs_big_tiff(static_cast<std::uint64_t>(spec.columns) * spec.rows)),
          pending_(target_),
          blocks_(form.published ? std::make_unique<PendingFile>(target_.string() + ".blocks") : nullptr),
          file_(where_blocks_go(), target_),
          store_(spec, form, file_, form.published ? 0 : tiff_header(big_, 0).size()) {}

    BlockStore& store() { return store_; }
    const StoreForm& form() const { return form_; }
    const raster::GridSpec& spec() const { return spec_; }
    const std::filesystem::path& target() const { return target_; }

    WrittenSurface publish(Durability durability) {
        start_gdal();
        store_.finish();
        WrittenSurface written = form_.published ? finish_surface() : finish_cache();
        pending_.publish(durability);
        return written;
    }

private:
    const std::filesystem::path& where_blocks_go() const { return blocks_ ? blocks_->path() : pending_.path(); }

    TiffForm tiff_form() const {
        std::map<std::string, std::string> items;
        if (form_.has_digests()) items[digests_item] = store_.digests().text();
        if (form_.squares) items[squares_item] = "YES";
        const double no_data = form_.type == CellType::Float ? static_cast<double>(file_no_data)
                                                             : static_cast<double>(file_no_reason);
        return {.big = big_,
                .type = form_.type,
                .codec = form_.codec,
                .labels = geotiff_entries(spec_, epsg_, form_.type, no_data, label_, items)};
    }
    WrittenSurface finish_cache() {
        const std::uint64_t at = (store_.end() + 7) / 8 * 8;
        file_.write_at(at, tiff_directories(tiff_form(), store_.images(), at));
        file_.write_at(0, tiff_header(big_, at));
        file_.close();
        if (!is_complete(pending_.path(), store_, spec_)) refuse_incomplete(target_);
        Fingerprint content;
        content.add(spec_.west_m).add(spec_.north_m).add(spec_.cell_m);
        content.add(static_cast<std::int64_t>(spec_.columns)).add(static_cast<std::int64_t>(spec_.rows));
        content.add(std::int64_t{epsg_}).add(label_.description).add(label_.unit).add(store_.digests().text());
        return {.content_sha256 = content.hex(), .file_sha256 = {}};
    }
    WrittenSurface finish_surface() {
        file_.close();
        WrittenSurface written;
        written.file_sha256 = lay_out_cog(store_, blocks_->path(), tiff_form(), pending_.path(), target_);
        for (std::size_t image = 0; image < store_.images().size(); ++image) {
            const auto hashes = store_.block_hashes(image);
            written.block_hashes.emplace_back(hashes.begin(), hashes.end());
        }
        written.content_sha256 =
            raster_digest(pending_.path(), [&](std::size_t image) { return store_.block_hashes(image); });
        return written;
    }

    std::filesystem::path target_;
    raster::GridSpec spec_;
    int epsg_;
    RasterLabel label_;
    StoreForm form_;
    bool big_;
    PendingFile pending_;
    std::unique_ptr<PendingFile> blocks_;  ///< the packed blocks of a file whose directories come first
    OutputFile file_;
    BlockStore store_;
};

namespace {

/// Brings a grid block by block, in parallel.
template <typename Cell, typename ToWords>
void write_grid(RasterFile& file, const raster::Grid<Cell>& grid, const Progress& progress, const ToWords& to_words) {
    const std::size_t across = (grid.spec.columns + tile_cells - 1) / tile_cells;
    const std::size_t down = (grid.spec.rows + tile_cells - 1) / tile_cells;
    parallel_for(across * down, 1, progress, [&](std::size_t block) {
        const CellWindow w = block_window(grid.spec, block % across, block / across);
        std::vector<std::uint32_t> words(w.width * w.height);
        for (std::size_t r = 0; r < w.height; ++r)
            to_words(grid.row(w.row + r).data() + w.column, w.width, words.data() + r * w.width);
        file.store().write(w, words);
    });
}

void stored_words(const float* cells, std::size_t count, const SurfaceForm& form, std::uint32_t* words) {
    std::vector<float> stored(count);
    to_file_values({cells, count}, stored);
    round_cells(stored.data(), count, form);
    std::transform(stored.begin(), stored.end(), words, [](float cell) { return std::bit_cast<std::uint32_t>(cell); });
}

void copy_words(const std::uint32_t* cells, std::size_t count, std::uint32_t* words) {
    std::copy_n(cells, count, words);
}

WrittenSurface write_floats(RasterFile& file, const raster::Grid<float>& grid, const Progress& progress,
                            Durability durability) {
    write_grid(file, grid, progress, [&](const float* cells, std::size_t count, std::uint32_t* words) {
        stored_words(cells, count, file.form().surface, words);
    });
    return file.publish(durability);
}

}  // namespace

struct TileWriter::Impl : RasterFile {
    using RasterFile::RasterFile;
};

TileWriter::TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg, const RasterLabel& label,
                       TileCoding coding)
    : impl_(std::make_unique<Impl>(std::move(target), spec, epsg, label,
                                   store_form(CellType::Float, coding, std::nullopt))) {}
TileWriter::TileWriter(std::filesystem::path target, const raster::GridSpec& spec, int epsg, const RasterLabel& label,
                       const SurfaceForm& form)
    : impl_(std::make_unique<Impl>(std::move(target), spec, epsg, label,
                                   store_form(CellType::Float, TileCoding::Compact, form))) {}
TileWriter::~TileWriter() = default;
TileWriter::TileWriter(TileWriter&&) noexcept = default;
TileWriter& TileWriter::operator=(TileWriter&&) noexcept = default;

void TileWriter::write(std::size_t column, std::size_t row, std::size_t width, std::size_t height,
                       std::span<const float> cells) {
    if (cells.size() < width * height)
        throw InternalError({.thing = "TileWriter::write", .value = impl_->target().string()});
    // Kept between calls: fresh memory for every block costs more than the copy.
    thread_local std::vector<std::uint32_t> words;
    words.resize(width * height);
    stored_words(cells.data(), width * height, impl_->form().surface, words.data());
    impl_->store().write({column, row, width, height}, words);
}

bool TileWriter::take_over(const EarlierSurface& earlier, const std::vector<bool>& changed) {
    BlockStore& store = impl_->store();
    if (changed.size() != store.images().front().blocks.offsets.size()) return false;
    const auto blocks = EarlierBlocks::open(earlier, impl_->spec(), store.images(), impl_->form());
    if (blocks) store.take_over(*blocks, changed);
    return blocks != nullptr;
}

WrittenSurface TileWriter::publish() {
    return impl_->publish(Durability::Renamed);
}

bool tiles_are_intact(const std::filesystem::path& path) {
    const gis::GdalErrors unreadable;
    try {
        const Dataset dataset = open_raster(path);
        const raster::GridSpec spec = describe(*dataset, path).spec;
        const auto digests = BlockDigests::stated_in(*dataset, spec);
        if (!digests) return false;
        RasterBlocks blocks(*dataset);
        std::vector<std::uint32_t> scratch;
        bool intact = blocks.across() == digests->across() && blocks.down() == digests->down();
        for (std::size_t b = 0; intact && b < digests->across() * digests->down(); ++b)
            intact = block_is_intact(blocks, *digests, spec, b % digests->across(), b / digests->across(), scratch);
        return intact;
    } catch (const InputError&) {
        return false;
    }
}

WrittenSurface write_tiles(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                           const RasterLabel& label, TileCoding coding, const Progress& progress) {
    RasterFile file(target, grid.spec, epsg, label, store_form(CellType::Float, coding, std::nullopt));
    return write_floats(file, grid, progress.quiet(), Durability::Renamed);
}

WrittenSurface write_distances(const std::filesystem::path& target, const raster::Grid<std::uint32_t>& squared, int epsg,
                               const RasterLabel& label, const Progress& progress) {
    StoreForm form = store_form(CellType::Unsigned, TileCoding::Compact, std::nullopt);
    form.squares = true;
    RasterFile file(target, squared.spec, epsg, label, form);
    write_grid(file, squared, progress.quiet(), copy_words);
    return file.publish(Durability::Renamed);
}

WrittenSurface write_cog(const std::filesystem::path& target, const raster::Grid<float>& grid, int epsg,
                         const RasterLabel& label, const Progress& progress, const SurfaceForm& form) {
    RasterFile file(target, grid.spec, epsg, label, store_form(CellType::Float, TileCoding::Compact, form));
    return write_floats(file, grid, progress, Durability::Synced);
}

WrittenSurface write_cog(const std::filesystem::path& target, const raster::Grid<std::uint32_t>& grid, int epsg,
                         const RasterLabel& label, const Progress& progress) {
    const SurfaceForm form{.overviews = Overviews::Nearest};
    RasterFile file(target, grid.spec, epsg, label, store_form(CellType::Unsigned, TileCoding::Compact, form));
    write_grid(file, grid, progress, copy_words);
    return file.publish(Durability::Synced);
}

}  // namespace zonewright::io
