// What a project has beside its layers: themes ("where may be built?"), print layouts with an atlas, and which rows
// belong together (a site and its parcels).
#pragma once

#include <span>
#include <string>

#include "base/language.h"
#include "geom/geometry.h"
#include "model/style.h"
#include "publish/xml_writer.h"

namespace zonewright::publish {

/// A layer of the project as the layer tree knows it.
struct ProjectLayer {
    std::string id;
    std::string style;  ///< LayerStyle::layer or RasterStyle::layer; several layers may share one
    std::string group;  ///< heading in the layer tree; empty: at the top
};

/// <visibility-presets>. Of layers that share a style the first is shown; layers a theme names and the project lacks are
/// left out. Applying a theme opens the groups of its layers and closes the others.
void write_themes(XmlWriter& xml, const model::StyleSheet& styles, std::span<const ProjectLayer> layers,
                  Language language);

/// <Layouts>: each sheet of the styles around `box` (in the project's CRS, metres), at the first of its scales at which
/// all of it fits. Nothing where the box is empty.
void write_layouts(XmlWriter& xml, const model::StyleSheet& styles, const geom::Box& box, const std::string& title,
                   const std::string& notes, Language language);

/// <relations> between layers that are both in the project.
void write_relations(XmlWriter& xml, const model::StyleSheet& styles, std::span<const ProjectLayer> layers,
                     Language language);

}  // namespace zonewright::publish
