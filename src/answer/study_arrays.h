// The surfaces and shapes of a study as arrays, for doors that hand memory over (Python).
//
// A surface is row by row from the north, in the cells of the study's grid: scores 0…1, −1 excluded, NaN no data; a
// criterion in its own unit; classes 1 to 5 of suitability for construction; reason bits of constraints (0 admissible,
// 4294967295 outside the city). Shapes are WKB (little endian, MultiPolygon) on the study's plane, in metres. Errors:
// InputError for an unknown name with the nearest, and for what the study has no data for. Cost: brings the study up to
// the stage; then one reading of the surface, held once.
#pragma once

#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "answer/open_study.h"
#include "base/language.h"
#include "base/progress.h"

namespace zonewright::answer {

/// Where the cells lie: square, north up, on the plane EPSG:`epsg`.
struct CellPlace {
    double west_m = 0, north_m = 0, cell_m = 1;
    std::size_t columns = 0, rows = 0;
    int epsg = 0;
};

struct SurfaceCells {
    CellPlace place;
    Text title;
    std::string unit;
    std::vector<float> cells;
};
/// `kind`: "suitability" (of a cluster), "criterion" (`id`; of a cluster where it is measured per cluster), or
/// "construction".
SurfaceCells surface_of(OpenStudy& open, const std::string& kind, const std::string& id, const std::string& cluster,
                        const Progress& progress);
const std::vector<std::string>& surface_kinds();

/// The reason bits: a view of the study's own memory.
struct ReasonCells {
    CellPlace place;
    const std::uint32_t* cells = nullptr;
    std::shared_ptr<const void> owner;  ///< keeps them
};
ReasonCells reasons_of(OpenStudy& open, const Progress& progress);

struct NamedShapes {
    int epsg = 0;
    std::vector<std::string> ids;
    std::vector<std::string> wkb;  ///< one for each id
};
/// `kind`: "parcel" (by id), "town" (by code), "place" (by the id of the plan).
NamedShapes shapes_of(OpenStudy& open, const std::string& kind, const Progress& progress);
const std::vector<std::string>& shape_kinds();

}  // namespace zonewright::answer
