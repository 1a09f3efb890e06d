// The results of a study as publishing sees them.
#pragma once

#include <vector>

#include "publish/run_view.h"
#include "study/offered_units.h"
#include "study/results.h"

namespace zonewright::study {

/// Holds what the view points to besides the results themselves; keep it as long as the view is used.
struct PublishedRun {
    std::vector<publish::ExclusionPiece> exclusions;
    std::vector<geom::MultiPolygon> exclusion_land;
    std::vector<std::vector<double>> scores;
    OfferedUnits offered;
    std::vector<publish::OfferedUnit> offered_view;
    std::vector<model::Finding> findings;
    publish::RunView view;
};

PublishedRun published_run(const Results& results, const Progress& progress);

}  // namespace zonewright::study
