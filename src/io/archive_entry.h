// The parts of a workbook as GDAL names them ("/vsizip/…/xl/workbook.xml").
#pragma once

#include <string>

namespace zonewright::io {

/// The whole text of a part; empty when there is none.
std::string text_of_entry(const std::string& path);

}  // namespace zonewright::io
