// ASCII grids before GDAL reads them: it takes a word for 0 and fills what is missing with 0, without a word.
#pragma once

#include <filesystem>

namespace zonewright::io {

/// Throws InputError naming the line and the word when a value of an ASCII grid is no number, or when there are more or
/// fewer values than its header says. Does nothing for other rasters. Cost: one pass over the text.
void require_sound_text_grid(const std::filesystem::path& path);

}  // namespace zonewright::io
