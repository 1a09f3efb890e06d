// Second ways of measuring what lies around a point: from the features and the source raster themselves, one point at a
// time, as the words of criterion/measure.h say and without its grids.
//
// Coordinates are metres on the study's plane. "The disc" are the cells of the grid whose middle is at most the radius away;
// cells beyond the grid count. Cost: the features near the point, or the cells of the disc; nothing is kept but indices.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "geom/spatial_index.h"
#include "gis/crs.h"
#include "io/raster_io.h"
#include "model/feature_table.h"

namespace zonewright::answer {

/// Middles of the cells of the disc around the middle of a cell.
std::vector<geom::Point> disc_around(geom::Point p, double radius_m, double cell_m);

/// Features with where they lie.
class PlainFeatures {
public:
    explicit PlainFeatures(std::vector<const model::Feature*> features);

    std::span<const model::Feature* const> features() const { return features_; }
    /// Metres from the point to the nearest feature, vertex by vertex; infinity where there are none.
    double nearest_m(geom::Point p) const;
    /// Of the points, how many lie inside a polygon, and how many on an edge, where either way of counting is right.
    struct Covered {
        std::size_t inside = 0, on_edge = 0;
    };
    Covered covered(std::span<const geom::Point> points) const;
    /// The last feature that holds the point; `doubtful` is set where an edge runs through the point.
    const model::Feature* last_at(geom::Point p, bool& doubtful) const;

private:
    std::vector<const model::Feature*> features_;
    std::vector<geom::Box> boxes_;
    geom::SpatialIndex index_;
};

/// Amounts by cell: 1 or the field's number for points and middles of polygons, kilometres for lines.
class PlainAmounts {
public:
    PlainAmounts(std::span<const model::Feature* const> features, std::optional<std::size_t> field, const raster::GridSpec& spec);

    double total() const { return total_; }
    double around(geom::Point p, double radius_m) const;

private:
    void add(const model::Feature& feature, std::optional<std::size_t> field);
    void add_line(geom::Point a, geom::Point b);
    void add(geom::Point p, double amount);

    raster::GridSpec spec_;
    std::map<std::pair<std::int64_t, std::int64_t>, double> cells_;  ///< column, row
    double total_ = 0;
};

/// Heights at points of the study's plane, between the cells of the source as bilinear interpolation says.
class PlainHeights {
public:
    struct Height {
        double height_m = 0;
        double noise_m = 0;  ///< by which the warp of a run may differ: it misplaces cells a little
    };
    /// Nothing where the source is turned, has no EPSG code, or is finer than the cells of `grid`: then every height is a mean
    /// of several, for which there is no plain second way.
    static std::optional<PlainHeights> of(const std::filesystem::path& source, int epsg, const raster::GridSpec& grid);

    /// Nothing where one of the four cells around the point has no value.
    std::optional<Height> at(geom::Point p);

private:
    PlainHeights(io::RasterReader reader, gis::Transformation to_source)
        : reader_(std::move(reader)), to_source_(std::move(to_source)) {}

    io::RasterReader reader_;
    gis::Transformation to_source_;
};

/// Degrees of the plane that fits nine heights best (row by row from the north-west), the sides counting twice, the middle four
/// times.
double slope_of_fitted_plane(std::span<const double> nine, double cell_m);

}  // namespace zonewright::answer
