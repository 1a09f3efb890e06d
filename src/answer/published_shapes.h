// The published rows as a picture needs them: those in view, on the plane, with the columns that their style looks at.
//
// Found by the R-tree of the layer and read with SQLite alone, anew for each picture: nothing is held. What is smaller than
// half a pixel is left out, and vertices nearer than that to each other. One thread at a time. Errors: InputError for a
// damaged file.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "io/sqlite.h"
#include "model/feature_table.h"

namespace zonewright::answer {

class PublishedShapes {
public:
    explicit PublishedShapes(const std::filesystem::path& file) : database_(file, io::SqliteMode::ReadOnly, file) {}

    model::FeatureTable in_view(const std::string& layer, const std::vector<std::string>& columns, const geom::Box& view, double pixel_m) const;

private:
    io::SqliteDatabase database_;
};

}  // namespace zonewright::answer
