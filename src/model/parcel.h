// The smallest thing that is decided on.
// Coordinates are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/units.h"
#include "geom/geometry.h"
#include "model/ids.h"

namespace zonewright::model {

struct Parcel {
    std::string id;         ///< unique in the study: made so by the source where it is repeated there
    std::string source_id;  ///< as the source writes it; empty where it gives none
    std::string town_code;
    std::string town_name;
    geom::MultiPolygon geometry;
    Area gross;  ///< statutory
    std::string owner;
    std::string ownership;  ///< state, collective
    std::string land_use;   ///< code of the recorded use, scheme in the source
    std::string use_name;
    std::string tenure;  ///< supply facts: see layers/roles/parcel.toml for the words
    std::optional<int> year_built;
    std::optional<double> floor_area_m2;
    std::optional<double> storeys;
    std::optional<double> storey_height_m;
    std::optional<double> floor_load_kn_m2;
    std::optional<double> rent_yuan_per_m2_month;
    std::optional<double> land_price_yuan_per_m2;
    std::optional<double> recorded_area_m2;  ///< the area on file (TBMJ, MJ)
    std::optional<double> output_yuan_per_mu;
    std::optional<int> approved_year;        ///< 农转用 / 征收 approved
    std::optional<int> contract_start_year;  ///< 约定动工
    std::optional<double> developed_share;   ///< 0…1
    std::optional<double> invested_share;    ///< 0…1
    std::optional<int> suspended_year;       ///< 中止建设
    bool in_renewal_register = false;        ///< 三旧 标图建库
    bool vacant = false;
};

}  // namespace zonewright::model
