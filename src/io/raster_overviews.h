// One cell of an overview from the four below it.
#pragma once

#include <cstddef>
#include <cstdint>

#include "io/raster_io.h"
#include "io/tiff_layout.h"

namespace zonewright::io {

/// Of a block of `width` × `height` cells, `row_words` from row to row, writes (width+1)/2 × (height+1)/2 cells, as
/// many words from row to row. Words are cells as stored: floats or whole numbers.
void halve(const std::uint32_t* words, std::size_t row_words, std::size_t width, std::size_t height, CellType type,
           const SurfaceForm& form, std::uint32_t* halved, std::size_t halved_row_words);

/// Rounds what is not below zero to the nearest multiple of `form.step`; codes and no data stay.
void round_cells(float* stored, std::size_t count, const SurfaceForm& form);

}  // namespace zonewright::io
