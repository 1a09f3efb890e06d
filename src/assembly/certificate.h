// What a stranger needs to check a result without our solver: the instance, the sites, and a proof of the
// bound.
//
// JSON Lines, all numbers integers: m², centimetres, 1/1024 yuan. CERTIFICATE.md beside this file defines every line and
// every step of the check, so that a stranger can write a checker from it alone (tools/verify_site.py is one). In short:
//   1  header: kind, units, windows and limits per cluster; the hash of all that and of the instance; sites, objective,
//      bound
//   2  parcels: id, area, point, owner, town, redevelopment; links
//   3… per cluster its costs and the parcels closed to it; then the parcel prices that are not zero
//   then per cluster a claim: no site around any of its centres has cost + prices below `least`. A centre
//   whose fractional knapsack bound reaches `least` needs no more; every other one is followed by the nodes
//   of a search tree: path, per round a multiplier with its separators, and the parcel branched on.
// bound = Σ count · min(least, penalty) - Σ prices. A site is the same with one cluster, one centre and no
// prices. Shape rules appear as the list of places (sets of parcels) around each centre; that the lists are
// complete is for the geometry to say, all else is proved by the file alone. Checked by verify_certificate.h
// and tools/verify_site.py.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "assembly/search/portfolio.h"
#include "assembly/search/site_pricing.h"

namespace zonewright::assembly {

/// One cluster's part of a certificate.
struct CertifiedCluster {
    std::string name;
    const SitePricer* pricer = nullptr;
    std::span<const char> closed;        ///< parcels no site of it may use
    std::vector<std::uint32_t> centres;  ///< that the claim is about; empty: every parcel that is not closed
    int count = 1;                       ///< sites wanted
    std::int64_t least = 0;              ///< claimed; lowered when its proof would be too long
};

struct CertificateInput {
    std::string kind;  ///< "site" or "portfolio"
    const ParcelNetwork* network = nullptr;
    std::span<const std::string> ids;  ///< of the parcels
    std::vector<CertifiedCluster> clusters;
    std::span<const std::int64_t> prices;  ///< ticks per parcel; empty: none
    std::span<const PortfolioSite> sites;
    std::int64_t penalty = 0;
    std::int64_t proof_nodes = 5000;  ///< longest tree around one centre
};

struct Certificate {
    std::string text;
    std::int64_t objective = 0, bound = 0;  ///< ticks, as the text states them
    std::size_t trees = 0, tree_nodes = 0;
};

Certificate write_certificate(const CertificateInput& input, const Progress& progress);

}  // namespace zonewright::assembly
