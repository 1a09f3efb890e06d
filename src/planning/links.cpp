#include "planning/links.h"

#include <algorithm>
#include <cmath>
#include <map>
#include <set>
#include <tuple>

#include "geom/middle.h"
#include "geom/planar_area.h"

namespace zonewright::planning {
namespace {

void add_land(BandedLand& land, Area net) {
    ++land.parcels, land.net += net;
}

bool covers(const geom::MultiPolygon& land, geom::Point at) {
    return geom::bounds(land).contains(at) && geom::locate(at, land) != geom::Position::Outside;
}

bool is_fit_for_enclave(const model::Site& site, const Minutes& minutes, const EnclaveRules& rules) {
    return minutes && *minutes <= rules.most_minutes && site.net.mu() >= rules.least_mu && site.score >= rules.least_score;
}

EnclaveCandidate enclave_candidate(const EnclaveInput& input, std::size_t s, double minutes) {
    const model::Site& site = input.sites[s];
    EnclaveCandidate candidate{.site = s, .minutes = minutes, .platforms = {}, .within = {}};
    candidate.platforms = platforms_near(input.platforms, site.geometry, input.rules.platform_m, input.rules.platform_kinds);
    if (const auto middle = geom::middle_of(site.geometry)) {
        for (const model::Territory& territory : input.zones.territories) {
            const std::string kind = to_string(input.plan.place(territory.place).kind);
            if (std::ranges::find(input.rules.place_kinds, kind) != input.rules.place_kinds.end() && covers(territory.geometry, *middle))
                candidate.within.push_back(territory.place);
        }
        candidate.listed = std::ranges::any_of(input.zones.zones, [&](const model::Zone& zone) {
            return zone.cluster == site.cluster && covers(zone.geometry, *middle);
        });
    }
    candidate.points = (candidate.platforms.empty() ? 0 : 1) + (candidate.within.empty() ? 0 : 1) + (candidate.listed ? 1 : 0);
    return candidate;
}

}  // namespace

std::size_t band_of(std::span<const TravelBand> bands, const Minutes& minutes) {
    if (!minutes || !std::isfinite(*minutes)) return bands.size();
    std::size_t band = 0;
    while (band + 1 < bands.size() && *minutes >= bands[band + 1].from_minutes) ++band;
    return band;
}

BandStatement land_by_band(const BandInput& input, std::span<const Minutes> of_parcel) {
    std::map<std::string, std::size_t> town_of;
    for (std::size_t t = 0; t < input.towns.size(); ++t) town_of.emplace(input.towns[t].code, t);
    BandStatement statement;
    statement.bands.resize(input.bands.size() + 1);
    statement.towns.assign(input.towns.size(), {std::vector<BandedLand>(input.bands.size() + 1), {}});
    for (std::size_t p = 0; p < input.parcels.size(); ++p) {
        const model::ParcelSupply& supply = input.statement.parcels[p];
        if (!model::is_offered(supply, input.statement.offered_classes)) continue;
        const std::size_t band = band_of(input.bands, of_parcel[p]);
        add_land(statement.bands[band], supply.net);
        const auto town = town_of.find(input.parcels[p].town_code);
        if (town == town_of.end()) continue;
        TownBands& there = statement.towns[town->second];
        add_land(there.bands[band], supply.net);
        if (band < input.bands.size()) there.nearest = std::min(there.nearest.value_or(*of_parcel[p]), *of_parcel[p]);
    }
    return statement;
}

double minutes_by_rail(geom::Point from, std::span<const Station> stations, const RailAccess& access) {
    double best = std::numeric_limits<double>::infinity();
    for (const Station& station : stations)
        best = std::min(best, geom::distance(from, station.at) / access.metres_per_minute + access.wait_minutes + station.minutes);
    return best;
}

Minutes minutes_of_site(const model::Site& site, std::span<const Minutes> of_parcel, const model::SupplyStatement& statement) {
    double sum = 0, weight = 0;
    for (const model::ParcelId parcel : site.parcels) {
        if (!of_parcel[parcel.index()]) return std::nullopt;
        const double net = statement.parcels[parcel.index()].net.m2();
        if (net > 0) sum += net * *of_parcel[parcel.index()], weight += net;
    }
    return weight > 0 ? Minutes(sum / weight) : std::nullopt;
}

std::vector<EnclaveCandidate> enclave_candidates(const EnclaveInput& input, std::span<const Minutes> of_site) {
    std::vector<EnclaveCandidate> candidates;
    for (std::size_t s = 0; s < input.sites.size(); ++s)
        if (is_fit_for_enclave(input.sites[s], of_site[s], input.rules)) candidates.push_back(enclave_candidate(input, s, *of_site[s]));
    std::ranges::stable_sort(candidates, [&](const EnclaveCandidate& a, const EnclaveCandidate& b) {
        const auto place = [&](const EnclaveCandidate& c) { return std::tuple(-c.points, band_of(input.bands, c.minutes), -input.sites[c.site].score); };
        return place(a) < place(b);
    });
    std::set<std::size_t> taken;
    std::vector<EnclaveCandidate> apart;
    for (EnclaveCandidate& candidate : candidates) {
        const auto& parcels = input.sites[candidate.site].parcels;
        if (std::ranges::any_of(parcels, [&](model::ParcelId p) { return taken.contains(p.index()); })) continue;
        for (const model::ParcelId p : parcels) taken.insert(p.index());
        apart.push_back(std::move(candidate));
        if (apart.size() == input.rules.most) break;
    }
    return apart;
}

}  // namespace zonewright::planning
