#include "demo/parcel_records.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/random.h"
#include "demo/land_cover.h"
#include "demo/noise.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

constexpr int this_year = 2025;

std::size_t position_of(const City& city, std::size_t block) {
    return static_cast<std::size_t>(city.industry[block].block);
}

double round_to(double value, double step) {
    return std::round(value / step) * step;
}

class RecordDrawer {
public:
    RecordDrawer(const City& city, const PlotUse& plot, double area_m2, std::uint64_t seed)
        : industry_(city.parameters.industry),
          block_(city.blocks[position_of(city, plot.block)]),
          town_(city.parameters.towns[static_cast<std::size_t>(block_.town)]),
          area_m2_(area_m2),
          random_(seed, plot.id) {
        const std::size_t cell = city.grid.cell_at(block_.centre);
        village_ = std::max(1, city.village.cells[cell]);
        centrality_ =
            1 / (1 + std::pow(geom::distance(block_.centre, town_.seat), 2) / (0.12 * town_.area_m2));
        record_.id = plot.id;
    }

    ParcelRecord draw() {
        ownership();
        tenure();
        record_.land_price_yuan_per_m2 =
            round_to((620 + 900 * centrality_) * random_.between(0.75, 1.35), 10);
        record_.use_name = "工业用地";
        if (record_.year_built) building();
        return std::move(record_);
    }

private:
    void ownership() {
        const bool collective = random_.unit() < industry_.collective_share || block_.outside_boundary;
        record_.ownership = collective ? "集体" : "国有";
        if (collective) {
            // Villages and their groups own most of the old factory land.
            const int group = static_cast<int>(random_.below(4));
            record_.owner = group == 0
                                ? fmt::format("{}示意{}村股份经济联合社", town_.name.zh, village_)
                                : fmt::format("{}示意{}村第{}经济合作社", town_.name.zh, village_, group);
        } else {
            record_.owner = random_.unit() < 0.06 ? fmt::format("{}示意投资发展有限公司", town_.name.zh)
                                                  : fmt::format("示意企业{}有限公司", record_.id);
        }
    }

    void tenure() {
        const double draw = random_.unit();
        if (draw < industry_.supplied_share) {
            record_.tenure = "已供";
            supplied();
        } else if (draw < industry_.supplied_share + industry_.approved_share) {
            record_.tenure = "批而未供";
            record_.ownership = "国有";
            record_.owner = fmt::format("{}土地储备（示意）", town_.name.zh);
            record_.approved_year = 2009 + static_cast<int>(random_.below(15));
        } else {
            record_.tenure = "规划新增";
        }
    }

    void supplied() {
        const int age = static_cast<int>(40 * random_.unit() * (0.35 + 0.65 * random_.unit()));
        record_.approved_year = this_year - age - 2;
        record_.contract_start_year = this_year - age - 1;
        const bool idle = age < 14 && random_.unit() < 0.07;
        if (idle) {
            record_.contract_start_year = 2010 + static_cast<int>(random_.below(13));
            record_.developed_share = round_to(random_.between(0, 0.3), 0.01);
            record_.invested_share = round_to(random_.between(0, 0.24), 0.01);
            if (*record_.developed_share > 0) record_.suspended_year = *record_.contract_start_year + 1;
            return;
        }
        record_.year_built = std::min(this_year - 1, this_year - age);
        record_.developed_share = round_to(random_.between(0.75, 1.0), 0.01);
        record_.invested_share = round_to(random_.between(0.7, 1.0), 0.01);
    }

    void building() {
        const int age = this_year - *record_.year_built;
        const bool tall = age < 6 && random_.unit() < 0.35;  // 工业上楼
        record_.storeys = tall ? 8 + static_cast<int>(random_.below(5))
                               : 1 + static_cast<int>(random_.below(age > 25 ? 4 : 6));
        const double ratio = tall ? random_.between(2.6, 3.6)
                                  : std::clamp((1.9 - 0.035 * age) * random_.between(0.6, 1.3), 0.15, 2.4);
        record_.floor_area_m2 = round_to(ratio * area_m2_, 1);
        record_.storey_height_m = round_to(
            tall ? random_.between(4.5, 6.0) : random_.between(3.6, *record_.storeys <= 2 ? 9.0 : 5.0), 0.1);
        record_.floor_load_kn_m2 = round_to(tall ? random_.between(7.5, 15) : random_.between(3.5, 9), 0.5);
        record_.rent_yuan_per_m2_month =
            round_to((12 + 14 * centrality_ + (tall ? 6 : 0) - 0.12 * age) * random_.between(0.85, 1.2), 0.5);
        record_.vacant = random_.unit() < industry_.vacant_share * (age > 20 ? 2.0 : 0.7);
        const double output = record_.vacant ? 0
                                             : (2.4e6 + 6e6 * random_.unit() * random_.unit()) *
                                                   (age > 20 ? 0.55 : 1.0) * std::sqrt(ratio);
        record_.output_yuan_per_mu = round_to(output, 1000);
        record_.in_renewal_register =
            age >= 12 && ratio < 1.6 && random_.unit() < industry_.register_share * 1.7;
    }

    const Industry& industry_;
    const StreetBlock& block_;
    const TownTarget& town_;
    double area_m2_;
    Random random_;
    int village_ = 1;
    double centrality_ = 0;
    ParcelRecord record_;
};

std::int16_t other_class(std::uint64_t mixed) {
    static constexpr std::array<const char*, 6> classes{"0701", "0701", "05H1", "0810", "0508", "0809"};
    return land_class(classes[mixed % classes.size()]);
}

}  // namespace

std::vector<PlotUse> use_plots(const City& city, std::uint64_t seed) {
    std::vector<PlotUse> plots;
    std::vector<int> number(city.parameters.towns.size(), 0);
    const Noise noise(seed, "plot use");
    struct Draw {
        std::uint64_t rank;
        std::size_t position;
    };
    std::vector<Draw> draws;
    double total = 0;
    for (std::size_t block = 0; block < city.industry.size(); ++block) {
        const StreetBlock& street = city.blocks[position_of(city, block)];
        const TownTarget& town = city.parameters.towns[static_cast<std::size_t>(street.town)];
        for (std::size_t plot = 0; plot < city.industry[block].divided.plots.size(); ++plot) {
            const std::uint64_t rank = noise.mix(city.industry[block].block, static_cast<std::int64_t>(plot));
            draws.push_back({rank, plots.size()});
            plots.push_back({.block = block,
                             .plot = plot,
                             .other_class = other_class(rank >> 40),
                             .id = fmt::format("GY{}{:05d}", town.code.substr(town.code.size() - 3),
                                               ++number[static_cast<std::size_t>(street.town)])});
            total += city.industry[block].divided.plots[plot].area_m2;
        }
    }
    std::sort(draws.begin(), draws.end(), [](const Draw& a, const Draw& b) {
        return a.rank != b.rank ? a.rank < b.rank : a.position < b.position;
    });
    for (const Draw& draw : draws) {
        if (total <= city.parameters.totals.industrial_land_m2) break;
        PlotUse& plot = plots[draw.position];
        plot.parcel = false;
        total -= city.industry[plot.block].divided.plots[plot.plot].area_m2;
    }
    return plots;
}

std::vector<std::uint8_t> recorded_blocks(const City& city, const std::vector<PlotUse>& plots, double share) {
    std::vector<std::uint8_t> recorded(city.industry.size(), share >= 1 ? 1 : 0);
    if (share >= 1) return recorded;
    std::vector<double> area(city.industry.size(), 0);
    for (const PlotUse& plot : plots)
        if (plot.parcel) area[plot.block] += city.industry[plot.block].divided.plots[plot.plot].area_m2;
    double owed = 0;
    for (std::size_t town = 0; town < city.parameters.towns.size(); ++town) {
        std::vector<std::size_t> own;
        std::size_t core = 0;
        for (std::size_t i = 0; i < city.industry.size(); ++i) {
            const StreetBlock& block = city.blocks[position_of(city, i)];
            if (static_cast<std::size_t>(block.town) != town) continue;
            own.push_back(i);
            owed += share * area[i];
            if (own.size() == 1 || block.leaning > city.blocks[position_of(city, core)].leaning) core = i;
        }
        const auto away = [&](std::size_t i) {
            return geom::distance(city.blocks[position_of(city, i)].centre,
                                  city.blocks[position_of(city, core)].centre);
        };
        std::sort(own.begin(), own.end(), [&](std::size_t a, std::size_t b) {
            return away(a) != away(b) ? away(a) < away(b) : a < b;
        });
        for (std::size_t i : own) {
            if (owed < 0.5 * area[i]) break;
            recorded[i] = 1;
            owed -= area[i];
        }
    }
    return recorded;
}

ParcelRecord record_of(const City& city, const PlotUse& plot, double area_m2, std::uint64_t seed) {
    return RecordDrawer(city, plot, area_m2, seed).draw();
}

}  // namespace zonewright::demo
