#include "suitability/preview.h"

#include <algorithm>

#include "base/errors.h"
#include "base/parallel.h"
#include "io/raster_io.h"
#include "io/raster_overviews.h"
#include "model/suitability.h"
#include "raster/window.h"
#include "suitability/score.h"

namespace zonewright::suitability {
namespace {

constexpr std::size_t most_pixels = 16U << 20, cells_at_once = 1U << 14;

std::size_t cells_every(std::size_t all, std::size_t step) {
    return (all + step - 1) / step;
}

/// The least power of two at which all surfaces fit.
std::size_t step_that_fits(const raster::GridSpec& spec, std::size_t surfaces, std::size_t bytes) {
    constexpr std::size_t coarsest = 64;
    std::size_t step = 1;
    while (step < coarsest && cells_every(spec.columns, step) * cells_every(spec.rows, step) * surfaces * sizeof(float) > bytes) step *= 2;
    return step;
}

void require_picture(const PreviewPicture& picture) {
    if (picture.step >= 1 && picture.width >= 1 && picture.height >= 1 && picture.width * picture.height <= most_pixels) return;
    throw InputError({.thing = both("预览窗口", "picture of a preview"),
                      .value = fmt::format("{} × {}, {}", picture.width, picture.height, picture.step),
                      .expected = both("步长不小于 1，像素 1 至 {}", "a step of at least 1, from 1 to {} pixels", most_pixels),
                      .advice = both("缩小窗口", "ask for less at once")});
}

bool is_rated_anywhere(const raster::Grid<std::uint32_t>& reasons, const raster::Window& window) {
    for (std::int64_t row = window.row; row < window.row_end(); ++row) {
        const auto cells = reasons.row(static_cast<std::size_t>(row))
                               .subspan(static_cast<std::size_t>(window.column), static_cast<std::size_t>(window.width));
        if (std::ranges::find(cells, 0U) != cells.end()) return true;
    }
    return false;
}

void read_tile(io::RasterReader& reader, const raster::Window& tile, std::vector<float>& cells) {
    cells.resize(static_cast<std::size_t>(tile.width * tile.height));
    reader.read(static_cast<std::size_t>(tile.column), static_cast<std::size_t>(tile.row), static_cast<std::size_t>(tile.width),
                static_cast<std::size_t>(tile.height), cells);
}

/// Picks every step-th cell of a tile into the plane.
void pick(const std::vector<float>& cells, const raster::Window& tile, std::size_t step, std::size_t plane_width, std::vector<float>& plane) {
    const auto first = [&](std::int64_t at) { return cells_every(static_cast<std::size_t>(at), step) * step; };
    for (std::size_t row = first(tile.row); row < static_cast<std::size_t>(tile.row_end()); row += step) {
        const float* from = cells.data() + (row - static_cast<std::size_t>(tile.row)) * static_cast<std::size_t>(tile.width);
        float* to = plane.data() + row / step * plane_width;
        for (std::size_t column = first(tile.column); column < static_cast<std::size_t>(tile.column_end()); column += step)
            to[column / step] = from[column - static_cast<std::size_t>(tile.column)];
    }
}

}  // namespace

/// A picture that was asked for: its rated pixels, and what is known of them.
struct Preview::Look {
    PreviewPicture picture;
    std::vector<float> blank;          ///< the whole picture without a score: excluded, or no data
    std::vector<std::uint32_t> rated;  ///< pixels that have one, in row order
    std::map<std::filesystem::path, std::vector<float>> measured;
    struct Worths {
        std::filesystem::path surface;
        ValueCurve curve;
        std::vector<float> worths;
    };
    std::list<Worths> worths;  ///< the last used first

    std::size_t cell_column(std::uint32_t pixel) const {
        return static_cast<std::size_t>(picture.column + static_cast<std::int64_t>(pixel % picture.width * picture.step));
    }
    std::size_t cell_row(std::uint32_t pixel) const {
        return static_cast<std::size_t>(picture.row + static_cast<std::int64_t>(pixel / picture.width * picture.step));
    }
    std::size_t bytes() const {
        return (blank.size() + rated.size() * (1 + measured.size() + worths.size())) * sizeof(float);
    }
};

Preview::Preview(const raster::Grid<std::uint32_t>& reasons, const std::vector<std::filesystem::path>& surfaces,
                 std::size_t memory_mib)
    : reasons_(reasons), surfaces_(surfaces) {
    constexpr std::size_t half_mib = 1U << 19;
    held_step_ = step_that_fits(reasons.spec, surfaces.size(), memory_mib * half_mib);
    bytes_of_looks_ = memory_mib * half_mib;
}

Preview::~Preview() = default;

void Preview::prepare(const Progress& progress) {
    const std::lock_guard lock(mutex_);
    for (std::size_t s = 0; s < surfaces_.size(); ++s) {
        plane(surfaces_[s], progress.quiet());
        progress.report(static_cast<double>(s + 1) / static_cast<double>(surfaces_.size()));
    }
}

const std::vector<float>& Preview::plane(const std::filesystem::path& surface, const Progress& progress) {
    const auto found = planes_.find(surface);
    if (found != planes_.end()) return found->second;
    const raster::GridSpec& spec = reasons_.spec;
    const std::size_t width = cells_every(spec.columns, held_step_);
    std::vector<float> plane(width * cells_every(spec.rows, held_step_), raster::no_data);
    const auto tiles = raster::tiles_of(spec, io::tile_cells);
    parallel_blocks(tiles.size(), 8, progress, [&](std::size_t begin, std::size_t end) {
        io::RasterReader reader(surface);
        std::vector<float> cells;
        for (std::size_t t = begin; t < end; ++t) {
            if (!is_rated_anywhere(reasons_, tiles[t])) continue;
            read_tile(reader, tiles[t], cells);
            pick(cells, tiles[t], held_step_, width, plane);
        }
    });
    return planes_.emplace(surface, std::move(plane)).first->second;
}

Preview::Look& Preview::look_at(const PreviewPicture& picture) {
    const auto found = std::ranges::find(looks_, picture, &Look::picture);
    if (found != looks_.end()) {
        looks_.splice(looks_.begin(), looks_, found);
        return looks_.front();
    }
    Look look{.picture = picture, .blank = std::vector<float>(picture.width * picture.height, raster::no_data)};
    const auto columns = static_cast<std::int64_t>(reasons_.spec.columns), rows = static_cast<std::int64_t>(reasons_.spec.rows);
    for (std::size_t j = 0; j < picture.height; ++j) {
        const std::int64_t row = picture.row + static_cast<std::int64_t>(j * picture.step);
        if (row < 0 || row >= rows) continue;
        const auto reasons = reasons_.row(static_cast<std::size_t>(row));
        for (std::size_t i = 0; i < picture.width; ++i) {
            const std::int64_t column = picture.column + static_cast<std::int64_t>(i * picture.step);
            if (column < 0 || column >= columns) continue;
            const std::uint32_t reason = reasons[static_cast<std::size_t>(column)];
            const std::size_t pixel = j * picture.width + i;
            if (reason == 0) look.rated.push_back(static_cast<std::uint32_t>(pixel));
            else if (reason != model::outside_city) look.blank[pixel] = model::excluded_cell;
        }
    }
    looks_.push_front(std::move(look));
    return looks_.front();
}

void Preview::forget_old_looks() {
    std::size_t bytes = 0;
    for (auto look = looks_.begin(); look != looks_.end();) {
        bytes += look->bytes();
        if (bytes > bytes_of_looks_ && look != looks_.begin()) look = looks_.erase(look);
        else ++look;
    }
}

std::vector<float> Preview::from_plane(const Look& look, const std::vector<float>& plane) const {
    const std::size_t width = cells_every(reasons_.spec.columns, held_step_);
    std::vector<float> cells(look.rated.size());
    for (std::size_t k = 0; k < cells.size(); ++k)
        cells[k] = plane[look.cell_row(look.rated[k]) / held_step_ * width + look.cell_column(look.rated[k]) / held_step_];
    return cells;
}

std::vector<float> Preview::from_tiles(const Look& look, const std::filesystem::path& surface, const Progress& progress) const {
    const std::size_t across = cells_every(reasons_.spec.columns, io::tile_cells);
    std::map<std::size_t, std::vector<std::uint32_t>> wanted;  // by tile: places in look.rated
    for (std::uint32_t k = 0; k < look.rated.size(); ++k)
        wanted[look.cell_row(look.rated[k]) / io::tile_cells * across + look.cell_column(look.rated[k]) / io::tile_cells].push_back(k);
    const std::vector<std::pair<std::size_t, std::vector<std::uint32_t>>> parts(wanted.begin(), wanted.end());
    const auto tiles = raster::tiles_of(reasons_.spec, io::tile_cells);
    std::vector<float> cells(look.rated.size());
    parallel_blocks(parts.size(), 2, progress, [&](std::size_t begin, std::size_t end) {
        io::RasterReader reader(surface);
        std::vector<float> tile;
        for (std::size_t p = begin; p < end; ++p) {
            const raster::Window& window = tiles[parts[p].first];
            read_tile(reader, window, tile);
            for (const std::uint32_t k : parts[p].second)
                cells[k] = tile[(look.cell_row(look.rated[k]) - static_cast<std::size_t>(window.row)) * static_cast<std::size_t>(window.width) +
                                look.cell_column(look.rated[k]) - static_cast<std::size_t>(window.column)];
        }
    });
    return cells;
}

std::vector<float> Preview::sampled(const Look& look, const std::filesystem::path& surface, const Progress& progress) {
    const auto held = static_cast<std::int64_t>(held_step_);
    const bool is_held = look.picture.step % held_step_ == 0 && look.picture.column % held == 0 && look.picture.row % held == 0;
    return is_held ? from_plane(look, plane(surface, progress)) : from_tiles(look, surface, progress);
}

std::vector<const float*> Preview::worths_of_terms(Look& look, std::span<const PreviewTerm> terms, const Progress& progress) {
    std::vector<const float*> worths;
    for (const PreviewTerm& term : terms) {
        const auto known = std::ranges::find_if(look.worths, [&](const Look::Worths& each) {
            return each.surface == term.surface && each.curve == term.curve;
        });
        if (known != look.worths.end()) {
            look.worths.splice(look.worths.begin(), look.worths, known);
        } else {
            if (!look.measured.contains(term.surface)) look.measured[term.surface] = sampled(look, term.surface, progress);
            const std::vector<float>& measured = look.measured[term.surface];
            Look::Worths made{term.surface, term.curve, std::vector<float>(measured.size())};
            parallel_blocks(measured.size(), cells_at_once, progress, [&](std::size_t begin, std::size_t end) {
                term.curve.apply(std::span(measured).subspan(begin, end - begin), std::span(made.worths).subspan(begin, end - begin));
            });
            look.worths.push_front(std::move(made));
        }
        worths.push_back(look.worths.front().worths.data());
    }
    // Curves that were tried and left behind.
    const std::size_t most_worths = 2 * terms.size() + 4;
    while (look.worths.size() > most_worths) look.worths.pop_back();
    return worths;
}

std::vector<float> Preview::scores(const PreviewPicture& picture, std::span<const PreviewTerm> terms,
                                   const Aggregation& aggregation, const Progress& progress) {
    require_picture(picture);
    const std::lock_guard lock(mutex_);
    Look& look = look_at(picture);
    const std::vector<const float*> worths = worths_of_terms(look, terms, progress.quiet());
    std::vector<float> weights;
    for (const PreviewTerm& term : terms) weights.push_back(static_cast<float>(term.weight));
    std::vector<float> result = look.blank;
    const io::SurfaceForm form{.overviews = io::Overviews::MeanOfScores, .step = score_step};
    parallel_blocks(look.rated.size(), cells_at_once, progress.quiet(), [&](std::size_t begin, std::size_t end) {
        std::vector<float> sums(end - begin, 0.0f);
        std::vector<const float*> here;
        here.reserve(worths.size());
        for (const float* each : worths) here.push_back(each + begin);
        if (aggregation.rule != Rule::Wlc) aggregate_row(aggregation, here, weights, sums);
        for (std::size_t t = 0; aggregation.rule == Rule::Wlc && t < here.size(); ++t)
            add_weighted({here[t], sums.size()}, weights[t], sums);
        io::round_cells(sums.data(), sums.size(), form);
        for (std::size_t k = begin; k < end; ++k) result[look.rated[k]] = terms.empty() ? raster::no_data : sums[k - begin];
    });
    forget_old_looks();
    return result;
}

float Preview::measured(const std::filesystem::path& surface, std::size_t column, std::size_t row) {
    io::RasterReader reader(surface);
    std::vector<float> cell(1);
    reader.read(column, row, 1, 1, cell);
    return cell[0];
}

}  // namespace zonewright::suitability
