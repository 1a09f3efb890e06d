#include "assembly/list_sites.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "assembly/search/describe_site.h"
#include "assembly/search/shape_completion.h"
#include "assembly/search/site_network.h"
#include "assembly/search/site_pricing.h"
#include "assembly/search/visit_sites.h"

namespace zonewright::assembly {
namespace {

/// Scores in whole millionths make the sums exact.
constexpr double score_steps = 1e6;

class SiteLister {
public:
    SiteLister(const SitesInput& input, double least_score)
        : input_(input),
          demand_(input.demand.front()),
          network_(network_of(input)),
          shapes_(input.parcels, *input.graph, input.rules),
          closed_(closed_parcels(input, network_, list_.notes)),
          rule_(rule_of(demand_.demand, input.rules)) {
        const std::vector<double>& scores = input.scores[demand_.cluster.index()];
        deficit_.assign(network_.size(), 0);
        for (std::size_t v = 0; v < network_.size(); ++v) {
            if (std::isnan(scores[v])) closed_[v] = 1;
            if (!closed_[v])
                deficit_[v] = std::llround((least_score - scores[v]) * score_steps) * network_.area_m2[v];
        }
    }

    SiteList run(std::size_t limit, std::int64_t nodes_per_centre, const Progress& progress) {
        const RequiredShape required{input_.rules.minimum_width_m, input_.rules.footprint_long_m,
                                     input_.rules.footprint_short_m};
        const std::vector<char> wide =
            wide_parcels(input_.parcels, input_.rules.minimum_width_m, progress.part(0, 0.05));
        const ShapeCompletion completion(network_, input_.parcels, shapes_, wide, rule_, closed_, required);
        ProblemCutter cutter(network_);
        const Progress search = progress.part(0.05, 0.9);
        for (std::size_t v = 0; v < network_.size() && list_.end != ListEnd::Limit; ++v) {
            search.report(static_cast<double>(v) / static_cast<double>(network_.size()));
            if (closed_[v] || !may_be_centre(v)) continue;
            SiteProblem problem = cutter.cut(static_cast<std::uint32_t>(v), rule_, closed_);
            if (problem.size() == 0 || problem.total_area_m2() < problem.minimum_site_m2) continue;
            for (const std::uint32_t member : problem.parcel) problem.cost.push_back(deficit_[member]);
            problem.cost_step = 1;
            if (required.any()) completion.complete(problem);
            visit(problem, limit, nodes_per_centre);
        }
        std::sort(list_.sites.begin(), list_.sites.end(), [](const model::Site& a, const model::Site& b) {
            return std::pair(-a.score, a.id) < std::pair(-b.score, b.id);
        });
        return std::move(list_);
    }

private:
    bool may_be_centre(std::size_t v) const {
        return input_.centres.empty() ||
               std::find(input_.centres.begin(), input_.centres.end(), v) != input_.centres.end();
    }

    void visit(const SiteProblem& problem, std::size_t limit, std::int64_t nodes) {
        const VisitEnd end = visit_sites(problem, 0, nodes, [&](std::span<const int> set) {
            std::vector<std::uint32_t> parcels;
            for (const int v : set) parcels.push_back(problem.parcel[static_cast<std::size_t>(v)]);
            std::sort(parcels.begin(), parcels.end());
            if (!seen_.insert(parcels).second) return true;
            if (list_.sites.size() == limit) {
                list_.end = ListEnd::Limit;
                return false;
            }
            add(problem.parcel[0], std::move(parcels));
            return true;
        });
        if (end == VisitEnd::NodeBudget && list_.end == ListEnd::All) list_.end = ListEnd::NodeBudget;
    }

    void add(std::uint32_t centre, std::vector<std::uint32_t> parcels) {
        FoundSite found;
        found.centre = centre;
        found.parcels = std::move(parcels);
        model::Site site = describe_site(input_, shapes_, found, demand_, rule_);
        // Several sites may have the same centre.
        site.id += fmt::format("-{}", list_.sites.size() + 1);
        list_.sites.push_back(std::move(site));
    }

    const SitesInput& input_;
    const ClusterDemand& demand_;
    SiteList list_;
    ParcelNetwork network_;
    SiteShapes shapes_;
    std::vector<char> closed_;
    SiteRule rule_;
    std::vector<std::int64_t> deficit_;  ///< area × (threshold - score), in m² millionths
    std::set<std::vector<std::uint32_t>> seen_;
};

}  // namespace

SiteList list_sites(const SitesInput& input, double least_score, std::size_t limit,
                    std::int64_t nodes_per_centre, const Progress& progress) {
    return SiteLister(input, least_score).run(limit, nodes_per_centre, progress);
}

}  // namespace zonewright::assembly
