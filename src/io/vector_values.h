// Between OGR features and plain values. Internal to gis/.
// Coordinates pass through as they are, in the layer's own CRS.
#pragma once

#include <vector>

#include "io/gdal_handles.h"
#include "io/vector_io.h"
#include "model/feature_table.h"

namespace zonewright::io {

/// The plain geometry, or monostate with a note saying why there is none. Z and M are dropped with a note;
/// arcs become chords when a step is given.
geom::Geometry geometry_of(const OGRGeometry* source, std::int64_t fid, std::vector<ReadNote>& notes,
                           double arc_step_deg = 0);
model::GeometryKind kind_of(OGRwkbGeometryType type);
model::GeometryKind kind_of(const geom::Geometry& geometry);
model::Value value_of(const OGRFeature& feature, int field);
model::FieldType type_of(OGRFieldType type);

std::unique_ptr<OGRGeometry> to_ogr(const geom::Geometry& geometry);

}  // namespace zonewright::io
