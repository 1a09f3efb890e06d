// The places of an industry in which a new platform is tried, and the cells in each. What is tried: see layers/rules/gain.toml.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "raster/window.h"
#include "study/study.h"
#include "suitability/point_effect.h"

namespace zonewright::answer {

struct GainArea {
    std::string id;  ///< of the place, or the code of the town
    Text name;
    bool listed = false;
    const geom::MultiPolygon* land = nullptr;  ///< null: no boundary at hand
    std::vector<std::size_t> members;          ///< positions in the rated cells: parcels whose middle lies within
    std::vector<raster::Cell> tried;           ///< sorted, each once
    int excluded = 0;
};

class GainAreas {
public:
    /// `cells`: of the parcels on offer; has to outlive it.
    GainAreas(const study::Study& study, const suitability::RatedCells& cells, double spacing_m);

    /// Zones of the industry in the order of the plan, those without a boundary too; towns where it asks for them or the plan
    /// names no place.
    std::vector<GainArea> of(model::ClusterId cluster, bool towns);

private:
    GainArea area(const std::string& id, const Text& name, const geom::MultiPolygon& land);
    void try_grid(GainArea& area) const;
    void try_centre(GainArea& area) const;

    const study::Study& study_;
    const suitability::RatedCells& cells_;
    std::int64_t step_ = 1;  ///< cells
    std::vector<geom::Point> middles_;
    std::map<std::string, GainArea> made_;  ///< by id
};

}  // namespace zonewright::answer
