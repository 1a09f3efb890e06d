#include "io/map_renderer.h"

#include <algorithm>
#include <cmath>
#include <mutex>
#include <set>

#include "base/errors.h"
#include "base/units.h"
#include "io/map_shapes.h"
#include "io/mapnik_headers.h"

namespace zonewright::io {
namespace {

using model::FillPattern;
using model::StyleKind;
using Image = mapnik::image_rgba8;

// Everything is drawn in the plane it comes in; the name only has to be one Mapnik accepts.
constexpr const char* plane = "epsg:4547";
constexpr double hatch_spacing_mm = 1.6, hatch_line_mm = 0.35, points_per_mm = 72 / 25.4;

mapnik::geometry::linear_ring<double> ring_of(const geom::Ring& points) {
    mapnik::geometry::linear_ring<double> ring;
    ring.reserve(points.size());
    for (const geom::Point p : points) ring.emplace_back(p.x, p.y);
    return ring;
}

mapnik::geometry::geometry<double> drawable(const geom::MultiPolygon& polygons) {
    mapnik::geometry::multi_polygon<double> result;
    for (const geom::Polygon& part : polygons.parts) {
        mapnik::geometry::polygon<double> polygon;
        for (std::size_t i = 0; i < part.rings.size(); ++i)
            i == 0 ? polygon.set_exterior_ring(ring_of(part.rings[0]))
                   : polygon.add_hole(ring_of(part.rings[i]));
        result.push_back(std::move(polygon));
    }
    return {std::move(result)};
}

mapnik::geometry::geometry<double> drawable(const geom::MultiLineString& lines) {
    mapnik::geometry::multi_line_string<double> result;
    for (const geom::LineString& points : lines.lines) {
        mapnik::geometry::line_string<double> line;
        for (const geom::Point p : points) line.emplace_back(p.x, p.y);
        result.push_back(std::move(line));
    }
    return {std::move(result)};
}

/// Features of one look on their way into one Mapnik layer.
class Pile {
public:
    Pile() {
        mapnik::parameters parameters;
        parameters["type"] = std::string("memory");
        source_ = std::make_shared<mapnik::memory_datasource>(parameters);
        context_->push("label");
    }
    template <typename Shape>
    void add(const Shape& shape, const std::string& label = {}) {
        const auto feature = mapnik::feature_factory::create(context_, ++count_);
        feature->set_geometry(drawable(shape));
        // Not by a transcoder, which has a state and would be shared by threads.
        if (!label.empty()) feature->put("label", mapnik::value_unicode_string::fromUTF8(label));
        source_->push(feature);
    }
    bool empty() const { return count_ == 0; }
    std::shared_ptr<mapnik::memory_datasource> source() const { return source_; }

private:
    mapnik::context_ptr context_ = std::make_shared<mapnik::context_type>();
    std::shared_ptr<mapnik::memory_datasource> source_;
    mapnik::value_integer count_ = 0;
};

/// A Mapnik map under construction: rules as XML made of numbers and colours only, data as piles. Names and
/// labels never enter the XML.
class MapBuilder {
public:
    explicit MapBuilder(const MapRequest& request, const geom::Box& box) : request_(request), box_(box) {}

    void add(const MapLayer& layer) {
        const model::LayerStyle& style = *layer.style;
        std::vector<const model::StyleClass*> classes;
        for (const model::StyleClass& entry : style.classes) classes.push_back(&entry);
        if (style.other) classes.push_back(&*style.other);
        for (const model::StyleClass* entry : classes) add_class(*layer.table, style, *entry);
        if (layer.labels && style.label && in_scale(style.label->up_to_scale))
            add_labels(*layer.table, *style.label);
    }

    void draw_onto(Image& image) {
        mapnik::Map map(request_.width_px, request_.height_px, plane);
        mapnik::load_map_string(map, fmt::format("<Map srs=\"{}\">{}</Map>", plane, rules_), true);
        for (std::size_t i = 0; i < piles_.size(); ++i) {
            mapnik::layer layer(fmt::format("layer{}", i), plane);
            layer.set_datasource(piles_[i].source());
            layer.add_style(fmt::format("style{}", i));
            map.add_layer(layer);
        }
        map.zoom_to_box(mapnik::box2d<double>(box_.min_x, box_.min_y, box_.max_x, box_.max_y));
        mapnik::agg_renderer<Image> renderer(map, image);
        renderer.apply();
        mapnik::premultiply_alpha(image);  // the renderer leaves the colours of thin cover unmultiplied
    }

private:
    double px(double mm) const { return mm * request_.pixels_per_mm; }
    double metres(double mm) const { return px(mm) * box_.width() / request_.width_px; }
    bool in_scale(double up_to) const {
        return up_to == 0 || box_.width() * 1000 * request_.pixels_per_mm / request_.width_px <= up_to;
    }

    void add_pile(Pile pile, const std::string& symbolizers) {
        if (pile.empty()) return;
        rules_ += fmt::format("<Style name=\"style{}\"><Rule>{}</Rule></Style>", piles_.size(), symbolizers);
        piles_.push_back(std::move(pile));
    }

    static std::string fill_rule(model::Colour colour, double opacity) {
        return fmt::format(R"(<PolygonSymbolizer fill="{}" fill-opacity="{}" gamma="0.7"/>)",
                           model::to_string(colour), opacity * colour.alpha / 255.0);
    }

    std::string line_rule(model::Colour colour, double mm, model::LineDash dash, double opacity) const {
        const double width = std::max(0.25, px(mm));
        const std::string dashes =
            dash == model::LineDash::Dash ? fmt::format(" stroke-dasharray=\"{},{}\"", 4 * width, 2.5 * width)
            : dash == model::LineDash::Dot ? fmt::format(" stroke-dasharray=\"{},{}\"", width, 2 * width)
                                           : std::string();
        return fmt::format(
            "<LineSymbolizer stroke=\"{}\" stroke-opacity=\"{}\" stroke-width=\"{}\" "
            "stroke-linejoin=\"round\" stroke-linecap=\"{}\"{}/>",
            model::to_string(colour), opacity * colour.alpha / 255.0, width,
            dash == model::LineDash::Solid ? "round" : "butt", dashes);
    }

    static bool belongs(const model::LayerStyle& style, const model::StyleClass& entry,
                        const model::FeatureTable& table, const model::Feature& feature) {
        if (style.kind == StyleKind::Single) return true;
        const model::Value& value = feature.values[table.field(style.field)];
        if (style.kind == StyleKind::Graduated) {
            const auto number = model::number_of(value);
            const bool last = &entry == &style.classes.back();
            return number && *number >= entry.low &&
                   (*number < entry.high || (last && *number == entry.high));
        }
        const std::string code = model::text_of(value);
        const bool is_other = style.other && &entry == &*style.other;
        if (!is_other) return code == entry.value;
        return std::ranges::none_of(style.classes, [&](const auto& known) { return known.value == code; });
    }

    void add_class(const model::FeatureTable& table, const model::LayerStyle& style,
                   const model::StyleClass& entry) {
        const model::Symbol& symbol = entry.symbol;
        Pile shapes, hatch;
        for (const model::Feature& feature : table.features) {
            if (!geom::bounds(feature.geometry).meets(box_) || !belongs(style, entry, table, feature))
                continue;
            if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry)) {
                shapes.add(*polygons);
                add_hatch(hatch, symbol, *polygons);
            } else if (const auto* lines = std::get_if<geom::MultiLineString>(&feature.geometry)) {
                shapes.add(*lines);
            } else if (const auto* points = std::get_if<geom::MultiPoint>(&feature.geometry)) {
                for (const geom::Point p : points->points)
                    shapes.add(marker_shape(symbol.marker, p, metres(symbol.size_mm)));
            }
        }
        const bool hatched = symbol.pattern != FillPattern::Solid;
        std::string rules;
        if (symbol.fill && table.kind != model::GeometryKind::Line)
            rules += fill_rule(*symbol.fill, hatched ? 0.19 * style.opacity : style.opacity);
        if (symbol.line) rules += line_rule(*symbol.line, symbol.line_mm, symbol.dash, style.opacity);
        add_pile(std::move(shapes), rules);
        if (symbol.fill)
            add_pile(std::move(hatch),
                     line_rule(*symbol.fill, hatch_line_mm, model::LineDash::Solid, style.opacity));
    }

    void add_hatch(Pile& pile, const model::Symbol& symbol, const geom::MultiPolygon& polygons) const {
        if (!symbol.fill || symbol.pattern == FillPattern::Solid) return;
        const double spacing = metres(hatch_spacing_mm);
        if (symbol.pattern == FillPattern::Dots) return pile.add(hatching(polygons, spacing, 0));
        if (symbol.pattern != FillPattern::BackDiagonal) pile.add(hatching(polygons, spacing, 45));
        if (symbol.pattern != FillPattern::Diagonal) pile.add(hatching(polygons, spacing, 135));
    }

    std::string label_text(const model::LabelRule& label, const model::Value& value) const {
        if (model::is_null(value)) return {};
        const auto number = model::number_of(value);
        const std::string text =
            label.decimals >= 0 && number ? with_thousands(*number, label.decimals) : model::text_of(value);
        return text + label.suffix.in(request_.language);
    }

    void add_labels(const model::FeatureTable& table, const model::LabelRule& label) {
        const std::size_t field = table.field(label.field);
        Pile pile;
        for (const model::Feature& feature : table.features) {
            const std::string text = label_text(label, feature.values[field]);
            if (text.empty() || !geom::bounds(feature.geometry).meets(box_)) continue;
            std::visit([&](const auto& shape) { add_labelled(pile, shape, text); }, feature.geometry);
        }
        add_pile(std::move(pile),
                 fmt::format("<TextSymbolizer face-name=\"{}\" size=\"{}\" fill=\"{}\" halo-fill=\"#ffffff\" "
                             "halo-opacity=\"0.85\" "
                             "halo-radius=\"{}\" placement=\"interior\" minimum-distance=\"2\" "
                             "avoid-edges=\"true\">[label]</TextSymbolizer>",
                             map_font(), px(label.size_pt / points_per_mm), model::to_string(label.colour),
                             px(label.halo_mm)));
    }

    static void add_labelled(Pile&, const std::monostate&, const std::string&) {}
    static void add_labelled(Pile& pile, const geom::MultiPoint& points, const std::string& text) {
        if (!points.points.empty())
            pile.add(marker_shape(model::MarkerShape::Square, points.points.front(), 1), text);
    }
    static void add_labelled(Pile& pile, const geom::MultiLineString& lines, const std::string& text) {
        pile.add(lines, text);
    }
    static void add_labelled(Pile& pile, const geom::MultiPolygon& polygons, const std::string& text) {
        // One label a feature: on its largest part, so that islands do not repeat the name.
        const auto size = [](const geom::Polygon& part) {
            const geom::Box box = geom::bounds(part);
            return box.width() * box.height();
        };
        const auto largest = std::ranges::max_element(polygons.parts, {}, size);
        if (largest != polygons.parts.end()) pile.add(geom::MultiPolygon{{*largest}}, text);
    }

    const MapRequest& request_;
    geom::Box box_;
    std::string rules_;
    std::vector<Pile> piles_;
};

geom::Box widened(const geom::Box& box, double shape) {
    const double width = std::max(box.width(), box.height() * shape), height = width / shape;
    const double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

mapnik::color colour_at(const model::RasterStyle& ramp, float value) {
    if (std::isnan(value)) return {0, 0, 0, 0};
    const auto stop = std::ranges::find_if(
        ramp.stops, [&](const model::RampStop& s) { return static_cast<double>(value) <= s.up_to; });
    const model::Colour colour = stop == ramp.stops.end() ? ramp.stops.back().colour : stop->colour;
    return {colour.red, colour.green, colour.blue,
            static_cast<std::uint8_t>(std::lround(colour.alpha * ramp.opacity))};
}

void set_pixel(Image& image, std::size_t x, std::size_t y, mapnik::color colour) {
    colour.premultiply();
    mapnik::set_pixel(image, x, y, colour);
}

void draw_grid_onto(Image& image, const geom::Box& box, const raster::Grid<float>& grid,
                    const model::RasterStyle& ramp) {
    for (std::size_t y = 0; y < image.height(); ++y)
        for (std::size_t x = 0; x < image.width(); ++x) {
            const double east =
                box.min_x + (static_cast<double>(x) + 0.5) * box.width() / static_cast<double>(image.width());
            const double north = box.max_y - (static_cast<double>(y) + 0.5) * box.height() /
                                                 static_cast<double>(image.height());
            const double column = std::floor((east - grid.spec.west_m) / grid.spec.cell_m),
                         row = std::floor((grid.spec.north_m - north) / grid.spec.cell_m);
            if (column < 0 || row < 0 || column >= static_cast<double>(grid.spec.columns) ||
                row >= static_cast<double>(grid.spec.rows))
                continue;
            const float value = grid.at(static_cast<std::size_t>(column), static_cast<std::size_t>(row));
            if (!std::isnan(value)) set_pixel(image, x, y, colour_at(ramp, value));
        }
}

void fill(Image& image, model::Colour colour) {
    mapnik::color premultiplied{colour.red, colour.green, colour.blue, colour.alpha};
    premultiplied.premultiply();
    mapnik::fill(image, premultiplied);
}

/// Everything, premultiplied.
Image drawn_page(const MapRequest& request, const geom::Box& box) {
    Image image(request.width_px, request.height_px, true, true);
    MapBuilder vectors(request, box);
    for (const MapLayer& layer : request.layers) {
        if (layer.grid != nullptr) draw_grid_onto(image, box, *layer.grid, *layer.ramp);
        if (layer.table != nullptr) vectors.add(layer);
    }
    Image drawn(request.width_px, request.height_px, true, true);
    vectors.draw_onto(drawn);
    Image page(request.width_px, request.height_px, true, true);
    fill(page, request.paper);
    mapnik::composite(page, image, mapnik::src_over, 1.0F);
    mapnik::composite(page, drawn, mapnik::src_over, 1.0F);
    return page;
}

std::string png_of(const Image& premultiplied) {
    Image image(premultiplied);
    mapnik::demultiply_alpha(image);
    return mapnik::save_to_string(image, "png32");
}

/// Mapnik loads a font and builds its grammars when it first needs them, and looks for them without a lock: a label is drawn
/// before several threads draw theirs.
void draw_first_label() {
    static std::once_flag once;
    std::call_once(once, [] {
        model::FeatureTable table{"first", {}, model::GeometryKind::Polygon, 4547, {{"name", model::FieldType::Text, {}, ""}}, {}};
        table.features.push_back({1, geom::MultiPolygon{{geom::rectangle({0, 0, 100, 100})}}, {std::string("字 A1")}});
        model::LayerStyle style;
        style.classes.push_back({.symbol = {.fill = model::Colour{}, .line = model::Colour{}}});
        style.label = model::LabelRule{.field = "name"};
        const MapRequest request{.box = {0, 0, 100, 100}, .width_px = 200, .height_px = 200, .layers = {{.table = &table, .style = &style}}};
        MapBuilder vectors(request, request.box);
        vectors.add(request.layers.front());
        Image image(request.width_px, request.height_px, true, true);
        vectors.draw_onto(image);
        png_of(image);
    });
}

bool has_labels(const MapLayer& layer) {
    return layer.table != nullptr && layer.labels && layer.style->label;
}

}  // namespace

MapPicture draw_map(const MapRequest& request) {
    if (request.box.empty() || request.width_px <= 0 || request.height_px <= 0)
        throw InternalError({.thing = "map", .value = "nothing to show"});
    if (std::ranges::any_of(request.layers, has_labels)) draw_first_label();
    MapPicture picture;
    picture.box = widened(request.box, static_cast<double>(request.width_px) / request.height_px);
    picture.width_px = request.width_px;
    picture.height_px = request.height_px;
    picture.pixels_per_mm = request.pixels_per_mm;
    picture.png = png_of(drawn_page(request, picture.box));
    return picture;
}

std::vector<std::string> draw_tiles(const MapRequest& request, int tile_px, int margin_px) {
    const int across = (request.width_px - 2 * margin_px) / tile_px, down = (request.height_px - 2 * margin_px) / tile_px;
    if (request.box.empty() || across <= 0 || down <= 0) throw InternalError({.thing = "tiles", .value = "nothing to show"});
    Image page = drawn_page(request, request.box);
    mapnik::demultiply_alpha(page);
    std::vector<std::string> tiles;
    for (int row = 0; row < down; ++row)
        for (int column = 0; column < across; ++column) {
            const auto at = [&](int n) { return static_cast<std::size_t>(margin_px + n * tile_px); };
            const auto edge = static_cast<std::size_t>(tile_px);
            tiles.push_back(mapnik::save_to_string(mapnik::image_view_rgba8(at(column), at(row), edge, edge, page), "png8:m=h:z=6"));
        }
    return tiles;
}

std::string draw_grid(const raster::Grid<float>& grid, const model::RasterStyle& ramp, std::size_t step) {
    const std::size_t width = (grid.spec.columns + step - 1) / step,
                      height = (grid.spec.rows + step - 1) / step;
    Image image(static_cast<int>(width), static_cast<int>(height), true, true);
    for (std::size_t y = 0; y < height; ++y)
        for (std::size_t x = 0; x < width; ++x)
            set_pixel(image, x, y,
                      colour_at(ramp, grid.at(std::min(x * step + step / 2, grid.spec.columns - 1),
                                              std::min(y * step + step / 2, grid.spec.rows - 1))));
    return png_of(image);
}

}  // namespace zonewright::io
