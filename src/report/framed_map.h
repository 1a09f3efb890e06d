// A map as one picture that stands alone, for a slide or a letter: 图名 above, the map with 指北针, 比例尺 and at a round
// scale, 图例 and a note below, on white paper, inside a frame.
//
// Coordinates are metres on the study's plane. Cost: that of drawing the map. Errors: those of io::draw_map.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "io/map_renderer.h"
#include "report/map_figure.h"

namespace zonewright::report {

struct FramedMap {
    std::string title;
    std::string note;                 ///< below the legend: sources, mark; may be empty
    geom::Box box;                    ///< what must be seen
    std::vector<io::MapLayer> layers;  ///< bottom first
    std::vector<LegendEntry> legend;
    Language language = Language::Zh;
    double width_mm = 240, height_mm = 150;  ///< of the map itself, on paper

    /// At the round scale it is drawn at.
    double metres_per_mm() const;
};

/// A PNG of 6 pixels a millimetre.
std::string draw_framed_map(const FramedMap& map);

}  // namespace zonewright::report
