// How far, in minutes, is land on offer from a neighbouring city, and which sites could host what comes from there?
// (三(四) 与相邻城市联动、反向飞地)
//
// Minutes of a parcel are given: nothing where they are not known, infinite where there is no way. Every parcel on offer is
// in exactly one band or in the last entry, which is for both of these; so bands sum to the land on offer.
//
//   by rail: shortest over the stations with a time of (distance as the crow flies / speed + waiting + minutes by train)
//   of a site: the mean over its parcels, weighted by net area
//   a candidate for a reverse enclave: near enough, large enough, good enough; every platform near, the listing of its
//   industry there and a park around it are points in its favour. More points go first, then the nearer band, then the
//   better score. Land is listed once: a site that shares a parcel with a better candidate is left out.
//
// Areas are net and statutory, coordinates metres on the study's plane. O(parcels × stations + sites × platforms).
#pragma once

#include <limits>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/units.h"
#include "model/parcel.h"
#include "model/plan.h"
#include "model/site.h"
#include "model/supply.h"
#include "model/territory.h"
#include "model/town.h"
#include "planning/platforms.h"

namespace zonewright::planning {

using Minutes = std::optional<double>;  ///< nothing: not known; infinite: no way

struct TravelBand {
    std::string id;
    double from_minutes = 0;
};

/// Position of the band; the number of bands where the minutes are not known or there is no way.
std::size_t band_of(std::span<const TravelBand> bands, const Minutes& minutes);

struct BandedLand {
    int parcels = 0;
    Area net;
};

struct TownBands {
    std::vector<BandedLand> bands;  ///< one each, and the rest
    Minutes nearest;                ///< of its land on offer
};

struct BandStatement {
    std::vector<BandedLand> bands;  ///< of the city, land in no town included
    std::vector<TownBands> towns;   ///< in the order of the towns
};

struct BandInput {
    std::span<const model::Town> towns;
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;
    std::span<const TravelBand> bands;  ///< ascending, the first from 0
};
BandStatement land_by_band(const BandInput& input, std::span<const Minutes> of_parcel);

struct Station {
    geom::Point at;
    double minutes = 0;  ///< by train to the city
};
struct RailAccess {
    double metres_per_minute = 0, wait_minutes = 0;
};
/// Infinite without a station.
double minutes_by_rail(geom::Point from, std::span<const Station> stations, const RailAccess& access);

/// Nothing where any of its land is not known.
Minutes minutes_of_site(const model::Site& site, std::span<const Minutes> of_parcel, const model::SupplyStatement& statement);

struct EnclaveRules {
    double most_minutes = 0, least_mu = 0, least_score = 0, platform_m = 0;
    std::size_t most = 0;
    std::vector<std::string> platform_kinds;
    std::vector<std::string> place_kinds;
};

struct EnclaveCandidate {
    std::size_t site = 0;
    double minutes = 0;
    std::vector<std::size_t> platforms;  ///< near
    std::vector<model::PlaceId> within;  ///< parks and the like around its middle
    bool listed = false;                 ///< the plan lists its industry where it lies
    int points = 0;                      ///< of three: platforms, within, listed
};

struct EnclaveInput {
    const model::Plan& plan;
    const model::ZoneMap& zones;
    std::span<const model::Site> sites;
    std::span<const Platform> platforms;
    std::span<const TravelBand> bands;
    EnclaveRules rules;
};
/// Best first; `of_site`: minutes to the city of origin.
std::vector<EnclaveCandidate> enclave_candidates(const EnclaveInput& input, std::span<const Minutes> of_site);

}  // namespace zonewright::planning
