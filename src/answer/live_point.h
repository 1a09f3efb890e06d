// Why does this place have this score under these weights? One cell: its worths and what they add, its parcel, or what
// excludes it.
//
// Coordinates are metres on the study's plane. state: "scored", "excluded" (with the rules), "no_data", "outside". Cost:
// one cell of each criterion is read.
#pragma once

#include <nlohmann/json_fwd.hpp>

#include "geom/geometry.h"
#include "model/suitability.h"
#include "study/study.h"

namespace zonewright::answer {

nlohmann::ordered_json live_point(const study::Study& study, const model::ClusterRating& rating, const geom::Point& place);

}  // namespace zonewright::answer
