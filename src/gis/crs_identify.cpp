#include "gis/crs_identify.h"

#include <ogr_srs_api.h>

#include <array>
#include <cmath>
#include <cstdlib>
#include <optional>
#include <string>

#include "gis/handles.h"

namespace zonewright::gis {
namespace {

bool near(double a, double b, double tolerance) {
    return std::abs(a - b) <= tolerance;
}

/// First codes of the four Gauss-Krüger families of a datum; a code is first + zone − first zone.
struct DatumCodes {
    double semi_major;
    double inverse_flattening;
    const char* name_part;  ///< distinguishes datums that share an ellipsoid
    int geographic;
    int three_prefix;  ///< zone 25 (75°E)
    int three_plain;   ///< 75°E
    int six_prefix;    ///< zone 13 (75°E)
    int six_plain;     ///< 75°E
};

constexpr auto datums = std::to_array<DatumCodes>({
    {6378137.0, 298.257222101, "2000", 4490, 4513, 4534, 4491, 4502},
    {6378140.0, 298.257, "1980", 4610, 2349, 2370, 2327, 2338},
    {6378245.0, 298.3, "1954", 4214, 2401, 2422, 21413, 21453},
});

const DatumCodes* datum_of(const OGRSpatialReference& reference) {
    const char* datum = reference.GetAttrValue("DATUM");
    const char* geographic = reference.GetAttrValue("GEOGCS");
    const std::string names =
        std::string(datum == nullptr ? "" : datum) + " " + (geographic == nullptr ? "" : geographic);
    if (names.find("New") != std::string::npos)
        return nullptr;  // New Beijing shares the ellipsoid, not the datum
    for (const DatumCodes& codes : datums) {
        const std::string tail = std::string(codes.name_part).substr(2);
        const bool named = names.find(codes.name_part) != std::string::npos ||
                           (tail != "00" && names.find(tail) != std::string::npos);
        if (named && near(reference.GetSemiMajor(), codes.semi_major, 1e-3) &&
            near(reference.GetInvFlattening(), codes.inverse_flattening, 1e-6))
            return &codes;
    }
    return nullptr;
}

/// The code in a family, or nothing when `meridian` is no meridian of it.
std::optional<int> in_family(double meridian, double false_easting, bool three_degree,
                             const DatumCodes& codes) {
    const double width = three_degree ? 3.0 : 6.0;
    const double offset = three_degree ? 0.0 : 3.0;
    const double zone_exact = (meridian + offset) / width;
    const int zone = static_cast<int>(std::lround(zone_exact));
    const int first = three_degree ? 25 : 13, last = three_degree ? 45 : 23;
    if (!near(zone_exact, zone, 1e-9) || zone < first || zone > last) return std::nullopt;
    if (near(false_easting, zone * 1e6 + 500000.0, 1e-3))
        return (three_degree ? codes.three_prefix : codes.six_prefix) + zone - first;
    if (near(false_easting, 500000.0, 1e-3))
        return (three_degree ? codes.three_plain : codes.six_plain) + zone - first;
    return std::nullopt;
}

int gauss_kruger_code(const OGRSpatialReference& reference) {
    const DatumCodes* codes = datum_of(reference);
    if (codes == nullptr) return 0;
    if (reference.IsGeographic()) return reference.GetAxesCount() == 2 ? codes->geographic : 0;
    const char* projection = reference.GetAttrValue("PROJECTION");
    if (projection == nullptr) return 0;
    const std::string name = projection;
    if (name != SRS_PT_TRANSVERSE_MERCATOR && name != "Gauss_Kruger") return 0;
    const bool plain = near(reference.GetProjParm(SRS_PP_SCALE_FACTOR, 1.0), 1.0, 1e-12) &&
                       near(reference.GetProjParm(SRS_PP_LATITUDE_OF_ORIGIN, 0.0), 0.0, 1e-12) &&
                       near(reference.GetProjParm(SRS_PP_FALSE_NORTHING, 0.0), 0.0, 1e-6) &&
                       near(reference.GetLinearUnits(), 1.0, 1e-12);
    if (!plain) return 0;
    const double meridian = reference.GetProjParm(SRS_PP_CENTRAL_MERIDIAN, 0.0);
    const double easting = reference.GetProjParm(SRS_PP_FALSE_EASTING, 0.0);
    const char* title = reference.GetName();
    const std::string words = title == nullptr ? "" : title;
    // A meridian such as 111 or 117 belongs to both widths; only the name tells, and 3 degrees is the default
    // below 1:10000.
    const bool six =
        words.find("6-degree") != std::string::npos || words.find("6_Degree") != std::string::npos ||
        (words.find("GK_Zone") != std::string::npos && words.find("3_Degree") == std::string::npos);
    if (six)
        if (const auto code = in_family(meridian, easting, false, *codes)) return *code;
    if (const auto code = in_family(meridian, easting, true, *codes)) return *code;
    return in_family(meridian, easting, false, *codes).value_or(0);
}

int authority_code(const OGRSpatialReference& reference) {
    const char* authority = reference.GetAuthorityName(nullptr);
    const char* code = reference.GetAuthorityCode(nullptr);
    if (authority == nullptr || code == nullptr) return 0;
    const std::string name = authority;
    if (name == "EPSG") return std::atoi(code);
    if (name == "OGC" && std::string(code) == "CRS84") return 4326;
    return 0;
}

int matched_code(const OGRSpatialReference& reference) {
    int count = 0;
    int* confidence = nullptr;
    OGRSpatialReferenceH* matches = reference.FindMatches(nullptr, &count, &confidence);
    int code = 0;
    if (count > 0 && confidence[0] >= 90) code = authority_code(*OGRSpatialReference::FromHandle(matches[0]));
    OSRFreeSRSArray(matches);
    CPLFree(confidence);
    return code;
}

}  // namespace

int geographic_code(const OGRSpatialReference& reference) {
    if (const DatumCodes* codes = datum_of(reference)) return codes->geographic;
    const char* datum = reference.GetAttrValue("DATUM");
    const std::string name = datum == nullptr ? "" : datum;
    const bool wgs = name == "WGS_1984" || name == "D_WGS_1984" || name == "World Geodetic System 1984";
    return wgs && near(reference.GetSemiMajor(), 6378137.0, 1e-3) ? 4326 : 0;
}

int identify_epsg(const OGRSpatialReference& reference) {
    if (reference.IsCompound() != FALSE) {  // heights beside the plane: EPSG:4490 + 5737
        OGRSpatialReference plane(reference);
        plane.StripVertical();
        return identify_epsg(plane);
    }
    if (const int code = authority_code(reference)) return code;
    if (const int code = gauss_kruger_code(reference)) return code;
    return matched_code(reference);
}

}  // namespace zonewright::gis
