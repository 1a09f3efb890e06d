// Do features that count only within the city lie there? (roles with must_lie_in_city = true: enterprises)
//
// Named by file and number before the files of one role are joined; looked at once the towns are there. An error
// `outside_city` for each feature that lies in no town: it counts nowhere. O(features × towns) by bounding boxes.
#pragma once

#include <string>
#include <vector>

#include "intake/inspection.h"
#include "model/role.h"

namespace zonewright::intake {

class CityCheck {
public:
    /// Of one file; nothing for roles that may lie elsewhere.
    void add(const model::FeatureTable& table, const model::Role& role, const std::string& source);
    void report(const model::FeatureTable& towns, const geom::StatutoryArea& area, std::vector<model::Finding>& findings,
                std::vector<model::Repair>& repairs) const;

private:
    struct Placed {
        std::string source, name;
        std::int64_t number = 0;  ///< in the file
        geom::Point at;
    };
    std::vector<Placed> placed_;
};

}  // namespace zonewright::intake
