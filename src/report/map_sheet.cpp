#include "report/map_sheet.h"

#include <algorithm>

#include "base/parallel.h"
#include "io/map_renderer.h"
#include "io/raster_io.h"

namespace zonewright::report {
namespace {

constexpr std::size_t columns_of_maps = 4;
constexpr std::size_t margin_px = 18, heading_px = 34, title_px = 60, legend_px = 58;

/// A surface in cells of one unit, at most as wide.
raster::Grid<float> picture_of(const std::filesystem::path& file, std::size_t width_px) {
    raster::Grid<float> grid = io::read_reduced(file, width_px);
    grid.spec = {0, 0, 1, grid.spec.columns, grid.spec.rows};
    return grid;
}

/// Points that carry words; nothing is drawn of them but the words.
class Words {
public:
    explicit Words(double size_pt) {
        table_.name = "word";
        table_.kind = model::GeometryKind::Point;
        table_.fields = {{"text", model::FieldType::Text, {}, ""}};
        style_.classes.emplace_back();
        style_.label = model::LabelRule{.field = "text", .size_pt = size_pt, .colour = {34, 34, 34, 255}};
    }
    void add(const std::string& text, double x, double y) {
        table_.features.push_back({0, geom::MultiPoint{{{x, y}}}, {text}});
    }
    io::MapLayer layer() const { return {&table_, &style_, nullptr, nullptr, true}; }

private:
    model::FeatureTable table_;
    model::LayerStyle style_;
};

class SheetDrawing {
public:
    SheetDrawing(const SheetRequest& request, std::vector<raster::Grid<float>> maps)
        : request_(request), maps_(std::move(maps)), titles_(15), names_(11) {
        panel_width_ = maps_.front().spec.columns;
        panel_height_ = maps_.front().spec.rows;
        const std::size_t lines = (maps_.size() + columns_of_maps - 1) / columns_of_maps;
        width_ = columns_of_maps * (panel_width_ + margin_px) + margin_px;
        height_ = title_px + lines * (panel_height_ + heading_px + margin_px) + legend_px;
    }

    std::string drawn(const std::vector<std::string>& names) {
        raster::Grid<float> mosaic({0, static_cast<double>(height_), 1, width_, height_}, raster::no_data);
        titles_.add(request_.title.in(request_.language), static_cast<double>(width_) / 2, from_top(30));
        for (std::size_t i = 0; i < maps_.size(); ++i) place(i, names[i], mosaic);
        add_legend();
        io::MapRequest map{.box = mosaic.spec.box(),
                            .width_px = static_cast<int>(width_),
                            .height_px = static_cast<int>(height_),
                            .pixels_per_mm = 5,
                            .layers = {{nullptr, nullptr, &mosaic, &request_.ramp, false},
                                       {&swatches_, &swatch_style_, nullptr, nullptr, false},
                                       titles_.layer(),
                                       names_.layer()},
                            .language = request_.language,
                            .paper = {255, 255, 255, 255}};
        return io::draw_map(map).png;
    }

private:
    double from_top(std::size_t px) const { return static_cast<double>(height_) - static_cast<double>(px); }

    void place(std::size_t i, const std::string& name, raster::Grid<float>& mosaic) {
        const std::size_t left = margin_px + i % columns_of_maps * (panel_width_ + margin_px);
        const std::size_t top =
            title_px + i / columns_of_maps * (panel_height_ + heading_px + margin_px) + heading_px;
        for (std::size_t r = 0; r < panel_height_; ++r)
            std::copy(maps_[i].row(r).begin(), maps_[i].row(r).end(),
                      mosaic.row(top + r).begin() + static_cast<std::ptrdiff_t>(left));
        const std::size_t middle = left + panel_width_ / 2;
        names_.add(name, static_cast<double>(middle), from_top(top - heading_px / 2));
    }

    void add_legend() {
        swatches_.name = "swatch";
        swatches_.fields = {{"stop", model::FieldType::Integer, {}, ""}};
        swatch_style_.kind = model::StyleKind::Categorised;
        swatch_style_.field = "stop";
        const auto& stops = request_.ramp.stops;
        const double each = static_cast<double>(width_ - 2 * margin_px) / static_cast<double>(stops.size());
        for (std::size_t i = 0; i < stops.size(); ++i) {
            const double left = margin_px + each * static_cast<double>(i);
            const geom::Polygon box =
                geom::rectangle({left, from_top(height_ - 32), left + each - 6, from_top(height_ - 50)});
            swatches_.features.push_back({0, geom::MultiPolygon{{box}}, {static_cast<std::int64_t>(i)}});
            model::StyleClass look;
            look.value = std::to_string(i);
            look.symbol.fill = stops[i].colour;
            look.symbol.line = model::Colour{120, 120, 120, 255};
            swatch_style_.classes.push_back(look);
            names_.add(stops[i].label.in(request_.language), left + each / 2, from_top(height_ - 17));
        }
    }

    const SheetRequest& request_;
    std::vector<raster::Grid<float>> maps_;
    std::size_t panel_width_ = 0, panel_height_ = 0, width_ = 0, height_ = 0;
    Words titles_, names_;
    model::FeatureTable swatches_;
    model::LayerStyle swatch_style_;
};

}  // namespace

std::string draw_map_sheet(const SheetRequest& request, const Progress& progress) {
    std::vector<const model::ClusterRating*> rated;
    for (const model::ClusterRating& rating : request.suitability.clusters)
        if (!rating.tiles.empty()) rated.push_back(&rating);
    if (rated.empty()) return {};
    std::vector<raster::Grid<float>> maps(rated.size());
    parallel_for(rated.size(), 1, progress,
                 [&](std::size_t i) { maps[i] = picture_of(rated[i]->tiles, request.panel_px); });
    std::vector<std::string> names;
    names.reserve(rated.size());
    for (const model::ClusterRating* rating : rated)
        names.push_back(request.plan.cluster(rating->cluster).name.in(request.language));
    return SheetDrawing(request, std::move(maps)).drawn(names);
}

}  // namespace zonewright::report
