#include "demo/land_layers.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "base/parallel.h"
#include "demo/land_cover.h"
#include "demo/line_conflicts.h"
#include "demo/table_builder.h"

namespace zonewright::demo {
namespace {

using model::GeometryKind;

/// Statutory areas in m² of many polygons, in parallel.
std::vector<double> areas_of(const Survey& survey, const std::vector<Piece>& pieces) {
    std::vector<double> areas(pieces.size());
    parallel_for(pieces.size(), 64, survey.city.grid.loops,
                 [&](std::size_t i) { areas[i] = survey.area.of(pieces[i].polygon).m2(); });
    return areas;
}

template <typename Label>
std::vector<Piece> labelled(const Survey& survey, const Label& label) {
    raster::Grid<std::int32_t> labels(survey.city.grid.spec, -1);
    for (std::size_t cell = 0; cell < labels.cells.size(); ++cell)
        if (survey.city.grid.inside(cell)) labels.cells[cell] = label(cell);
    return pieces_of(survey.city, labels);
}

const TownTarget& town_at(const City& city, std::size_t cell) {
    return city.parameters.towns[static_cast<std::size_t>(city.grid.town.cells[cell])];
}

std::string town_digits(const TownTarget& town) {
    return town.code;
}

void append(std::vector<Piece>& pieces, std::vector<Conflict> conflicts) {
    for (Conflict& conflict : conflicts)
        pieces.push_back(
            {.cell = static_cast<std::uint32_t>(conflict.cell), .polygon = std::move(conflict.polygon)});
}

/// Cells within `cells` steps of a cell for which `of` holds.
template <typename Of>
std::vector<std::uint8_t> within(const CityGrid& grid, int steps, const Of& of) {
    std::vector<std::uint8_t> near(grid.town.cells.size(), 0);
    std::vector<std::size_t> front, next;
    for (std::size_t cell = 0; cell < near.size(); ++cell)
        if (grid.inside(cell) && of(cell)) near[cell] = 1, front.push_back(cell);
    for (int step = 0; step < steps; ++step, front.swap(next), next.clear())
        for (std::size_t cell : front)
            for (std::size_t n : grid.neighbours(cell))
                if (near[n] == 0 && grid.inside(n)) near[n] = 1, next.push_back(n);
    return near;
}

}  // namespace

model::FeatureTable town_table(const Survey& survey) {
    TableBuilder table("XZQ", "行政区", GeometryKind::Polygon);
    table.text("BSM").text("YSDM").text("XZQDM").text("XZQMC").real("DCMJ");
    const City& city = survey.city;
    std::vector<geom::MultiPolygon> towns(city.parameters.towns.size());
    for (Piece& piece : labelled(survey, [&](std::size_t cell) { return city.grid.town.cells[cell]; }))
        towns[static_cast<std::size_t>(piece.label)].parts.push_back(std::move(piece.polygon));
    for (std::size_t i = 0; i < towns.size(); ++i) {
        const double area = survey.area.of(towns[i]).m2();
        table.row(std::move(towns[i]),
                  {fmt::format("XZQ{:06d}", i + 1), "1000600100", town_digits(city.parameters.towns[i]),
                   city.parameters.towns[i].name.zh, area});
    }
    return table.take();
}

model::FeatureTable farmland_table(const Survey& survey) {
    TableBuilder table("YJJBNT", "永久基本农田", GeometryKind::Polygon);
    table.text("BSM").text("YJJBNTTBBH").text("DLBM").text("ZLDWDM").real("YJJBNTTBMJ").real("YJJBNTMJ");
    const City& city = survey.city;
    std::vector<Piece> pieces = labelled(survey, [&](std::size_t cell) {
        return city.grid.line.cells[cell] == Line::Farmland ? city.patch.cells[cell] : -1;
    });
    append(pieces, farmland_hairlines(city, survey.seed));
    const std::vector<double> areas = areas_of(survey, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const std::int16_t cover = city.land_class.cells[pieces[i].cell];
        table.row(surface(pieces[i].polygon),
                  {fmt::format("YN{:06d}", i + 1), fmt::format("{:05d}", i + 1),
                   land_classes()[static_cast<std::size_t>(cover)].code,
                   fmt::format("{}{:03d}0000000", town_digits(town_at(city, pieces[i].cell)),
                               city.village.cells[pieces[i].cell]),
                   areas[i], areas[i]});
    }
    return table.take();
}

model::FeatureTable redline_table(const Survey& survey) {
    TableBuilder table("STBHHX", "生态保护红线", GeometryKind::Polygon);
    table.text("BSM").text("MC").text("XZQDM").real("MJ");
    const CityGrid& grid = survey.city.grid;
    std::vector<Piece> pieces = labelled(survey, [&](std::size_t cell) {
        return grid.line.cells[cell] == Line::Redline ? grid.town.cells[cell] : -1;
    });
    append(pieces, redline_corners(survey.city, survey.seed));
    const std::vector<double> areas = areas_of(survey, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const TownTarget& town = town_at(survey.city, pieces[i].cell);
        table.row(surface(pieces[i].polygon), {fmt::format("HX{:06d}", i + 1), town.name.zh + "生态保护红线",
                                               town_digits(town), areas[i]});
    }
    return table.take();
}

model::FeatureTable growth_boundary_table(const Survey& survey) {
    TableBuilder table("CZKFBJ", "城镇开发边界", GeometryKind::Polygon);
    table.text("BSM").text("XZQDM").text("XZQMC").text("GHFQDM").text("GHFQMC").real("MJ");
    const CityGrid& grid = survey.city.grid;
    static constexpr std::array<const char*, 3> names{"城镇集中建设区", "城镇弹性发展区", "特别用途区"};
    const std::vector<Piece> pieces = labelled(survey, [&](std::size_t cell) {
        const Line line = grid.line.cells[cell];
        return in_growth_boundary(line)
                   ? 3 * grid.town.cells[cell] + static_cast<int>(line) - static_cast<int>(Line::Concentrated)
                   : -1;
    });
    const std::vector<double> areas = areas_of(survey, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const TownTarget& town = town_at(survey.city, pieces[i].cell);
        const int zone = pieces[i].label % 3;
        table.row(surface(pieces[i].polygon),
                  {fmt::format("KF{:06d}", i + 1), town_digits(town), town.name.zh,
                   fmt::format("{}00", zone + 1), names[zone], areas[i]});
    }
    return table.take();
}

model::FeatureTable industrial_line_table(const Survey& survey) {
    TableBuilder table("GYBHX", "工业保护线", GeometryKind::Polygon);
    table.text("BSM").text("XZQDM").text("JB").real("MJ");
    const CityGrid& grid = survey.city.grid;
    const std::vector<Piece> pieces = labelled(survey, [&](std::size_t cell) {
        return grid.industrial_line.cells[cell] != 0 ? grid.block.cells[cell] : -1;
    });
    const std::vector<double> areas = areas_of(survey, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i)
        table.row(surface(pieces[i].polygon),
                  {fmt::format("GB{:06d}", i + 1), town_digits(town_at(survey.city, pieces[i].cell)),
                   areas[i] >= 3e5 ? "一级" : "二级", areas[i]});
    return table.take();
}

model::FeatureTable water_table(const Survey& survey) {
    TableBuilder table("SY", "水域", GeometryKind::Polygon);
    table.text("MC").text("LB").real("MJ");
    const City& city = survey.city;
    const auto& rivers = city.parameters.landforms.rivers;
    const auto& reservoirs = city.parameters.landforms.reservoirs;
    const std::int16_t pond = land_class("1104");
    constexpr std::int32_t ponds = 1000;
    const std::vector<Piece> pieces = labelled(survey, [&](std::size_t cell) -> std::int32_t {
        if (city.grid.water.cells[cell] != Water::None)
            return city.grid.road.cells[cell] == RoadClass::None ? city.grid.water_body.cells[cell] : -1;
        return city.land_class.cells[cell] == pond ? ponds + city.patch.cells[cell] : -1;
    });
    const std::vector<double> areas = areas_of(survey, pieces);
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const auto body = static_cast<std::size_t>(pieces[i].label);
        std::string name = "坑塘", kind = "pond";
        if (pieces[i].label < ponds) {
            const bool river = body < rivers.size();
            name = river ? rivers[body].name : reservoirs[body - rivers.size()].name;
            kind = river ? rivers[body].kind : "reservoir";
        }
        table.row(surface(pieces[i].polygon), {name, kind, areas[i]});
    }
    return table.take();
}

model::FeatureTable place_table(const Survey& survey, const model::Plan& plan) {
    TableBuilder table("YQFW", "规划地点边界", GeometryKind::Polygon);
    table.text("DDBS").text("MC").text("LB").real("MJ");
    const City& city = survey.city;
    for (std::size_t i = 0; i < city.places.size(); ++i) {
        const model::Place& place = plan.place(*plan.find_place(city.parameters.places[i].place));
        geom::MultiPolygon outline;
        for (Piece& piece :
             labelled(survey, [&](std::size_t cell) { return city.places[i].cells[cell] != 0 ? 0 : -1; }))
            outline.parts.push_back(std::move(piece.polygon));
        const double area = survey.area.of(outline).m2();
        table.row(std::move(outline), {place.id, place.name.zh, model::to_string(place.kind), area});
    }
    return table.take();
}

model::FeatureTable water_source_table(const Survey& survey) {
    TableBuilder table("YYSSYBHQ", "饮用水水源保护区", GeometryKind::Polygon);
    table.text("MC").text("JB").real("MJ");
    const City& city = survey.city;
    const CityGrid& grid = city.grid;
    const auto rivers = static_cast<std::int16_t>(city.parameters.landforms.rivers.size());
    // The first river is the main stem; every second reservoir supplies water. Level 1 is the water and its
    // banks.
    const auto source = [&](std::size_t cell) {
        const std::int16_t body = grid.water_body.cells[cell];
        return body == 0 || (body >= rivers && body % 2 == 0);
    };
    const std::vector<std::uint8_t> near = within(grid, 2, source), far = within(grid, 8, source);
    for (const Piece& piece : labelled(survey, [&](std::size_t cell) {
             return near[cell] != 0 ? 1 : far[cell] != 0 ? 2 : -1;
         }))
        table.row(surface(piece.polygon), {fmt::format("示意水源保护区{}", table.size() + 1),
                                           std::to_string(piece.label), survey.area.of(piece.polygon).m2()});
    return table.take();
}

model::FeatureTable geohazard_table(const Survey& survey) {
    TableBuilder table("DZZHYFQ", "地质灾害易发区", GeometryKind::Polygon);
    table.text("YFCD").real("MJ");
    const CityGrid& grid = survey.city.grid;
    static constexpr std::array<const char*, 2> levels{"高", "中"};
    const auto level = [&](std::size_t cell) -> std::int32_t {
        const float slope = grid.slope_share.cells[cell];
        return slope > 0.45F ? 0 : slope > 0.26F ? 1 : -1;
    };
    for (const Piece& piece : labelled(survey, level)) {
        const double area = survey.area.of(piece.polygon).m2();
        if (area > 4 * grid.cell_area_m2()) table.row(surface(piece.polygon), {levels[piece.label], area});
    }
    return table.take();
}

}  // namespace zonewright::demo
