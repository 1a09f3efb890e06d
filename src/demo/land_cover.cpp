#include "demo/land_cover.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <unordered_map>

#include "base/errors.h"
#include "demo/noise.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

struct Share {
    const char* code;
    double share;
};

// Urban patches near the centre of a town and away from it; rural patches on plain, terrace and hill.
// Schematic.
constexpr std::array<Share, 8> centre_shares{{{"0701", 0.42}, {"05H1", 0.20}, {"08H1", 0.07}, {"08H2", 0.08},
                                   {"0810", 0.07}, {"0702", 0.11}, {"0809", 0.02}, {"1005", 0.03}}};
constexpr std::array<Share, 11> suburb_shares{{{"0701", 0.27}, {"0702", 0.30}, {"05H1", 0.09}, {"0508", 0.06},
                                   {"08H2", 0.05}, {"0810", 0.04}, {"0809", 0.03}, {"0201", 0.05},
                                   {"0102", 0.04}, {"0404", 0.04}, {"1201", 0.03}}};
constexpr std::array<Share, 9> plain_shares{{{"1104", 0.34}, {"0101", 0.07}, {"0102", 0.12},
                                  {"0201", 0.14}, {"0702", 0.15}, {"1202", 0.02},
                                  {"0404", 0.06}, {"0204", 0.06}, {"0305", 0.04}}};
constexpr std::array<Share, 7> terrace_shares{{{"0201", 0.40}, {"0301", 0.25}, {"0103", 0.05}, {"0702", 0.12},
                                    {"1104", 0.05}, {"0404", 0.08}, {"0305", 0.05}}};
constexpr std::array<Share, 4> hill_shares{{{"0301", 0.80}, {"0305", 0.08}, {"0201", 0.09}, {"0404", 0.03}}};
constexpr std::array<Share, 3> field_shares{{{"0101", 0.45}, {"0102", 0.45}, {"0103", 0.10}}};

template <std::size_t Count>
std::int16_t drawn(const std::array<Share, Count>& shares, double unit) {
    for (const Share& share : shares) {
        unit -= share.share;
        if (unit < 0) return land_class(share.code);
    }
    return land_class(shares[0].code);
}

struct PatchClasses {
    std::int16_t urban = 0, rural = 0, field = 0;
};

PatchClasses classes_of(const CityGrid& city, const Parameters& parameters, std::size_t cell,
                        std::uint64_t mixed) {
    const auto unit = [&](int shift) { return static_cast<double>(mixed >> shift & 0xFFFF) / 65536.0; };
    const TownTarget& town = parameters.towns[static_cast<std::size_t>(city.town.cells[cell])];
    const double away = geom::distance(city.centre(cell), town.seat);
    const auto height = static_cast<double>(city.elevation_m.cells[cell]),
               slope = static_cast<double>(city.slope_share.cells[cell]);
    PatchClasses classes;
    classes.urban =
        away * away < 0.12 * town.area_m2 ? drawn(centre_shares, unit(0)) : drawn(suburb_shares, unit(0));
    if (slope > 0.16 || height > 0.5 * parameters.totals.mountain_above_m)
        classes.rural = drawn(hill_shares, unit(16));
    else
        classes.rural = height > parameters.totals.plain_below_m ? drawn(terrace_shares, unit(16))
                                                                 : drawn(plain_shares, unit(16));
    classes.field = drawn(field_shares, unit(32));
    return classes;
}

std::int16_t water_class(Water water) {
    switch (water) {
        case Water::Canal:
            return land_class("1107");
        case Water::Reservoir:
            return land_class("1103");
        case Water::Pond:
            return land_class("1104");
        default:
            return land_class("1101");
    }
}

/// What overrules the class of the patch; -1 when nothing does.
std::int16_t overruling_class(const CityGrid& city, std::size_t cell,
                              const std::vector<StreetBlock>& blocks) {
    const RoadClass road = city.road.cells[cell];
    if (road == RoadClass::Expressway) return land_class("1003");
    if (road != RoadClass::None)
        return land_class(in_growth_boundary(city.line.cells[cell]) ? "1004" : "1003");
    if (city.water.cells[cell] != Water::None) return water_class(city.water.cells[cell]);
    const std::int32_t block = city.block.cells[cell];
    if (block >= 0 && blocks[static_cast<std::size_t>(block)].industrial) return land_class("0601");
    return -1;
}

}  // namespace

const std::vector<LandClass>& land_classes() {
    static const std::vector<LandClass> classes{{"0101", "水田"},           {"0102", "水浇地"},
                                                {"0103", "旱地"},           {"0201", "果园"},
                                                {"0204", "其他园地"},       {"0301", "乔木林地"},
                                                {"0305", "灌木林地"},       {"0404", "其他草地"},
                                                {"0508", "物流仓储用地"},   {"05H1", "商业服务业设施用地"},
                                                {"0601", "工业用地"},       {"0701", "城镇住宅用地"},
                                                {"0702", "农村宅基地"},     {"08H1", "机关团体新闻出版用地"},
                                                {"08H2", "科教文卫用地"},   {"0809", "公用设施用地"},
                                                {"0810", "公园与绿地"},     {"1003", "公路用地"},
                                                {"1004", "城镇村道路用地"}, {"1005", "交通服务场站用地"},
                                                {"1101", "河流水面"},       {"1103", "水库水面"},
                                                {"1104", "坑塘水面"},       {"1107", "沟渠"},
                                                {"1201", "空闲地"},         {"1202", "设施农用地"}};
    return classes;
}

std::int16_t land_class(const char* code) {
    const auto& classes = land_classes();
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (classes[i].code == code) return static_cast<std::int16_t>(i);
    throw InternalError({.thing = "land_classes", .value = code, .expected = {}, .advice = {}});
}

raster::Grid<std::int32_t> jittered_patches(const CityGrid& city, double spacing_m, std::uint64_t seed) {
    const Noise noise(seed, "patches");
    const Warp warp(seed, "patch borders", 0.16 * spacing_m, 0.8 * spacing_m);
    const geom::Box box = city.spec.box();
    const auto lattice_columns = static_cast<std::int64_t>(box.width() / spacing_m) + 4;
    raster::Grid<std::int32_t> patch(city.spec, -1);
    for (std::size_t cell = 0; cell < patch.cells.size(); ++cell) {
        if (!city.inside(cell)) continue;
        const geom::Point p = warp(city.centre(cell));
        const double u = (p.x - box.min_x) / spacing_m + 2, v = (p.y - box.min_y) / spacing_m + 2;
        const auto i0 = static_cast<std::int64_t>(u), j0 = static_cast<std::int64_t>(v);
        double least = 1e18;
        for (std::int64_t j = j0 - 1; j <= j0 + 1; ++j)
            for (std::int64_t i = i0 - 1; i <= i0 + 1; ++i) {
                const std::uint64_t mixed = noise.mix(i, j);
                const double x = static_cast<double>(i) + static_cast<double>(mixed & 0xFFFF) / 65536.0 - u;
                const double y =
                    static_cast<double>(j) + static_cast<double>(mixed >> 16 & 0xFFFF) / 65536.0 - v;
                if (x * x + y * y >= least) continue;
                least = x * x + y * y;
                patch.cells[cell] = static_cast<std::int32_t>(j * lattice_columns + i);
            }
    }
    return patch;
}

raster::Grid<std::int32_t> number_villages(const CityGrid& city, std::size_t towns, std::uint64_t seed) {
    raster::Grid<std::int32_t> village = jittered_patches(city, 2300, seed ^ 0x5649u);
    std::unordered_map<std::int64_t, std::int32_t> number;
    std::vector<std::int32_t> count(towns, 0);
    for (std::size_t cell = 0; cell < village.cells.size(); ++cell) {
        if (!city.inside(cell)) {
            village.cells[cell] = 0;
            continue;
        }
        const std::int64_t key = static_cast<std::int64_t>(village.cells[cell]) * 64 + city.town.cells[cell];
        const auto [found, fresh] = number.try_emplace(key, 0);
        if (fresh) found->second = ++count[static_cast<std::size_t>(city.town.cells[cell])];
        village.cells[cell] = found->second;
    }
    return village;
}

raster::Grid<std::int16_t> cover_land(const CityGrid& city, const Parameters& parameters,
                                      const raster::Grid<std::int32_t>& patch,
                                      const std::vector<StreetBlock>& blocks, std::uint64_t seed) {
    const Noise noise(seed, "land cover");
    std::unordered_map<std::int32_t, PatchClasses> known;
    raster::Grid<std::int16_t> cover(city.spec, std::int16_t{-1});
    for (std::size_t cell = 0; cell < cover.cells.size(); ++cell) {
        if (!city.inside(cell)) continue;
        cover.cells[cell] = overruling_class(city, cell, blocks);
        if (cover.cells[cell] >= 0) continue;
        const auto [found, fresh] = known.try_emplace(patch.cells[cell]);
        if (fresh) found->second = classes_of(city, parameters, cell, noise.mix(patch.cells[cell], 0));
        switch (city.line.cells[cell]) {
            case Line::Farmland:
                cover.cells[cell] = found->second.field;
                break;
            case Line::Special:
                cover.cells[cell] =
                    noise.mix(patch.cells[cell], 1) % 3 == 0 ? land_class("0810") : found->second.rural;
                break;
            case Line::Concentrated:
            case Line::Flexible:
                cover.cells[cell] = found->second.urban;
                break;
            default:
                cover.cells[cell] = found->second.rural;
        }
    }
    return cover;
}

}  // namespace zonewright::demo
