#include "report/site_maps.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "base/errors.h"
#include "geom/boundary_points.h"
#include "gis/overlay.h"
#include "io/map_renderer.h"
#include "io/raster_io.h"
#include "report/map_figure.h"
#include "report/map_marks.h"
#include "report/site_text.h"
#include "report/wording.h"

namespace zonewright::report {
namespace {

using model::FeatureTable;
using model::GeometryKind;

constexpr int width_px = 1200, height_px = 690;
constexpr double print_width_mm = 160, pixels_per_mm = width_px / print_width_mm;

enum class View { City, Near, Alternatives };

/// One map: what is drawn over what, from below. Roles are drawn as styles/maps/<role>.toml says.
struct MapPlan {
    Text title;
    View view;
    std::vector<const char*> roles;
};

const std::vector<MapPlan>& map_plans() {
    static const std::vector<MapPlan> plans{
        {{"区位图", "Location"}, View::City, {"town", "road"}},
        {{"土地利用现状图", "Current land use"}, View::Near, {"land_use"}},
        {{"三线套合图", "The three lines"},
         View::Near,
         {"growth_boundary", "farmland", "ecological_redline"}},
        {{"国土空间规划图（规划分区、工业保护线）", "Planning zones and industrial protection line"},
         View::Near,
         {"growth_boundary", "industrial_line"}},
        {{"其他限制因素图", "Other limits"},
         View::Near,
         {"water", "water_source", "geohazard", "heritage", "power_line", "road"}},
    };
    return plans;
}

FeatureTable table_of(const char* name, const geom::MultiPolygon& polygons, int epsg) {
    FeatureTable table{name, {}, GeometryKind::Polygon, epsg, {}, {}};
    table.features.push_back({1, polygons, {}});
    return table;
}

/// What the picture shows of a box that must be seen: the shape of the picture, at a round scale.
geom::Box widened(const geom::Box& box) {
    constexpr double shape = static_cast<double>(width_px) / height_px;
    const double least = std::max(box.width(), box.height() * shape);
    const double width = round_scale(least, print_width_mm) * print_width_mm / 1000, height = width / shape;
    const double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

/// One map in the making: layers from below, the legend beside them.
class MapSheet {
public:
    MapSheet(const SiteReportRequest& request, const Text& title, geom::Box box) : request_(request), box_(box) {
        const model::SiteReport& report = *request.report;
        furniture_.title = title.in(request.language);
        furniture_.print_width_mm = print_width_mm;
        furniture_.north_arrow = furniture_.scale_bar = false;  // in the picture, see MapMarks
        furniture_.crs = crs_words(report.epsg).in(request.language);
        if (!report.project.date.empty())
            furniture_.date = Text{"制图时间 ", "drawn "}.in(request.language) + report.project.date;
        furniture_.maker = report.project.prepared_by;
        furniture_.mark = rule_wording(*request.catalogue, "slogan_map", report.for_the_public).in(request.language);
    }

    /// A missing layer is said in the legend: an empty map must not look like a clear one.
    void add_role(const char* role) {
        const model::LayerStyle& style = style_of(role);
        const FeatureTable* whole = request_.sources->find(role);
        if (whole == nullptr) {
            furniture_.legend.push_back({Text{"缺少图层：", "missing layer: "}.in(request_.language) +
                                             style.title.in(request_.language),
                                         {},
                                         GeometryKind::Polygon});
            return;
        }
        add(part_in_view(*whole, role), role);
        add_source(role);
    }
    void add(FeatureTable table, const char* role) {
        const model::LayerStyle& style = style_of(role);
        if (request_.report->for_the_public) coarsen(table);
        tables_.push_back(std::make_unique<FeatureTable>(std::move(table)));
        layers_.push_back({tables_.back().get(), &style, nullptr, nullptr, true});
        // What is looked for and not there is said, or a map without it would look unfinished.
        if (tables_.back()->features.empty()) {
            furniture_.legend.push_back(
                {style.title.in(request_.language) + Text{"：图内无", ": none here"}.in(request_.language),
                 {},
                 GeometryKind::Polygon});
            return;
        }
        for (LegendEntry& entry : legend_of(style, *tables_.back(), request_.language))
            furniture_.legend.push_back(std::move(entry));
    }
    void add(const raster::Grid<float>* grid, const model::RasterStyle* ramp) {
        layers_.push_back({nullptr, nullptr, grid, ramp, true});
        for (const LegendEntry& entry : legend_of(*ramp, request_.language))
            furniture_.legend.push_back(entry);
    }
    /// Once, however many layers of it are drawn.
    void name_source(const std::string& source) {
        if (furniture_.sources.find(source) != std::string::npos) return;
        if (!furniture_.sources.empty()) furniture_.sources += "; ";
        furniture_.sources += source;
    }
    void add_outline() {
        const model::SiteReport& report = *request_.report;
        add(table_of("outline", report.outline, report.epsg), "outline");
    }
    PageData figure() const {
        const geom::Box seen = widened(box_);
        const MapMarks marks(seen, print_width_mm, !request_.report->for_the_public, request_.language);
        std::vector<io::MapLayer> layers = layers_;
        layers.insert(layers.end(), marks.layers().begin(), marks.layers().end());
        return map_figure(io::draw_map({seen, width_px, height_px, pixels_per_mm, layers, request_.language}),
                          furniture_);
    }

private:
    const model::LayerStyle& style_of(const char* role) const {
        if (const model::LayerStyle* style = request_.map_styles->find(role)) return *style;
        throw InputError(
            {.thing = fmt::format("styles/maps/{}.toml", role),
             .expected = both("地图样式", "a style for maps"),
             .advice = both("恢复随程序安装的样式", "restore the style that came with the program")});
    }

    /// Areas of the public edition are drawn from coarser lines than the office's; points and lines are those of
    /// published maps.
    void coarsen(FeatureTable& table) const {
        const double step_m = request_.catalogue->rules_of("compliance").number("public_line_step_m");
        for (model::Feature& feature : table.features)
            if (auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry)) {
                geom::MultiPolygon coarse = gis::simplify(*polygons, step_m);
                if (!coarse.parts.empty()) *polygons = std::move(coarse);
            }
    }

    /// Only what is in view: labels of a whole city would be placed, and listed in the legend, for nothing.
    FeatureTable part_in_view(const FeatureTable& whole, const char* role) const {
        FeatureTable part{role, {}, whole.kind, request_.report->epsg, whole.fields, {}};
        const geom::Box seen = widened(box_);
        for (const model::Feature& feature : whole.features)
            if (geom::bounds(feature.geometry).meets(seen)) part.features.push_back(feature);
        return part;
    }
    void add_source(const char* role) {
        const auto layer = request_.sources->layers.find(role);
        if (layer == request_.sources->layers.end()) return;
        for (const auto& definition : layer->second.definitions) {
            const model::Role* known = request_.catalogue->find_role(role);
            std::string source = known == nullptr ? role : known->title.in(request_.language);
            if (!definition.date.empty()) source += " (" + definition.date + ")";
            name_source(source);
        }
    }

    const SiteReportRequest& request_;
    geom::Box box_;
    MapFurniture furniture_;
    std::vector<std::unique_ptr<FeatureTable>> tables_;
    std::vector<io::MapLayer> layers_;
};

class SiteMaps {
public:
    explicit SiteMaps(const SiteReportRequest& request) : request_(request) {
        near_ = geom::bounds(request.report->outline);
        const double size = std::max({near_.width(), near_.height(), 200.0});
        near_ = near_.grown(0.8 * size);
    }

    PageData drawn(const MapPlan& plan) const {
        MapSheet sheet(request_, plan.title, plan.view == View::City ? city() : near_);
        for (const char* role : plan.roles) sheet.add_role(role);
        sheet.add_outline();
        return sheet.figure();
    }

    std::optional<PageData> suitability() const {
        const model::RasterStyle* ramp = request_.styles->find_raster("suitability");
        if (ramp == nullptr || !request_.report->cluster || !std::filesystem::exists(request_.suitability))
            return std::nullopt;
        const raster::Grid<float> grid = window_of(request_.suitability, near_);
        if (grid.cells.empty()) return std::nullopt;
        const Text name = request_.catalogue->plan.cluster(*request_.report->cluster).name;
        MapSheet sheet(request_, {"适宜性图：" + name.zh, "Suitability: " + name.en}, near_);
        sheet.add(&grid, ramp);
        sheet.name_source(
            Text{"本研究的适宜性评价，规则版本 ", "the study's rating, rules "}.in(request_.language) +
            request_.report->rule_version);
        sheet.add_outline();
        return sheet.figure();
    }

    /// 勘测定界图: the outline with its numbered boundary points on the land classes; not for the public.
    std::optional<PageData> boundary() const {
        const model::SiteReport& report = *request_.report;
        if (report.for_the_public) return std::nullopt;
        FeatureTable corners{"corner", {}, GeometryKind::Point, report.epsg, {{"name", {}, {}, {}}}, {}};
        for (const geom::BoundaryPoint& point : geom::boundary_points(report.outline))
            if (!point.closes)
                corners.features.push_back(
                    {0, geom::MultiPoint{{point.place}}, {fmt::format("J{}", point.number)}});
        const geom::Box land = geom::bounds(report.outline);
        MapSheet sheet(request_, {"勘测定界图（示意）", "Boundary map (schematic)"},
                       land.grown(0.12 * std::max(land.width(), land.height())));
        sheet.add_role("land_use");
        sheet.add_outline();
        sheet.add(std::move(corners), "corner");
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
        MapSheet sheet(request_, {"方案比选图", "Alternatives"},
                    box.grown(0.1 * std::max(box.width(), box.height())));
        sheet.add_role("town");
        sheet.add(std::move(others), "alternative");
        sheet.add_outline();
        return sheet.figure();
    }

private:
    geom::Box city() const {
        geom::Box box = near_;
        if (const FeatureTable* towns = request_.sources->find("town"))
            for (const auto& feature : towns->features) box.include(geom::bounds(feature.geometry));
        return box;
    }

    static raster::Grid<float> window_of(const std::filesystem::path& file, const geom::Box& box) {
        io::RasterReader reader(file);
        const raster::GridSpec& whole = reader.info().spec;
        const auto clamp = [](double value, std::size_t most) {
            return static_cast<std::size_t>(std::clamp(value, 0.0, static_cast<double>(most)));
        };
        const geom::Box seen = widened(box);
        const std::size_t first_column = clamp((seen.min_x - whole.west_m) / whole.cell_m, whole.columns);
        const std::size_t end_column = clamp((seen.max_x - whole.west_m) / whole.cell_m + 1, whole.columns);
        const std::size_t first_row = clamp((whole.north_m - seen.max_y) / whole.cell_m, whole.rows);
        const std::size_t end_row = clamp((whole.north_m - seen.min_y) / whole.cell_m + 1, whole.rows);
        raster::GridSpec spec{whole.west_m + static_cast<double>(first_column) * whole.cell_m,
                              whole.north_m - static_cast<double>(first_row) * whole.cell_m, whole.cell_m,
                              end_column - first_column, end_row - first_row};
        raster::Grid<float> grid(spec, raster::no_data);
        if (!grid.cells.empty()) reader.read(first_column, first_row, spec.columns, spec.rows, grid.cells);
        return grid;
    }

    const SiteReportRequest& request_;
    geom::Box near_;
};

}  // namespace

PageData site_maps(const SiteReportRequest& request, const Progress& progress) {
    const SiteMaps maps(request);
    PageData list = page_list();
    const auto count = static_cast<double>(map_plans().size() + 3);
    double done = 0;
    for (const MapPlan& plan : map_plans()) {
        list << maps.drawn(plan);
        progress.report(++done / count);
    }
    if (auto figure = maps.boundary()) list << *figure;
    if (auto figure = maps.suitability()) list << *figure;
    if (auto figure = maps.alternatives()) list << *figure;
    progress.report(1);
    return list;
}

}  // namespace zonewright::report
