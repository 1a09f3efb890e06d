// The headings of a workbook that do not stand in its first row. Internal to io/.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "base/language.h"
#include "io/gdal_handles.h"
#include "io/table_headings.h"
#include "io/vector_io.h"

namespace zonewright::io {

/// Renames the fields of `info` where the headings of the sheet stand lower; nothing for other files.
std::optional<Headings> settle_headings(const std::filesystem::path& path, OGRLayer& layer, LayerInfo& info);
/// Leaves out the rows that are headings; to be called before rows are read for anything else.
void drop_headings(const Headings& headings, LayerReading& reading);
/// "headings in row 3; above them: …"
Text remark_on(const Headings& headings);

}  // namespace zonewright::io
