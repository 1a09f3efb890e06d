// A style declaration as QGIS 3.22 reads it: renderer, labels, field titles and titles of codes in one
// language. The same elements stand in a QML (the default style in layer_styles) and in a project's
// <maplayer>.
#pragma once

#include <string>

#include "base/language.h"
#include "model/feature_table.h"
#include "model/style.h"
#include "publish/xml_writer.h"

namespace zonewright::publish {

inline constexpr const char* qgis_version = "3.22.16-Białowieża";

/// Attributes of <qgis> in a QML and of <maplayer> in a project.
XmlWriter::Attributes style_attributes(const model::LayerStyle& style);
/// `style` belongs to `table`: geometry kind and fields are taken from it.
void write_style(XmlWriter& xml, const model::LayerStyle& style, const model::FeatureTable& table,
                 Language language);
void write_raster_style(XmlWriter& xml, const model::RasterStyle& style, Language language);

std::string qml_of(const model::LayerStyle& style, const model::FeatureTable& table, Language language);
std::string raster_qml_of(const model::RasterStyle& style, Language language);

}  // namespace zonewright::publish
