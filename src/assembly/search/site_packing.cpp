#include "assembly/search/site_packing.h"

#include <algorithm>
#include <numeric>
#include <optional>
#include <utility>

namespace zonewright::assembly {
namespace {

/// Shares within this of 0 or 1 count as whole: the nudged right-hand sides add up along chains of sites.
constexpr double whole = 1e-3;

/// Forces a column in or out against every other saving: it can displace at most as many sites as it has
/// parcels.
constexpr double forcing = 64;

struct OpenNode {
    std::vector<std::size_t> taken;
    std::vector<char> out;  ///< by column: 1 kept out
    double bound = 0;       ///< value of the parent's program
};

class SitePacker {
public:
    SitePacker(MasterProgram& program, std::span<const PackingColumn> columns, std::span<const int> demand,
               std::int64_t penalty, std::size_t parcels, const Packing& known)
        : program_(program),
          columns_(columns),
          demand_(demand),
          penalty_(penalty),
          best_(known),
          used_(parcels, 0) {
        best_.programs = 0;
    }

    Packing run(int budget, const Progress& progress) {
        std::vector<OpenNode> stack(1);
        stack[0].out.assign(columns_.size(), 0);
        while (!stack.empty() && best_.programs < budget) {
            progress.checkpoint();
            // Down while the last node split; a new dive starts from the open node with the least bound.
            if (!diving_) {
                const auto least =
                    std::min_element(stack.begin(), stack.end(),
                                     [](const OpenNode& a, const OpenNode& b) { return a.bound < b.bound; });
                std::swap(*least, stack.back());
            }
            OpenNode node = std::move(stack.back());
            stack.pop_back();
            const std::size_t before = stack.size();
            expand(std::move(node), stack);
            diving_ = stack.size() > before;
        }
        best_.complete = stack.empty();
        return best_;
    }

private:
    static double units(std::int64_t ticks) { return static_cast<double>(ticks) / program_unit; }

    void set_costs(const OpenNode& node) {
        const double force = forcing * units(penalty_);
        for (std::size_t j = 0; j < columns_.size(); ++j)
            program_.set_cost(j, node.out[j] ? force : units(columns_[j].cost));
        for (const std::size_t j : node.taken) program_.set_cost(j, units(columns_[j].cost) - force);
    }

    /// The program's value at the true costs; nothing when it could not follow what is taken and kept out.
    std::optional<double> true_value(const OpenNode& node) const {
        double value = 0;
        for (std::size_t k = 0; k < demand_.size(); ++k) value += program_.missing(k) * units(penalty_);
        for (std::size_t j = 0; j < columns_.size(); ++j) {
            const double share = program_.share_of(j);
            if (share > whole && node.out[j]) return std::nullopt;
            value += share * units(columns_[j].cost);
        }
        for (const std::size_t j : node.taken)
            if (program_.share_of(j) < 1 - whole) return std::nullopt;
        return value;
    }

    void expand(OpenNode node, std::vector<OpenNode>& stack) {
        set_costs(node);
        program_.solve();
        ++best_.programs;
        const std::optional<double> value = true_value(node);
        if (!value) return;
        const double room = units(best_.cost) - *value;
        if (room <= 1e-7 * *value) return;
        keep_out_by_reduced_cost(node, room);
        std::size_t branch = columns_.size();
        double largest = whole;
        std::vector<std::size_t> ones;
        for (std::size_t j = 0; j < columns_.size(); ++j) {
            const double share = program_.share_of(j);
            if (share > 1 - whole)
                ones.push_back(j);
            else if (share > largest + 1e-9) {
                largest = share;
                branch = j;
            }
        }
        offer(std::move(ones));
        node.bound = *value;
        if (branch < columns_.size()) split(std::move(node), branch, stack);
    }

    void keep_out_by_reduced_cost(OpenNode& node, double room) const {
        for (std::size_t j = 0; j < columns_.size(); ++j) {
            if (node.out[j] || program_.share_of(j) > 0) continue;
            double reduced = units(columns_[j].cost) - program_.worth_of_site(columns_[j].cluster);
            for (const std::uint32_t v : columns_[j].parcels) reduced += program_.price_of(v);
            if (reduced > room * (1 + 1e-6) + 1e-6) node.out[j] = 1;
        }
    }

    void offer(std::vector<std::size_t> chosen) {
        std::sort(chosen.begin(), chosen.end());
        std::fill(used_.begin(), used_.end(), 0);
        std::vector<int> count(demand_.size(), 0);
        for (const std::size_t j : chosen) {
            if (++count[columns_[j].cluster] > demand_[columns_[j].cluster]) return;
            for (const std::uint32_t v : columns_[j].parcels)
                if (std::exchange(used_[v], 1) != 0) return;
        }
        const std::int64_t cost = packing_cost(columns_, chosen, demand_, penalty_);
        if (cost >= best_.cost) return;
        best_.cost = cost;
        best_.chosen = std::move(chosen);
    }

    void split(OpenNode node, std::size_t branch, std::vector<OpenNode>& stack) {
        OpenNode without = node;
        without.out[branch] = 1;
        stack.push_back(std::move(without));
        std::fill(used_.begin(), used_.end(), 0);
        for (const std::uint32_t v : columns_[branch].parcels) used_[v] = 1;
        for (std::size_t j = 0; j < columns_.size(); ++j)
            if (j != branch && std::any_of(columns_[j].parcels.begin(), columns_[j].parcels.end(),
                                           [&](std::uint32_t v) { return used_[v] != 0; }))
                node.out[j] = 1;
        node.taken.push_back(branch);
        stack.push_back(std::move(node));
    }

    MasterProgram& program_;
    std::span<const PackingColumn> columns_;
    std::span<const int> demand_;
    std::int64_t penalty_;
    Packing best_;
    std::vector<char> used_;
    bool diving_ = true;
};

}  // namespace

std::int64_t packing_cost(std::span<const PackingColumn> columns, std::span<const std::size_t> chosen,
                          std::span<const int> demand, std::int64_t penalty) {
    std::int64_t cost = penalty * std::accumulate(demand.begin(), demand.end(), std::int64_t{0});
    for (const std::size_t j : chosen) cost += columns[j].cost - penalty;
    return cost;
}

Packing pack_sites(MasterProgram& program, std::span<const PackingColumn> columns,
                   std::span<const int> demand, std::int64_t penalty, std::size_t parcels,
                   const Packing& known, int program_budget, const Progress& progress) {
    return SitePacker(program, columns, demand, penalty, parcels, known).run(program_budget, progress);
}

}  // namespace zonewright::assembly
