// Roads as a graph on the cells of the city: a road runs from cell to neighbouring cell, so two roads that
// meet share a vertex exactly, and the land beside them can be cut along the same cells.
//
// Two levels: surface roads, and expressways above them that join the surface at interchanges only.
// Vertices are smoothed inside their cells. Cost: O(cells) memory (12 bytes a cell), O(road cells) per
// operation.
// Coordinates are metres on the demonstration city's plane (city_epsg).
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "demo/city_grid.h"

namespace zonewright::demo {

struct Road {
    std::string name;
    RoadClass road_class = RoadClass::None;
};

struct RoadLine {
    std::size_t road = 0;  ///< position in roads()
    geom::LineString line;
};

using CellPath = std::vector<std::size_t>;  ///< cells that share edges, one after the other

class RoadNetwork {
public:
    explicit RoadNetwork(const raster::GridSpec& spec);

    std::size_t add_road(Road road);
    /// Edges that another road of the same level already uses stay with it.
    void lay(std::size_t road, const CellPath& path);
    /// Drops surface edges that do not hang together with any of `anchors`; returns how many.
    std::size_t drop_unreached(std::span<const std::size_t> anchors);

    bool on_surface(std::size_t cell) const { return degree(surface_, cell) > 0; }
    bool on_expressway(std::size_t cell) const { return degree(express_, cell) > 0; }
    /// Road with the highest class on the surface of this cell; nothing where none runs.
    std::optional<std::size_t> surface_road(std::size_t cell) const;
    const std::vector<Road>& roads() const { return roads_; }
    RoadClass class_at(std::size_t cell) const;

    /// Joins both levels where expressways cross arterial roads, at least `spacing_m` apart. Call before
    /// smooth().
    void join_levels(double spacing_m);
    const std::vector<std::size_t>& interchanges() const { return interchanges_; }
    /// Fixes the positions of all vertices.
    void smooth();
    geom::Point surface_position(std::size_t cell) const { return position(surface_, cell); }
    /// The surface vertex nearest to `p` within `reach_m`; it is kept as a vertex of its lines.
    std::optional<geom::Point> join_surface(geom::Point p, double reach_m);
    /// Lines between junctions, of both levels, straight vertices left out.
    std::vector<RoadLine> lines() const;

private:
    struct Level {
        std::vector<std::uint16_t> east, south;  ///< road + 1 on the edge to the next cell, 0 for none
        std::vector<float> dx, dy;               ///< displacement of the vertex in cells
    };
    std::uint16_t edge(const Level& level, std::size_t cell, int direction) const;
    int degree(const Level& level, std::size_t cell) const;
    bool is_node(const Level& level, std::size_t cell) const;
    geom::Point position(const Level& level, std::size_t cell) const;
    void relax(Level& level);
    void trace(const Level& level, std::vector<RoadLine>& lines) const;
    geom::LineString thinned(const geom::LineString& line, const std::vector<std::size_t>& cells) const;
    Level& level_of(RoadClass road_class) {
        return road_class == RoadClass::Expressway ? express_ : surface_;
    }
    std::size_t step(std::size_t cell, int direction) const;

    raster::GridSpec spec_;
    std::vector<Road> roads_;
    Level surface_, express_;
    std::vector<std::size_t> interchanges_;
    std::vector<std::uint8_t> fixed_;  ///< cells whose vertex must stay in the lines
};

/// The cells that a line passes, by edges; parts outside the grid are left out (the path then has gaps).
CellPath cells_along(const CityGrid& city, const geom::LineString& line);
/// Inserts a cell at every diagonal step, so that consecutive cells share an edge.
CellPath joined_by_edges(const CityGrid& city, const CellPath& path);

}  // namespace zonewright::demo
