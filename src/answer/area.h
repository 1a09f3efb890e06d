// How large is every shape of a file?
//
// The statutory ellipsoidal area (椭球面积, 国土调查办发〔2008〕32号) and the planar area of each polygon on the
// CGCS2000 3° plane of the zone the file lies in; 公顷 and 亩 of the rows add up to the total
// (model/printed_area.h). An edge is straight on that plane, which is all but a geodesic (2e-6 of the area for sides of
// 33 km) and no parallel (5e-4 for a side of 6°): a boundary that follows a parallel needs vertices. Closed lines count as polygons, with warnings that say so. Errors: InputError when the
// file holds no polygon or its CRS contradicts the coordinates. Cost: O(vertices).
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "answer/field.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "base/units.h"
#include <nlohmann/json_fwd.hpp>

namespace zonewright::answer {

struct AreaQuestion {
    std::filesystem::path file;
    std::string layer, crs, degrees;
};
Declaration declared(AreaQuestion& question);

struct ShapeArea {
    std::string name;
    Area area;  ///< statutory
    double planar_m2 = 0;
    double area_ha = 0, area_mu = 0;  ///< as printed
    std::string plane;                ///< "EPSG:4547"
};

struct AreaAnswer : Remarks {
    std::vector<ShapeArea> features;
    Area area;  ///< sums of the rows
    double area_ha = 0, area_mu = 0;
    double planar_m2 = 0;
    std::string plane;  ///< "EPSG:4547"; several, in the order of their first feature, with commas
};
AreaAnswer answer(const AreaQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const AreaAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const AreaAnswer*);

}  // namespace zonewright::answer
