#include "demo/facility_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <set>

#include "base/random.h"
#include "demo/land_cover.h"
#include "demo/road_connection.h"
#include "demo/table_builder.h"
#include "geom/planar_area.h"

namespace zonewright::demo {
namespace {

using model::GeometryKind;

const char* title_of(RoadClass road_class) {
    switch (road_class) {
        case RoadClass::Expressway:
            return "高速公路";
        case RoadClass::Arterial:
            return "主干路";
        case RoadClass::Secondary:
            return "次干路";
        default:
            return "支路";
    }
}

std::string key_of(RoadClass road_class) {
    switch (road_class) {
        case RoadClass::Expressway:
            return "expressway";
        case RoadClass::Arterial:
            return "arterial";
        case RoadClass::Secondary:
            return "secondary";
        default:
            return "local";
    }
}

/// Cells of the city that fulfil a condition, by town, to draw positions from.
class CellLottery {
public:
    template <typename Allowed>
    CellLottery(const City& city, const Allowed& allowed)
        : city_(city), by_town_(city.parameters.towns.size()) {
        for (std::size_t cell = 0; cell < city.grid.town.cells.size(); ++cell)
            if (city.grid.inside(cell) && allowed(cell))
                by_town_[static_cast<std::size_t>(city.grid.town.cells[cell])].push_back(cell);
    }
    bool any(std::size_t town) const { return !by_town_[town].empty(); }
    geom::Point draw(std::size_t town, Random& random) const {
        const auto& cells = by_town_[town];
        return off_centre(cells[random.below(cells.size())], random);
    }
    /// The best of several draws: nearest to `wanted`.
    geom::Point draw_near(std::size_t town, geom::Point wanted, int tries, Random& random) const {
        geom::Point best = draw(town, random);
        for (int i = 1; i < tries; ++i)
            if (const geom::Point other = draw(town, random);
                geom::distance(other, wanted) < geom::distance(best, wanted))
                best = other;
        return best;
    }

private:
    geom::Point off_centre(std::size_t cell, Random& random) const {
        const geom::Point centre = city_.grid.centre(cell);
        const double x = centre.x + random.between(-15, 15), y = centre.y + random.between(-15, 15);
        return {std::round(x * 100) / 100, std::round(y * 100) / 100};
    }
    const City& city_;
    std::vector<std::vector<std::size_t>> by_town_;
};

bool has_class(const City& city, std::size_t cell, std::initializer_list<const char*> codes) {
    const std::string& code = land_classes()[static_cast<std::size_t>(city.land_class.cells[cell])].code;
    return std::any_of(codes.begin(), codes.end(), [&](const char* one) { return code == one; });
}

}  // namespace

model::FeatureTable road_table(const City& city, const std::vector<std::uint8_t>& recorded) {
    TableBuilder table("LRDL", "道路", GeometryKind::Line);
    table.text("BSM").text("MC").text("DLDJ").real("LFK");
    std::vector<const geom::LineString*> lines;
    for (const RoadLine& road : city.roads) lines.push_back(&road.line);
    for (const LaneLine& lane : city.lanes)
        if (recorded[lane.industry] != 0) lines.push_back(&lane.line);
    const std::vector<std::uint8_t> connected = in_largest_network(lines);
    const auto& widths = city.parameters.roads.width_m;
    std::size_t line = 0;
    const auto add = [&](const std::string& name, const char* title, const std::string& key) {
        const geom::LineString& course = *lines[line];
        if (connected[line++] != 0)
            table.row(course_of(course),
                      {fmt::format("DL{:06d}", table.size() + 1), name, title, widths.at(key)});
    };
    for (const RoadLine& road : city.roads) {
        const Road& info = city.network.roads()[road.road];
        add(info.name, title_of(info.road_class), key_of(info.road_class));
    }
    for (const LaneLine& lane : city.lanes)
        if (recorded[lane.industry] != 0)
            add(lane.village ? "村道（示意）" : "支路（示意）", "支路", lane.village ? "lane" : "local");
    return table.take();
}

model::FeatureTable interchange_table(const City& city) {
    TableBuilder table("GSCRK", "高速出入口", GeometryKind::Point);
    table.text("MC");
    for (std::size_t cell : city.network.interchanges()) {
        const TownTarget& town = city.parameters.towns[static_cast<std::size_t>(city.grid.town.cells[cell])];
        table.row(spot_at(city.network.surface_position(cell)),
                  {fmt::format("{}出入口{}（示意）", town.name.zh, table.size() + 1)});
    }
    return table.take();
}

model::FeatureTable gateway_table(const City& city) {
    TableBuilder table("DWMH", "对外门户", GeometryKind::Point);
    table.text("MC").text("LB");
    for (const Gateway& gateway : city.parameters.roads.gateways)
        table.row(spot_at({std::round(gateway.position.x), std::round(gateway.position.y)}),
                  {gateway.name, gateway.kind});
    return table.take();
}

model::FeatureTable metro_station_table(const City& city) {
    TableBuilder table("GDZD", "轨道站点", GeometryKind::Point);
    table.text("MC").text("XL");
    std::set<std::pair<double, double>> built;  // where lines meet, one station serves both
    for (const Metro& metro : city.parameters.roads.metros) {
        geom::LineString seats;
        for (const std::string& name : metro.towns) {
            const auto town = std::find_if(city.parameters.towns.begin(), city.parameters.towns.end(),
                                           [&](const TownTarget& t) { return t.place == name; });
            if (town != city.parameters.towns.end()) seats.push_back(town->seat);
        }
        if (seats.size() < 2) continue;
        for (geom::Point p : stepped(seats, city.parameters.roads.station_spacing_m))
            if (city.grid.covers(p) && city.grid.inside(city.grid.cell_at(p)) &&
                built.emplace(std::round(p.x), std::round(p.y)).second)
                table.row(spot_at({std::round(p.x), std::round(p.y)}),
                          {fmt::format("{}第{}站（示意）", metro.name, table.size() + 1), metro.name});
    }
    return table.take();
}

model::FeatureTable substation_table(const City& city, std::uint64_t seed) {
    TableBuilder table("BDZ", "变电站", GeometryKind::Point);
    table.text("MC").text("DYDJ");
    const CellLottery open(city, [&](std::size_t cell) {
        return in_growth_boundary(city.grid.line.cells[cell]) &&
               city.grid.road.cells[cell] == RoadClass::None && city.grid.water.cells[cell] == Water::None;
    });
    Random random(seed, "substations");
    for (std::size_t town = 0; town < city.parameters.towns.size(); ++town) {
        const TownTarget& target = city.parameters.towns[town];
        if (!open.any(town)) continue;
        const int count = 1 + static_cast<int>(target.area_m2 / 1.6e7);
        for (int i = 0; i < count; ++i) {
            const char* voltage = i > 0 ? "110" : town % 6 == 0 ? "500" : "220";
            table.row(spot_at(open.draw(town, random)),
                      {fmt::format("{}示意{}站", target.name.zh, i + 1), voltage});
        }
    }
    return table.take();
}

model::FeatureTable power_line_table(const City& city, const model::FeatureTable& substations) {
    TableBuilder table("GYX", "高压线路", GeometryKind::Line);
    table.text("DYDJ");
    const std::size_t field = substations.field("DYDJ");
    const auto point = [&](std::size_t i) {
        return std::get<geom::MultiPoint>(substations.features[i].geometry).points[0];
    };
    const auto voltage = [&](std::size_t i) {
        return std::stoi(model::text_of(substations.features[i].values[field]));
    };
    for (std::size_t i = 0; i < substations.features.size(); ++i) {
        // Every station hangs on the nearest earlier one of its voltage or above.
        std::optional<std::size_t> nearest;
        for (std::size_t j = 0; j < i; ++j)
            if (voltage(j) >= voltage(i) &&
                (!nearest || geom::distance(point(i), point(j)) < geom::distance(point(i), point(*nearest))))
                nearest = j;
        if (!nearest) continue;
        const geom::Point a = point(i), b = point(*nearest);
        const geom::Point bend{std::round(0.5 * (a.x + b.x) + 0.12 * (b.y - a.y)),
                               std::round(0.5 * (a.y + b.y) - 0.12 * (b.x - a.x))};
        if (city.grid.covers(bend)) table.row(course_of({a, bend, b}), {std::to_string(voltage(i))});
    }
    return table.take();
}

namespace {

/// Towns that a cluster names (its places and their members or hosts), and how often.
std::vector<std::size_t> towns_of_cluster(const City& city, const model::Plan& plan,
                                          const model::Cluster& cluster) {
    std::vector<std::size_t> towns;
    const auto add = [&](const std::string& id) {
        for (std::size_t t = 0; t < city.parameters.towns.size(); ++t)
            if (city.parameters.towns[t].place == id) towns.push_back(t);
    };
    for (const std::string& id : cluster.places) {
        add(id);
        const auto place = plan.find_place(id);
        if (!place) continue;
        for (const std::string& member : plan.place(*place).members) add(member);
        for (const std::string& host : plan.place(*place).hosts) add(host);
    }
    return towns;
}

}  // namespace

model::FeatureTable platform_table(const City& city, const model::Plan& plan, std::uint64_t seed) {
    TableBuilder table("CXPT", "创新平台", GeometryKind::Point);
    table.text("MC").text("LB").text("CYJQ");
    const CellLottery sites(city, [&](std::size_t cell) {
        return has_class(city, cell, {"08H1", "08H2", "05H1"});
    });
    const CellLottery workshops(city, [&](std::size_t cell) { return has_class(city, cell, {"0601"}); });
    Random random(seed, "platforms");
    for (const model::Cluster& cluster : plan.clusters) {
        std::vector<std::size_t> towns = towns_of_cluster(city, plan, cluster);
        for (std::size_t t = 0; t < city.parameters.towns.size() && towns.size() < 4; ++t)
            if (std::ranges::find(city.parameters.industry.platform_towns, city.parameters.towns[t].place) !=
                city.parameters.industry.platform_towns.end())
                towns.push_back(t);
        static constexpr std::array<std::pair<const char*, const char*>, 6> kinds{
            {{"research_institute", "研究院"}, {"research_institute", "重点实验室"},
             {"pilot_scale_site", "中试基地"}, {"pilot_scale_site", "中试平台"},
             {"exhibition", "展示中心"},       {"application_scene", "应用场景"}}};
        int number = 0;
        for (const auto& [kind, title] : kinds) {
            const std::size_t town = towns[random.below(towns.size())];
            const CellLottery& lottery =
                std::string(kind) == "pilot_scale_site" && workshops.any(town) ? workshops : sites;
            if (lottery.any(town))
                table.row(spot_at(lottery.draw(town, random)),
                          {fmt::format("{}示意{}{}", cluster.name.zh, title, ++number), kind, cluster.id});
        }
    }
    for (std::size_t town = 0; town < city.parameters.towns.size(); ++town)
        if (town % 5 == 0 && sites.any(town))
            table.row(spot_at(sites.draw(town, random)),
                      {fmt::format("{}示意高校", city.parameters.towns[town].name.zh), "university",
                       model::Value{}});
    return table.take();
}

model::FeatureTable enterprise_table(const City& city, const model::Plan& plan, std::uint64_t seed) {
    TableBuilder table("QY", "企业", GeometryKind::Point);
    table.text("QYMC").text("CYJQ").text("LB").real("NCZ");
    const CellLottery factories(city, [&](std::size_t cell) { return has_class(city, cell, {"0601"}); });
    Random random(seed, "enterprises");
    for (const model::Cluster& cluster : plan.clusters) {
        const std::vector<std::size_t> named = towns_of_cluster(city, plan, cluster);
        const int count = cluster.kind == model::ClusterKind::Strategic ? 260 : 70;
        for (int i = 0; i < count; ++i) {
            // Two in three where the plan wants the cluster; leading ones always.
            const bool at_named = !named.empty() && (i < 12 || random.unit() < 0.66);
            const std::size_t town =
                at_named ? named[random.below(named.size())] : random.below(city.parameters.towns.size());
            if (!factories.any(town)) continue;
            const char* kind = i < 4 ? "leading" : i < 24 ? "first_tier" : "other";
            const double output = i < 4    ? random.between(5e9, 6e10)
                                  : i < 24 ? random.between(5e8, 5e9)
                                           : random.between(2e7, 5e8);
            const geom::Point heart = city.parameters.towns[town].seat;
            table.row(spot_at(factories.draw_near(town, heart, 1 + i % 3, random)),
                      {fmt::format("示意{}企业{}", cluster.name.zh, i + 1), cluster.id, kind,
                       std::round(output / 1e6) * 1e6});
        }
    }
    return table.take();
}

model::FeatureTable service_table(const City& city, std::uint64_t seed) {
    TableBuilder table("GGFW", "公共服务设施", GeometryKind::Point);
    table.text("MC").text("LB");
    const CellLottery homes(city, [&](std::size_t cell) {
        return has_class(city, cell, {"0701", "0702", "08H2"});
    });
    const CellLottery utilities(city, [&](std::size_t cell) {
        return has_class(city, cell, {"0809", "0601"});
    });
    Random random(seed, "services");
    for (std::size_t town = 0; town < city.parameters.towns.size(); ++town) {
        const TownTarget& target = city.parameters.towns[town];
        const auto add = [&](const CellLottery& lottery, const char* kind, const char* title, int count) {
            for (int i = 0; i < count && lottery.any(town); ++i)
                table.row(spot_at(lottery.draw(town, random)),
                          {fmt::format("{}示意{}{}", target.name.zh, title, i + 1), kind});
        };
        const int size = 1 + static_cast<int>(target.area_m2 / 2.5e7);
        add(homes, "school", "学校", 3 * size);
        add(homes, "hospital", "医院", size);
        add(homes, "housing", "人才住房", size);
        add(utilities, "sewage", "污水处理厂", 1);
        add(utilities, "gas", "燃气站", 1);
    }
    return table.take();
}

model::FeatureTable heritage_table(const Survey& survey) {
    TableBuilder table("LSWHBHX", "历史文化保护线", GeometryKind::Polygon);
    table.text("MC").real("MJ");
    const City& city = survey.city;
    const CellLottery villages(city, [&](std::size_t cell) {
        return has_class(city, cell, {"0702", "0701"});
    });
    Random random(survey.seed, "heritage");
    for (std::size_t town = 0; town < city.parameters.towns.size(); ++town) {
        if (!villages.any(town)) continue;
        const geom::Point p = villages.draw(town, random);
        const double half = 0.5 * random.between(90, 260), depth = 0.5 * random.between(80, 200);
        const geom::Polygon area = geom::rectangle({p.x - half, p.y - depth, p.x + half, p.y + depth});
        table.row(surface(area), {fmt::format("{}示意历史文化保护范围", city.parameters.towns[town].name.zh),
                                  survey.area.of(area).m2()});
    }
    return table.take();
}

}  // namespace zonewright::demo
