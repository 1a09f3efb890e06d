// The pictures of the summary page.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "geom/middle.h"
#include "gis/crs.h"
#include "io/map_renderer.h"
#include "io/raster_io.h"
#include "model/suitability.h"
#include "report/data_uri.h"
#include "report/map_figure.h"
#include "report/summary_sections.h"

namespace zonewright::report {
namespace {

using model::FeatureTable;
using model::GeometryKind;
using model::LayerStyle;

constexpr int map_width_px = 1500, map_height_px = 1050;
constexpr double map_width_mm = 180, dot_mm = 2.6, dots_in_a_row = 5;
constexpr std::size_t thumbnail_most_px = 600;

constexpr double map_pixels_per_mm = map_width_px / map_width_mm;

geom::Box city_box(const model::RunView& run) {
    geom::Box box;
    for (const model::Territory& territory : run.zones->territories)
        if (model::tiles_the_city(run.plan->place(territory.place)))
            box.include(geom::bounds(territory.geometry));
    for (const model::Parcel& parcel : run.parcels) box.include(geom::bounds(parcel.geometry));
    return box.empty() ? box : box.grown(0.015 * std::max(box.width(), box.height()));
}

/// Territories as a layer: the towns, or the other places that carry zones.
FeatureTable territory_layer(const SummaryRequest& request, bool towns) {
    FeatureTable table{
        "territory", {}, GeometryKind::Polygon, request.run->epsg, {{"name", model::FieldType::Text, {}, ""}},
        {}};
    for (const model::Territory& territory : request.run->zones->territories) {
        const model::Place& place = request.run->plan->place(territory.place);
        const bool zoned = std::ranges::any_of(request.run->zones->zones, [&](const model::Zone& zone) {
            return zone.place == territory.place;
        });
        if (towns != model::tiles_the_city(place) || (!towns && !zoned)) continue;
        table.features.push_back({0, territory.geometry, {place.name.in(request.language)}});
    }
    return table;
}

LayerStyle outline(model::Colour line, double mm, model::LineDash dash, std::optional<model::Colour> fill) {
    LayerStyle style;
    model::Symbol symbol;
    symbol.fill = fill;
    symbol.line = line;
    symbol.line_mm = mm;
    symbol.dash = dash;
    style.classes.push_back({"", 0, 0, {}, symbol});
    return style;
}

/// Text only: nothing is drawn at the points.
LayerStyle names_in(model::Colour colour) {
    LayerStyle style;
    style.classes.push_back({});
    style.label = model::LabelRule{.field = "name", .size_pt = 6.5, .colour = colour, .halo_mm = 0.5};
    return style;
}

/// Names at the middle of the territories, so that marks can be set below them.
FeatureTable name_points(const FeatureTable& territories) {
    FeatureTable table{"names", {}, GeometryKind::Point, territories.epsg, territories.fields, {}};
    for (const model::Feature& territory : territories.features)
        if (const auto middle = geom::middle_of(territory.geometry))
            table.features.push_back({0, geom::MultiPoint{{*middle}}, territory.values});
    return table;
}

/// One dot per cluster that names the place, in rows below its name: overlapping zones stay readable.
FeatureTable zone_dots(const SummaryRequest& request, double metres_per_mm) {
    FeatureTable table{
        "dots", {}, GeometryKind::Point, request.run->epsg, {{"cluster_id", model::FieldType::Text, {}, ""}},
        {}};
    for (const model::Territory& territory : request.run->zones->territories) {
        std::vector<std::string> clusters;
        for (const model::Zone& zone : request.run->zones->zones)
            if (zone.place == territory.place)
                clusters.push_back(request.run->plan->cluster(zone.cluster).id);
        const auto middle = geom::middle_of(territory.geometry);
        if (!middle) continue;
        for (std::size_t i = 0; i < clusters.size(); ++i) {
            const double in_row = std::min(static_cast<double>(clusters.size()), dots_in_a_row);
            const double column = std::fmod(static_cast<double>(i), dots_in_a_row) - (in_row - 1) / 2,
                         row = std::floor(static_cast<double>(i) / dots_in_a_row);
            const double step = 1.15 * dot_mm * metres_per_mm;
            table.features.push_back(
                {0,
                 geom::MultiPoint{{{middle->x + column * step, middle->y - (row + 1.1) * step}}},
                 {clusters[i]}});
        }
    }
    return table;
}

LayerStyle dot_style(const SummaryRequest& request) {
    LayerStyle style;
    style.kind = model::StyleKind::Categorised;
    style.field = "cluster_id";
    for (model::StyleClass entry : request.styles->find("zone")->classes) {
        // Future industries are hatched as areas and square as dots.
        entry.symbol.marker = entry.symbol.pattern == model::FillPattern::Solid ? model::MarkerShape::Circle
                                                                                : model::MarkerShape::Square;
        entry.symbol.pattern = model::FillPattern::Solid;
        entry.symbol.line = model::Colour{255, 255, 255, 255};
        entry.symbol.line_mm = 0.15;
        entry.symbol.size_mm = dot_mm;
        style.classes.push_back(std::move(entry));
    }
    return style;
}

const model::Colour grey{120, 120, 120, 255}, dark{60, 60, 60, 255}, pale{246, 245, 240, 255},
    teal{11, 93, 107, 255};

class SummaryMaps {
public:
    explicit SummaryMaps(const SummaryRequest& request)
        : request_(request),
          box_(city_box(*request.run)),
          towns_(territory_layer(request, true)),
          others_(territory_layer(request, false)),
          ground_(outline(grey, 0.15, model::LineDash::Solid, pale)),
          town_names_(name_points(towns_)),
          other_names_(name_points(others_)),
          border_(outline(grey, 0.2, model::LineDash::Solid, {})),
          names_(names_in(dark)) {}

    bool empty() const { return box_.empty(); }

    PageData zones() const {
        const double metres_per_mm =
            std::max(box_.width() / map_width_mm, box_.height() / (map_height_px / map_pixels_per_mm));
        const FeatureTable dots = zone_dots(request_, metres_per_mm);
        const LayerStyle style = dot_style(request_), other = outline(teal, 0.35, model::LineDash::Dash, {}),
                         other_names = names_in(teal);
        MapFurniture furniture = furniture_of({"产业分区图", "Industrial zones"});
        furniture.legend = legend_of(style, dots, request_.language);
        furniture.legend.push_back(
            {Text{"园区、功能区、基地界", "parks, functional areas, bases"}.in(request_.language),
             other.classes[0].symbol, GeometryKind::Line});
        return map_figure(draw({{&towns_, &ground_},
                                {&others_, &other},
                                {&dots, &style},
                                {&town_names_, &names_},
                                {&other_names_, &other_names}}),
                          furniture);
    }

    PageData supply() const {
        FeatureTable parcels{"parcel",
                             {},
                             GeometryKind::Polygon,
                             request_.run->epsg,
                             {{"supply_class", model::FieldType::Text, {}, ""}},
                             {}};
        for (const model::ParcelSupply& supply : request_.run->supply->parcels)
            parcels.features.push_back(
                {0, request_.run->parcels[supply.parcel.index()].geometry, {supply.supply_class}});
        LayerStyle style = *request_.styles->find("parcel");
        style.label.reset();
        MapFurniture furniture = furniture_of(
            {"工业地块供应类型与连片用地图", "Supply classes of industrial parcels, and assembled sites"});
        furniture.legend = legend_of(style, parcels, request_.language);
        const FeatureTable sites = site_layer();
        LayerStyle site = *request_.styles->find("site");
        site.label.reset();
        site.classes[0].symbol.line_mm = 0.25;
        if (!sites.features.empty())
            furniture.legend.push_back(
                {site.classes[0].label.in(request_.language), site.classes[0].symbol, GeometryKind::Polygon});
        return map_figure(draw({{&towns_, &ground_},
                                {&parcels, &style},
                                {&sites, &site},
                                {&towns_, &border_},
                                {&town_names_, &names_}}),
                          furniture);
    }

    PageData allocation() const {
        FeatureTable units{"allocation",
                           {},
                           GeometryKind::Polygon,
                           request_.run->epsg,
                           {{"cluster_id", model::FieldType::Text, {}, ""}},
                           {}};
        for (const model::AllocatedUnit& unit : request_.run->allocation->units)
            if (unit.unit < request_.run->offered.size() &&
                request_.run->offered[unit.unit].geometry != nullptr)
                units.features.push_back({0,
                                          *request_.run->offered[unit.unit].geometry,
                                          {request_.run->plan->cluster(unit.cluster).id}});
        LayerStyle style = *request_.styles->find("allocation");
        style.label.reset();
        // At the scale of a city an outline as heavy as on a plan would cover the colour.
        for (model::StyleClass& entry : style.classes)
            entry.symbol.line_mm = 0.1, entry.symbol.pattern = model::FillPattern::Solid;
        MapFurniture furniture = furniture_of({"用地配置图", "Allocation"});
        furniture.legend = legend_of(style, units, request_.language);
        return map_figure(
            draw({{&towns_, &ground_}, {&units, &style}, {&towns_, &border_}, {&town_names_, &names_}}),
            furniture);
    }

private:
    struct Drawn {
        const FeatureTable* table;
        const LayerStyle* style;
    };

    io::MapPicture draw(const std::vector<Drawn>& layers) const {
        io::MapRequest map{box_, map_width_px, map_height_px, map_pixels_per_mm, {}, request_.language};
        for (const Drawn& layer : layers)
            map.layers.push_back({layer.table, layer.style, nullptr, nullptr, true});
        return io::draw_map(map);
    }

    FeatureTable site_layer() const {
        FeatureTable table{"site", {}, GeometryKind::Polygon, request_.run->epsg, {}, {}};
        for (const model::Site& site : request_.run->sites) table.features.push_back({0, site.geometry, {}});
        return table;
    }

    MapFurniture furniture_of(const Text& title) const {
        MapFurniture furniture;
        furniture.title = title.in(request_.language);
        furniture.print_width_mm = map_width_mm;
        furniture.crs = fmt::format("{} (EPSG:{})", gis::crs_name(request_.run->epsg), request_.run->epsg);
        furniture.date = request_.date;
        furniture.mark =
            Text{"示意图，不作为划界依据", "schematic; not a basis for boundaries"}.in(request_.language);
        return furniture;
    }

    const SummaryRequest& request_;
    geom::Box box_;
    FeatureTable towns_, others_;
    LayerStyle ground_;
    FeatureTable town_names_, other_names_;
    LayerStyle border_, names_;
};

PageData thumbnails(const SummaryRequest& request, const Progress& progress) {
    PageData list = page_list();
    const model::RasterStyle* ramp = request.styles->find_raster("suitability");
    for (std::size_t i = 0; ramp != nullptr && i < request.rasters.size(); ++i) {
        progress.report(static_cast<double>(i) / static_cast<double>(request.rasters.size()));
        const raster::Grid<float> grid = io::read_reduced(request.rasters[i].file, thumbnail_most_px);
        double sum = 0;
        std::size_t count = 0, high = 0;
        for (const float cell : grid.cells) {
            // Excluded land has a code of its own and is no low score.
            if (std::isnan(cell) || cell == model::excluded_cell) continue;
            sum += static_cast<double>(cell), ++count, high += cell > 0.6F ? 1 : 0;
        }
        const model::Cluster& cluster = request.run->plan->cluster(request.rasters[i].cluster);
        PageData entry = page_object();
        entry.set("name", cluster.name.in(request.language));
        entry.set("image", png_uri(io::draw_grid(grid, *ramp, 1)));
        entry.set("mean", count == 0 ? "—" : fmt::format("{:.2f}", sum / static_cast<double>(count)));
        entry.set("high", count == 0 ? "—"
                                     : fmt::format("{:.0f} %", 100.0 * static_cast<double>(high) /
                                                                   static_cast<double>(count)));
        list << entry;
    }
    return list;
}

}  // namespace

void add_maps(const SummaryRequest& request, PageData& page, const Progress& progress) {
    const SummaryMaps maps(request);
    page.set("has_maps", !maps.empty());
    if (!maps.empty()) {
        page.set("zone_map", maps.zones());
        progress.report(0.2);
        page.set("supply_map", maps.supply());
        progress.report(0.4);
        if (request.run->allocation != nullptr) page.set("allocation_map", maps.allocation());
    }
    page.set("thumbnails", thumbnails(request, progress.part(0.6, 1)));
    page.set("has_thumbnails", !request.rasters.empty());
    PageData ramp = page_list();
    if (const auto* style = request.styles->find_raster("suitability"))
        for (const model::RampStop& stop : style->stops) {
            PageData entry = page_object();
            entry.set("colour", model::to_string(stop.colour));
            entry.set("label", stop.label.in(request.language));
            ramp << entry;
        }
    page.set("ramp", ramp);
}

}  // namespace zonewright::report
