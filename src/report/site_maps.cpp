#include "report/site_maps.h"

#include <fmt/format.h>

#include <algorithm>

#include "gis/crs.h"
#include "gis/map_renderer.h"
#include "gis/raster_io.h"
#include "report/map_figure.h"

namespace zonewright::report {
namespace {

using model::Colour;
using model::FeatureTable;
using model::GeometryKind;
using model::LayerStyle;

constexpr int width_px = 1000, height_px = 700;
constexpr double pixels_per_mm = 6, print_width_mm = 140;

const Colour ink{40, 40, 40, 255}, site_red{200, 30, 30, 255}, pale{246, 245, 240, 255};

LayerStyle plain(std::optional<Colour> fill, Colour line, double line_mm,
                 model::FillPattern pattern = model::FillPattern::Solid) {
    LayerStyle style;
    model::Symbol symbol;
    symbol.fill = fill;
    symbol.pattern = pattern;
    symbol.line = line;
    symbol.line_mm = line_mm;
    style.classes.push_back({"", 0, 0, {}, symbol});
    return style;
}

FeatureTable table_of(const geom::MultiPolygon& polygons, int epsg) {
    FeatureTable table{"outline", {}, GeometryKind::Polygon, epsg, {}, {}};
    table.features.push_back({1, polygons, {}});
    return table;
}

/// One map in the making: layers from below, the legend beside them.
class Sheet {
public:
    Sheet(const SiteReportRequest& request, Text title, geom::Box box) : request_(request), box_(box) {
        furniture_.title = title.in(request.language);
        furniture_.print_width_mm = print_width_mm;
        furniture_.crs =
            fmt::format("{} (EPSG:{})", gis::crs_name(request.report->epsg), request.report->epsg);
        furniture_.date = request.report->data_date;
        furniture_.mark =
            Text{"内部使用，示意图，不作为划界依据", "internal; schematic; not a basis for boundaries"}.in(
                request.language);
    }

    void add(const FeatureTable* table, LayerStyle style, const Text& label = {}) {
        if (table == nullptr) return;
        if (label != Text{})
            furniture_.legend.push_back({label.in(request_.language), style.classes[0].symbol, table->kind});
        styles_.push_back(std::make_unique<LayerStyle>(std::move(style)));
        layers_.push_back({table, styles_.back().get(), nullptr, nullptr, true});
    }
    void add(const raster::Grid<float>* grid, const model::RasterStyle* ramp) {
        layers_.push_back({nullptr, nullptr, grid, ramp, true});
        for (const LegendEntry& entry : legend_of(*ramp, request_.language))
            furniture_.legend.push_back(entry);
    }
    PageData figure() const {
        return map_figure(
            gis::draw_map({box_, width_px, height_px, pixels_per_mm, layers_, request_.language}),
            furniture_);
    }

private:
    const SiteReportRequest& request_;
    geom::Box box_;
    MapFurniture furniture_;
    std::vector<std::unique_ptr<LayerStyle>> styles_;
    std::vector<gis::MapLayer> layers_;
};

class SiteMaps {
public:
    explicit SiteMaps(const SiteReportRequest& request)
        : request_(request), outline_(table_of(request.report->outline, request.report->epsg)) {
        near_ = geom::bounds(request.report->outline);
        const double size = std::max({near_.width(), near_.height(), 200.0});
        near_ = near_.grown(0.8 * size);
    }

    PageData location() const {
        geom::Box city;
        if (const FeatureTable* towns = layer("town"))
            for (const auto& feature : towns->features) city.include(geom::bounds(feature.geometry));
        LayerStyle names = plain(pale, ink, 0.15);
        names.label = model::LabelRule{.field = "name", .size_pt = 6.5, .colour = ink, .halo_mm = 0.5};
        Sheet sheet(request_, {"区位图", "Location"}, city.empty() ? near_ : city);
        sheet.add(layer("town"), names, {"镇街界", "town"});
        sheet.add(layer("road"), plain({}, {170, 170, 170, 255}, 0.15), {"道路", "road"});
        sheet.add(&outline_, plain(site_red, site_red, 0.8), {"拟选地块", "site"});
        return sheet.figure();
    }

    PageData current_use() const {
        Sheet sheet(request_, {"土地利用现状图", "Current land use"}, near_);
        FeatureTable land = near_part("land_use");
        const auto field = land.find_field("class_name");
        LayerStyle names = plain(pale, {150, 150, 150, 255}, 0.1);
        if (field)
            names.label =
                model::LabelRule{.field = "class_name", .size_pt = 6, .colour = ink, .halo_mm = 0.4};
        kept_.push_back(std::make_unique<FeatureTable>(std::move(land)));
        sheet.add(kept_.back().get(), names, {"地类图斑（三调）", "land-use polygon (national survey)"});
        sheet.add(&outline_, plain({}, site_red, 0.6), {"拟选地块", "site"});
        return sheet.figure();
    }

    PageData three_lines() const {
        Sheet sheet(request_, {"三线套合图", "The three lines"}, near_);
        sheet.add(layer("growth_boundary"), plain(Colour{243, 228, 214, 255}, {150, 75, 40, 255}, 0.5),
                  {"城镇开发边界", "urban growth boundary"});
        sheet.add(layer("farmland"),
                  plain(Colour{90, 150, 40, 255}, {90, 150, 40, 255}, 0.25, model::FillPattern::Diagonal),
                  {"永久基本农田", "permanent basic farmland"});
        sheet.add(layer("ecological_redline"),
                  plain(Colour{200, 40, 60, 255}, {200, 40, 60, 255}, 0.25, model::FillPattern::BackDiagonal),
                  {"生态保护红线", "ecological redline"});
        sheet.add(&outline_, plain({}, ink, 0.7), {"拟选地块", "site"});
        return sheet.figure();
    }

    PageData constraints() const {
        Sheet sheet(request_, {"其他限制因素图", "Other limits"}, near_);
        sheet.add(layer("water"), plain(Colour{170, 205, 230, 255}, {90, 140, 190, 255}, 0.1),
                  {"水域", "water"});
        sheet.add(layer("water_source"),
                  plain(Colour{60, 110, 180, 255}, {60, 110, 180, 255}, 0.2, model::FillPattern::Cross),
                  {"饮用水水源保护区", "drinking water protection"});
        sheet.add(layer("geohazard"),
                  plain(Colour{150, 110, 60, 255}, {150, 110, 60, 255}, 0.2, model::FillPattern::Dots),
                  {"地质灾害易发区", "geological hazard"});
        sheet.add(layer("power_line"), plain({}, {130, 60, 150, 255}, 0.4), {"高压线路", "power line"});
        sheet.add(layer("road"), plain({}, {140, 140, 140, 255}, 0.3), {"道路", "road"});
        sheet.add(&outline_, plain({}, site_red, 0.7), {"拟选地块", "site"});
        return sheet.figure();
    }

    std::optional<PageData> suitability() const {
        const model::RasterStyle* ramp = request_.styles->find_raster("suitability");
        if (ramp == nullptr || !request_.report->cluster || !std::filesystem::exists(request_.suitability))
            return std::nullopt;
        const raster::Grid<float> grid = window_of(request_.suitability, near_);
        if (grid.cells.empty()) return std::nullopt;
        const Text name = request_.catalogue->plan.cluster(*request_.report->cluster).name;
        Sheet sheet(request_, {"适宜性图：" + name.zh, "Suitability: " + name.en}, near_);
        sheet.add(&grid, ramp);
        sheet.add(&outline_, plain({}, site_red, 0.7), {"拟选地块", "site"});
        return sheet.figure();
    }

    std::optional<PageData> alternatives() const {
        if (request_.report->alternatives.empty()) return std::nullopt;
        FeatureTable others{"alternative",          {}, GeometryKind::Polygon, request_.report->epsg,
                            {{"name", {}, {}, {}}}, {}};
        geom::Box box = geom::bounds(request_.report->outline);
        std::size_t number = 0;
        for (const model::Alternative& alternative : request_.report->alternatives) {
            others.features.push_back({0, alternative.geometry, {fmt::format("{}", ++number)}});
            box.include(geom::bounds(alternative.geometry));
        }
        LayerStyle numbered = plain(Colour{30, 110, 170, 255}, {20, 60, 110, 255}, 0.5);
        numbered.label =
            model::LabelRule{.field = "name", .size_pt = 9, .colour = {20, 60, 110, 255}, .halo_mm = 0.8};
        Sheet sheet(request_, {"方案比选图", "Alternatives"},
                    box.grown(0.1 * std::max(box.width(), box.height())));
        sheet.add(layer("town"), plain(pale, {150, 150, 150, 255}, 0.2));
        sheet.add(&others, numbered,
                  {"备选地块（编号见方案比选表）", "alternative (numbered as in the table)"});
        sheet.add(&outline_, plain(site_red, site_red, 0.6), {"拟选地块", "site"});
        return sheet.figure();
    }

private:
    const FeatureTable* layer(const char* role) const { return request_.sources->find(role); }

    /// Only what is in view: labels of a whole city's land-use polygons would be placed for nothing.
    FeatureTable near_part(const char* role) const {
        const FeatureTable* whole = layer(role);
        FeatureTable part{role, {}, GeometryKind::Polygon, request_.report->epsg, {}, {}};
        if (whole == nullptr) return part;
        part.fields = whole->fields;
        for (const model::Feature& feature : whole->features)
            if (geom::bounds(feature.geometry).meets(near_)) part.features.push_back(feature);
        return part;
    }

    static raster::Grid<float> window_of(const std::filesystem::path& file, const geom::Box& box) {
        gis::RasterReader reader(file);
        const raster::GridSpec& whole = reader.info().spec;
        const auto clamp = [](double value, std::size_t most) {
            return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(most)));
        };
        const std::size_t left = clamp((box.min_x - whole.west_m) / whole.cell_m, whole.columns);
        const std::size_t right = clamp((box.max_x - whole.west_m) / whole.cell_m + 1, whole.columns);
        const std::size_t top = clamp((whole.north_m - box.max_y) / whole.cell_m, whole.rows);
        const std::size_t bottom = clamp((whole.north_m - box.min_y) / whole.cell_m + 1, whole.rows);
        raster::GridSpec spec{whole.west_m + static_cast<double>(left) * whole.cell_m,
                              whole.north_m - static_cast<double>(top) * whole.cell_m, whole.cell_m,
                              right - left, bottom - top};
        raster::Grid<float> grid(spec, raster::no_data);
        if (!grid.cells.empty()) reader.read(left, top, spec.columns, spec.rows, grid.cells);
        return grid;
    }

    const SiteReportRequest& request_;
    FeatureTable outline_;
    geom::Box near_;
    mutable std::vector<std::unique_ptr<FeatureTable>> kept_;
};

}  // namespace

PageData site_maps(const SiteReportRequest& request, const Progress& progress) {
    const SiteMaps maps(request);
    PageData list = page_list();
    list << maps.location();
    progress.report(0.2);
    list << maps.current_use();
    progress.report(0.4);
    list << maps.three_lines();
    progress.report(0.6);
    list << maps.constraints();
    progress.report(0.8);
    if (auto figure = maps.suitability()) list << *figure;
    if (auto figure = maps.alternatives()) list << *figure;
    progress.report(1);
    return list;
}

}  // namespace zonewright::report
