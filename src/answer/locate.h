// Is it here? Where does the outline of a file lie, in which CRS and why, and how large is it?
//
// What a person has to see before a report is asked for: each polygon with its statutory and its planar area on the
// study's plane, its shape in degrees (CGCS2000, longitude and latitude; equal to WGS 84 to 0.1 mm) for a map, the
// towns it lies in with the share of each, the CRS it was read in and what that rests on. Faults that can be seen
// without a report are warnings. complete = false where a feature was set aside or land lies in no town. Errors:
// InputError when the file holds no polygon, states no CRS, or its CRS contradicts the coordinates. Cost: brings the
// study up to intake; then O(vertices).
#pragma once

#include <filesystem>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"

namespace zonewright::study {
class Study;
}

namespace zonewright::answer {

struct LocateQuestion {
    std::filesystem::path study, file;
    std::string layer, crs;
};
Declaration declared(LocateQuestion& question);

struct LocatedShape {
    std::string name;
    Area area;  ///< statutory
    double planar_m2 = 0;
    double area_ha = 0, area_mu = 0;  ///< as printed
    std::size_t corners = 0;
    nlohmann::ordered_json geometry;  ///< GeoJSON, degrees
};

struct LocatedTown {
    std::string code;
    Text name;
    double share = 0;  ///< of the whole outline
};

struct LocateAnswer : Remarks {
    std::string crs, plane;  ///< "EPSG:4526"
    Text crs_name, crs_why;
    std::vector<LocatedShape> features;
    Area area;  ///< sums of the rows
    double area_ha = 0, area_mu = 0, planar_m2 = 0;
    std::vector<LocatedTown> towns;  ///< greatest share first
    double share_in_no_town = 0;
    std::vector<double> box;  ///< west, south, east, north in degrees
};
LocateAnswer answer(study::Study& study, const LocateQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const LocateAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const LocateAnswer*);

}  // namespace zonewright::answer
