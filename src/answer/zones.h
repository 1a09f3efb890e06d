// Where does the plan want which industry: which places has each cluster, and how large are they?
//
// One row per cluster and place that its clause names, with the statutory area and how far the boundary may be
// trusted. A place that the plan names and nobody has drawn is stated, too: it is no zone, but it is not nothing.
// Zones overlap where places do. Errors: InputError for an unknown cluster. Cost: brings the study up to zoning.
#pragma once

#include <filesystem>
#include <nlohmann/json_fwd.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include "model/evidence.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct ZonesQuestion {
    std::filesystem::path study;
    std::string cluster;
};
Declaration declared(ZonesQuestion& question);

struct ZoneRow {
    std::string cluster, place, clause;
    model::GeometryStatus status = model::GeometryStatus::Schematic;
    Area area;
};

/// A place that the clause of a cluster names.
struct ZonePlace {
    std::string place;
    Text name;
    std::optional<model::GeometryStatus> status;  ///< of its boundary; nothing: no boundary at hand
    std::optional<Area> area;
};

struct ZoneCluster {
    std::string cluster;
    Text name;
    std::string clause;
    bool open_list = false;  ///< other places are not listed, never unfit
    std::vector<ZonePlace> places;
};

struct ZonesAnswer : Remarks {
    std::vector<ZoneRow> zones;
    std::vector<ZoneCluster> clusters;
    std::vector<std::string> without_geometry;  ///< ids of the places that nobody has drawn
};
ZonesAnswer answer(study::Study& study, const ZonesQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const ZonesAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const ZonesAnswer*);

}  // namespace zonewright::answer
