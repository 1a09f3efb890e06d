// Which plots are industrial parcels on record, and what does the record say?
//
// A few plots of every industrial block have another use, chosen so that the parcels add up to the published
// area to within one plot. Owners, age, floors, rent, supply facts are drawn per plot from its own seed, so
// that a plot has the same record in the small and in the full city. Figures are plausible, not statistics.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "demo/city.h"

namespace zonewright::demo {

struct ParcelRecord {
    std::string id;
    std::string owner, ownership, use_name, tenure;
    std::optional<int> year_built, approved_year, contract_start_year, suspended_year;
    std::optional<double> floor_area_m2, storeys, storey_height_m, floor_load_kn_m2, rent_yuan_per_m2_month;
    double land_price_yuan_per_m2 = 0;
    std::optional<double> output_yuan_per_mu, developed_share, invested_share;
    bool in_renewal_register = false, vacant = false;
};

/// What a plot is: an industrial parcel, or land of another class.
struct PlotUse {
    std::size_t block = 0, plot = 0;  ///< position in City::industry and in its plots
    bool parcel = true;
    std::int16_t other_class = -1;  ///< land class where it is no parcel
    std::string id;                 ///< of the parcel
};

/// All plots in the order of blocks and plots.
std::vector<PlotUse> use_plots(const City& city, std::uint64_t seed);

/// Per position in City::industry: 1 when its parcels go into the parcel layer. Everything for a share of 1;
/// else neighbouring blocks around the most industrial one of every town, with about `share` of the area.
std::vector<std::uint8_t> recorded_blocks(const City& city, const std::vector<PlotUse>& plots, double share);

ParcelRecord record_of(const City& city, const PlotUse& plot, double area_m2, std::uint64_t seed);

}  // namespace zonewright::demo
