#include "report/framed_map.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <deque>

#include "base/units.h"
#include "report/map_marks.h"

namespace zonewright::report {
namespace {

constexpr double framed_pixels_per_mm = 6, title_mm = 14, line_high_mm = 7, margin_mm = 4, swatch_mm = 8, swatch_high_mm = 4.4;
constexpr double title_pt = 15, legend_pt = 9, note_pt = 7.5, points_per_mm = 72 / 25.4;

/// Width of a text on paper: a Chinese letter is as wide as high, another a little more than half.
double printed_width(const std::string& text, double size_pt) {
    double letters = 0;
    for (const char c : text) {
        const auto byte = static_cast<unsigned char>(c);
        if (byte < 0x80) letters += 0.52;
        if (byte >= 0xC0) letters += 1;
    }
    return letters * size_pt / points_per_mm;
}

/// What stands around the map, in millimetres from its lower left corner, drawn in the coordinates of the map.
class Frame {
public:
    Frame(const geom::Box& seen, double width_mm) : seen_(seen), per_mm_(seen.width() / width_mm) {}

    geom::Point at(double x_mm, double y_mm) const { return {seen_.min_x + x_mm * per_mm_, seen_.min_y + y_mm * per_mm_}; }

    void cover(const geom::Box& mm) {
        add(model::GeometryKind::Polygon, {.fill = model::Colour{255, 255, 255, 255}, .line = std::nullopt}, box(mm));
    }
    void outline(const geom::Box& mm) {
        add(model::GeometryKind::Polygon, {.line = model::Colour{51, 51, 51, 255}, .line_mm = 0.35}, box(mm));
    }
    void swatch(const LegendEntry& entry, double x, double y) {
        const double low = y - swatch_high_mm / 2, high = y + swatch_high_mm / 2;
        if (entry.kind == model::GeometryKind::Polygon)
            add(entry.kind, entry.symbol, box({x, low, x + swatch_mm, high}));
        else if (entry.kind == model::GeometryKind::Line)
            add(entry.kind, entry.symbol, geom::MultiLineString{{{at(x, y), at(x + swatch_mm, y)}}});
        else
            add(entry.kind, entry.symbol, geom::MultiPoint{{at(x + swatch_mm / 2, y)}});
    }
    /// From `x` on to the right.
    void word(const std::string& text, double size_pt, double x, double y) {
        centred_word(text, size_pt, x + printed_width(text, size_pt) / 2, y);
    }
    void centred_word(const std::string& text, double size_pt, double x, double y) {
        model::LayerStyle style;
        style.layer = "frame_word";
        style.classes.emplace_back();
        style.label = model::LabelRule{.field = "text", .size_pt = size_pt, .colour = {34, 34, 34, 255}, .halo_mm = 0};
        keep({"frame_word", {}, model::GeometryKind::Point, 0, {{"text", model::FieldType::Text, {}, ""}},
              {{0, geom::MultiPoint{{at(x, y)}}, {text}}}},
             std::move(style));
    }
    void give(std::vector<io::MapLayer>& layers) const {
        for (std::size_t i = 0; i < tables_.size(); ++i) layers.push_back({&tables_[i], &styles_[i], nullptr, nullptr, true});
    }

private:
    geom::MultiPolygon box(const geom::Box& mm) const {
        const geom::Point low = at(mm.min_x, mm.min_y), high = at(mm.max_x, mm.max_y);
        return {{geom::rectangle({low.x, low.y, high.x, high.y})}};
    }
    void add(model::GeometryKind kind, const model::Symbol& symbol, geom::Geometry shape) {
        model::LayerStyle style;
        style.layer = "frame";
        style.classes.emplace_back();
        style.classes.front().symbol = symbol;
        keep({"frame", {}, kind, 0, {}, {{0, std::move(shape), {}}}}, std::move(style));
    }
    void keep(model::FeatureTable table, model::LayerStyle style) {
        tables_.push_back(std::move(table));
        styles_.push_back(std::move(style));
    }

    geom::Box seen_;
    double per_mm_;
    std::deque<model::FeatureTable> tables_;  // layers point into them
    std::deque<model::LayerStyle> styles_;
};

/// Where each entry of the legend stands: its line, and how far from the left.
struct Placed {
    std::size_t line = 0;
    double x_mm = 0;
};

std::vector<Placed> placed(const std::vector<LegendEntry>& legend, double width_mm) {
    constexpr double gap_mm = 6, after_swatch_mm = 2;
    std::vector<Placed> places;
    Placed next{0, 0};
    for (const LegendEntry& entry : legend) {
        const double own = swatch_mm + after_swatch_mm + printed_width(entry.label, legend_pt) + gap_mm;
        if (next.x_mm > 0 && next.x_mm + own > width_mm) next = {next.line + 1, 0};
        places.push_back(next);
        next.x_mm += own;
    }
    return places;
}

/// The shape of the picture at a round scale around what must be seen.
geom::Box seen_of(const FramedMap& map) {
    const double shape = map.width_mm / map.height_mm;
    const double least = std::max({map.box.width(), map.box.height() * shape, 10.0});
    const double width = round_scale(least, map.width_mm) * map.width_mm / 1000, height = width / shape;
    const double x = (map.box.min_x + map.box.max_x) / 2, y = (map.box.min_y + map.box.max_y) / 2;
    return {x - width / 2, y - height / 2, x + width / 2, y + height / 2};
}

}  // namespace

double FramedMap::metres_per_mm() const {
    return seen_of(*this).width() / width_mm;
}

std::string draw_framed_map(const FramedMap& map) {
    const geom::Box seen = seen_of(map);
    const std::vector<Placed> places = placed(map.legend, map.width_mm);
    const std::size_t lines = (places.empty() ? 0 : places.back().line + 1) + (map.note.empty() ? 1 : 2);
    const double below_mm = static_cast<double>(lines) * line_high_mm + margin_mm;
    Frame frame(seen, map.width_mm);
    // What the layers draw beyond the map is covered, then the rest is written upon.
    const double far = map.width_mm + map.height_mm;
    frame.cover({-far, map.height_mm, map.width_mm + far, map.height_mm + far});
    frame.cover({-far, -far, map.width_mm + far, 0});
    frame.cover({-far, -far, 0, map.height_mm + far});
    frame.cover({map.width_mm, -far, map.width_mm + far, map.height_mm + far});
    frame.outline({0, 0, map.width_mm, map.height_mm});
    frame.centred_word(map.title, title_pt, map.width_mm / 2, map.height_mm + title_mm / 2);
    for (std::size_t i = 0; i < places.size(); ++i) {
        const double y = -margin_mm - line_high_mm * static_cast<double>(places[i].line) - swatch_high_mm / 2;
        frame.swatch(map.legend[i], places[i].x_mm, y);
        frame.word(map.legend[i].label, legend_pt, places[i].x_mm + swatch_mm + 2, y);
    }
    double y = -margin_mm - line_high_mm * static_cast<double>(places.empty() ? 0 : places.back().line + 1) - swatch_high_mm / 2;
    frame.word(fmt::format("{} 1:{}", Text{"比例尺", "scale"}.in(map.language), with_thousands(round_scale(seen.width(), map.width_mm), 0)),
               note_pt, 0, y);
    if (!map.note.empty()) frame.word(map.note, note_pt, 0, y - line_high_mm);
    const MapMarks marks(seen, map.width_mm, false, map.language);
    std::vector<io::MapLayer> layers = map.layers;
    layers.insert(layers.end(), marks.layers().begin(), marks.layers().end());
    frame.give(layers);
    const geom::Point low = frame.at(-margin_mm, -below_mm), high = frame.at(map.width_mm + margin_mm, map.height_mm + title_mm);
    const auto pixels = [](double mm) { return static_cast<int>(std::lround(mm * framed_pixels_per_mm)); };
    return io::draw_map({.box = {low.x, low.y, high.x, high.y},
                         .width_px = pixels(map.width_mm + 2 * margin_mm),
                         .height_px = pixels(map.height_mm + title_mm + below_mm),
                         .pixels_per_mm = framed_pixels_per_mm,
                         .layers = std::move(layers),
                         .language = map.language,
                         .paper = {255, 255, 255, 255}})
        .png;
}

}  // namespace zonewright::report
