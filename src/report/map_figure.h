// A map as a figure of a page: the drawn body with what land offices expect around it: 图名, 图例, 指北针,
// 比例尺 (bar and number), 坐标系, date, sources and the mark 示意. Furniture is text and vectors of the
// page, so it prints sharp.
#pragma once

#include <string>
#include <vector>

#include "io/map_renderer.h"
#include "model/style.h"
#include "report/page.h"

namespace zonewright::report {

struct LegendEntry {
    std::string label;
    model::Symbol symbol;
    model::GeometryKind kind = model::GeometryKind::Polygon;
};

struct MapFurniture {
    std::string title;
    std::vector<LegendEntry> legend;
    double print_width_mm = 170;  ///< the number of the scale holds at this width
    bool north_arrow = true;
    bool scale_bar = true;
    std::string crs;  ///< "CGCS2000 / 3-degree Gauss-Kruger CM 114E (EPSG:4547)"
    std::string date;
    std::string maker;    ///< 制图单位; empty: not printed
    std::string sources;  ///< files and their dates; empty: not printed
    std::string mark;     ///< "示意图，不作为划界依据"
};

/// Data for the partial map_figure.html.
PageData map_figure(const io::MapPicture& picture, const MapFurniture& furniture);

/// The classes of a style that occur in the table, in the style's order.
std::vector<LegendEntry> legend_of(const model::LayerStyle& style, const model::FeatureTable& table,
                                   Language language);
std::vector<LegendEntry> legend_of(const model::RasterStyle& ramp, Language language);

/// A round length of about a fifth of the map, in metres: 1, 2 or 5 times a power of ten.
double scale_bar_length_m(double map_width_m);

}  // namespace zonewright::report
