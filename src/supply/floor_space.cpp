#include <map>

#include "supply/market.h"

namespace zonewright::supply {
namespace {

/// Weighted by floor area over the parcels that state the figure.
struct Mean {
    double sum = 0, weight = 0;
    void add(std::optional<double> value, double floor_m2) {
        if (!value) return;
        sum += *value * floor_m2;
        weight += floor_m2;
    }
    std::optional<double> value() const { return weight > 0 ? std::optional(sum / weight) : std::nullopt; }
};

struct Floors {
    int count = 0;
    double floor_m2 = 0;
    Mean storeys, height, load, rent;

    void add(const model::Parcel& parcel) {
        const double area = *parcel.floor_area_m2;
        ++count;
        floor_m2 += area;
        storeys.add(parcel.storeys, area);
        height.add(parcel.storey_height_m, area);
        load.add(parcel.floor_load_kn_m2, area);
        rent.add(parcel.rent_yuan_per_m2_month, area);
    }
    model::FloorSpace row(const std::string& town) const {
        return {town, count, floor_m2, storeys.value(), height.value(), load.value(), rent.value()};
    }
};

}  // namespace

std::vector<model::FloorSpace> floor_space(const std::vector<model::Parcel>& parcels) {
    Floors city;
    std::map<std::string, Floors> towns;
    for (const model::Parcel& parcel : parcels) {
        if (!parcel.vacant || parcel.floor_area_m2.value_or(0) <= 0) continue;
        city.add(parcel);
        towns[parcel.town_code.empty() ? model::no_town : parcel.town_code].add(parcel);
    }
    std::vector<model::FloorSpace> rows = {city.row("")};
    for (const auto& [town, floors] : towns) rows.push_back(floors.row(town));
    return rows;
}

}  // namespace zonewright::supply
