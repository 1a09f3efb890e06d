#include "report/map_figure.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <set>

#include "base/units.h"
#include "report/data_uri.h"

namespace zonewright::report {
namespace {

/// The legend's box as CSS and SVG know it.
PageData legend_data(const LegendEntry& entry) {
    const model::Symbol& symbol = entry.symbol;
    const bool hatched = symbol.fill && symbol.pattern != model::FillPattern::Solid;
    const bool back = symbol.pattern != model::FillPattern::Diagonal,
               forward = symbol.pattern != model::FillPattern::BackDiagonal;
    const model::Colour nothing{255, 255, 255, 0};
    const model::Colour fill = symbol.fill.value_or(nothing),
                        line = symbol.line.value_or(symbol.fill.value_or(nothing));
    PageData data = page_object();
    data.set("label", entry.label);
    data.set("fill", symbol.fill ? model::to_string(fill) : "none");
    data.set("fill_opacity", hatched ? "0.19" : fmt::format("{:.3g}", fill.alpha / 255.0));
    data.set("line", symbol.line ? model::to_string(line) : "none");
    data.set("line_width", fmt::format("{:.3g}", std::clamp(symbol.line_mm * 3.78, 0.5, 3.0)));
    data.set("dash", symbol.dash == model::LineDash::Dash  ? "5 3"
                     : symbol.dash == model::LineDash::Dot ? "1.5 2.5"
                                                           : "none");
    data.set("hatch", hatched && forward && symbol.pattern != model::FillPattern::Dots);
    data.set("back_hatch", hatched && back && symbol.pattern != model::FillPattern::Dots);
    data.set("dots", hatched && symbol.pattern == model::FillPattern::Dots);
    data.set("is_area", entry.kind == model::GeometryKind::Polygon);
    data.set("is_line", entry.kind == model::GeometryKind::Line);
    data.set("is_point",
             entry.kind == model::GeometryKind::Point && symbol.marker == model::MarkerShape::Circle);
    data.set("is_square",
             entry.kind == model::GeometryKind::Point && symbol.marker != model::MarkerShape::Circle);
    return data;
}

std::string length_text(double metres) {
    return metres >= 1000 ? fmt::format("{:g} km", metres / 1000) : fmt::format("{:g} m", metres);
}

}  // namespace

double scale_bar_length_m(double map_width_m) {
    const double wanted = map_width_m / 5, power = std::pow(10.0, std::floor(std::log10(wanted)));
    for (const double step : {5.0, 2.0})
        if (step * power <= wanted) return step * power;
    return power;
}

PageData map_figure(const io::MapPicture& picture, const MapFurniture& furniture) {
    PageData data = page_object();
    const double bar_m = scale_bar_length_m(picture.box.width());
    const double bar_share = 100 * bar_m / picture.box.width();
    // To three digits: more would claim an exactness that a printed page does not have.
    const double scale = picture.box.width() * 1000 / furniture.print_width_mm;
    const double digits = std::pow(10.0, std::floor(std::log10(scale)) - 2);
    data.set("title", furniture.title);
    data.set("image", png_uri(picture.png));
    data.set("width", std::to_string(picture.width_px));
    data.set("height", std::to_string(picture.height_px));
    data.set("north_arrow", furniture.north_arrow);
    data.set("scale_bar", furniture.scale_bar);
    data.set("bar_share", fmt::format("{:.3f}", bar_share));
    // On a short bar the three labels would run into each other.
    constexpr double room_for_three = 14;
    data.set("bar_half", bar_share >= room_for_three ? length_text(bar_m / 2) : std::string());
    data.set("bar_label", length_text(bar_m));
    data.set("scale", fmt::format("1:{}", with_thousands(std::round(scale / digits) * digits, 0)));
    data.set("print_width", fmt::format("{:g}", furniture.print_width_mm));
    data.set("crs", furniture.crs);
    data.set("date", furniture.date);
    data.set("has_date", !furniture.date.empty());
    data.set("maker", furniture.maker);
    data.set("has_maker", !furniture.maker.empty());
    data.set("sources", furniture.sources);
    data.set("has_sources", !furniture.sources.empty());
    data.set("mark", furniture.mark);
    PageData legend = page_list();
    for (const LegendEntry& entry : furniture.legend) legend << legend_data(entry);
    data.set("legend", legend);
    return data;
}

std::vector<LegendEntry> legend_of(const model::LayerStyle& style, const model::FeatureTable& table,
                                   Language language) {
    std::vector<LegendEntry> legend;
    std::set<std::string> present;
    if (style.kind == model::StyleKind::Categorised)
        for (const model::Feature& feature : table.features)
            present.insert(model::text_of(feature.values[table.field(style.field)]));
    // Where the map carries the codes, so does the legend: in grey print they tell the classes apart.
    const bool coded = style.label && style.kind == model::StyleKind::Categorised && style.label->field == style.field;
    for (const model::StyleClass& entry : style.classes)
        if (style.kind != model::StyleKind::Categorised || present.erase(entry.value) > 0)
            legend.push_back({(coded ? entry.value + " " : "") + entry.label.in(language), entry.symbol, table.kind});
    if (style.other && !present.empty())
        legend.push_back({style.other->label.in(language), style.other->symbol, table.kind});
    return legend;
}

std::vector<LegendEntry> legend_of(const model::RasterStyle& ramp, Language language) {
    std::vector<LegendEntry> legend;
    for (const model::RampStop& stop : ramp.stops) {
        model::Symbol symbol;
        symbol.fill = stop.colour;
        legend.push_back({stop.label.in(language), symbol, model::GeometryKind::Polygon});
    }
    return legend;
}

}  // namespace zonewright::report
