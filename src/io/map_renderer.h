// Draws layers into a picture: the body of a map, by the same style declarations that QGIS gets.
//
// Values in, PNG out; nothing is read but the CJK font. One millimetre of a symbol is `pixels_per_mm` pixels,
// so a picture can be made for the screen or for 300 dpi print. Text is never cut off at the edge; labels
// that would overlap are left out, those of earlier features first kept. Drawn by Mapnik 3.1 (AGG), on one
// thread; independent maps may be drawn on several. Cost: O(vertices in view + pixels). Title, legend, scale
// bar and north arrow belong to the page (report/map_frame.h), as text and vectors.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "geom/geometry.h"
#include "model/feature_table.h"
#include "model/style.h"
#include "raster/grid.h"

namespace zonewright::io {

/// Either a table with its style or a grid with its ramp.
struct MapLayer {
    const model::FeatureTable* table = nullptr;
    const model::LayerStyle* style = nullptr;
    const raster::Grid<float>* grid = nullptr;
    const model::RasterStyle* ramp = nullptr;
    bool labels = true;
};

struct MapRequest {
    geom::Box box;  ///< what must be seen, in metres; widened to the shape of the picture
    int width_px = 1200;
    int height_px = 900;
    double pixels_per_mm = 5;
    std::vector<MapLayer> layers;  ///< bottom first; grids lie under all vectors
    Language language = Language::Zh;
    model::Colour paper{0, 0, 0, 0};  ///< under everything; transparent unless stated
};

struct MapPicture {
    std::string png;
    geom::Box box;  ///< what is seen
    int width_px = 0, height_px = 0;
    double pixels_per_mm = 5;

    /// 1 : N when printed at pixels_per_mm.
    double scale_denominator() const { return box.width() * 1000 * pixels_per_mm / width_px; }
    double metres_per_px() const { return box.width() / width_px; }
};

/// The face that Chinese is written in. Throws ResourceError when the machine has none.
std::string map_font();

/// Throws ResourceError when the machine has no CJK font, InternalError for an empty box.
MapPicture draw_map(const MapRequest& request);

/// The same cut into squares of `tile_px`, row by row from the north-west, as PNGs of few colours; a margin of `margin_px`
/// around them is drawn and thrown away, so that what crosses its inner edge continues in the picture beside it. The box is
/// that of the whole picture with its margin, in its shape.
std::vector<std::string> draw_tiles(const MapRequest& request, int tile_px, int margin_px);

/// Cells coloured by the ramp, one pixel each or one of every `step`; no data is transparent. For thumbnails.
std::string draw_grid(const raster::Grid<float>& grid, const model::RasterStyle& ramp, std::size_t step);

}  // namespace zonewright::io
