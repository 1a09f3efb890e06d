#include "publish/qgis_project.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <set>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "publish/qgis_sheets.h"
#include "publish/qgis_style.h"
#include "publish/qgis_symbol.h"
#include "publish/zip_archive.h"

namespace zonewright::publish {
namespace {

using model::FeatureTable;
using model::GeometryKind;

/// One entry of the layer tree with its source.
struct Entry {
    std::string id;
    std::string name;
    std::string source;
    std::string group;
    bool one_at_a_time = false;  ///< the group shows one of its layers
    bool checked = true;
    geom::Box box;
    const model::LayerStyle* style = nullptr;  ///< vector layers
    const FeatureTable* table = nullptr;
    const model::RasterStyle* raster = nullptr;
};

geom::Box box_of(const FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features) box.include(geom::bounds(feature.geometry));
    return box;
}

const model::LayerStyle& style_of(const ProjectRequest& request, const std::string& layer) {
    if (const auto* style = request.styles->find(layer)) return *style;
    throw InternalError({.thing = "styles", .value = layer, .expected = "a style for every published layer"});
}

std::string geopackage_source(const ProjectRequest& request, const std::string& layer) {
    return "./" + request.package + "|layername=" + layer;
}

Entry vector_entry(const ProjectRequest& request, const FeatureTable& table) {
    const model::LayerStyle& style = style_of(request, table.name);
    return {table.name,
            style.title.in(request.language),
            geopackage_source(request, table.name),
            style.group.in(request.language),
            false,
            style.visible,
            box_of(table),
            &style,
            &table,
            nullptr};
}

std::set<std::string> values_of(const FeatureTable& table, const std::string& field) {
    std::set<std::string> values;
    const std::size_t position = table.field(field);
    for (const model::Feature& feature : table.features)
        values.insert(model::text_of(feature.values[position]));
    return values;
}

/// Overlapping classes get a layer each, shown one at a time.
void add_layer_per_class(const ProjectRequest& request, const FeatureTable& table,
                         std::vector<Entry>& entries) {
    const model::LayerStyle& style = style_of(request, table.name);
    const auto present = values_of(table, style.one_layer_per);
    bool first = true;
    for (const model::StyleClass& entry : style.classes) {
        if (!present.contains(entry.value)) continue;
        Entry layer = vector_entry(request, table);
        layer.id += "_" + entry.value;
        layer.name = entry.label.in(request.language);
        // Class values are words of ours (checked when styles are read); quotes are doubled all the same.
        std::string value = entry.value;
        for (std::size_t at = 0; (at = value.find('\'', at)) != std::string::npos; at += 2)
            value.insert(at, 1, '\'');
        layer.source += fmt::format("|subset=\"{}\" = '{}'", style.one_layer_per, value);
        layer.one_at_a_time = true;
        layer.checked = style.visible && first;
        first = false;
        entries.push_back(std::move(layer));
    }
}

void add_rasters(const ProjectRequest& request, const geom::Box& box, std::vector<Entry>& entries) {
    std::set<std::string> seen;
    for (const ProjectRaster& raster : request.rasters) {
        const model::RasterStyle* style = request.styles->find_raster(raster.style);
        if (style == nullptr)
            throw InternalError(
                {.thing = "styles", .value = raster.style, .expected = "a style of the raster"});
        Entry entry{std::filesystem::path(raster.file).replace_extension().string(),
                    raster.title.in(request.language),
                    "./" + raster.file,
                    style->group.in(request.language),
                    raster.style == "suitability",
                    style->visible && seen.insert(raster.style).second,
                    box,
                    nullptr,
                    nullptr,
                    style};
        std::ranges::replace(entry.id, '/', '_');
        entries.push_back(std::move(entry));
    }
}

/// Top layer first, as QGIS lists them.
std::vector<Entry> entries_of(const ProjectRequest& request, geom::Box& box) {
    std::vector<Entry> entries;
    for (const FeatureTable& table : request.tables) box.include(box_of(table));
    for (std::size_t i = request.tables.size(); i-- > 0;) {
        const FeatureTable& table = request.tables[i];
        if (table.kind == GeometryKind::None) continue;
        if (style_of(request, table.name).one_layer_per.empty())
            entries.push_back(vector_entry(request, table));
        else
            add_layer_per_class(request, table, entries);
    }
    add_rasters(request, box, entries);
    for (const FeatureTable& table : request.tables)
        if (table.kind == GeometryKind::None) entries.push_back(vector_entry(request, table));
    // QGIS replaces ids of ten characters or fewer by random ones and then loses them in the layer tree.
    for (Entry& entry : entries) entry.id = "zonewright_" + entry.id;
    return entries;
}

void write_crs(XmlWriter& xml, std::string_view tag, int epsg) {
    xml.open(tag).open("spatialrefsys", {{"nativeFormat", "Wkt"}});
    // Any positive srsid makes QGIS go by the authid.
    xml.text("srsid", "1").text("srid", std::to_string(epsg)).text("authid", fmt::format("EPSG:{}", epsg));
    xml.close().close();
}

void write_extent(XmlWriter& xml, const geom::Box& box) {
    if (box.empty()) return;
    const auto number = [](double value) { return fmt::format("{}", value); };
    xml.open("extent");
    xml.text("xmin", number(box.min_x))
        .text("ymin", number(box.min_y))
        .text("xmax", number(box.max_x))
        .text("ymax", number(box.max_y));
    xml.close();
}

/// The first line of a raster's legend names its band; the classes alone say what the colours mean.
void write_legend_without_band(XmlWriter& xml, const model::RasterStyle& style) {
    std::string order;
    for (std::size_t i = 1; i <= style.stops.size(); ++i) order += (i > 1 ? "," : "") + std::to_string(i);
    xml.open("customproperties").open("Option", {{"type", "Map"}});
    write_option(xml, "legend/node-order", order);
    xml.close().close();
}

void write_tree_layer(XmlWriter& xml, const Entry& entry) {
    const bool many_classes =
        entry.style != nullptr && entry.style->classes.size() > 1 && !entry.one_at_a_time;
    xml.open("layer-tree-layer", {{"id", entry.id},
                                  {"name", entry.name},
                                  {"source", entry.source},
                                  {"providerKey", entry.raster != nullptr ? "gdal" : "ogr"},
                                  {"checked", entry.checked ? "Qt::Checked" : "Qt::Unchecked"},
                                  {"expanded", entry.checked && many_classes ? "1" : "0"},
                                  {"legend_exp", ""},
                                  {"patch_size", "-1,-1"}});
    if (entry.raster != nullptr) write_legend_without_band(xml, *entry.raster);
    xml.close();
}

bool same_group(const Entry& a, const Entry& b) {
    return a.group == b.group;
}

void write_tree(XmlWriter& xml, const std::vector<Entry>& entries) {
    xml.open("layer-tree-group");
    for (auto first = entries.begin(); first != entries.end();) {
        const auto last = std::find_if(first, entries.end(),
                                       [&](const Entry& entry) { return !same_group(entry, *first); });
        const bool any_checked = std::any_of(first, last, [](const Entry& entry) { return entry.checked; });
        if (!first->group.empty()) {
            XmlWriter::Attributes attributes{{"name", first->group},
                                             {"checked", any_checked ? "Qt::Checked" : "Qt::Unchecked"},
                                             {"expanded", any_checked ? "1" : "0"}};
            if (first->one_at_a_time) {
                attributes.emplace_back("mutually-exclusive", "1");
                attributes.emplace_back("mutually-exclusive-child", "0");
            }
            xml.open("layer-tree-group", attributes);
        }
        for (auto entry = first; entry != last; ++entry) write_tree_layer(xml, *entry);
        if (!first->group.empty()) xml.close();
        first = last;
    }
    xml.close();
}

std::string geometry_word(GeometryKind kind) {
    switch (kind) {
        case GeometryKind::Point:
            return "Point";
        case GeometryKind::Line:
            return "Line";
        case GeometryKind::Polygon:
            return "Polygon";
        case GeometryKind::None:
            return "No geometry";
    }
    return "No geometry";
}

void write_layer(XmlWriter& xml, const ProjectRequest& request, const Entry& entry) {
    XmlWriter::Attributes attributes;
    if (entry.raster == nullptr) {
        attributes = style_attributes(*entry.style);
        std::erase_if(attributes, [](const auto& attribute) { return attribute.first == "version"; });
        attributes.emplace_back("type", "vector");
        attributes.emplace_back("geometry", geometry_word(entry.table->kind));
    } else {
        attributes = {{"type", "raster"},
                      {"styleCategories", "AllStyleCategories"},
                      {"hasScaleBasedVisibilityFlag", "0"}};
    }
    xml.open("maplayer", attributes);
    const bool spatial = entry.raster != nullptr || entry.table->kind != GeometryKind::None;
    if (spatial) write_extent(xml, entry.box);
    xml.text("id", entry.id).text("datasource", entry.source).text("layername", entry.name);
    if (spatial) write_crs(xml, "srs", request.epsg);
    if (entry.raster != nullptr) {
        xml.text("provider", "gdal");
        write_raster_style(xml, *entry.raster, request.language);
    } else {
        xml.text("provider", "ogr", {{"encoding", "UTF-8"}});
        write_style(xml, *entry.style, *entry.table, request.language);
    }
    xml.close();
}

/// Every map scale the sheets may use, so that an atlas draws each town at one of them.
void write_scales(XmlWriter& xml, const model::StyleSheet& styles) {
    std::set<double, std::greater<>> scales;
    for (const model::MapLayout& layout : styles.layouts) scales.insert(layout.scales.begin(), layout.scales.end());
    xml.open("ProjectViewSettings", {{"UseProjectScales", scales.empty() ? "0" : "1"}}).open("Scales");
    for (const double scale : scales) xml.empty("Scale", {{"Value", fmt::format("{:.0f}", scale)}});
    xml.close().close();
}

std::vector<ProjectLayer> layers_of(const std::vector<Entry>& entries) {
    std::vector<ProjectLayer> layers;
    layers.reserve(entries.size());
    for (const Entry& entry : entries)
        layers.push_back({.id = entry.id,
                          .style = entry.raster != nullptr ? entry.raster->layer : entry.style->layer,
                          .group = entry.group});
    return layers;
}

void write_properties(XmlWriter& xml, const ProjectRequest& request) {
    xml.open("properties");
    xml.open("Paths").text("Absolute", "false", {{"type", "bool"}}).close();
    xml.open("Measurement");
    xml.text("AreaUnits", "m2", {{"type", "QString"}}).text("DistanceUnits", "meters", {{"type", "QString"}});
    xml.close();
    // Areas measured by hand then agree with ours: ellipsoidal, on the ellipsoid of CGCS2000.
    xml.open("Measure").text("Ellipsoid", "EPSG:1024", {{"type", "QString"}}).close();
    xml.open("SpatialRefSys").text("ProjectionsEnabled", "1", {{"type", "int"}}).close();
    xml.close();
    xml.open("projectMetadata").text("title", request.title).text("abstract", request.notes);
    xml.text("language", request.language == Language::Zh ? "zh" : "en").close();
}

}  // namespace

std::string project_xml(const ProjectRequest& request) {
    geom::Box box;
    const std::vector<Entry> entries = entries_of(request, box);
    XmlWriter xml;
    xml.open("qgis", {{"projectname", request.title}, {"version", qgis_version}});
    xml.empty("homePath", {{"path", ""}}).text("title", request.title);
    write_crs(xml, "projectCrs", request.epsg);
    write_tree(xml, entries);
    xml.open("mapcanvas", {{"name", "theMapCanvas"}, {"annotationsVisible", "1"}});
    xml.text("units", "meters");
    write_extent(xml, box.empty() ? box : box.grown(0.02 * std::max(box.width(), box.height())));
    xml.text("rotation", "0");
    write_crs(xml, "destinationsrs", request.epsg);
    xml.close();
    xml.open("projectlayers");
    for (const Entry& entry : entries) write_layer(xml, request, entry);
    xml.close();
    xml.open("layerorder");
    for (const Entry& entry : entries) xml.empty("layer", {{"id", entry.id}});
    xml.close();
    const std::vector<ProjectLayer> layers = layers_of(entries);
    write_themes(xml, *request.styles, layers, request.language);
    write_relations(xml, *request.styles, layers, request.language);
    write_layouts(xml, *request.styles, box, request.title, request.notes, request.language);
    write_scales(xml, *request.styles);
    write_properties(xml, request);
    xml.close();
    return "<!DOCTYPE qgis PUBLIC 'http://mrcc.com/qgis.dtd' 'SYSTEM'>\n" + xml.take();
}

void write_project(const std::filesystem::path& target, const ProjectRequest& request) {
    write_file(target, zip_archive({{target.stem().string() + ".qgs", project_xml(request)}}));
}

}  // namespace zonewright::publish
