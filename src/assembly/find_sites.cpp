#include "assembly/find_sites.h"

#include <algorithm>
#include <cmath>
#include <memory>
#include <optional>

#include "assembly/certificate.h"
#include "assembly/search/describe_site.h"
#include "assembly/search/portfolio.h"
#include "assembly/search/shape_completion.h"
#include "assembly/search/site_network.h"
#include "assembly/search/why_not_larger.h"
#include "base/parallel.h"
#include "base/units.h"
#include "geom/largest_rectangle.h"

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
          quiet_(progress.quiet()),
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
        const Portfolio portfolio = input_.objective == SiteObjective::Cost
                                        ? together(progress.part(0.1, 0.8))
                                        : one_by_one(progress.part(0.1, 0.8));
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
    Portfolio together(const Progress& progress) {
        return find_portfolio(pricers_, wanted_, network_.size(),
                              {.rounds = budget_.rounds,
                               .target_gap = budget_.target_gap,
                               .nodes_per_centre = budget_.nodes_per_root,
                               .packing_programs = budget_.packing_programs,
                               .neighbourhoods = budget_.neighbourhoods,
                               .most_work = budget_.most_work},
                              progress);
    }

    /// Each site the best that the ones before leave; a site's pricer holds the costs it was proved with.
    Portfolio one_by_one(const Progress& progress) {
        Portfolio portfolio;
        portfolio.missing = wanted_;
        std::vector<char> given(network_.size(), 0);
        const std::size_t demands = input_.demand.size();
        for (std::size_t k = 0; k < demands; ++k)
            for (int placed = 0; placed < wanted_[k]; ++placed) {
                progress.checkpoint();
                std::optional<FoundSite> site = input_.objective == SiteObjective::UnitCost
                                                    ? cheapest_per_m2(k, given)
                                                    : best_of(k, given);
                if (!site) break;
                --portfolio.missing[k];
                for (const std::uint32_t v : site->parcels) given[v] = 1;
                portfolio.sites.push_back(
                    {input_.objective == SiteObjective::UnitCost ? pricers_.size() - 1 : k,
                     std::move(*site)});
            }
        portfolio.stop = portfolio.sites.empty() ? model::StopReason::Infeasible : model::StopReason::Proved;
        return portfolio;
    }

    std::vector<char> closed_for(std::size_t k, const std::vector<char>& given) const {
        std::vector<char> closed = pricers_[k].closed();
        for (std::size_t v = 0; v < closed.size(); ++v) closed[v] = static_cast<char>(closed[v] | given[v]);
        return closed;
    }

    std::optional<FoundSite> best_of(std::size_t k, const std::vector<char>& given) const {
        return pricers_[k]
            .price({}, closed_for(k, given), {.nodes_per_centre = budget_.nodes_per_root}, quiet_)
            .best;
    }

    /// Dinkelbach: the least of cost - q·area is negative as long as some site is cheaper per m² than q. q is
    /// in 1/1024 yuan per m², so the answer is the least unit cost up to that step.
    std::optional<FoundSite> cheapest_per_m2(std::size_t k, const std::vector<char>& given) {
        std::optional<FoundSite> best = best_of(k, given);
        while (best) {
            std::int64_t cost = 0, area = 0;
            for (const std::uint32_t v : best->parcels) {
                cost += pricers_[k].costs()[v];
                area += network_.area_m2[v];
            }
            const std::int64_t q = floor_divide(cost, area);
            std::vector<std::int64_t> costs = pricers_[k].costs();
            for (std::size_t v = 0; v < costs.size(); ++v) costs[v] -= q * network_.area_m2[v];
            const ShapeCompletion* completion = completions_[k].get();
            SitePricer parametric(network_, pricers_[k].rule(), std::move(costs), pricers_[k].closed(),
                                  pricers_[k].centres(), 1,
                                  [completion](SiteProblem& problem) { completion->complete(problem); });
            parametric.prepare(quiet_);
            const PricingResult found = parametric.price(
                {}, closed_for(k, given), {.nodes_per_centre = budget_.nodes_per_root, .upper = 0}, quiet_);
            if (!found.best) {
                best->cost = cost - q * area;
                demand_of_.push_back(k);
                pricers_.push_back(std::move(parametric));
                return best;
            }
            best = found.best;
        }
        return best;
    }

    void add_pricer(const ClusterDemand& demand) {
        const SiteRule rule = rule_of(demand.demand, input_.rules);
        std::vector<std::int64_t> costs = input_.objective == SiteObjective::ScoreArea
                                              ? score_areas(input_, network_, demand.cluster)
                                              : weighted_costs(input_, network_, demand.cluster);
        demand_of_.push_back(pricers_.size());
        std::vector<char> closed = closed_;
        std::size_t unknown = 0;
        for (std::size_t v = 0; v < closed.size(); ++v)
            if (closed[v] == 0 && std::isnan(input_.scores[demand.cluster.index()][v])) {
                closed[v] = 1;
                ++unknown;
            }
        if (unknown > 0)
            result_.notes.emplace_back(fmt::format("{}：{} 宗地无评分数据，未参与组合", demand.name.zh, unknown),
                                       fmt::format("{}: {} parcels have no score and take no part", demand.name.en, unknown));
        std::vector<std::uint32_t> centres;
        for (std::size_t v = 0; v < closed.size(); ++v)
            if (closed[v] == 0 &&
                (input_.centres.empty() ||
                 std::find(input_.centres.begin(), input_.centres.end(), v) != input_.centres.end()))
                centres.push_back(static_cast<std::uint32_t>(v));
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
                                 : std::ceil(area / static_cast<double>(rule.minimum_site_m2) - 1e-9);
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
                                                     1000000, open_m2 / pricers_[k].rule().minimum_site_m2));
    }

    void describe_all(const Portfolio& portfolio, const Progress& progress) {
        result_.sites.resize(portfolio.sites.size());
        result_.certificates.resize(portfolio.sites.size());
        std::vector<char> given(network_.size(), 0);
        for (const PortfolioSite& chosen : portfolio.sites)
            for (const std::uint32_t v : chosen.site.parcels) given[v] = 1;
        parallel_for(portfolio.sites.size(), 1, progress,
                     [&](std::size_t i) { describe(portfolio.sites[i], given, i); });
        for (const model::Site& site : result_.sites) recheck_footprint(site);
    }

    /// The search places the footprint on a mesh of cells; the finished site is asked again with its exact
    /// outline.
    void recheck_footprint(const model::Site& site) {
        const double long_m = input_.rules.footprint_long_m, short_m = input_.rules.footprint_short_m;
        if (long_m <= 0 || short_m <= 0) return;
        std::vector<std::uint32_t> parcels;
        for (const model::ParcelId id : site.parcels) parcels.push_back(id.value);
        if (geom::place_for(shapes_.blocks(parcels), long_m, short_m)) return;
        result_.notes.push_back(both("{}：{:.0f} × {:.0f} m 的厂房只在网格精度内放得下，请在图上复核",
                                     "{}: the factory of {:.0f} × {:.0f} m fits only within the precision of the mesh; "
                                     "check it on the map",
                                     site.id, long_m, short_m));
    }

    /// The site's own bound, as its certificate proves it: around its centre, with the land that the other sites leave.
    void describe(const PortfolioSite& chosen, const std::vector<char>& given, std::size_t i) {
        const SitePricer& pricer = pricers_[chosen.cluster];
        std::vector<char> closed = pricer.closed();
        for (std::size_t v = 0; v < closed.size(); ++v) closed[v] = static_cast<char>(closed[v] | given[v]);
        for (const std::uint32_t v : chosen.site.parcels) closed[v] = 0;
        ProblemCutter cutter(network_);
        SiteProblem problem = pricer.problem(cutter, chosen.site.centre, {}, closed);
        completions_[demand_of_[chosen.cluster]]->complete(problem);
        const SearchResult proof =
            search_site(problem, {.node_budget = budget_.nodes_per_root, .upper = chosen.site.cost});
        FoundSite found = chosen.site;
        found.multiplier = proof.multiplier;
        model::Site site =
            describe_site(input_, shapes_, found, input_.demand[demand_of_[chosen.cluster]], pricer.rule());
        const Certificate certificate = certificate_of(chosen, closed, proof.lower);
        site.objective = whole_units(found.cost);
        site.bound = std::min(site.objective, -whole_units(-certificate.bound));
        site.gap = site.objective == 0 ? 0
                                       : static_cast<double>(site.objective - site.bound) /
                                             std::abs(static_cast<double>(site.objective));
        site.stop = site.bound >= site.objective ? model::StopReason::Proved : model::StopReason::NodeBudget;
        const auto obstacles =
            obstacles_of(network_, *input_.graph, closed, pricer.rule(), found.centre, found.parcels);
        site.blocks_larger = in_words(obstacles, site.marginal_yuan_per_m2, input_.parcels);
        result_.sites[i] = std::move(site);
        result_.certificates[i] = certificate.text;
    }

    /// The certificate states what it proves; where a proof would be too long that is a little less than was
    /// found.
    void certify(const Portfolio& portfolio, const Progress& progress) {
        if (portfolio.sites.empty() || input_.objective != SiteObjective::Cost || !input_.centres.empty())
            return;
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

    Certificate certificate_of(const PortfolioSite& chosen, std::span<const char> closed,
                               std::int64_t least) const {
        PortfolioSite alone = chosen;
        alone.cluster = 0;
        const CertificateInput certificate{
            .kind = "site",
            .network = &network_,
            .ids = ids_,
            .clusters = {{input_.demand[demand_of_[chosen.cluster]].demand.cluster,
                          &pricers_[chosen.cluster],
                          closed,
                          {chosen.site.centre},
                          1,
                          least}},
            .sites = std::span(&alone, 1),
            .proof_nodes = budget_.proof_nodes};
        return write_certificate(certificate, quiet_);
    }

    void state_shortfalls(const Portfolio& portfolio) {
        for (std::size_t k = 0; k < input_.demand.size(); ++k) {
            const int missing = asked_[k] - wanted_[k] + portfolio.missing[k];
            if (missing <= 0) continue;
            const SiteRule& rule = pricers_[k].rule();
            SiteShortfall shortfall{input_.demand[k].cluster,
                                    missing,
                                    static_cast<double>(missing) * static_cast<double>(rule.minimum_site_m2),
                                    {}};
            const double reach_mu =
                static_cast<double>(pricers_[k].largest_reach_m2()) / square_metres_per_mu;
            const double least_mu = static_cast<double>(rule.minimum_site_m2) / square_metres_per_mu;
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
            result_.notes.emplace_back("形状（半径）规则已关闭：用地可能细长，且最优性证明会变慢",
                                       "the shape (radius) rule is off: sites may be long and thin, and proofs become slow");
        for (std::size_t k = 0; k < input_.demand.size(); ++k) {
            const SiteRule& rule = pricers_[k].rule();
            const double least = static_cast<double>(rule.minimum_site_m2) / square_metres_per_mu,
                         most = static_cast<double>(rule.maximum_site_m2) / square_metres_per_mu;
            const double radius = static_cast<double>(rule.radius_cm) / 100;
            result_.notes.emplace_back(fmt::format("{}：每处 {:.0f}–{:.0f} 亩，中心半径 {:.0f} m",
                                                   input_.demand[k].name.zh, least, most, radius),
                                       fmt::format("{}: {:.0f}-{:.0f} mu a site, within {:.0f} m of its centre",
                                                   input_.demand[k].name.en, least, most, radius));
        }
    }

    const SitesInput& input_;
    const SitesBudget& budget_;
    Progress quiet_;  ///< for searches whose share of the work nobody can state
    SitesResult result_;
    ParcelNetwork network_;
    std::vector<std::string> ids_;
    SiteShapes shapes_;
    std::vector<char> closed_;
    std::vector<char> wide_;
    std::vector<std::unique_ptr<ShapeCompletion>> completions_;
    std::vector<SitePricer> pricers_;
    std::vector<int> asked_, wanted_;
    std::vector<std::size_t> demand_of_;  ///< of each pricer
};

}  // namespace

SitesResult find_sites(const SitesInput& input, const SitesBudget& budget, const Progress& progress) {
    if (input.demand.empty()) return {};  // nobody asks for a site: none, and that is the best there is
    return SiteFinder(input, budget, progress).run(progress);
}

}  // namespace zonewright::assembly
