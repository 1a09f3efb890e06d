#include "assembly/certificate.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>
#include <utility>

#include "assembly/search/site_search.h"
#include "base/hash.h"
#include "base/parallel.h"

namespace zonewright::assembly {
namespace {

/// A proof that nothing around one centre is cheaper than the claim.
struct Tree {
    std::uint32_t centre = 0;
    std::string text;  ///< node lines
    std::size_t nodes = 0;
    std::vector<Placements> placements;    ///< in parcels
    std::int64_t lower = unreachable;  ///< reached when the proof did not close
    bool needed = false;
};

template <typename Values, typename Map>
void append_list(std::string& text, const Values& values, const Map& map) {
    text += '[';
    bool first = true;
    for (const auto& value : values) {
        if (!std::exchange(first, false)) text += ',';
        fmt::format_to(std::back_inserter(text), "{}", map(value));
    }
    text += ']';
}

class CertificateWriter {
public:
    explicit CertificateWriter(const CertificateInput& input) : input_(input), network_(*input.network) {
        number_parcels();
    }

    Certificate write(const Progress& progress) {
        std::string proofs;
        std::int64_t bound = 0;
        for (const std::int64_t price : input_.prices) bound -= price;
        for (std::size_t k = 0; k < input_.clusters.size(); ++k) {
            const std::int64_t least = append_claim(k, proofs, progress);
            bound +=
                input_.clusters[k].count * std::min(least, input_.penalty > 0 ? input_.penalty : unreachable);
        }
        const std::string instance = instance_lines();
        for (const PortfolioSite& site : input_.sites) certificate_.objective += site.site.cost;
        int missing = -static_cast<int>(input_.sites.size());
        for (const CertifiedCluster& cluster : input_.clusters) missing += cluster.count;
        certificate_.objective += missing * input_.penalty;
        certificate_.bound = bound;
        const std::string rules = rules_text();
        certificate_.text = rules + answer_text(hash_text(rules + "\n" + instance)) + instance + proofs;
        return std::move(certificate_);
    }

private:
    /// Only the parcels that some centre's problem can contain are written; they get new, dense numbers.
    void number_parcels() {
        number_.assign(network_.size(), -1);
        std::vector<char> wanted(network_.size(), 0);
        for (const CertifiedCluster& cluster : input_.clusters) {
            ProblemCutter cutter(network_);
            if (cluster.centres.empty())
                for (std::size_t v = 0; v < wanted.size(); ++v)
                    if (cluster.closed[v] == 0) wanted[v] = 1;
            for (const std::uint32_t centre : cluster.centres)
                for (const std::uint32_t v :
                     cutter.cut(centre, cluster.pricer->rule(), cluster.closed).parcel)
                    wanted[v] = 1;
        }
        for (std::size_t v = 0; v < wanted.size(); ++v)
            if (wanted[v]) {
                number_[v] = static_cast<int>(written_.size());
                written_.push_back(static_cast<std::uint32_t>(v));
            }
    }

    static std::vector<std::uint32_t> centres_of(const CertifiedCluster& cluster) {
        if (!cluster.centres.empty()) return cluster.centres;
        std::vector<std::uint32_t> all;
        for (std::size_t v = 0; v < cluster.closed.size(); ++v)
            if (!cluster.closed[v]) all.push_back(static_cast<std::uint32_t>(v));
        return all;
    }

    /// Lowers the claim until every tree closes within the budget; with the least of the root bounds it
    /// always does.
    std::int64_t append_claim(std::size_t k, std::string& text, const Progress& progress) {
        const CertifiedCluster& cluster = input_.clusters[k];
        const std::vector<std::uint32_t> centres = centres_of(cluster);
        // Costs are multiples of the step: who costs at least this costs at least the next multiple.
        std::int64_t least = whole_steps_below(cluster.least + input_.clusters[0].pricer->cost_step() - 1);
        std::vector<Tree> trees;
        for (int attempt = 0;; ++attempt) {
            trees = prove_all(cluster, centres, least, attempt < 3 ? input_.proof_nodes : 0, progress);
            std::int64_t reached = least;
            for (const Tree& tree : trees) reached = std::min(reached, tree.lower);
            if (reached >= least) break;
            least = whole_steps_below(reached);
        }
        fmt::format_to(std::back_inserter(text), R"({{"claim":{},"least":{})", k, least);
        if (!cluster.centres.empty()) {
            text += ",\"centres\":";
            append_list(text, cluster.centres, [&](std::uint32_t v) { return number_[v]; });
        }
        text += "}\n";
        for (const Tree& tree : trees) append_tree(tree, text);
        return least;
    }

    /// The largest multiple of the step of costs that is not above: what a claim must be.
    std::int64_t whole_steps_below(std::int64_t least) const {
        const std::int64_t step = input_.clusters[0].pricer->cost_step();
        const std::int64_t over = least % step;
        return least - (over < 0 ? over + step : over);
    }

    std::vector<Tree> prove_all(const CertifiedCluster& cluster, const std::vector<std::uint32_t>& centres,
                                std::int64_t least, std::int64_t node_budget,
                                const Progress& progress) const {
        std::vector<Tree> trees(centres.size());
        parallel_blocks(centres.size(), 64, progress, [&](std::size_t begin, std::size_t end) {
            ProblemCutter cutter(network_);
            for (std::size_t i = begin; i < end; ++i)
                trees[i] = prove(cluster, cutter, centres[i], least, node_budget);
        });
        std::erase_if(trees, [](const Tree& tree) { return !tree.needed; });
        return trees;
    }

    Tree prove(const CertifiedCluster& cluster, ProblemCutter& cutter, std::uint32_t centre,
               std::int64_t least, std::int64_t node_budget) const {
        Tree tree;
        tree.centre = centre;
        SiteProblem problem = cluster.pricer->problem(cutter, centre, input_.prices, cluster.closed);
        if (problem.size() == 0) return tree;
        const std::int64_t bound = knapsack_bound(problem);
        if (bound >= least) return tree;
        cluster.pricer->complete(problem);
        tree.needed = node_budget > 0;
        tree.lower = node_budget > 0 ? unreachable : bound;
        if (node_budget == 0) return tree;
        SearchOptions options{.node_budget = node_budget, .dive_nodes = node_budget, .upper = least};
        options.record = [&](const ProofNode& node) {
            if (node.branch >= 0 || !node.rounds.empty()) append_node(problem, node, tree.text);
            ++tree.nodes;
        };
        const SearchResult proof = search_site(problem, options);
        tree.lower = proof.nodes ? proof.cost : proof.lower;
        for (const Placements& rule : problem.shape_rules) {
            tree.placements.push_back(rule);
            for (std::vector<int>& placement : tree.placements.back())
                for (int& v : placement) v = number_[problem.parcel[static_cast<std::size_t>(v)]];
        }
        return tree;
    }

    void append_node(const SiteProblem& problem, const ProofNode& node, std::string& text) const {
        const auto number = [&](int v) { return number_[problem.parcel[static_cast<std::size_t>(v)]]; };
        text += "{\"path\":";
        append_list(text, node.path,
                    [&](int step) { return step > 0 ? number(step - 1) + 1 : -number(-step - 1) - 1; });
        text += ",\"rounds\":[";
        for (std::size_t r = 0; r < node.rounds.size(); ++r) {
            fmt::format_to(std::back_inserter(text), "{}[{},[", r > 0 ? "," : "", node.rounds[r].multiplier);
            bool first = true;
            for (const Cut& cut : node.rounds[r].cuts) {
                fmt::format_to(std::back_inserter(text), "{}[{},", std::exchange(first, false) ? "" : ",",
                               cut.amount);
                append_list(text, cut.gaining, number);
                text += ',';
                append_list(text, cut.separator, number);
                text += ']';
            }
            text += "]]";
        }
        fmt::format_to(std::back_inserter(text), "],\"branch\":{}}}\n",
                       node.branch < 0 ? -1 : number(node.branch));
    }

    void append_tree(const Tree& tree, std::string& text) {
        const auto lines = std::count(tree.text.begin(), tree.text.end(), '\n');
        fmt::format_to(std::back_inserter(text), R"({{"tree":{},"nodes":{})", number_[tree.centre], lines);
        if (!tree.placements.empty()) {
            text += ",\"places\":[";
            for (std::size_t r = 0; r < tree.placements.size(); ++r) {
                text += r > 0 ? ",[" : "[";
                for (std::size_t f = 0; f < tree.placements[r].size(); ++f) {
                    if (f > 0) text += ',';
                    append_list(text, tree.placements[r][f], [](int v) { return v; });
                }
                text += ']';
            }
            text += ']';
        }
        text += "}\n" + tree.text;
        ++certificate_.trees;
        certificate_.tree_nodes += tree.nodes;
    }

    /// The header up to the hash, which covers it: no window or limit is loosened unseen.
    std::string rules_text() const {
        std::string text = fmt::format(
            "{{\"format\":\"zonewright certificate\",\"version\":2,\"kind\":\"{}\","
            "\"units\":{{\"area\":\"m2\",\"length\":\"cm\",\"cost\":\"1/{} "
            "yuan\"}},\"step\":{},\"penalty\":{},\"clusters\":[",
            input_.kind, ticks_per_unit, input_.clusters[0].pricer->cost_step(), input_.penalty);
        for (std::size_t k = 0; k < input_.clusters.size(); ++k) {
            const CertifiedCluster& cluster = input_.clusters[k];
            const SiteRule& rule = cluster.pricer->rule();
            fmt::format_to(std::back_inserter(text),
                           "{}{{\"name\":\"{}\",\"min_area\":{},\"max_area\":{},\"radius\":{},\"owners\":{},"
                           "\"towns\":{},"
                           "\"redevelopment_permille\":{},\"count\":{}}}",
                           k > 0 ? "," : "", cluster.name, rule.minimum_site_m2, rule.maximum_site_m2, rule.radius_cm,
                           rule.limits.owners, rule.limits.towns, rule.limits.redevelopment_permille,
                           cluster.count);
        }
        return text + "]";
    }

    std::string answer_text(const std::string& hash) const {
        std::string text = fmt::format(R"(,"instance":"{}","sites":[)", hash);
        for (std::size_t i = 0; i < input_.sites.size(); ++i) {
            const PortfolioSite& site = input_.sites[i];
            fmt::format_to(std::back_inserter(text),
                           R"({}{{"cluster":{},"centre":{},"cost":{},"parcels":)", i > 0 ? "," : "",
                           site.cluster, number_[site.site.centre], site.site.cost);
            append_list(text, site.site.parcels, [&](std::uint32_t v) { return number_[v]; });
            text += '}';
        }
        return text +
               fmt::format("],\"objective\":{},\"bound\":{}}}\n", certificate_.objective, certificate_.bound);
    }

    std::string instance_lines() const {
        std::string text = "{\"ids\":";
        append_list(text, written_, [&](std::uint32_t v) { return quoted(input_.ids[v]); });
        const auto column = [&](const char* name, const auto& values) {
            fmt::format_to(std::back_inserter(text), ",\"{}\":", name);
            append_list(text, written_,
                        [&](std::uint32_t v) { return static_cast<std::int64_t>(values[v]); });
        };
        column("area", network_.area_m2);
        column("x", network_.x_cm);
        column("y", network_.y_cm);
        column("owner", network_.owner);
        column("town", network_.town);
        column("redevelopment", network_.redevelopment);
        text += ",\"links\":[";
        bool first = true;
        for (const std::uint32_t v : written_)
            for (const std::uint32_t w : network_.neighbours(v))
                if (v < w && number_[w] >= 0)
                    fmt::format_to(std::back_inserter(text), "{}[{},{}]",
                                   std::exchange(first, false) ? "" : ",", number_[v], number_[w]);
        text += "]}\n";
        for (const CertifiedCluster& cluster : input_.clusters) {
            text += "{\"costs\":";
            append_list(text, written_, [&](std::uint32_t v) { return cluster.pricer->costs()[v]; });
            std::vector<int> closed;
            for (const std::uint32_t v : written_)
                if (cluster.closed[v]) closed.push_back(number_[v]);
            text += ",\"closed\":";
            append_list(text, closed, [](int v) { return v; });
            text += "}\n";
        }
        text += "{\"prices\":[";
        first = true;
        for (std::size_t v = 0; v < input_.prices.size(); ++v)
            if (input_.prices[v] > 0 && number_[v] >= 0)
                fmt::format_to(std::back_inserter(text), "{}[{},{}]", std::exchange(first, false) ? "" : ",",
                               number_[v], input_.prices[v]);
        return text + "]}\n";
    }

    static std::string quoted(const std::string& word) {
        std::string text = "\"";
        for (const char c : word) {
            if (c == '"' || c == '\\') text += '\\';
            if (static_cast<unsigned char>(c) < 0x20)
                fmt::format_to(std::back_inserter(text), "\\u{:04x}", static_cast<int>(c));
            else
                text += c;
        }
        return text + '"';
    }

    const CertificateInput& input_;
    const ParcelNetwork& network_;
    Certificate certificate_;
    std::vector<int> number_;  ///< of each parcel in the certificate, or -1
    std::vector<std::uint32_t> written_;
};

}  // namespace

Certificate write_certificate(const CertificateInput& input, const Progress& progress) {
    return CertificateWriter(input).write(progress);
}

}  // namespace zonewright::assembly
