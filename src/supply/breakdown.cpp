#include "supply/breakdown.h"

#include <algorithm>
#include <map>

#include "base/parallel.h"
#include "geom/overlay_area.h"
#include "geom/spatial_index.h"

namespace zonewright::supply {

std::vector<SizeRow> breakdown(const model::SupplyStatement& statement,
                               const std::vector<std::vector<std::string>>& groups_of,
                               const std::vector<SizeClass>& sizes) {
    std::map<std::string, std::map<std::string, SizeRow>> groups;
    for (std::size_t i = 0; i < statement.parcels.size(); ++i) {
        const model::ParcelSupply& supply = statement.parcels[i];
        for (const std::string& group : groups_of.at(i)) {
            auto& rows = groups[group];
            if (supply.net.cm2 == 0) continue;
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
    std::vector<geom::OverlayShape> shapes;
    std::vector<geom::Box> boxes;
    for (const geom::MultiPolygon& polygon : polygons) {
        shapes.emplace_back(polygon);
        boxes.push_back(shapes.back().box());
    }
    const geom::SpatialIndex index(boxes);
    std::vector<double> shares(parcels.size());
    parallel_for(parcels.size(), 64, progress, [&](std::size_t i) {
        const geom::OverlayShape parcel(parcels[i].geometry);
        double inside_m2 = 0;
        for (std::uint32_t id : index.query(parcel.box()))
            inside_m2 += geom::overlay_area_m2(parcel, shapes[id]);
        if (parcel.planar_m2() > 0) shares[i] = std::min(1.0, inside_m2 / parcel.planar_m2());
    });
    return shares;
}

}  // namespace zonewright::supply
