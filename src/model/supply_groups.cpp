#include "model/supply_groups.h"

#include <map>

namespace zonewright::model {

std::vector<SupplyGroup> supply_groups(const SupplyStatement& statement,
                                       const std::function<std::string(const ParcelSupply&)>& group) {
    std::map<std::string, SupplyGroup> groups;
    for (const ParcelSupply& parcel : statement.parcels) {
        SupplyGroup& sums = groups[group(parcel)];
        sums.parcel_count += static_cast<int>(has_net_land(parcel));
        sums.gross += parcel.gross;
        sums.net.exact += parcel.net;
        if (is_offered(parcel, statement.offered_classes)) sums.offered.exact += parcel.net;
    }
    std::vector<Area> nets, offers;
    for (const auto& [id, sums] : groups)
        nets.push_back(sums.net.exact), offers.push_back(sums.offered.exact);
    const PrintedRows closed = close_rows(nets), closed_offers = close_rows(offers);
    std::vector<SupplyGroup> list;
    for (auto& [id, sums] : groups) {
        sums.id = id, sums.net = closed.rows[list.size()];
        sums.offered = closed_offers.rows[list.size()];
        list.push_back(std::move(sums));
    }
    return list;
}

std::vector<SupplyGroup> supply_by_town(const SupplyStatement& statement, std::span<const Parcel> parcels) {
    return supply_groups(statement, [&](const ParcelSupply& supply) {
        const std::string& code = parcels[supply.parcel.index()].town_code;
        return code.empty() ? std::string(no_town) : code;
    });
}

}  // namespace zonewright::model
