#include "publish/qgis_symbol.h"

#include <fmt/format.h>

namespace zonewright::publish {
namespace {

using model::FillPattern;
using model::GeometryKind;
using model::Symbol;

using Options = std::vector<std::pair<std::string_view, std::string>>;

constexpr double hatch_spacing_mm = 1.6;
constexpr double hatch_line_mm = 0.35;

void open_layer(XmlWriter& xml, std::string_view kind, const Options& options) {
    xml.open("layer", {{"class", std::string(kind)}, {"enabled", "1"}, {"locked", "0"}, {"pass", "0"}});
    xml.open("Option", {{"type", "Map"}});
    for (const auto& [name, value] : options) write_option(xml, name, value);
    xml.close();
}

void write_layer(XmlWriter& xml, std::string_view kind, const Options& options) {
    open_layer(xml, kind, options);
    xml.close();
}

void open_symbol(XmlWriter& xml, std::string_view type, const std::string& name) {
    xml.open("symbol", {{"alpha", "1"},
                        {"clip_to_extent", "1"},
                        {"force_rhr", "0"},
                        {"name", name},
                        {"type", std::string(type)}});
}

std::string millimetres(double value) {
    return fmt::format("{}", value);
}

std::string dash_name(model::LineDash dash) {
    switch (dash) {
        case model::LineDash::Solid:
            return "solid";
        case model::LineDash::Dash:
            return "dash";
        case model::LineDash::Dot:
            return "dot";
    }
    return "solid";
}

std::string marker_name(model::MarkerShape shape) {
    switch (shape) {
        case model::MarkerShape::Circle:
            return "circle";
        case model::MarkerShape::Square:
            return "square";
        case model::MarkerShape::Diamond:
            return "diamond";
        case model::MarkerShape::Triangle:
            return "triangle";
        case model::MarkerShape::Cross:
            return "cross";
    }
    return "circle";
}

void write_simple_line(XmlWriter& xml, model::Colour colour, double width_mm, model::LineDash dash) {
    write_layer(xml, "SimpleLine",
                {{"capstyle", "round"},
                 {"joinstyle", "round"},
                 {"line_color", qgis_colour(colour)},
                 {"line_style", dash_name(dash)},
                 {"line_width", millimetres(width_mm)},
                 {"line_width_unit", "MM"}});
}

void write_line_hatch(XmlWriter& xml, model::Colour colour, int angle) {
    open_layer(xml, "LinePatternFill",
               {{"angle", fmt::format("{}", angle)},
                {"color", qgis_colour(colour)},
                {"distance", millimetres(hatch_spacing_mm)},
                {"distance_unit", "MM"},
                {"line_width", millimetres(hatch_line_mm)},
                {"line_width_unit", "MM"}});
    open_symbol(xml, "line", "@0@0");
    write_simple_line(xml, colour, hatch_line_mm, model::LineDash::Solid);
    xml.close().close();
}

void write_dot_hatch(XmlWriter& xml, model::Colour colour) {
    open_layer(xml, "PointPatternFill",
               {{"distance_x", millimetres(hatch_spacing_mm)},
                {"distance_x_unit", "MM"},
                {"distance_y", millimetres(hatch_spacing_mm)},
                {"distance_y_unit", "MM"},
                {"displacement_x", millimetres(hatch_spacing_mm / 2)},
                {"displacement_x_unit", "MM"}});
    open_symbol(xml, "marker", "@0@0");
    write_layer(xml, "SimpleMarker",
                {{"color", qgis_colour(colour)},
                 {"name", "circle"},
                 {"outline_style", "no"},
                 {"size", millimetres(2 * hatch_line_mm)},
                 {"size_unit", "MM"}});
    xml.close().close();
}

/// A pale ground under hatching, so that the area reads as one.
model::Colour pale(model::Colour colour) {
    colour.alpha = 48;
    return colour;
}

void write_fill(XmlWriter& xml, const Symbol& symbol) {
    const bool hatched = symbol.fill && symbol.pattern != FillPattern::Solid;
    const model::Colour ground =
        symbol.fill ? (hatched ? pale(*symbol.fill) : *symbol.fill) : model::Colour{};
    write_layer(xml, "SimpleFill",
                {{"color", qgis_colour(ground)},
                 {"joinstyle", "round"},
                 {"outline_color", qgis_colour(symbol.line.value_or(model::Colour{}))},
                 {"outline_style", symbol.line ? dash_name(symbol.dash) : "no"},
                 {"outline_width", millimetres(symbol.line_mm)},
                 {"outline_width_unit", "MM"},
                 {"style", symbol.fill ? "solid" : "no"}});
    if (!hatched) return;
    if (symbol.pattern == FillPattern::Dots) return write_dot_hatch(xml, *symbol.fill);
    if (symbol.pattern != FillPattern::BackDiagonal) write_line_hatch(xml, *symbol.fill, 45);
    if (symbol.pattern != FillPattern::Diagonal) write_line_hatch(xml, *symbol.fill, 135);
}

void write_marker(XmlWriter& xml, const Symbol& symbol) {
    write_layer(xml, "SimpleMarker",
                {{"color", qgis_colour(symbol.fill.value_or(model::Colour{255, 255, 255, 0}))},
                 {"name", marker_name(symbol.marker)},
                 {"outline_color", qgis_colour(symbol.line.value_or(model::Colour{}))},
                 {"outline_style", symbol.line ? "solid" : "no"},
                 {"outline_width", millimetres(symbol.line_mm)},
                 {"outline_width_unit", "MM"},
                 {"size", millimetres(symbol.size_mm)},
                 {"size_unit", "MM"}});
}

}  // namespace

std::string qgis_colour(model::Colour colour) {
    return fmt::format("{},{},{},{}", colour.red, colour.green, colour.blue, colour.alpha);
}

void write_option(XmlWriter& xml, std::string_view name, const std::string& value) {
    xml.empty("Option", {{"name", std::string(name)}, {"value", value}, {"type", "QString"}});
}

void write_symbol(XmlWriter& xml, const Symbol& symbol, GeometryKind kind, const std::string& name) {
    if (kind == GeometryKind::Polygon) {
        open_symbol(xml, "fill", name);
        write_fill(xml, symbol);
    } else if (kind == GeometryKind::Line) {
        open_symbol(xml, "line", name);
        write_simple_line(xml, symbol.line.value_or(symbol.fill.value_or(model::Colour{})), symbol.line_mm,
                          symbol.dash);
    } else {
        open_symbol(xml, "marker", name);
        write_marker(xml, symbol);
    }
    xml.close();
}

}  // namespace zonewright::publish
