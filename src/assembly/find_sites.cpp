#include "assembly/find_sites.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <numeric>

#include "assembly/certificate.h"
#include "assembly/describe_site.h"
#include "assembly/portfolio.h"
#include "assembly/shape_completion.h"
#include "assembly/site_network.h"
#include "assembly/why_not_larger.h"
#include "base/parallel.h"
#include "base/units.h"

namespace zonewright::assembly {
namespace {

std::int64_t whole_units(std::int64_t ticks) {
    return floor_divide(ticks, ticks_per_unit);
}

class SiteFinder {
public:
    SiteFinder(const SitesInput& input, const SitesBudget& budget, const Progress& progress)
        : input_(input),
          budget_(budget),
          network_(network_of(input)),
          shapes_(input.parcels, *input.graph, input.rules),
          closed_(closed_parcels(input, network_, result_.notes)),
          wide_(wide_parcels(input.parcels, input.rules.minimum_width_m, progress.part(0, 0.05))) {}

    SitesResult run(const Progress& progress) {
        for (const model::Parcel& parcel : input_.parcels) ids_.push_back(parcel.id);
        for (const ClusterDemand& demand : input_.demand) add_pricer(demand);
        for (std::size_t k = 0; k < pricers_.size(); ++k) {
            pricers_[k].prepare(progress.part(0.05, 0.1));
            wanted_[k] = std::min(wanted_[k], most_possible(k));
        }
        const Portfolio portfolio = find_portfolio(pricers_, wanted_, network_.size(),
                                                   {.rounds = budget_.rounds,
                                                    .target_gap = budget_.target_gap,
                                                    .nodes_per_centre = budget_.nodes_per_root,
                                                    .packing_programs = budget_.packing_programs},
                                                   progress.part(0.1, 0.8));
        result_.objective = whole_units(portfolio.cost);
        result_.bound = -whole_units(-portfolio.bound);
        result_.gap = portfolio.gap();
        result_.stop = portfolio.stop;
        for (const std::int64_t price : portfolio.prices)
            result_.price_of_parcel.push_back(whole_units(price));
        describe_all(portfolio, progress.part(0.8, 0.9));
        certify(portfolio, progress.part(0.9, 0.99));
        state_shortfalls(portfolio);
        state_rules();
        progress.report(1);
        return std::move(result_);
    }

private:
    void add_pricer(const ClusterDemand& demand) {
        const SiteRule rule = rule_of(demand.demand, input_.rules);
        std::vector<std::int64_t> costs = weighted_costs(input_, network_, demand.cluster);
        std::vector<char> closed = closed_;
        std::size_t unknown = 0;
        for (std::size_t v = 0; v < closed.size(); ++v)
            if (!closed[v] && std::isnan(input_.scores[demand.cluster.index()][v])) {
                closed[v] = 1;
                ++unknown;
            }
        if (unknown > 0)
            result_.notes.push_back(
                {fmt::format("{}：{} 宗地无评分数据，未参与组合", demand.demand.cluster, unknown),
                 fmt::format("{}: {} parcels have no score and take no part", demand.demand.cluster,
                             unknown)});
        std::vector<std::uint32_t> centres;
        for (std::size_t v = 0; v < closed.size(); ++v)
            if (!closed[v]) centres.push_back(static_cast<std::uint32_t>(v));
        const RequiredShape required{input_.rules.minimum_width_m, input_.rules.footprint_long_m,
                                     input_.rules.footprint_short_m};
        completions_.push_back(std::make_unique<ShapeCompletion>(network_, input_.parcels, shapes_, wide_,
                                                                 rule, closed, required));
        const ShapeCompletion* completion = completions_.back().get();
        std::function<void(SiteProblem&)> complete;
        if (required.any()) complete = [completion](SiteProblem& problem) { completion->complete(problem); };
        pricers_.emplace_back(network_, rule, std::move(costs), std::move(closed), std::move(centres),
                              ticks_per_unit, complete);
        const double area = std::max(0.0, demand.demand.area_m2);
        const double count = demand.demand.site_count > 0
                                 ? demand.demand.site_count
                                 : std::ceil(area / static_cast<double>(rule.min_area_m2) - 1e-9);
        asked_.push_back(static_cast<int>(std::min(count, 1e6)));
        wanted_.push_back(asked_.back());
    }

    /// More sites than the open land could hold at all are a shortfall from the start.
    int most_possible(std::size_t k) const {
        std::int64_t open_m2 = 0;
        for (std::size_t v = 0; v < network_.size(); ++v)
            if (!pricers_[k].closed()[v]) open_m2 += network_.area_m2[v];
        return pricers_[k].live_centres() == 0 ? 0
                                               : static_cast<int>(std::min<std::int64_t>(
                                                     1000000, open_m2 / pricers_[k].rule().min_area_m2));
    }

    void describe_all(const Portfolio& portfolio, const Progress& progress) {
        result_.sites.resize(portfolio.sites.size());
        result_.certificates.resize(portfolio.sites.size());
        std::vector<char> given(network_.size(), 0);
        for (const PortfolioSite& chosen : portfolio.sites)
            for (const std::uint32_t v : chosen.site.parcels) given[v] = 1;
        parallel_for(portfolio.sites.size(), 1, progress,
                     [&](std::size_t i) { describe(portfolio.sites[i], given, i); });
    }

    /// The site's own bound: around its centre, with the land that the other sites leave.
    void describe(const PortfolioSite& chosen, const std::vector<char>& given, std::size_t i) {
        const SitePricer& pricer = pricers_[chosen.cluster];
        std::vector<char> closed = pricer.closed();
        for (std::size_t v = 0; v < closed.size(); ++v) closed[v] = static_cast<char>(closed[v] | given[v]);
        for (const std::uint32_t v : chosen.site.parcels) closed[v] = 0;
        ProblemCutter cutter(network_);
        SiteProblem problem = pricer.problem(cutter, chosen.site.centre, {}, closed);
        completions_[chosen.cluster]->complete(problem);
        const SearchResult proof =
            search_site(problem, {.node_budget = budget_.nodes_per_root, .upper = chosen.site.cost});
        FoundSite found = chosen.site;
        found.multiplier = proof.multiplier;
        model::Site site =
            describe_site(input_, shapes_, found, input_.demand[chosen.cluster], pricer.rule());
        site.objective = whole_units(found.cost);
        site.bound = std::min(site.objective, -whole_units(-proof.lower));
        site.gap = static_cast<double>(site.objective - site.bound) / static_cast<double>(site.objective);
        site.stop = site.bound >= site.objective ? model::StopReason::Proved : model::StopReason::NodeBudget;
        const auto obstacles =
            obstacles_of(network_, *input_.graph, closed, pricer.rule(), found.centre, found.parcels);
        site.blocks_larger = in_words(obstacles, site.marginal_yuan_per_m2, input_.parcels);
        result_.sites[i] = std::move(site);
        result_.certificates[i] = certificate_of(chosen, closed, proof.lower);
    }

    /// The certificate states what it proves; where a proof would be too long that is a little less than was
    /// found.
    void certify(const Portfolio& portfolio, const Progress& progress) {
        if (portfolio.sites.empty()) return;
        CertificateInput certificate{.kind = "portfolio",
                                     .network = &network_,
                                     .ids = ids_,
                                     .prices = portfolio.prices,
                                     .sites = portfolio.sites,
                                     .penalty = portfolio.penalty,
                                     .proof_nodes = budget_.proof_nodes};
        for (std::size_t k = 0; k < pricers_.size(); ++k)
            certificate.clusters.push_back({input_.demand[k].demand.cluster,
                                            &pricers_[k],
                                            pricers_[k].closed(),
                                            {},
                                            wanted_[k],
                                            portfolio.least[k]});
        const Certificate written = write_certificate(certificate, progress);
        result_.portfolio_certificate = written.text;
        result_.bound = -whole_units(-written.bound);
        result_.gap =
            static_cast<double>(written.objective - written.bound) / static_cast<double>(written.objective);
    }

    std::string certificate_of(const PortfolioSite& chosen, std::span<const char> closed,
                               std::int64_t least) const {
        PortfolioSite alone = chosen;
        alone.cluster = 0;
        const CertificateInput certificate{.kind = "site",
                                           .network = &network_,
                                           .ids = ids_,
                                           .clusters = {{input_.demand[chosen.cluster].demand.cluster,
                                                         &pricers_[chosen.cluster],
                                                         closed,
                                                         {chosen.site.centre},
                                                         1,
                                                         least}},
                                           .sites = std::span(&alone, 1),
                                           .proof_nodes = budget_.proof_nodes};
        return write_certificate(certificate, Progress()).text;
    }

    void state_shortfalls(const Portfolio& portfolio) {
        for (std::size_t k = 0; k < pricers_.size(); ++k) {
            const int missing = asked_[k] - wanted_[k] + portfolio.missing[k];
            if (missing <= 0) continue;
            const SiteRule& rule = pricers_[k].rule();
            SiteShortfall shortfall{input_.demand[k].cluster,
                                    missing,
                                    static_cast<double>(missing) * static_cast<double>(rule.min_area_m2),
                                    {}};
            const double reach_mu =
                static_cast<double>(pricers_[k].largest_reach_m2()) / square_metres_per_mu;
            const double least_mu = static_cast<double>(rule.min_area_m2) / square_metres_per_mu;
            if (pricers_[k].live_centres() == 0)
                shortfall.reason = {
                    fmt::format("任何地块周围的连片净面积都不到 {:.0f} 亩：最多 {:.0f} 亩（受相邻规则与半径 "
                                "{:.0f} m 限制）",
                                least_mu, reach_mu, static_cast<double>(rule.radius_cm) / 100),
                    fmt::format("nowhere does connected net land reach {:.0f} mu: at most {:.0f} mu "
                                "(adjacency and the radius of {:.0f} m bind)",
                                least_mu, reach_mu, static_cast<double>(rule.radius_cm) / 100)};
            else
                shortfall.reason = {
                    fmt::format("可用土地在规则下只能再组成 {} 处中的 {} 处", asked_[k], asked_[k] - missing),
                    fmt::format("under the rules the land holds {} of the {} sites asked for",
                                asked_[k] - missing, asked_[k])};
            result_.shortfalls.push_back(std::move(shortfall));
        }
    }

    void state_rules() {
        if (input_.rules.shape <= 0)
            result_.notes.push_back(
                {"形状（半径）规则已关闭：用地可能细长，且最优性证明会变慢",
                 "the shape (radius) rule is off: sites may be long and thin, and proofs become slow"});
        for (std::size_t k = 0; k < pricers_.size(); ++k) {
            const SiteRule& rule = pricers_[k].rule();
            const double least = static_cast<double>(rule.min_area_m2) / square_metres_per_mu,
                         most = static_cast<double>(rule.max_area_m2) / square_metres_per_mu;
            const double radius = static_cast<double>(rule.radius_cm) / 100;
            result_.notes.push_back({fmt::format("{}：每处 {:.0f}–{:.0f} 亩，中心半径 {:.0f} m",
                                                 input_.demand[k].demand.cluster, least, most, radius),
                                     fmt::format("{}: {:.0f}-{:.0f} mu a site, within {:.0f} m of its centre",
                                                 input_.demand[k].demand.cluster, least, most, radius)});
        }
    }

    const SitesInput& input_;
    const SitesBudget& budget_;
    SitesResult result_;
    ParcelNetwork network_;
    std::vector<std::string> ids_;
    SiteShapes shapes_;
    std::vector<char> closed_;
    std::vector<char> wide_;
    std::vector<std::unique_ptr<ShapeCompletion>> completions_;
    std::vector<SitePricer> pricers_;
    std::vector<int> asked_, wanted_;
};

}  // namespace

SitesResult find_sites(const SitesInput& input, const SitesBudget& budget, const Progress& progress) {
    return SiteFinder(input, budget, progress).run(progress);
}

}  // namespace zonewright::assembly
