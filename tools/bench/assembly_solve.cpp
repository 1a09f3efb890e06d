// Solves published instances of parcel assembly and prints one line for each: objective, bound, cpu seconds.
// assembly_solve FILE.jsonl... — the instance is read, the answer and the proof in the file are not.
#include <chrono>
#include <cstdio>
#include <ctime>
#include <fstream>
#include <nlohmann/json.hpp>
#include <numeric>

#include "assembly/search/portfolio.h"

using namespace zonewright;
using namespace zonewright::assembly;
using nlohmann::json;

namespace {

json next_line(std::ifstream& in) {
    std::string line;
    std::getline(in, line);
    return json::parse(line);
}

double cpu_seconds() {
    return static_cast<double>(std::clock()) / CLOCKS_PER_SEC;
}

ParcelNetwork network_from(const json& parcels) {
    ParcelNetwork network;
    network.x_cm = parcels.at("x").get<std::vector<std::int64_t>>();
    network.y_cm = parcels.at("y").get<std::vector<std::int64_t>>();
    network.area_m2 = parcels.at("area").get<std::vector<std::int64_t>>();
    network.owner = parcels.at("owner").get<std::vector<int>>();
    network.town = parcels.at("town").get<std::vector<int>>();
    for (const json& flag : parcels.at("redevelopment"))
        network.redevelopment.push_back(static_cast<char>(flag.get<int>()));
    network.set_links(parcels.at("links").get<std::vector<std::pair<std::uint32_t, std::uint32_t>>>());
    return network;
}

void solve(const char* file) {
    std::ifstream in(file);
    const json header = next_line(in);
    const ParcelNetwork network = network_from(next_line(in));
    const bool one_site = header.at("kind") == "site";
    std::vector<std::uint32_t> centres(network.size());
    std::iota(centres.begin(), centres.end(), 0);
    if (one_site) centres = {header.at("sites").at(0).at("centre").get<std::uint32_t>()};
    std::vector<SitePricer> pricers;
    std::vector<int> wanted;
    for (const json& c : header.at("clusters")) {
        SiteRule rule{c.at("min_area"),
                      c.at("max_area"),
                      c.at("radius"),
                      {c.at("owners"), c.at("towns"), c.at("redevelopment_permille")}};
        const json line = next_line(in);
        std::vector<char> closed(network.size(), 0);
        for (const json& v : line.at("closed")) closed[v.get<std::size_t>()] = 1;
        pricers.emplace_back(network, rule, line.at("costs").get<std::vector<std::int64_t>>(), closed,
                             centres, header.at("step").get<std::int64_t>());
        wanted.push_back(c.at("count"));
    }
    const double start = cpu_seconds();
    for (SitePricer& pricer : pricers) pricer.prepare(Progress(nullptr, {}, 1));
    std::int64_t cost = 0, bound = 0;
    if (one_site) {
        const PricingResult found = pricers[0].price({}, {}, {}, Progress(nullptr, {}, 1));
        cost = found.best ? found.best->cost : 0;
        bound = found.lower;
    } else {
        const Portfolio found = find_portfolio(pricers, wanted, network.size(), {}, Progress(nullptr, {}, 1));
        cost = found.cost;
        bound = found.bound;
    }
    std::printf("%s %lld %lld %.4f\n", file, static_cast<long long>(cost), static_cast<long long>(bound),
                cpu_seconds() - start);
}

}  // namespace

int main(int count, char** files) {
    for (int i = 1; i < count; ++i) solve(files[i]);
}
