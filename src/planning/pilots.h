// Where could a pilot area for future industries be? (三(八) 未来产业先导试验区：规划没有点名)
//
// A candidate is a site assembled for a future industry (its core) that is large and good enough and has room to grow: land
// on offer near it that suits the same industry. Four parts of a worth 0…1, weighted, sum to its points:
//
//   suitability  mean over the future industries of the core's score, by area; industries without a score are left out
//   platforms    those near that serve a future industry or state none, up to `platform_full`; 0 where nothing is known
//   room         net land to grow into, up to `growth_full_mu`
//   listing      1 within a place that the plan lists for a future industry, else 0: not listed is not unfit
//
// More points go first. A candidate whose core lies in the core or the room of a better one, or whose room in its core, is
// left out. Rooms may overlap: what a candidate shares with others, and with which, is told, so that room is not added up twice. Areas are net and statutory, coordinates metres on the study's plane. O(sites × parcels on offer).
#pragma once

#include <array>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/progress.h"
#include "base/units.h"
#include "model/parcel.h"
#include "model/plan.h"
#include "model/site.h"
#include "model/suitability.h"
#include "model/supply.h"
#include "model/territory.h"
#include "planning/platforms.h"

namespace zonewright::planning {

/// From layers/rules/pilots.toml.
struct PilotRules {
    double least_mu = 0, least_score = 0;
    double growth_m = 0, growth_least_mu = 0, growth_full_mu = 0;
    double platform_m = 0, platform_full = 0;
    double join_m = 0;
    std::size_t most = 0;
    std::array<double, 4> weights{};  ///< suitability, platforms, room, listing; they sum to 1
    std::vector<std::string> platform_kinds;
};

struct FutureScore {
    model::ClusterId cluster;
    std::optional<double> score;  ///< of the core; nothing: no data
};

struct PilotCandidate {
    std::size_t site = 0;
    std::vector<FutureScore> scores;     ///< future industries in plan order
    std::vector<std::size_t> platforms;  ///< near, that count
    std::vector<std::size_t> room;       ///< parcels to grow into
    Area room_net;
    Area shared_net;                       ///< of the room: in the room of other candidates, too …
    std::vector<std::size_t> shared_with;  ///< … and their positions among the candidates
    std::vector<model::ClusterId> listed_for;  ///< future industries listed where it lies …
    std::vector<model::PlaceId> through;       ///< … and the place of each
    std::array<double, 4> worth{};             ///< as the weights
    double points = 0;
};

struct PilotInput {
    const model::Plan& plan;
    const model::ZoneMap& zones;
    const std::vector<model::Parcel>& parcels;
    const model::SupplyStatement& statement;
    const model::Suitability& suitability;
    std::span<const model::Site> sites;
    std::span<const Platform> platforms;
    double least_score = 0;  ///< from where on land is suitable
    PilotRules rules;
};

std::vector<PilotCandidate> pilot_candidates(const PilotInput& input, const Progress& progress);

/// Core and room as one territory: gaps up to twice `join_m` (roads between parcels) are closed.
geom::MultiPolygon pilot_outline(const PilotInput& input, const PilotCandidate& candidate);

}  // namespace zonewright::planning
