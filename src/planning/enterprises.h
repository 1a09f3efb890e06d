// The enterprises of a study as points with what the chains need to know: where, whose, which rank, how much.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "model/plan.h"
#include "model/source_set.h"
#include "planning/town_lookup.h"

namespace zonewright::planning {

struct Enterprise {
    std::string name;  ///< "#12" where the source has none
    geom::Point at;
    std::vector<model::ClusterId> clusters;  ///< that the record names, under any name they had
    std::string rank;                        ///< "leading" (链主、龙头), "first_tier" (一级配套), "other"
    std::string tier;                        ///< 专精特新: "national", "provincial", "municipal"; empty: none on record
    std::optional<double> output_yuan;
    std::optional<std::size_t> town;  ///< nothing: outside all towns
};

/// Of the role `enterprise`, in the order of the source; records without a place are left out. Empty without a source.
std::vector<Enterprise> enterprises_of(const model::Plan& plan, const model::SourceSet& sources, const TownLookup& towns);

/// Why a record of the source says nothing about any cluster of the plan in the city.
enum class SetAsideReason { NoPlace, OutsideCity, NoCluster, UnknownCluster };

struct SetAsideEnterprise {
    std::string name;
    SetAsideReason reason = SetAsideReason::NoPlace;
    std::string cluster;  ///< as written, where the plan has no such cluster
};

/// What came in = what is used + what is set aside; all of the role `enterprise`.
struct EnterpriseAccount {
    std::size_t read = 0, used = 0;
    std::vector<SetAsideEnterprise> set_aside;  ///< in the order of the source
};
EnterpriseAccount account_of_enterprises(const model::Plan& plan, const model::SourceSet& sources, const TownLookup& towns);

/// "ai;energy" names two clusters; by id, earlier id or Chinese name. Words that the plan does not know name none.
std::vector<model::ClusterId> clusters_named(const model::Plan& plan, const std::string& words);

bool belongs_to(const Enterprise& enterprise, model::ClusterId cluster);

}  // namespace zonewright::planning
