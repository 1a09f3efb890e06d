// What a map has inside its frame: 指北针, 比例尺 and the coordinate grid, drawn into the picture so that
// they are there in every form of a report: page, Word document, slide.
//
// The grid is marked by crosses at round coordinates, labelled as X (north) and Y (east) along the frame; it
// is left out where coordinates are not to be shown. Lengths on paper follow from the width the picture is
// printed at. Keep the object as long as the layers are used. Coordinates are metres on the study's plane (a
// CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <vector>

#include "base/language.h"
#include "geom/geometry.h"
#include "io/map_renderer.h"

namespace zonewright::report {

/// The next scale 1 : N at which a width fits a printed width; N is 1, 2, 2.5 or 5 times a power of ten.
double round_scale(double width_m, double print_width_mm);

class MapMarks {
public:
    /// `seen`: what the picture shows.
    MapMarks(const geom::Box& seen, double print_width_mm, bool with_coordinates, Language language);

    const std::vector<io::MapLayer>& layers() const { return layers_; }

private:
    void add_grid();
    void add_bar();
    void add_arrow(Language language);
    void add_word(const std::string& text, double x, double y);

    geom::Box seen_;
    double metres_per_mm_;
    model::FeatureTable crosses_, dark_, light_, words_;
    model::LayerStyle cross_style_, dark_style_, light_style_, word_style_;
    std::vector<io::MapLayer> layers_;
};

}  // namespace zonewright::report
