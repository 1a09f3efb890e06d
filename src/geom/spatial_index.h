// Which boxes meet this box? A packed R-tree over boxes known in advance (sort-tile-recursive by
// Boost.Geometry). Cost: O(n log n) to build, O(log n + answers) to ask. Thread-safe once built.
#pragma once

#include <cstdint>
#include <memory>
#include <span>
#include <vector>

#include "geom/geometry.h"

namespace zonewright::geom {

class SpatialIndex {
public:
    /// Positions in `boxes` are the answers' ids. Empty boxes are never found.
    explicit SpatialIndex(std::span<const Box> boxes);
    ~SpatialIndex();
    SpatialIndex(SpatialIndex&&) noexcept;
    SpatialIndex& operator=(SpatialIndex&&) noexcept;

    /// Ids of all boxes that meet `box` (touching counts), ascending, so that no result depends on the tree.
    std::vector<std::uint32_t> query(const Box& box) const;
    /// The same into a buffer that the caller keeps.
    void query(const Box& box, std::vector<std::uint32_t>& answers) const;
    /// The `count` boxes nearest to the point, nearest first, ties by id.
    std::vector<std::uint32_t> nearest(Point point, std::size_t count) const;

private:
    struct Impl;
    std::unique_ptr<Impl> impl_;
};

}  // namespace zonewright::geom
