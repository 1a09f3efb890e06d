#include "geom/covered_areas.h"

#include "base/parallel.h"
#include "geom/overlay_area.h"
#include "geom/spatial_index.h"

namespace zonewright::geom {

std::vector<double> covered_areas_m2(std::span<const MultiPolygon> land, std::span<const MultiPolygon> cover,
                                     const Progress& progress) {
    std::vector<OverlayShape> shapes(cover.size());
    parallel_for(cover.size(), 256, progress.part(0, 0.1),
                 [&](std::size_t i) { shapes[i] = OverlayShape(cover[i]); });
    std::vector<Box> boxes;
    boxes.reserve(cover.size());
    for (const OverlayShape& shape : shapes) boxes.push_back(shape.box());
    const SpatialIndex index(boxes);
    std::vector<double> covered(land.size());
    parallel_blocks(land.size(), 256, progress.part(0.1, 1), [&](std::size_t begin, std::size_t end) {
        std::vector<std::uint32_t> found;
        for (std::size_t i = begin; i < end; ++i) {
            index.query(bounds(land[i]), found);
            if (found.empty()) continue;
            const OverlayShape shape(land[i]);
            for (std::uint32_t id : found) covered[i] += overlay_area_m2(shape, shapes[id]);
        }
    });
    return covered;
}

}  // namespace zonewright::geom
