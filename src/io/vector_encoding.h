// Names and texts of a layer that was read as bytes: tells their encoding and decodes them.
#pragma once

#include <filesystem>

#include "io/vector_io.h"
#include "io/vector_shapefile.h"

namespace zonewright::io {

/// Decides by all names and texts together (up to 4,000 of them): `wanted` when given, else what is stated
/// unless the bytes contradict it, else the better score. Throws InputError with a sample of each candidate
/// when nothing is stated and the scores do not tell. Then decodes names and texts in place.
void decode_layer(LayerReading& reading, const std::string& wanted, const StatedEncoding& stated,
                  const std::filesystem::path& path);

/// Field names alone, for listing: UTF-8 where valid, else GB18030.
void decode_names(LayerInfo& info);

}  // namespace zonewright::io
