// The layers of a map as a reader needs them: numbered marks that would lie on each other stand apart, each with a line to its
// place, and the names of the towns lie above what covers the towns.
//
// Keep the object as long as the layers are used. Coordinates are metres on the study's plane. O(marks²). Errors: none.
#pragma once

#include <list>
#include <string>
#include <utility>
#include <vector>

#include "io/map_renderer.h"
#include "model/feature_table.h"
#include "model/style.h"

namespace zonewright::report {

class SheetLayers {
public:
    /// `metres_per_mm`: on paper. `leader`: style of the lines to the places of the marks, or null: no lines.
    SheetLayers(double metres_per_mm, const model::LayerStyle* leader) : metres_per_mm_(metres_per_mm), leader_(leader) {}

    /// From below. Points drawn by the style `site_number` are numbered marks, a table named `town` lends its names to the top.
    void add(const model::FeatureTable& table, const model::LayerStyle& style);
    /// With the names of the towns below the marks, where another layer covers the towns.
    std::vector<io::MapLayer> layers() const;

private:
    void add_marks(const model::FeatureTable& table, const model::LayerStyle& style);

    double metres_per_mm_;
    const model::LayerStyle* leader_;
    std::list<model::FeatureTable> tables_;
    std::list<model::LayerStyle> styles_;
    std::vector<io::MapLayer> below_, above_;
    const model::FeatureTable* towns_ = nullptr;
    const model::LayerStyle* names_ = nullptr;
};

}  // namespace zonewright::report
