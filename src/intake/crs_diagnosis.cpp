#include "intake/crs_diagnosis.h"

#include "base/errors.h"
#include "gis/crs.h"

namespace zonewright::intake {
namespace {

struct KnownSystem {
    int epsg;
    Text what;
};

// 4546 (3° zone 37) is absent: without a prefix it has the same definition as 4508 (6° zone 19, both at
// 111°E).
const std::vector<KnownSystem>& known_systems() {
    static const std::vector<KnownSystem> systems{
        {4490, {"经纬度（度）", "longitude and latitude in degrees"}},
        {4547, {"CGCS2000 三度带，中央经线 114°，无带号", "CGCS2000 3° zone at 114°E, no prefix"}},
        {4526, {"CGCS2000 三度带，带号 38", "CGCS2000 3° zone with prefix 38"}},
        {4525, {"CGCS2000 三度带，带号 37", "CGCS2000 3° zone with prefix 37"}},
        {4548, {"CGCS2000 三度带，中央经线 117°，无带号", "CGCS2000 3° zone at 117°E, no prefix"}},
        {4527, {"CGCS2000 三度带，带号 39", "CGCS2000 3° zone with prefix 39"}},
        {4508, {"CGCS2000 六度带，中央经线 111°，无带号", "CGCS2000 6° zone at 111°E, no prefix"}},
        {4497, {"CGCS2000 六度带，带号 19", "CGCS2000 6° zone with prefix 19"}},
        {4498, {"CGCS2000 六度带，带号 20", "CGCS2000 6° zone with prefix 20"}},
        {3857, {"网络墨卡托", "Web Mercator"}},
    };
    return systems;
}

bool inside(const geom::Box& inner, const geom::Box& outer) {
    return outer.contains({inner.min_x, inner.min_y}) && outer.contains({inner.max_x, inner.max_y});
}

geom::Box swapped(const geom::Box& box) {
    return {box.min_y, box.min_x, box.max_y, box.max_x};
}

}  // namespace

geom::Box region_in(int epsg, const Region& region) {
    if (region.degrees.empty()) return {};
    const geom::Box box = region.degrees.grown(region.margin_deg);
    const gis::Transformation from_degrees(4490, epsg);
    geom::Box plane;
    for (const double longitude : {box.min_x, (box.min_x + box.max_x) / 2, box.max_x})
        for (const double latitude : {box.min_y, (box.min_y + box.max_y) / 2, box.max_y})
            plane.include(from_degrees({longitude, latitude}));
    return plane;
}

bool falls_into(const geom::Box& coordinates, int epsg, const Region& region) {
    if (coordinates.empty() || region.degrees.empty()) return true;
    try {
        return inside(coordinates, region_in(epsg, region));
    } catch (const InputError&) {
        return false;  // a datum that nothing leads to
    }
}

bool meets_region(const geom::Box& coordinates, int epsg, const Region& region) {
    if (region.degrees.empty()) return true;
    try {
        return region_in(epsg, region).meets(coordinates);
    } catch (const InputError&) {
        return false;  // a datum that nothing leads to
    }
}

std::vector<CrsCandidate> candidates_for(const geom::Box& coordinates, const Region& region) {
    std::vector<CrsCandidate> found;
    if (coordinates.empty() || region.degrees.empty()) return found;
    for (const bool swap : {false, true})
        for (const KnownSystem& system : known_systems())
            if (falls_into(swap ? swapped(coordinates) : coordinates, system.epsg, region))
                found.push_back({system.epsg, swap, system.what});
    return found;
}

}  // namespace zonewright::intake
