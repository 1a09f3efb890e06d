#include "demo/scenario_text.h"

#include <fmt/format.h>

namespace zonewright::demo {

std::vector<std::pair<std::string, std::string>> scenario_texts(const Industry& industry) {
    return {
        {"scarce.toml",
         fmt::format(R"(# 示意：做不到的情景。zonewright allocate STUDY --scenario scarce 说明缺在哪里、放宽哪一条最有用。
# Schematic: a scenario that cannot be met; allocate says what is lacking and which rule to relax first.
id = "scarce"
title = {{ zh = "紧缩：需求翻倍、只用规划点名的地方、一个集群至多两镇", en = "scarce: twice the demand, listed places only" }}
demand_factor = 2.0
eligibility = "hard"

[maximum_towns]
{} = 2

[[quota]]
place = "{}"
maximum_mu = 300
)",
                     industry.scarce_cluster, industry.scarce_place)},
        {"neighbours.toml", R"(# 示意：同类相邻加分，相斥产业分开；取 layers/rules/neighbours.toml（待核实）。
# Schematic: like beside like, pairs apart, as layers/rules/neighbours.toml has them (unverified).
id = "neighbours"
title = { zh = "同类相聚、相斥相离", en = "like beside like" }

[neighbours]
rules = true
)"}};
}

}  // namespace zonewright::demo
