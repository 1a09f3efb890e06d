#include "assembly/site_packing.h"

#include <algorithm>
#include <numeric>
#include <utility>

#include "assembly/master_program.h"

namespace zonewright::assembly {
namespace {

/// Ticks in one cost unit of the linear programs: a thousand yuan keeps their numbers small.
constexpr double program_unit = 1024.0 * 1000.0;
constexpr double whole = 1e-5;

struct OpenNode {
    std::vector<std::size_t> fixed;       ///< columns taken
    std::vector<std::size_t> candidates;  ///< columns still possible and disjoint from the fixed ones
};

class SitePacker {
public:
    SitePacker(std::span<const PackingColumn> columns, std::span<const int> demand, std::int64_t penalty,
               std::size_t parcels, const Packing& known)
        : columns_(columns),
          demand_(demand),
          penalty_(penalty),
          parcels_(parcels),
          best_(known),
          used_(parcels, 0) {
        best_.programs = 0;
    }

    Packing run(int budget, const Progress& progress) {
        std::vector<OpenNode> stack(1);
        stack[0].candidates.resize(columns_.size());
        std::iota(stack[0].candidates.begin(), stack[0].candidates.end(), std::size_t{0});
        while (!stack.empty() && best_.programs < budget) {
            progress.checkpoint();
            OpenNode node = std::move(stack.back());
            stack.pop_back();
            expand(std::move(node), stack);
        }
        best_.complete = stack.empty();
        return best_;
    }

private:
    void expand(OpenNode node, std::vector<OpenNode>& stack) {
        std::vector<int> left(demand_.begin(), demand_.end());
        std::int64_t fixed_cost = 0;
        for (const std::size_t j : node.fixed) {
            fixed_cost += columns_[j].cost;
            --left[columns_[j].cluster];
        }
        std::erase_if(node.candidates, [&](std::size_t j) { return left[columns_[j].cluster] <= 0; });
        MasterProgram program(left, static_cast<double>(penalty_) / program_unit, parcels_);
        for (const std::size_t j : node.candidates)
            program.add_column(columns_[j].cluster, static_cast<double>(columns_[j].cost) / program_unit,
                               columns_[j].parcels);
        program.solve();
        ++best_.programs;
        const double room = static_cast<double>(best_.cost - fixed_cost) / program_unit - program.value();
        if (room <= 1e-7 * program.value()) return;
        fix_by_reduced_cost(program, node.candidates, room);
        std::size_t branch = 0;
        double largest = 0;
        bool fractional = false;
        std::vector<std::size_t> ones = node.fixed;
        for (std::size_t c = 0; c < columns_of_program_; ++c) {
            const double share = program.share_of(c);
            if (share > 1 - whole) ones.push_back(position_[c]);
            if (share <= whole || share >= 1 - whole) continue;
            fractional = true;
            if (share > largest + 1e-9) {
                largest = share;
                branch = position_[c];
            }
        }
        offer(std::move(ones));
        if (fractional) split(std::move(node), branch, stack);
    }

    /// Leaves out what cannot be in a better answer; notes which column of the program is which.
    void fix_by_reduced_cost(const MasterProgram& program, std::vector<std::size_t>& candidates,
                             double room) {
        position_ = candidates;
        columns_of_program_ = candidates.size();
        std::erase_if(candidates, [&](std::size_t j) {
            double reduced = static_cast<double>(columns_[j].cost) / program_unit -
                             program.worth_of_site(columns_[j].cluster);
            for (const std::uint32_t v : columns_[j].parcels) reduced += program.price_of(v);
            return reduced > room * (1 + 1e-6) + 1e-6;
        });
    }

    void offer(std::vector<std::size_t> chosen) {
        std::sort(chosen.begin(), chosen.end());
        std::fill(used_.begin(), used_.end(), 0);
        std::vector<int> count(demand_.size(), 0);
        for (const std::size_t j : chosen) {
            if (++count[columns_[j].cluster] > demand_[columns_[j].cluster]) return;
            for (const std::uint32_t v : columns_[j].parcels)
                if (std::exchange(used_[v], 1)) return;
        }
        const std::int64_t cost = packing_cost(columns_, chosen, demand_, penalty_);
        if (cost >= best_.cost) return;
        best_.cost = cost;
        best_.chosen = std::move(chosen);
    }

    void split(OpenNode node, std::size_t branch, std::vector<OpenNode>& stack) {
        OpenNode without = node;
        std::erase(without.candidates, branch);
        stack.push_back(std::move(without));
        std::fill(used_.begin(), used_.end(), 0);
        for (const std::uint32_t v : columns_[branch].parcels) used_[v] = 1;
        std::erase_if(node.candidates, [&](std::size_t j) {
            return std::any_of(columns_[j].parcels.begin(), columns_[j].parcels.end(),
                               [&](std::uint32_t v) { return used_[v] != 0; });
        });
        node.fixed.push_back(branch);
        stack.push_back(std::move(node));
    }

    std::span<const PackingColumn> columns_;
    std::span<const int> demand_;
    std::int64_t penalty_;
    std::size_t parcels_;
    Packing best_;
    std::vector<char> used_;
    std::vector<std::size_t> position_;
    std::size_t columns_of_program_ = 0;
};

}  // namespace

std::int64_t packing_cost(std::span<const PackingColumn> columns, std::span<const std::size_t> chosen,
                          std::span<const int> demand, std::int64_t penalty) {
    std::int64_t cost = penalty * std::accumulate(demand.begin(), demand.end(), std::int64_t{0});
    for (const std::size_t j : chosen) cost += columns[j].cost - penalty;
    return cost;
}

Packing pack_sites(std::span<const PackingColumn> columns, std::span<const int> demand, std::int64_t penalty,
                   std::size_t parcels, const Packing& known, int program_budget, const Progress& progress) {
    return SitePacker(columns, demand, penalty, parcels, known).run(program_budget, progress);
}

}  // namespace zonewright::assembly
