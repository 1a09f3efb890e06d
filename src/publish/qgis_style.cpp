#include "publish/qgis_style.h"

#include <fmt/format.h>

#include <algorithm>

#include "publish/qgis_form.h"
#include "publish/qgis_symbol.h"

namespace zonewright::publish {
namespace {

using model::FeatureTable;
using model::GeometryKind;
using model::LayerStyle;
using model::StyleKind;

constexpr const char* font_family = "Noto Sans CJK SC";
constexpr const char* doctype = "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n";

/// A field name as an identifier of the expression language.
std::string expression_name(const std::string& field) {
    return '"' + field + '"';
}

/// A text as a literal of the expression language.
std::string expression_text(const std::string& text) {
    std::string literal = "'";
    for (const char c : text) {
        if (c == '\'' || c == '\\') literal += c == '\'' ? '\'' : '\\';
        literal += c;
    }
    return literal + "'";
}

std::vector<const model::StyleClass*> classes_of(const LayerStyle& style) {
    std::vector<const model::StyleClass*> classes;
    for (const model::StyleClass& entry : style.classes) classes.push_back(&entry);
    if (style.other) classes.push_back(&*style.other);
    return classes;
}

void write_symbols(XmlWriter& xml, const LayerStyle& style, GeometryKind kind) {
    xml.open("symbols");
    const auto classes = classes_of(style);
    for (std::size_t i = 0; i < classes.size(); ++i)
        write_symbol(xml, classes[i]->symbol, kind, std::to_string(i));
    xml.close();
}

void write_renderer(XmlWriter& xml, const LayerStyle& style, GeometryKind kind, Language language) {
    XmlWriter::Attributes attributes{
        {"enableorderby", "0"}, {"forceraster", "0"}, {"referencescale", "-1"}, {"symbollevels", "0"}};
    const auto classes = classes_of(style);
    if (style.kind == StyleKind::Single) {
        attributes.emplace_back("type", "singleSymbol");
        xml.open("renderer-v2", attributes);
    } else if (style.kind == StyleKind::Categorised) {
        attributes.emplace_back("type", "categorizedSymbol");
        attributes.emplace_back("attr", style.field);
        xml.open("renderer-v2", attributes).open("categories");
        // The empty value stands for all others in QGIS.
        for (std::size_t i = 0; i < classes.size(); ++i)
            xml.empty("category", {{"render", "true"},
                                   {"value", classes[i]->value},
                                   {"label", classes[i]->label.in(language)},
                                   {"symbol", std::to_string(i)}});
        xml.close();
    } else {
        attributes.emplace_back("type", "graduatedSymbol");
        attributes.emplace_back("attr", style.field);
        attributes.emplace_back("graduatedMethod", "GraduatedColor");
        xml.open("renderer-v2", attributes).open("ranges");
        for (std::size_t i = 0; i < style.classes.size(); ++i)
            xml.empty("range", {{"render", "true"},
                                {"lower", fmt::format("{}", style.classes[i].low)},
                                {"upper", fmt::format("{}", style.classes[i].high)},
                                {"label", style.classes[i].label.in(language)},
                                {"symbol", std::to_string(i)}});
        xml.close();
    }
    write_symbols(xml, style, kind);
    xml.close();
}

std::string label_expression(const model::LabelRule& label, Language language) {
    const std::string field = expression_name(label.field);
    const std::string number =
        label.decimals < 0 ? field : fmt::format("format_number({}, {})", field, label.decimals);
    const std::string& suffix = label.suffix.in(language);
    return suffix.empty() ? number : fmt::format("{} || {}", number, expression_text(suffix));
}

void write_labels(XmlWriter& xml, const model::LabelRule& label, Language language) {
    const bool scaled = label.up_to_scale > 0;
    xml.open("labeling", {{"type", "simple"}}).open("settings", {{"calloutType", "simple"}});
    xml.open("text-style", {{"fontFamily", font_family},
                            {"namedStyle", "Regular"},
                            {"fieldName", label_expression(label, language)},
                            {"isExpression", "1"},
                            {"fontSize", fmt::format("{}", label.size_pt)},
                            {"fontSizeUnit", "Point"},
                            {"fontWeight", "50"},
                            {"textColor", qgis_colour(label.colour)},
                            {"textOpacity", "1"}});
    xml.empty("text-buffer", {{"bufferDraw", label.halo_mm > 0 ? "1" : "0"},
                              {"bufferSize", fmt::format("{}", label.halo_mm)},
                              {"bufferSizeUnits", "MM"},
                              {"bufferColor", "255,255,255,255"},
                              {"bufferOpacity", "0.85"},
                              {"bufferJoinStyle", "128"},
                              {"bufferNoFill", "1"}});
    xml.close();
    xml.empty("placement", {{"placement", "1"},
                            {"quadOffset", "4"},
                            {"centroidInside", "1"},
                            {"centroidWhole", "1"},
                            {"priority", "5"}});
    xml.empty("rendering", {{"drawLabels", "1"},
                            {"scaleVisibility", scaled ? "1" : "0"},
                            {"scaleMin", "0"},
                            {"scaleMax", fmt::format("{}", scaled ? label.up_to_scale : 100000000.0)},
                            {"obstacle", "1"}});
    xml.close().close();
}

std::string title_with_unit(const model::Field& field, Language language) {
    static const std::vector<std::pair<std::string_view, Text>> units{{"m2", {"㎡", "m²"}},
                                                                      {"mu", {"亩", "mu"}},
                                                                      {"m", {"米", "m"}},
                                                                      {"yuan_per_m2", {"元/㎡", "yuan/m²"}}};
    const std::string& title = field.title.in(language);
    const auto unit =
        std::ranges::find(units, std::string_view(field.unit), [](const auto& entry) { return entry.first; });
    if (title.empty() || unit == units.end() || title.find("亩") != std::string::npos ||
        title.find("(mu)") != std::string::npos)
        return title;
    return fmt::format("{} {}", title, unit->second.in(language));
}

void write_aliases(XmlWriter& xml, const FeatureTable& table, Language language) {
    xml.open("aliases");
    xml.empty("alias", {{"index", "0"}, {"field", "fid"}, {"name", ""}});
    for (std::size_t i = 0; i < table.fields.size(); ++i)
        xml.empty("alias", {{"index", std::to_string(i + 1)},
                            {"field", table.fields[i].name},
                            {"name", title_with_unit(table.fields[i], language)}});
    xml.close();
}

int geometry_code(GeometryKind kind) {
    switch (kind) {
        case GeometryKind::Point:
            return 0;
        case GeometryKind::Line:
            return 1;
        case GeometryKind::Polygon:
            return 2;
        case GeometryKind::None:
            return 4;
    }
    return 4;
}

}  // namespace

XmlWriter::Attributes style_attributes(const LayerStyle& style) {
    const bool scaled = style.up_to_scale > 0;
    return {{"version", qgis_version},
            {"styleCategories", "AllStyleCategories"},
            {"labelsEnabled", style.label ? "1" : "0"},
            {"hasScaleBasedVisibilityFlag", scaled ? "1" : "0"},
            {"minScale", fmt::format("{}", scaled ? style.up_to_scale : 100000000.0)},
            {"maxScale", "0"},
            {"simplifyDrawingHints", "1"},
            {"simplifyDrawingTol", "1"},
            {"simplifyAlgorithm", "0"},
            {"simplifyLocal", "1"},
            {"simplifyMaxScale", "1"},
            {"readOnly", "0"}};
}

namespace {

/// What stands beside the pointer: the layer, and the first fields with their titles and units.
std::string map_tip(const LayerStyle& style, const FeatureTable& table, Language language) {
    constexpr std::size_t shown = 8;
    std::string tip = "<b>" + xml_escaped(style.title.in(language)) + "</b><table>";
    for (std::size_t i = 0; i < std::min(shown, table.fields.size()); ++i) {
        const model::Field& field = table.fields[i];
        tip += fmt::format("<tr><td>{}</td><td>[% represent_value(\"{}\") %]</td></tr>", xml_escaped(title_with_unit(field, language)), field.name);
    }
    return tip + "</table>";
}

/// What a row is called in lists: by its label, else by its first fields (a row of a table may be a pair).
std::string row_name(const LayerStyle& style, const FeatureTable& table) {
    if (style.label) return expression_name(style.label->field);
    if (table.fields.empty()) return expression_name("fid");
    std::string first = expression_name(table.fields.front().name);
    if (table.kind != GeometryKind::None || table.fields.size() == 1) return first;
    return fmt::format("concat({}, ' · ', {})", first, expression_name(table.fields[1].name));
}

void write_actions(XmlWriter& xml, const LayerStyle& style, Language language) {
    xml.open("attributeactions");
    for (std::size_t i = 0; i < style.actions.size(); ++i) {
        const model::LayerAction& action = style.actions[i];
        xml.open("actionsetting", {{"id", fmt::format("{{00000000-0000-4000-8000-{:012x}}}", i + 1)},
                                   {"name", action.title.in(language)},
                                   {"shortTitle", action.title.in(language)},
                                   {"type", "1"},  // Python
                                   {"capture", "0"},
                                   {"isEnabledOnlyWhenEditable", "0"},
                                   {"icon", ""},
                                   {"notificationMessage", ""},
                                   {"action", action.script}});
        for (const char* scope : {"Feature", "Canvas"}) xml.empty("actionScope", {{"id", scope}});
        xml.close();
    }
    xml.close();
}

}  // namespace

void write_style(XmlWriter& xml, const LayerStyle& style, const FeatureTable& table, Language language) {
    const bool spatial = table.kind != GeometryKind::None;
    xml.open("flags").text("Identifiable", "1").text("Removable", "1").text("Searchable", "1").close();
    if (spatial) write_renderer(xml, style, table.kind, language);
    if (spatial && style.label) write_labels(xml, *style.label, language);
    xml.text("blendMode", "0")
        .text("featureBlendMode", "0")
        .text("layerOpacity", fmt::format("{}", style.opacity));
    write_fields(xml, style, table, language);
    write_form(xml, style, table, language);
    write_aliases(xml, table, language);
    xml.text("previewExpression", row_name(style, table));
    if (spatial) xml.text("mapTip", map_tip(style, table, language));
    if (!style.actions.empty()) write_actions(xml, style, language);
    xml.text("layerGeometryType", std::to_string(geometry_code(table.kind)));
}

void write_raster_style(XmlWriter& xml, const model::RasterStyle& style, Language language) {
    const auto number = [](double value) { return fmt::format("{}", value); };
    xml.open("pipe");
    xml.open("provider")
        .empty("resampling", {{"enabled", "false"},
                              {"zoomedInResamplingMethod", "nearestNeighbour"},
                              {"zoomedOutResamplingMethod", "nearestNeighbour"},
                              {"maxOversampling", "2"}})
        .close();
    xml.open("rasterrenderer", {{"type", "singlebandpseudocolor"},
                                {"band", "1"},
                                {"alphaBand", "-1"},
                                {"opacity", number(style.opacity)},
                                {"classificationMin", "0"},
                                {"classificationMax", number(style.stops.back().up_to)},
                                {"nodataColor", ""}});
    xml.empty("rasterTransparency");
    xml.open("rastershader");
    xml.open("colorrampshader", {{"colorRampType", "DISCRETE"},
                                 {"classificationMode", "1"},
                                 {"clip", "0"},
                                 {"labelPrecision", "2"},
                                 {"minimumValue", "0"},
                                 {"maximumValue", number(style.stops.back().up_to)}});
    for (std::size_t i = 0; i < style.stops.size(); ++i) {
        const model::RampStop& stop = style.stops[i];
        // The last class is open in QGIS; values beyond the bounds do not occur.
        const bool last = i + 1 == style.stops.size();
        xml.empty("item", {{"value", last ? "inf" : number(stop.up_to)},
                           {"label", stop.label.in(language)},
                           {"color", model::to_string(stop.colour)},
                           {"alpha", std::to_string(stop.colour.alpha)}});
    }
    xml.close().close().close();
    xml.empty("brightnesscontrast", {{"brightness", "0"}, {"contrast", "0"}, {"gamma", "1"}});
    xml.empty("huesaturation", {{"saturation", "0"}, {"grayscaleMode", "0"}, {"colorizeOn", "0"}});
    xml.empty("rasterresampler", {{"maxOversampling", "2"}});
    xml.text("resamplingStage", "resamplingFilter");
    xml.close();
    xml.text("blendMode", "0");
}

std::string qml_of(const LayerStyle& style, const FeatureTable& table, Language language) {
    XmlWriter xml;
    xml.open("qgis", style_attributes(style));
    write_style(xml, style, table, language);
    xml.close();
    return doctype + xml.take();
}

std::string raster_qml_of(const model::RasterStyle& style, Language language) {
    XmlWriter xml;
    xml.open("qgis", {{"version", qgis_version},
                      {"styleCategories", "AllStyleCategories"},
                      {"hasScaleBasedVisibilityFlag", "0"}});
    write_raster_style(xml, style, language);
    xml.close();
    return doctype + xml.take();
}

}  // namespace zonewright::publish
