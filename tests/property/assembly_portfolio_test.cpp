// Portfolios and certificates on random drawn towns, against looking at every set of sites.
// ZONEWRIGHT_LONG=n runs n towns; the default keeps the program under 20 s.
#include <gtest/gtest.h>

#include <cstdlib>
#include <functional>
#include <map>
#include <numeric>

#include "assembly/certificate.h"
#include "assembly/search/portfolio.h"
#include "assembly/verify_certificate.h"
#include "base/parallel.h"
#include "base/random.h"

namespace zonewright::assembly {
namespace {

std::uint64_t instances() {
    const char* wanted = std::getenv("ZONEWRIGHT_LONG");
    return wanted ? std::stoull(wanted) : 300;
}

/// 3 × 3 to 3 × 4 parcels on a grid, some links missing; two clusters with their own costs and windows.
struct Town {
    ParcelNetwork network;
    std::vector<std::string> ids;
    std::vector<SiteRule> rules;
    std::vector<std::vector<std::int64_t>> costs;
    std::vector<int> wanted;
};

Town random_town(std::uint64_t seed) {
    Random random(seed);
    Town town;
    const std::uint32_t columns = 3, rows = 3 + static_cast<std::uint32_t>(random.below(2)),
                        n = columns * rows;
    std::vector<std::pair<std::uint32_t, std::uint32_t>> links;
    for (std::uint32_t v = 0; v < n; ++v) {
        town.ids.push_back("p" + std::to_string(v));
        town.network.x_cm.push_back(v % columns * 10000);
        town.network.y_cm.push_back(v / columns * 10000);
        town.network.area_m2.push_back(5 + static_cast<std::int64_t>(random.below(20)));
        town.network.owner.push_back(static_cast<int>(random.below(4)));
        town.network.town.push_back(static_cast<int>(v / columns) / 2);
        town.network.redevelopment.push_back(static_cast<char>(random.below(3) == 0));
        if (v % columns + 1 < columns && random.unit() < 0.85) links.emplace_back(v, v + 1);
        if (v + columns < n && random.unit() < 0.85) links.emplace_back(v, v + columns);
    }
    town.network.set_links(links);
    for (int k = 0; k < 2; ++k) {
        SiteRule rule;
        rule.minimum_site_m2 = 20 + static_cast<std::int64_t>(random.below(20));
        rule.maximum_site_m2 = rule.minimum_site_m2 + 4 + static_cast<std::int64_t>(random.below(12));
        rule.radius_cm = seed % 3 == 0 ? 0 : 10000 + static_cast<std::int64_t>(random.below(12000));
        if (seed % 5 == 0) rule.limits.owners = 2;
        if (seed % 7 == 0) rule.limits.redevelopment_permille = 400;
        town.rules.push_back(rule);
        town.costs.emplace_back();
        for (std::uint32_t v = 0; v < n; ++v)
            town.costs.back().push_back(ticks_per_unit * (1 + static_cast<std::int64_t>(random.below(50))));
        town.wanted.push_back(1 + static_cast<int>(random.below(2)));
    }
    return town;
}

std::vector<SitePricer> pricers_of(const Town& town) {
    std::vector<std::uint32_t> all(town.network.size());
    std::iota(all.begin(), all.end(), 0u);
    std::vector<SitePricer> pricers;
    for (std::size_t k = 0; k < town.rules.size(); ++k) {
        pricers.emplace_back(town.network, town.rules[k], town.costs[k], std::vector<char>{}, all);
        pricers.back().prepare(Progress());
    }
    return pricers;
}

/// Cost of each set of parcels that is a site for cluster k around some centre.
std::map<unsigned, std::int64_t> every_site(const Town& town, std::size_t k) {
    const unsigned n = static_cast<unsigned>(town.network.size());
    const SiteRule& rule = town.rules[k];
    std::map<unsigned, std::int64_t> sites;
    for (unsigned set = 1; set < (1u << n); ++set) {
        std::int64_t area = 0, cost = 0, rebuilt = 0;
        unsigned owners = 0, reached = set & (~set + 1);
        for (unsigned v = 0; v < n; ++v)
            if (set >> v & 1) {
                area += town.network.area_m2[v];
                cost += town.costs[k][v];
                rebuilt += town.network.redevelopment[v] ? town.network.area_m2[v] : 0;
                owners |= 1u << town.network.owner[v];
            }
        if (area < rule.minimum_site_m2 || area > rule.maximum_site_m2 ||
            __builtin_popcount(owners) > rule.limits.owners ||
            rebuilt * 1000 > area * rule.limits.redevelopment_permille)
            continue;
        for (unsigned before = 0; before != reached;) {
            before = reached;
            for (unsigned v = 0; v < n; ++v)
                if (reached >> v & 1)
                    for (const std::uint32_t w : town.network.neighbours(v)) reached |= (1u << w) & set;
        }
        if (reached != set) continue;
        bool centred = rule.radius_cm == 0;
        for (unsigned c = 0; c < n && !centred; ++c) {
            bool all = set >> c & 1;
            for (unsigned v = 0; v < n; ++v) {
                const std::int64_t dx = town.network.x_cm[v] - town.network.x_cm[c],
                                   dy = town.network.y_cm[v] - town.network.y_cm[c];
                if (set >> v & 1) all = all && dx * dx + dy * dy <= rule.radius_cm * rule.radius_cm;
            }
            centred = all;
        }
        if (centred) sites[set] = cost;
    }
    return sites;
}

/// Least cost of disjoint sites, a penalty for each one missing.
std::int64_t enumerated_portfolio(const Town& town, std::int64_t penalty) {
    std::vector<std::map<unsigned, std::int64_t>> sites;
    for (std::size_t k = 0; k < town.rules.size(); ++k) sites.push_back(every_site(town, k));
    std::vector<std::size_t> slots;
    for (std::size_t k = 0; k < town.wanted.size(); ++k)
        slots.insert(slots.end(), static_cast<std::size_t>(town.wanted[k]), k);
    std::int64_t best = unreachable;
    const std::function<void(std::size_t, unsigned, unsigned, std::int64_t)> place =
        [&](std::size_t slot, unsigned used, unsigned last, std::int64_t cost) {
            if (cost >= best) return;
            if (slot == slots.size()) {
                best = cost;
                return;
            }
            const bool follows = slot > 0 && slots[slot - 1] == slots[slot];
            for (const auto& [set, price] : sites[slots[slot]])
                if (!(set & used) && (!follows || set > last)) place(slot + 1, used | set, set, cost + price);
            place(slot + 1, used, follows ? last : 0, cost + penalty);
        };
    place(0, 0, 0, 0);
    return best;
}

TEST(Portfolio, BoundAndAnswerEncloseTheOptimum) {
    std::uint64_t proved = 0, with_sites = 0;
    for (std::uint64_t seed = 1; seed <= instances(); ++seed) {
        const Town town = random_town(seed);
        const std::vector<SitePricer> pricers = pricers_of(town);
        const Portfolio portfolio =
            find_portfolio(pricers, town.wanted, town.network.size(), {.target_gap = 0}, Progress());
        const std::int64_t optimum = enumerated_portfolio(town, portfolio.penalty);
        ASSERT_GE(portfolio.cost, optimum) << "seed " << seed;
        ASSERT_LE(portfolio.bound, optimum) << "seed " << seed;
        if (portfolio.stop == model::StopReason::Proved) {
            ASSERT_EQ(portfolio.cost, optimum) << "seed " << seed;
        }
        proved += portfolio.cost == optimum;
        with_sites += !portfolio.sites.empty();
        std::vector<char> used(town.network.size(), 0);
        for (const PortfolioSite& site : portfolio.sites) {
            unsigned set = 0;
            for (const std::uint32_t v : site.site.parcels) {
                ASSERT_FALSE(std::exchange(used[v], 1)) << "seed " << seed;
                set |= 1u << v;
            }
            ASSERT_TRUE(every_site(town, site.cluster).contains(set)) << "seed " << seed;
        }
    }
    EXPECT_GT(with_sites, instances() / 2);
    EXPECT_GE(proved * 100, instances() * 95);
    std::printf("towns %llu, optimum found %llu\n", static_cast<unsigned long long>(instances()),
                static_cast<unsigned long long>(proved));
}

TEST(SitePricer, FindsTheCheapestSiteOfATown) {
    for (std::uint64_t seed = 1; seed <= instances(); ++seed) {
        const Town town = random_town(seed);
        const std::vector<SitePricer> pricers = pricers_of(town);
        for (std::size_t k = 0; k < pricers.size(); ++k) {
            std::int64_t optimum = unreachable;
            for (const auto& [set, cost] : every_site(town, k)) optimum = std::min(optimum, cost);
            const PricingResult found = pricers[k].price({}, {}, {}, Progress());
            ASSERT_TRUE(found.proved()) << "seed " << seed;
            ASSERT_EQ(found.best ? found.best->priced : unreachable, optimum) << "seed " << seed;
        }
    }
}

Certificate certificate_of(const Town& town, const std::vector<SitePricer>& pricers,
                           const Portfolio& portfolio, std::int64_t nodes) {
    CertificateInput input{.kind = "portfolio",
                           .network = &town.network,
                           .ids = town.ids,
                           .prices = portfolio.prices,
                           .sites = portfolio.sites,
                           .penalty = portfolio.penalty,
                           .proof_nodes = nodes};
    for (std::size_t k = 0; k < pricers.size(); ++k)
        input.clusters.push_back({"c" + std::to_string(k),
                                  &pricers[k],
                                  pricers[k].closed(),
                                  {},
                                  town.wanted[k],
                                  portfolio.least[k]});
    return write_certificate(input, Progress());
}

TEST(Certificate, OfEveryPortfolioHolds) {
    std::size_t trees = 0;
    for (std::uint64_t seed = 1; seed <= instances(); ++seed) {
        const Town town = random_town(seed);
        const std::vector<SitePricer> pricers = pricers_of(town);
        const Portfolio portfolio =
            find_portfolio(pricers, town.wanted, town.network.size(), {.target_gap = 0}, Progress());
        for (const std::int64_t nodes : {5000, 1}) {
            const Certificate certificate = certificate_of(town, pricers, portfolio, nodes);
            const Verification verdict = verify_certificate(certificate.text);
            ASSERT_TRUE(verdict.holds)
                << "seed " << seed << ", at most " << nodes << " nodes a tree: " << verdict.fault.en;
            ASSERT_EQ(verdict.objective, portfolio.cost) << "seed " << seed;
            if (nodes > 1) {
                ASSERT_EQ(verdict.bound, portfolio.bound) << "seed " << seed;
            } else {
                ASSERT_LE(verdict.bound, portfolio.bound) << "seed " << seed;
            }
            trees += verdict.trees;
        }
    }
    EXPECT_GT(trees, instances());
}

/// Changes one digit somewhere; a certificate that still holds must say exactly the same things.
TEST(Certificate, IsRefusedWhenANumberIsChanged) {
    std::size_t refused = 0, changed = 0;
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        const Town town = random_town(seed);
        const std::vector<SitePricer> pricers = pricers_of(town);
        const Portfolio portfolio =
            find_portfolio(pricers, town.wanted, town.network.size(), {.target_gap = 0}, Progress());
        const std::string text = certificate_of(town, pricers, portfolio, 5000).text;
        const std::int64_t optimum = enumerated_portfolio(town, portfolio.penalty);
        Random random(seed, "tamper");
        for (int k = 0; k < 40; ++k) {
            std::string altered = text;
            const std::size_t at = random.below(altered.size());
            if (altered[at] < '0' || altered[at] > '9') continue;
            altered[at] =
                static_cast<char>('0' + (altered[at] - '0' + 1 + static_cast<char>(random.below(9))) % 10);
            ++changed;
            const Verification verdict = verify_certificate(altered);
            refused += !verdict.holds;
            if (verdict.holds) {
                ASSERT_LE(verdict.bound, optimum) << "seed " << seed << " position " << at;
            }
        }
    }
    EXPECT_GT(changed, 200u);
    EXPECT_GT(refused * 10, changed * 4) << refused << " of " << changed;
}

TEST(Certificate, WithABetterClaimThanTheTruthIsRefused) {
    std::size_t tried = 0;
    for (std::uint64_t seed = 1; seed <= 60; ++seed) {
        const Town town = random_town(seed);
        const std::vector<SitePricer> pricers = pricers_of(town);
        const PricingResult best = pricers[0].price({}, {}, {}, Progress());
        if (!best.best) continue;
        const PortfolioSite site{0, *best.best};
        const CertificateInput input{
            .kind = "site",
            .network = &town.network,
            .ids = town.ids,
            .clusters = {{"c", &pricers[0], pricers[0].closed(), {best.best->centre}, 1, best.best->cost}},
            .sites = std::span(&site, 1)};
        std::string text = write_certificate(input, Progress()).text;
        ASSERT_TRUE(verify_certificate(text).holds) << verify_certificate(text).fault.en;
        // Claim a bound one unit above what a site is known to cost.
        const std::string told = "\"least\":" + std::to_string(best.best->cost),
                          lie = "\"least\":" + std::to_string(best.best->cost + ticks_per_unit);
        const std::size_t at = text.find(told);
        ASSERT_NE(at, std::string::npos);
        text.replace(at, told.size(), lie);
        ASSERT_FALSE(verify_certificate(text).holds) << "seed " << seed;
        ++tried;
    }
    EXPECT_GT(tried, 20u);
}

TEST(Portfolio, IsTheSameAtOneAndTwoThreads) {
    for (std::uint64_t seed = 1; seed <= 20; ++seed) {
        const Town town = random_town(seed);
        const auto answer = [&](std::size_t threads) {
            const std::vector<SitePricer> pricers = pricers_of(town);
            const Portfolio portfolio = find_portfolio(pricers, town.wanted, town.network.size(),
                                                       {.target_gap = 0}, Progress(nullptr, {}, threads));
            return certificate_of(town, pricers, portfolio, 5000).text;
        };
        const std::string one = answer(1), two = answer(2);
        ASSERT_EQ(one, two) << "seed " << seed;
    }
}

}  // namespace
}  // namespace zonewright::assembly
