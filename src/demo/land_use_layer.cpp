#include <fmt/format.h>

#include <algorithm>

#include "base/parallel.h"
#include "demo/land_cover.h"
#include "demo/land_layers.h"
#include "demo/table_builder.h"

namespace zonewright::demo {
namespace {

/// One 图斑 before its area is measured.
struct LandPiece {
    geom::Polygon polygon;
    std::int16_t cover = 0;
    std::size_t cell = 0;  ///< for town, village and lines
    bool independent_industry = false;
};

/// The whole city outside industrial blocks, and whole industrial blocks that are not recorded by plot.
std::vector<LandPiece> patches(const Survey& survey) {
    const City& city = survey.city;
    const auto classes = static_cast<std::int32_t>(land_classes().size());
    const auto towns = static_cast<std::int32_t>(city.parameters.towns.size());
    std::vector<std::uint8_t> by_plot(city.blocks.size(), 0);
    for (std::size_t i = 0; i < city.industry.size(); ++i)
        if (survey.recorded[i] != 0) by_plot[static_cast<std::size_t>(city.industry[i].block)] = 1;
    const std::int32_t first_block =
        (*std::max_element(city.patch.cells.begin(), city.patch.cells.end()) + 1) * classes * towns;
    raster::Grid<std::int32_t> labels(city.grid.spec, -1);
    for (std::size_t cell = 0; cell < labels.cells.size(); ++cell) {
        if (!city.grid.inside(cell)) continue;
        const std::int32_t block = city.grid.block.cells[cell];
        if (block >= 0 && city.blocks[static_cast<std::size_t>(block)].industrial) {
            if (by_plot[static_cast<std::size_t>(block)] == 0) labels.cells[cell] = first_block + block;
            continue;
        }
        labels.cells[cell] = (city.patch.cells[cell] * classes + city.land_class.cells[cell]) * towns +
                             city.grid.town.cells[cell];
    }
    std::vector<LandPiece> pieces;
    for (Piece& piece : pieces_of(city, labels))
        pieces.push_back({.polygon = std::move(piece.polygon),
                          .cover = city.land_class.cells[piece.cell],
                          .cell = piece.cell});
    return pieces;
}

/// Recorded industrial blocks: every plot, and the streets between them as one piece with the islands as
/// holes.
void add_plots(const Survey& survey, std::vector<LandPiece>& pieces) {
    const City& city = survey.city;
    const std::int16_t industrial = land_class("0601"), street = land_class("1004");
    for (std::size_t i = 0; i < city.industry.size(); ++i) {
        if (survey.recorded[i] == 0) continue;
        const IndustrialBlock& block = city.industry[i];
        LandPiece ground{
            .polygon = block.face,
            .cover = street,
            .cell = city.grid.cell_at(city.blocks[static_cast<std::size_t>(block.block)].centre)};
        for (const geom::Polygon& island : block.divided.islands)
            ground.polygon.rings.emplace_back(island.rings[0].rbegin(), island.rings[0].rend());
        pieces.push_back(std::move(ground));
    }
    for (const PlotUse& plot : survey.plots) {
        if (survey.recorded[plot.block] == 0) continue;
        const IndustrialBlock& block = city.industry[plot.block];
        const StreetBlock& street_block = city.blocks[static_cast<std::size_t>(block.block)];
        pieces.push_back({.polygon = block.divided.plots[plot.plot].outline,
                          .cover = plot.parcel ? industrial : plot.other_class,
                          .cell = city.grid.cell_at(street_block.centre),
                          .independent_industry = plot.parcel && street_block.outside_boundary});
    }
}

bool is_settlement(const std::string& code) {
    return code >= "0508" && code < "1003";
}

/// 城镇村属性码: 201 city, 202 town, 203 village; the suffix A marks industrial land apart from them.
std::string settlement_attribute(const City& city, const LandPiece& piece) {
    const std::string& code = land_classes()[static_cast<std::size_t>(piece.cover)].code;
    if (!is_settlement(code) && code != "1004") return "";
    const bool inside = in_growth_boundary(city.grid.line.cells[piece.cell]) && !piece.independent_industry;
    const std::string& town =
        city.parameters.towns[static_cast<std::size_t>(city.grid.town.cells[piece.cell])].code;
    const std::string base = !inside ? "203" : town.substr(6) < "100" ? "201" : "202";
    const bool apart =
        code == "0601" && (piece.independent_industry || city.grid.line.cells[piece.cell] == Line::Flexible);
    return apart ? base + "A" : base;
}

}  // namespace

model::FeatureTable land_use_table(const Survey& survey) {
    TableBuilder table("DLTB", "地类图斑", model::GeometryKind::Polygon);
    table.text("BSM")
        .text("YSDM")
        .text("TBBH")
        .text("DLBM")
        .text("DLMC")
        .text("QSXZ")
        .text("QSDWDM")
        .text("QSDWMC")
        .text("ZLDWDM");
    table.text("ZLDWMC").real("TBMJ").real("TBDLMJ").text("CZCSXM").integer("SJNF").text("MSSM");
    const City& city = survey.city;
    std::vector<LandPiece> pieces = patches(survey);
    add_plots(survey, pieces);
    std::vector<double> areas(pieces.size());
    parallel_for(pieces.size(), 64, survey.city.grid.loops,
                 [&](std::size_t i) { areas[i] = survey.area.of(pieces[i].polygon).m2(); });
    for (std::size_t i = 0; i < pieces.size(); ++i) {
        const LandPiece& piece = pieces[i];
        const LandClass& cover = land_classes()[static_cast<std::size_t>(piece.cover)];
        const TownTarget& town =
            city.parameters.towns[static_cast<std::size_t>(city.grid.town.cells[piece.cell])];
        const int village = city.village.cells[piece.cell];
        const std::string unit = fmt::format("{}{:03d}0000000", town.code, village);
        const std::string unit_name = fmt::format("{}示意{}村", town.name.zh, village);
        const bool state = cover.code == "1003" || cover.code == "1101" || cover.code == "1103" ||
                           (is_settlement(cover.code) && piece.cell % 3 == 0);
        table.row(surface(std::move(pieces[i].polygon)),
                  {fmt::format("{}2001{:08d}", town.code.substr(0, 6), i + 1), "2001010100", fmt::format("{:06d}", i + 1),
                   cover.code, cover.name, state ? "20" : "30", unit, unit_name, unit, unit_name, areas[i],
                   areas[i], settlement_attribute(city, piece), std::int64_t{2024}, "00"});
    }
    return table.take();
}

}  // namespace zonewright::demo
