#include "unit/publish/sample_run.h"

#include <cmath>

#include "base/atomic_file.h"
#include "base/random.h"
#include "catalog/catalogue_reader.h"
#include "catalog/style_catalog.h"
#include "io/raster_io.h"

namespace zonewright::publish {
namespace {

constexpr double west = 438000, south = 2534000, town_side = 6000;
constexpr std::size_t columns = 4, rows = 3;

geom::MultiPolygon square(double x, double y, double width, double height) {
    return {{geom::rectangle({x, y, x + width, y + height})}};
}

Area planar(double m2) {
    return Area::from_m2(m2);
}

std::string code_of(std::size_t town) {
    return fmt::format("441900{:03}", 101 + town);
}

}  // namespace

SampleRun::SampleRun(std::size_t parcels_per_town) {
    const std::filesystem::path source = ZONEWRIGHT_SOURCE_DIR;
    plan = catalog::read_plan_version(source / "layers", "dongguan-2024");
    styles_ = catalog::read_styles(source / "styles", plan, source / "layers");
    add_towns();
    add_constraints();
    add_parcels(parcels_per_town);
    add_supply();
    add_sites();
    add_findings();
}

void SampleRun::add_towns() {
    std::size_t made = 0;
    for (std::size_t p = 0; p < plan.places.size() && made < columns * rows; ++p) {
        if (plan.places[p].kind != model::PlaceKind::Town) continue;
        const double x = west + static_cast<double>(made % columns) * town_side,
                     y = south + static_cast<double>(made / columns) * town_side;
        plan.places[p].code = code_of(made++);
        zones.territories.push_back({model::PlaceId(p), square(x, y, town_side, town_side),
                                     model::GeometryStatus::Schematic, planar(town_side * town_side),
                                     "sample"});
    }
    for (std::size_t i = 0; i < 24; ++i) {
        const model::Territory& territory = zones.territories[i * 5 % zones.territories.size()];
        zones.zones.push_back({model::ClusterId(i % plan.clusters.size()), territory.place,
                               territory.geometry, territory.status, territory.area});
    }
}

void SampleRun::add_constraints() {
    const auto add = [&](const std::string& id, Text title, bool checked) {
        model::ConstraintLayer layer;
        layer.rule.id = id;
        layer.rule.title = std::move(title);
        layer.rule.legal_basis = "《样例法》第一条";
        layer.checked = checked;
        if (!checked) layer.unchecked_reason = {"没有角色为 water 的数据源", "no source of role water"};
        constraints.push_back(layer);
    };
    add("permanent_farmland", {"永久基本农田", "permanent basic farmland"}, true);
    add("ecological_redline", {"生态保护红线", "ecological redline"}, true);
    add("water", {"水域", "water"}, false);
    excluded_ = {square(west + 500, south + 500, 3000, 1500), square(west + 15000, south + 9000, 5000, 6000)};
    pieces_ = {{0, &excluded_[0], planar(4.5e6)}, {1, &excluded_[1], planar(3e7)}};
}

void SampleRun::add_parcels(std::size_t per_town) {
    Random random(11);
    for (std::size_t town = 0; town < zones.territories.size(); ++town) {
        const geom::Box box = geom::bounds(zones.territories[town].geometry);
        for (std::size_t i = 0; i < per_town; ++i) {
            const double x = box.min_x + 400 + static_cast<double>(i % 6) * 900,
                         y = box.min_y + 400 + static_cast<double>(i / 6) * 900;
            model::Parcel parcel;
            parcel.id = fmt::format("DK{:02}{:03}", town, i);
            parcel.town_code = code_of(town);
            parcel.town_name = plan.place(zones.territories[town].place).name.zh;
            parcel.geometry = square(x, y, 800, 300 + 500 * random.unit());
            const geom::Box shape = geom::bounds(parcel.geometry);
            parcel.gross = planar(shape.width() * shape.height());
            parcel.owner = "样例公司";
            parcel.ownership = i % 3 == 0 ? "state" : "collective";
            if (i % 4 != 0) parcel.year_built = static_cast<int>(1990 + random.below(30));
            parcels.push_back(std::move(parcel));
        }
    }
    scores.assign(plan.clusters.size(), std::vector<double>(parcels.size()));
    for (std::size_t c = 0; c < scores.size(); ++c)
        for (std::size_t p = 0; p < parcels.size(); ++p)
            scores[c][p] = p % 17 == 0 ? std::nan("") : random.unit();
}

void SampleRun::add_supply() {
    static const std::vector<std::string> classes{"in_use",  "in_use",   "inefficient", "idle",
                                                  "renewal", "approved", "planned",     "floor_space"};
    for (const auto& layer : constraints)
        supply.steps.push_back(
            {layer.rule.id, layer.rule.title, layer.rule.legal_basis, layer.checked, layer.unchecked_reason});
    Area gross, net;
    std::vector<Area> taken(3);
    for (std::size_t p = 0; p < parcels.size(); ++p) {
        const Area whole = parcels[p].gross;
        std::vector<Area> parts{p % 9 == 0   ? whole
                                : p % 5 == 0 ? Area{whole.cm2 / 7}
                                             : Area{},
                                p % 5 == 1 ? Area{whole.cm2 / 3} : Area{}, Area{}};
        const Area rest = whole - parts[0] - parts[1];
        supply.parcels.push_back({model::ParcelId(p), whole, parts, rest, classes[p % classes.size()],
                                  "no_other_rule", rest.mu() < 500 ? "300_500" : "500_1000"});
        gross += whole;
        net += rest;
        for (std::size_t k = 0; k < 3; ++k) taken[k] += parts[k];
    }
    supply.rows.push_back({"", "", "", "gross", gross, true});
    for (std::size_t k = 0; k < 3; ++k)
        supply.rows.push_back({"", "", "", supply.steps[k].constraint_id, taken[k], supply.steps[k].checked});
    supply.rows.push_back({"", "", "", "net", net, true});
}

void SampleRun::add_sites() {
    for (std::size_t p = 0; p + 1 < parcels.size(); ++p)
        if (p % 6 != 5)
            graph.links.push_back({model::ParcelId(p), model::ParcelId(p + 1),
                                   p % 2 == 0 ? model::LinkReason::AcrossRoad : model::LinkReason::SharedEdge,
                                   100, 300});
    for (std::size_t s = 0; s < 4; ++s) {
        model::Site site;
        site.id = fmt::format("S{:03}", s + 1);
        site.cluster = model::ClusterId(s);
        for (std::size_t k = 0; k < 3; ++k) {
            const std::size_t p = s * 60 + 12 + k;
            site.parcels.push_back(model::ParcelId(p));
            site.geometry.parts.push_back(parcels[p].geometry.parts[0]);
            site.net += supply.parcels[p].net;
        }
        site.town_code = parcels[s * 60 + 12].town_code;
        site.owner_count = 3;
        site.score = 0.7;
        site.compactness = 0.42;
        site.blocks_larger = {"东侧为城市主干路", "an arterial road in the east"};
        sites.push_back(site);
    }
    for (std::size_t s = 0; s < 3; ++s)
        allocation.units.push_back({s, model::ClusterId(s), sites[s].net, 0.7});
    for (std::size_t c = 0; c < plan.clusters.size(); ++c)
        allocation.balances.push_back({model::ClusterId(c), planar(2e6), planar(3e6),
                                       c < 3 ? sites[c].net : Area{}, c < 3 ? Area{} : planar(2e6), 0.1});
    for (const model::Site& site : sites)
        offered_units_.push_back({.id = site.id, .area = site.net, .town_code = site.town_code});
    for (std::size_t s = 0; s < sites.size(); ++s)
        offered_.push_back({&offered_units_[s], "site", &sites[s].geometry});
}

void SampleRun::add_findings() {
    findings.push_back({"town: towns.geojson",
                        "town_overlap",
                        model::Severity::Error,
                        "3, 7",
                        {"两镇重叠 12.34 公顷", "two towns overlap by 12.34 ha"},
                        {"核对界线", "check the boundary"},
                        square(west + 5900, south + 3000, 200, 600),
                        120000});
    findings.push_back({"road: roads.shp",
                        "geometry_invalid",
                        model::Severity::Warning,
                        "12",
                        {"自相交", "self-intersection"},
                        {"修复", "repair it"},
                        geom::MultiLineString{{{{west + 1000, south + 1000}, {west + 3000, south + 4000}}}},
                        0});
    findings.push_back({"plan",
                        "place_without_geometry",
                        model::Severity::Notice,
                        "",
                        {"没有边界", "no boundary"},
                        {"补充", "add it"},
                        {},
                        0});
}

RunView SampleRun::view() const {
    return {4547,   &plan,  &zones, constraints, pieces_,     parcels,  &supply,
            scores, &graph, sites,  offered_,    &allocation, findings, false};
}

std::string SampleRun::publish(const std::filesystem::path& folder, Language language) const {
    make_folder(folder / "suitability");
    const auto tables = tables_of(view());
    const std::string hash =
        publish_geopackage(folder / "zonewright.gpkg", tables, styles_, language, "2026-01-01", {});
    std::vector<ProjectRaster> rasters;
    raster::Grid<float> grid({west, south + 18000, 100, 240, 180}, 0.0F);
    for (const model::Cluster& cluster : plan.clusters) {
        const double phase = static_cast<double>(rasters.size());
        for (std::size_t r = 0; r < 180; ++r)
            for (std::size_t c = 0; c < 240; ++c)
                grid.at(c, r) =
                    r < 10 ? raster::no_data
                           : static_cast<float>(0.5 + 0.5 * std::sin(static_cast<double>(c) / 30 + phase) *
                                                          std::cos(static_cast<double>(r) / 25));
        rasters.push_back({"suitability/" + cluster.id + ".tif", cluster.name, "suitability"});
        io::write_cog(folder / rasters.back().file, grid, 4547, {"suitability: " + cluster.name.zh, "0-1"},
                      Progress());
    }
    publish_project(folder, {"样例研究", 4547, tables, rasters, &styles_, language, "示意数据"});
    return hash;
}

}  // namespace zonewright::publish
