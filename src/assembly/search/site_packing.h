// Which of the sites found so far make the best portfolio, each parcel used once?
// Branch and bound over the columns with the master program as bound; depth first, the largest share first,
// so the first descent is a dive. Columns that cannot be in a better answer by their reduced cost are left
// out at the start. Cost: one small linear program a node; the budget counts them. The answer is never worse
// than the one given.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "assembly/search/master_program.h"
#include "base/progress.h"

namespace zonewright::assembly {

struct PackingColumn {
    std::size_t cluster = 0;
    std::int64_t cost = 0;  ///< ticks
    std::vector<std::uint32_t> parcels;
};

struct Packing {
    std::vector<std::size_t> chosen;  ///< positions in the columns, ascending
    std::int64_t cost = 0;            ///< ticks, with a penalty for each missing site
    int programs = 0;                 ///< linear programs solved
    bool complete = false;  ///< no better choice among the columns exists, up to rounding of the programs
};

/// `program` holds the same columns in the same order; its basis is the start, and its costs are left
/// changed.
Packing pack_sites(MasterProgram& program, std::span<const PackingColumn> columns,
                   std::span<const int> demand, std::int64_t penalty, std::size_t parcels,
                   const Packing& known, int program_budget, const Progress& progress);

std::int64_t packing_cost(std::span<const PackingColumn> columns, std::span<const std::size_t> chosen,
                          std::span<const int> demand, std::int64_t penalty);

}  // namespace zonewright::assembly
