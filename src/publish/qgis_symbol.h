// Symbols as QGIS 3.22 writes them. Simple fills, hatching of lines and points, lines and markers only:
// nothing that needs a file (SVG paths are the classic way a moved project breaks).
#pragma once

#include "model/feature_table.h"
#include "model/style.h"
#include "publish/xml_writer.h"

namespace zonewright::publish {

void write_symbol(XmlWriter& xml, const model::Symbol& symbol, model::GeometryKind kind,
                  const std::string& name);
/// "0,114,178,255"
std::string qgis_colour(model::Colour colour);
/// <Option name=… value=… type="QString"/>
void write_option(XmlWriter& xml, std::string_view name, const std::string& value);

}  // namespace zonewright::publish
