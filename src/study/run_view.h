// The results of a study as publishing sees them.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <vector>

#include "publish/run_view.h"
#include "study/offered_units.h"
#include "study/study.h"

namespace zonewright::study {

/// Holds what the view points to besides the results themselves; keep it as long as the view is used.
struct PublishedRun {
    std::vector<publish::ExclusionPiece> exclusions;
    std::vector<std::vector<double>> scores;
    OfferedUnits offered;
    std::vector<model::OfferedLand> offered_view;
    std::vector<model::Finding> findings;
    publish::RunView view;
};

/// What there is to publish, as the stages made it.
struct RunResults {
    const model::StudyDefinition& definition;
    const model::Catalogue& catalogue;
    const geom::StatutoryArea& area;
    const Intake& intake;
    const Constraints& constraints;
    const model::Allocation& allocation;
    OfferInput land;
    Language language = Language::Zh;
};
RunResults run_results(const Study& study);

/// Points into `results`.
PublishedRun published_run(const RunResults& results);

}  // namespace zonewright::study
