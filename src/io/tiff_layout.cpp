#include "io/tiff_layout.h"

#include <cpl_vsi.h>
#include <fmt/format.h>

#include <array>
#include <cstring>

#include "base/errors.h"
#include "base/language.h"
#include "io/raster_dataset.h"

namespace zonewright::io {
namespace {

enum : std::uint16_t {
    tag_subfile = 254,
    tag_columns = 256,
    tag_rows = 257,
    tag_bits = 258,
    tag_compression = 259,
    tag_photometric = 262,
    tag_samples = 277,
    tag_planar = 284,
    tag_predictor = 317,
    tag_tile_width = 322,
    tag_tile_length = 323,
    tag_tile_offsets = 324,
    tag_tile_sizes = 325,
    tag_sample_format = 339,
    first_private_tag = 33550,
    tag_gdal_no_data = 42113,
};
enum : std::uint16_t { type_short = 3, type_long = 4, type_long8 = 16 };

/// Bytes of one value by type of entry: TIFF 6.0 §2, and LONG8 of BigTIFF.
std::size_t bytes_of_type(std::uint16_t type) {
    static constexpr std::array<std::uint8_t, 19> sizes{0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4, 0, 0, 8, 8, 8};
    return type < sizes.size() ? sizes[type] : 0;
}

template <typename T>
void append(std::vector<std::byte>& bytes, T value) {
    const auto* from = reinterpret_cast<const std::byte*>(&value);
    bytes.insert(bytes.end(), from, from + sizeof value);
}

template <typename T>
T number_at(std::span<const std::byte> bytes, std::size_t at) {
    T value{};
    if (at + sizeof value > bytes.size()) throw InternalError({.thing = "TIFF", .value = fmt::format("byte {}", at)});
    std::memcpy(&value, bytes.data() + at, sizeof value);
    return value;
}

template <typename T>
TiffEntry entry_of(std::uint16_t type, std::span<const T> values) {
    const auto bytes = std::as_bytes(values);
    return {type, values.size(), {bytes.begin(), bytes.end()}};
}
TiffEntry short_entry(std::size_t value) {
    const auto narrow = static_cast<std::uint16_t>(value);
    return entry_of(type_short, std::span<const std::uint16_t>(&narrow, 1));
}
TiffEntry long_entry(std::size_t value) {
    const auto narrow = static_cast<std::uint32_t>(value);
    return entry_of(type_long, std::span<const std::uint32_t>(&narrow, 1));
}

TiffEntry offsets_entry(bool big, const std::vector<std::uint64_t>& offsets) {
    if (big) return entry_of(type_long8, std::span(offsets));
    const std::vector<std::uint32_t> narrow(offsets.begin(), offsets.end());
    return entry_of(type_long, std::span(narrow));
}

/// The private entries of the first directory of a classic TIFF.
TiffEntries private_entries(std::span<const std::byte> file) {
    TiffEntries entries;
    const std::size_t directory = number_at<std::uint32_t>(file, 4);
    const std::size_t count = number_at<std::uint16_t>(file, directory);
    for (std::size_t i = 0; i < count; ++i) {
        const std::size_t at = directory + 2 + 12 * i;
        const auto tag = number_at<std::uint16_t>(file, at);
        if (tag < first_private_tag) continue;
        TiffEntry entry{number_at<std::uint16_t>(file, at + 2), number_at<std::uint32_t>(file, at + 4), {}};
        const std::size_t size = bytes_of_type(entry.type) * entry.count;
        const std::size_t from = size <= 4 ? at + 8 : number_at<std::uint32_t>(file, at + 8);
        if (from + size > file.size()) throw InternalError({.thing = "TIFF", .value = fmt::format("tag {}", tag)});
        entry.bytes.assign(file.begin() + static_cast<std::ptrdiff_t>(from),
                           file.begin() + static_cast<std::ptrdiff_t>(from + size));
        entries.emplace(tag, std::move(entry));
    }
    return entries;
}

std::uint16_t compression_of(BlockCodec codec) {
    constexpr std::uint16_t none = 1, adobe_deflate = 8, zstd = 50000;
    return codec == BlockCodec::None ? none : codec == BlockCodec::Zstd ? zstd : adobe_deflate;
}

TiffEntries entries_of(const TiffForm& form, const TiffImage& image) {
    TiffEntries entries;
    if (image.overview) entries[tag_subfile] = long_entry(1);
    entries[tag_columns] = long_entry(image.columns);
    entries[tag_rows] = long_entry(image.rows);
    entries[tag_bits] = short_entry(32);
    entries[tag_compression] = short_entry(compression_of(form.codec));
    entries[tag_photometric] = short_entry(1);
    entries[tag_samples] = short_entry(1);
    entries[tag_planar] = short_entry(1);
    if (form.codec != BlockCodec::None) entries[tag_predictor] = short_entry(2);
    entries[tag_tile_width] = short_entry(tile_cells);
    entries[tag_tile_length] = short_entry(tile_cells);
    entries[tag_tile_offsets] = offsets_entry(form.big, image.blocks.offsets);
    entries[tag_tile_sizes] = entry_of(type_long, std::span(image.blocks.sizes));
    entries[tag_sample_format] = short_entry(static_cast<std::size_t>(form.type));
    for (const auto& [tag, entry] : form.labels)
        if (!image.overview || tag == tag_gdal_no_data) entries[tag] = entry;
    return entries;
}

/// One directory at `at`: its entries, where the next one lies, and the values that do not fit an entry.
std::vector<std::byte> directory(bool big, const TiffEntries& entries, std::uint64_t at, bool last) {
    const std::size_t in_place = big ? 8 : 4, entry_bytes = big ? 20 : 12;
    const std::uint64_t head = (big ? 8 : 2) + entry_bytes * entries.size() + in_place;
    std::vector<std::byte> table, values;
    const auto append_number = [&](std::vector<std::byte>& to, std::uint64_t number) {
        big ? append(to, number) : append(to, static_cast<std::uint32_t>(number));
    };
    big ? append(table, static_cast<std::uint64_t>(entries.size())) : append(table, static_cast<std::uint16_t>(entries.size()));
    for (const auto& [tag, entry] : entries) {
        append(table, tag);
        append(table, entry.type);
        append_number(table, entry.count);
        if (entry.bytes.size() <= in_place) {
            table.insert(table.end(), entry.bytes.begin(), entry.bytes.end());
            table.resize(table.size() + in_place - entry.bytes.size());
        } else {
            append_number(table, at + head + values.size());
            values.insert(values.end(), entry.bytes.begin(), entry.bytes.end());
            values.resize((values.size() + 7) / 8 * 8);
        }
    }
    append_number(table, last ? 0 : at + head + values.size());
    table.insert(table.end(), values.begin(), values.end());
    return table;
}

}  // namespace

TiffEntries geotiff_entries(const raster::GridSpec& spec, int epsg, CellType type, double no_data, const RasterLabel& label,
                            const std::map<std::string, std::string>& items) {
    GDALDriver& driver = raster_driver("GTiff");
    const gis::GdalErrors errors;
    static thread_local std::uint64_t serial = 0;
    const std::string name = fmt::format("/vsimem/zonewright_labels_{}_{}.tif", static_cast<const void*>(&serial), ++serial);
    std::array<const char*, 3> options{"ENDIANNESS=LITTLE", "BIGTIFF=NO", nullptr};
    Dataset one_cell(driver.Create(name.c_str(), 1, 1, 1, type == CellType::Float ? GDT_Float32 : GDT_UInt32,
                                        const_cast<char**>(options.data())));
    if (!one_cell) throw ResourceError({.thing = label.description, .value = errors.failure()});
    label_raster(*one_cell, spec, epsg, no_data, label);
    bool stated = true;
    for (const auto& [key, value] : items) stated &= one_cell->SetMetadataItem(key.c_str(), value.c_str()) == CE_None;
    one_cell.reset();
    vsi_l_offset size = 0;
    const gis::Handle<GByte, VSIFree> bytes(VSIGetMemFileBuffer(name.c_str(), &size, TRUE));
    if (!stated || !bytes || errors.failed())
        throw ResourceError({.thing = label.description,
                             .value = errors.failure(),
                             .advice = both("检查内存后重试", "check memory and try again")});
    return private_entries(std::as_bytes(std::span(bytes.get(), static_cast<std::size_t>(size))));
}

bool needs_big_tiff(std::uint64_t cells) {
    // What does not pack grows a little; offsets of classic TIFF end at 4 GiB.
    constexpr std::uint64_t most_bytes = std::uint64_t{2} << 30;
    return cells * sizeof(std::uint32_t) >= most_bytes;
}

std::vector<std::byte> tiff_header(bool big, std::uint64_t first_directory) {
    constexpr std::uint16_t little_endian = 0x4949, classic_version = 42, big_version = 43, bytes_of_offset = 8;
    std::vector<std::byte> header;
    append(header, little_endian);
    append(header, big ? big_version : classic_version);
    if (big) append(header, bytes_of_offset), append(header, std::uint16_t{0}), append(header, first_directory);
    else append(header, static_cast<std::uint32_t>(first_directory));
    return header;
}

std::vector<std::byte> tiff_directories(const TiffForm& form, std::span<const TiffImage> images, std::uint64_t at) {
    std::vector<std::byte> all;
    for (std::size_t i = 0; i < images.size(); ++i) {
        const auto one = directory(form.big, entries_of(form, images[i]), at + all.size(), i + 1 == images.size());
        all.insert(all.end(), one.begin(), one.end());
    }
    return all;
}

std::string cog_announcement() {
    const std::string said =
        "LAYOUT=IFDS_BEFORE_DATA\nBLOCK_ORDER=ROW_MAJOR\nBLOCK_LEADER=SIZE_AS_UINT4\n"
        "BLOCK_TRAILER=LAST_4_BYTES_REPEATED\nKNOWN_INCOMPATIBLE_EDITION=NO\n ";
    return fmt::format("GDAL_STRUCTURAL_METADATA_SIZE={:06} bytes\n", said.size()) + said;
}

}  // namespace zonewright::io
