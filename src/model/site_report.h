// Everything a site report states, as values: what study/ gathers and report/ lays out.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "base/units.h"
#include "geom/geometry.h"
#include "model/ids.h"
#include "model/site_check.h"
#include "model/study_definition.h"
#include "model/suitability.h"
#include "model/territory.h"

namespace zonewright::model {

struct ScorePart {
    CriterionId criterion;
    double weight = 0, worth = 0, points = 0;
};

/// How the outline stands to one cluster. Unlisted is never "unfit".
struct ClusterFit {
    ClusterId cluster;
    Listing listing = Listing::NotListed;
    std::vector<std::pair<PlaceId, double>>
        places;  ///< places the plan names for it that hold the outline, with the share
    ScoreState state = ScoreState::NoData;
    double score = 0;
    std::vector<ScorePart> parts;  ///< greatest points first
};

/// Another piece of land that could serve, with the reason why it is named.
struct Alternative {
    std::string id;
    std::string kind;  ///< "site", "parcel"
    std::string town_name;
    Area net;
    double score = 0;
    double distance_m = 0;
    double cost_yuan_per_m2 = 0;
    Text why;
    geom::MultiPolygon geometry;
};

struct SiteReport {
    std::string title;
    std::string subject;  ///< where the outline came from: a file, a parcel, a site
    int epsg = 0;
    geom::MultiPolygon outline;
    Area area;
    double planar_m2 = 0;
    std::vector<std::pair<std::string, Area>> towns;  ///< largest first; land in no town has an empty name
    SiteCheck check;
    std::vector<ClusterFit> fits;      ///< in plan order
    std::optional<ClusterId> cluster;  ///< the industry asked for, or the best scored one
    std::vector<Alternative> alternatives;
    std::vector<SourceDefinition> sources;
    std::string rule_version;
    std::string data_date;
    std::string confidentiality;
    bool schematic = false;
    bool for_the_public = false;  ///< no coordinates, no owners
};

}  // namespace zonewright::model
