// verify --recompute, the part of measures: do the measured values that scores are made from come out again from the
// sources by a second way?
//
//   distance   from the features themselves, vertex by vertex; the surface counts from cell to cell, so that it may differ
//              by one and a half cells
//   share      of the middles of the cells of the disc, those inside a polygon by the crossing rule
//   density    what lies in the cells of the disc: points, middles of polygons, kilometres of line; quotients of the same
//   class      the class of the last feature that holds the middle of the cell; zones of the plan likewise
//   slope      of the plane fitted through nine heights, each between the four nearest cells of the source; heights, and
//              relief as highest less lowest height of the disc, of the same
//   time       travel times to the road itself, over a graph of its own (plain_roads.h); may differ by two cells
// Values are in the unit of the criterion. Not looked at: rasters that are finer than the study's grid, where a height is a
// mean of many cells, turned, or without an EPSG code. Cost: seconds for a sample, a minute or two for all of a city.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <set>
#include <span>
#include <string>
#include <vector>

#include "answer/compared_cells.h"
#include "answer/plain_measures.h"
#include "study/study.h"

namespace zonewright::answer {

class MeasureRecomputer {
public:
    /// Begins its parts in `compared`. Both must outlive it.
    MeasureRecomputer(const study::Study& study, ComparedCells& compared);

    /// The surface of a criterion, once however many clusters share it.
    void measure(const model::RatedCriterion& rated, model::ClusterId cluster);

private:
    struct Asked;

    void distance(Asked& asked);
    void share(Asked& asked);
    void density(Asked& asked);
    void quotient(Asked& asked);
    void category(Asked& asked);
    void zone_listing(Asked& asked);
    void height(Asked& asked);
    void slope(Asked& asked);
    void relief(Asked& asked);
    /// At which points heights are taken for a point, and what is made of them.
    struct Measuring {
        std::function<std::vector<geom::Point>(geom::Point)> where;
        std::function<double(std::span<const double>)> of;
    };
    /// `noise_of_metre`: by how much a metre's error of a height may change the value.
    void terrain(Asked& asked, double noise_of_metre, const Measuring& measuring);
    void travel_time(Asked& asked);
    static std::vector<const model::Feature*> meant(const model::FeatureTable& table, const model::CriterionDefinition& criterion,
                                                    const model::Cluster& cluster);

    const study::Study& study_;
    ComparedCells& compared_;
    std::map<std::string, std::size_t> parts_;
    std::set<std::filesystem::path> seen_;
};

}  // namespace zonewright::answer
