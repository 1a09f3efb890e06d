// One "what if": how demand, eligibility, quotas and money differ from the study as it stands.
// Read from <study>/scenarios/<id>.toml; the study names the one in force.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::model {

/// Open: any place will do, listed places are worth `listed_bonus` more.
/// Hard: only places that the plan lists for the cluster; clusters with an open list (等) stay open.
enum class EligibilityRule { Open, Hard };

/// At least and at most so much land of a place, for one cluster or (empty) for all together.
struct ScenarioQuota {
    std::string place;    ///< id of a place of the plan, or a town code
    std::string cluster;  ///< empty: all clusters together
    std::optional<double> minimum_m2;
    std::optional<double> maximum_m2;
};

/// A site or parcel, by its id, and a cluster.
struct ScenarioPair {
    std::string unit;
    std::string cluster;
};

/// Neighbouring units: `weight` for the pair of clusters on either side of a common boundary, in score × m²
/// per pair.
struct ScenarioNeighbours {
    double like_bonus = 0;                                   ///< same cluster on both sides
    std::vector<std::pair<std::string, std::string>> apart;  ///< clusters that should not meet
    double apart_penalty = 0;
    bool from_rules = false;  ///< all of this as layers/rules/neighbours.toml has it
};

struct Scenario {
    std::string id;
    Text title;
    std::vector<std::string>
        weights;               ///< ids of weight sets; empty: the study's; several: one answer for each
    double demand_factor = 1;  ///< every demand times this
    std::map<std::string, double> demand_m2;  ///< cluster → demand in place of the study's
    double band = 0.05;                       ///< allocated area may exceed the demand by this share
    EligibilityRule eligibility = EligibilityRule::Open;
    double listed_bonus = 0;  ///< added to the score (0…1) of listed places
    double cost_weight = 0;   ///< score given up per 1,000 yuan/m² of cost; 0: cost plays no part
    std::optional<double> budget_yuan;
    std::vector<ScenarioQuota> quotas;
    std::vector<ScenarioPair> locked;
    std::vector<ScenarioPair> forbidden;
    std::map<std::string, double>
        minimum_site_m2;  ///< cluster → smallest unit it takes, in place of the study's
    std::map<std::string, int> maximum_towns;  ///< cluster → at most so many towns
    ScenarioNeighbours neighbours;
    bool divisible = false;           ///< units may be split (cells, areas yet to be subdivided)
    std::size_t node_budget = 20000;  ///< nodes of the exact search
    double gap_target = 0;            ///< stop when the gap is at most this share
    std::string origin;               ///< the file, for messages
};

}  // namespace zonewright::model
