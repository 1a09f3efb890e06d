#include "constraint/admissible_bits.h"

#include <algorithm>

#include "base/parallel.h"
#include "geom/spatial_index.h"
#include "raster/occupied_cells.h"

namespace zonewright::constraint {
namespace {

using model::ConstraintKind;

constexpr std::size_t rows_per_band = 64;

/// Everything to be drawn, once, with its box; bands of rows pick what meets them.
struct Drawing {
    std::vector<const geom::MultiPolygon*> polygons;
    std::vector<std::size_t> layer;  ///< per polygon
    std::vector<geom::Box> boxes;
};

Drawing drawing_of(const std::vector<model::ConstraintLayer>& layers) {
    Drawing drawing;
    for (std::size_t k = 0; k < layers.size(); ++k) {
        if (!layers[k].checked) continue;
        for (const geom::MultiPolygon& polygons : layers[k].polygons) {
            drawing.polygons.push_back(&polygons);
            drawing.layer.push_back(k);
            drawing.boxes.push_back(geom::bounds(polygons));
        }
    }
    return drawing;
}

raster::GridSpec band_of(const raster::GridSpec& grid, std::size_t first_row) {
    raster::GridSpec band = grid;
    band.north_m = grid.north_m - static_cast<double>(first_row) * grid.cell_m;
    band.rows = std::min(rows_per_band, grid.rows - first_row);
    return band;
}

class Band {
public:
    Band(const raster::GridSpec& spec, const std::vector<model::ConstraintLayer>& layers)
        : layers_(layers), bits_(spec, 0), inside_(layers.size()) {}

    void draw(std::size_t layer, const geom::MultiPolygon& polygons) {
        const model::ConstraintRule& rule = layers_[layer].rule;
        if (rule.kind == ConstraintKind::Outside) {
            if (inside_[layer].cells.empty()) inside_[layer] = raster::Grid<std::uint8_t>(bits_.spec, 0);
            raster::fill_centres<std::uint8_t>(inside_[layer], polygons, 1);
            return;
        }
        raster::visit_centres(bits_.spec, polygons, [&](raster::RowSpan span) {
            auto row = bits_.row(static_cast<std::size_t>(span.row));
            for (std::int64_t column = span.begin; column < span.end; ++column)
                row[static_cast<std::size_t>(column)] |= 1u << rule.bit;
        });
    }

    /// Adds the reasons of being outside, and masks what is outside the city.
    const raster::Grid<std::uint32_t>& finish(const geom::MultiPolygon& city) {
        for (std::size_t k = 0; k < layers_.size(); ++k)
            if (layers_[k].checked && layers_[k].rule.kind == ConstraintKind::Outside) add_outside(k);
        raster::Grid<std::uint8_t> in_city(bits_.spec, 0);
        raster::fill_centres<std::uint8_t>(in_city, city, 1);
        for (std::size_t i = 0; i < bits_.cells.size(); ++i)
            if (in_city.cells[i] == 0) bits_.cells[i] = outside_city;
        return bits_;
    }

private:
    void add_outside(std::size_t layer) {
        const auto& inside = inside_[layer].cells;
        for (std::size_t i = 0; i < bits_.cells.size(); ++i)
            if (inside.empty() || inside[i] == 0) bits_.cells[i] |= 1u << layers_[layer].rule.bit;
    }

    const std::vector<model::ConstraintLayer>& layers_;
    raster::Grid<std::uint32_t> bits_;
    std::vector<raster::Grid<std::uint8_t>> inside_;  ///< per layer of kind Outside: 1 where admissible
};

}  // namespace

raster::Grid<std::uint32_t> admissible_bits(const std::vector<model::ConstraintLayer>& layers,
                                            const geom::MultiPolygon& city, const raster::GridSpec& grid,
                                            const Progress& progress) {
    const Drawing drawing = drawing_of(layers);
    const geom::SpatialIndex index(drawing.boxes);
    raster::Grid<std::uint32_t> bits(grid, outside_city);
    const std::size_t bands = (grid.rows + rows_per_band - 1) / rows_per_band;
    parallel_for(bands, 1, progress, [&](std::size_t b) {
        const std::size_t first_row = b * rows_per_band;
        Band band(band_of(grid, first_row), layers);
        for (std::uint32_t id : index.query(band_of(grid, first_row).box()))
            band.draw(drawing.layer[id], *drawing.polygons[id]);
        const auto& drawn = band.finish(city);
        std::copy(drawn.cells.begin(), drawn.cells.end(),
                  bits.cells.begin() + static_cast<std::ptrdiff_t>(first_row * grid.columns));
    });
    return bits;
}

}  // namespace zonewright::constraint
