// What an item of a stage is made from, as one digest: change what it reads, and it is made anew; anything else, and the
// one of an earlier run is taken (io/tile_shelf.h). Every key covers the code (study/build_id.h).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "criterion/construction_factors.h"
#include "model/catalogue.h"
#include "study/settings.h"
#include "study/values.h"

namespace zonewright::study {

/// Keys of what is measured on the grid. Thread-safe once made; points into what it is made from.
class MeasureKeys {
public:
    MeasureKeys(const Intake& intake, const Zoning& zoning, const Plane& plane, const model::Plan& plan);

    /// Of a criterion's surface, for one cluster where it is measured for each.
    std::string of(const model::CriterionDefinition& definition, std::optional<model::ClusterId> cluster) const;
    /// Of the 双评价 classes, under the thresholds of `rules`.
    std::string of(const criterion::ConstructionQuestion& question, const model::PolicyRules& rules) const;

private:
    std::string of_roles(const std::vector<std::string>& roles) const;

    std::map<std::string, std::string> layers_, rasters_;  ///< digest by role
    std::string ground_, zones_;
    const model::Plan& plan_;
};

/// Of what all surfaces of scores share: the code, the admissible cells, the CRS.
std::string key_of_base(const Plane& plane);
std::string key_of_ground(const Constraints& constraints, const Plane& plane);
/// Of the outlines of the parcels, in their order.
std::string key_of_outlines(const std::vector<model::Parcel>& parcels);

}  // namespace zonewright::study
