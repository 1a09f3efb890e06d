#include "publish/sld_style.h"

#include <fmt/format.h>

#include "publish/xml_writer.h"

namespace zonewright::publish {
namespace {

using model::GeometryKind;
using model::LayerStyle;
constexpr double pixel_mm = 0.28, point_mm = 25.4 / 72;
constexpr const char* head = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

std::string in_pixels(double mm) {
    return fmt::format("{:.3f}", mm / pixel_mm);
}

void write_parameter(XmlWriter& xml, std::string_view name, std::string_view value) {
    xml.text("se:SvgParameter", value, {{"name", std::string(name)}});
}

void write_paint(XmlWriter& xml, const std::string& what, model::Colour colour) {
    write_parameter(xml, what, to_string(colour));
    if (colour.alpha != 255) write_parameter(xml, what + "-opacity", fmt::format("{:.3f}", colour.alpha / 255.0));
}

void write_stroke(XmlWriter& xml, const model::Symbol& symbol) {
    if (!symbol.line) return;
    xml.open("se:Stroke");
    write_paint(xml, "stroke", *symbol.line);
    write_parameter(xml, "stroke-width", in_pixels(symbol.line_mm));
    if (symbol.dash == model::LineDash::Dash) write_parameter(xml, "stroke-dasharray", "7 4");
    if (symbol.dash == model::LineDash::Dot) write_parameter(xml, "stroke-dasharray", "1.5 3");
    xml.close();
}

std::string pattern_mark(model::FillPattern pattern) {
    switch (pattern) {
        case model::FillPattern::Solid: return "";
        case model::FillPattern::Diagonal: return "slash";
        case model::FillPattern::BackDiagonal: return "backslash";
        case model::FillPattern::Cross: return "x";
        case model::FillPattern::Dots: return "circle";
    }
    return "";
}

void write_sld_fill(XmlWriter& xml, const model::Symbol& symbol) {
    if (!symbol.fill) return;
    const std::string mark = pattern_mark(symbol.pattern);
    xml.open("se:Fill");
    if (mark.empty()) {
        write_paint(xml, "fill", *symbol.fill);
    } else {
        xml.open("se:GraphicFill").open("se:Graphic").open("se:Mark").text("se:WellKnownName", mark);
        xml.open("se:Stroke");
        write_paint(xml, "stroke", *symbol.fill);
        xml.close().close();
        xml.text("se:Size", mark == "circle" ? "3" : "8").close().close();
    }
    xml.close();
}

std::string sld_marker_name(model::MarkerShape shape) {
    switch (shape) {
        case model::MarkerShape::Circle: return "circle";
        case model::MarkerShape::Square:
        case model::MarkerShape::Diamond: return "square";
        case model::MarkerShape::Triangle: return "triangle";
        case model::MarkerShape::Cross: return "cross";
    }
    return "circle";
}

void write_point(XmlWriter& xml, const model::Symbol& symbol) {
    xml.open("se:PointSymbolizer").open("se:Graphic").open("se:Mark").text("se:WellKnownName", sld_marker_name(symbol.marker));
    write_sld_fill(xml, symbol);
    write_stroke(xml, symbol);
    xml.close().text("se:Size", in_pixels(symbol.size_mm));
    if (symbol.marker == model::MarkerShape::Diamond) xml.open("se:Rotation").text("ogc:Literal", "45").close();
    xml.close().close();
}

void write_symbol(XmlWriter& xml, const model::Symbol& symbol, GeometryKind kind) {
    if (kind == GeometryKind::Point) return write_point(xml, symbol);
    xml.open(kind == GeometryKind::Line ? "se:LineSymbolizer" : "se:PolygonSymbolizer");
    if (kind == GeometryKind::Polygon) write_sld_fill(xml, symbol);
    write_stroke(xml, symbol);
    xml.close();
}

void write_comparison(XmlWriter& xml, std::string_view operation, const std::string& field, const std::string& literal) {
    xml.open(operation).text("ogc:PropertyName", field).text("ogc:Literal", literal).close();
}

/// The last class of a graduated style is closed.
void write_filter(XmlWriter& xml, const LayerStyle& style, const model::StyleClass& entry, bool last) {
    if (style.kind == model::StyleKind::Single) return;
    xml.open("ogc:Filter", {{"xmlns:ogc", "http://www.opengis.net/ogc"}});
    if (style.kind == model::StyleKind::Categorised) {
        write_comparison(xml, "ogc:PropertyIsEqualTo", style.field, entry.value);
    } else {
        xml.open("ogc:And");
        write_comparison(xml, "ogc:PropertyIsGreaterThanOrEqualTo", style.field, fmt::format("{}", entry.low));
        write_comparison(xml, last ? "ogc:PropertyIsLessThanOrEqualTo" : "ogc:PropertyIsLessThan", style.field,
                         fmt::format("{}", entry.high));
        xml.close();
    }
    xml.close();
}

void begin_rule(XmlWriter& xml, const std::string& label) {
    xml.open("se:Rule").text("se:Name", label).open("se:Description").text("se:Title", label).close();
}

void write_scale(XmlWriter& xml, double up_to_scale) {
    if (up_to_scale > 0) xml.text("se:MaxScaleDenominator", fmt::format("{}", up_to_scale));
}

void write_label(XmlWriter& xml, const model::LabelRule& label) {
    xml.open("se:Rule");
    write_scale(xml, label.up_to_scale);
    xml.open("se:TextSymbolizer");
    xml.open("se:Label").text("ogc:PropertyName", label.field).close();
    xml.open("se:Font");
    write_parameter(xml, "font-family", "Noto Sans CJK SC");
    write_parameter(xml, "font-size", in_pixels(label.size_pt * point_mm));
    xml.close();
    if (label.halo_mm > 0) {
        xml.open("se:Halo").text("se:Radius", in_pixels(label.halo_mm)).open("se:Fill");
        write_parameter(xml, "fill", "#ffffff");
        xml.close().close();
    }
    xml.open("se:Fill");
    write_paint(xml, "fill", label.colour);
    xml.close().close().close();
}

}  // namespace

std::string sld_of(const LayerStyle& style, const model::FeatureTable& table, Language language) {
    XmlWriter xml;
    xml.open("StyledLayerDescriptor", {{"xmlns", "http://www.opengis.net/sld"},
                                       {"xmlns:se", "http://www.opengis.net/se"},
                                       {"xmlns:ogc", "http://www.opengis.net/ogc"},
                                       {"version", "1.1.0"}});
    xml.open("NamedLayer").text("se:Name", style.layer).open("UserStyle").text("se:Name", style.layer);
    xml.open("se:FeatureTypeStyle");
    for (std::size_t i = 0; i < style.classes.size(); ++i) {
        const model::StyleClass& entry = style.classes[i];
        begin_rule(xml, entry.label.in(language));
        write_filter(xml, style, entry, i + 1 == style.classes.size());
        write_scale(xml, style.up_to_scale);
        write_symbol(xml, entry.symbol, table.kind);
        xml.close();
    }
    if (style.other) {
        begin_rule(xml, style.other->label.in(language));
        xml.empty("se:ElseFilter");
        write_scale(xml, style.up_to_scale);
        write_symbol(xml, style.other->symbol, table.kind);
        xml.close();
    }
    if (style.label) write_label(xml, *style.label);
    xml.close().close().close().close();
    return head + xml.take();
}

std::string raster_sld_of(const model::RasterStyle& style, Language language) {
    XmlWriter xml;
    xml.open("StyledLayerDescriptor", {{"xmlns", "http://www.opengis.net/sld"}, {"version", "1.0.0"}});
    xml.open("NamedLayer").text("Name", style.layer).open("UserStyle").text("Name", style.layer);
    xml.open("FeatureTypeStyle").open("Rule").open("RasterSymbolizer");
    xml.text("Opacity", fmt::format("{}", style.opacity));
    xml.open("ColorMap", {{"type", "intervals"}});
    for (const model::RampStop& stop : style.stops)
        xml.empty("ColorMapEntry", {{"color", to_string(stop.colour)},
                                    {"quantity", fmt::format("{}", stop.up_to)},
                                    {"opacity", fmt::format("{:.3f}", stop.colour.alpha / 255.0)},
                                    {"label", stop.label.in(language)}});
    xml.close().close().close().close().close().close().close();
    return head + xml.take();
}

}  // namespace zonewright::publish
