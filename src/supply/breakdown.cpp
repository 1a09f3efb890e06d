#include "supply/breakdown.h"

#include <algorithm>
#include <map>

#include "geom/covered_areas.h"
#include "geom/planar_area.h"

namespace zonewright::supply {

std::vector<SizeRow> breakdown(const model::SupplyStatement& statement,
                               const std::vector<std::vector<std::string>>& groups_of,
                               const std::vector<SizeClass>& sizes) {
    std::map<std::string, std::map<std::string, SizeRow>> groups;
    for (std::size_t i = 0; i < statement.parcels.size(); ++i) {
        const model::ParcelSupply& supply = statement.parcels[i];
        for (const std::string& group : groups_of.at(i)) {
            auto& rows = groups[group];
            if (!has_net_land(supply)) continue;
            SizeRow& row = rows[supply.size_class];
            ++row.parcel_count;
            row.net += supply.net;
        }
    }
    std::vector<SizeRow> table;
    for (auto& [group, rows] : groups)
        for (const SizeClass& size : sizes) {
            const SizeRow& row = rows[size.id];
            table.push_back({group, size.id, row.parcel_count, row.net});
        }
    return table;
}

std::vector<double> shares_inside(const std::vector<model::Parcel>& parcels,
                                  const std::vector<geom::MultiPolygon>& polygons, const Progress& progress) {
    std::vector<geom::MultiPolygon> land;
    land.reserve(parcels.size());
    for (const model::Parcel& parcel : parcels) land.push_back(parcel.geometry);
    std::vector<double> shares = geom::covered_areas_m2(land, polygons, progress);
    for (std::size_t i = 0; i < shares.size(); ++i) {
        const double whole_m2 = geom::planar_area(land[i]);
        shares[i] = whole_m2 > 0 ? std::min(1.0, shares[i] / whole_m2) : 0;
    }
    return shares;
}

}  // namespace zonewright::supply
