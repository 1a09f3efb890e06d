#include "publish/qgis_sheets.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace zonewright::publish {
namespace {

const ProjectLayer* first_with(std::span<const ProjectLayer> layers, const std::string& style) {
    const auto found = std::ranges::find(layers, style, &ProjectLayer::style);
    return found == layers.end() ? nullptr : &*found;
}

/// Every @WORD@ that is known, escaped; anything else stays as it stands.
std::string filled(const std::string& sheet, const std::map<std::string, std::string>& words) {
    std::string text;
    std::size_t from = 0;
    for (std::size_t at = sheet.find('@'); at != std::string::npos; at = sheet.find('@', at + 1)) {
        const std::size_t end = sheet.find('@', at + 1);
        if (end == std::string::npos) break;
        const auto word = words.find(sheet.substr(at + 1, end - at - 1));
        if (word == words.end()) continue;
        text += sheet.substr(from, at - from) + xml_escaped(word->second);
        from = end + 1;
        at = end;
    }
    return text + sheet.substr(from);
}

/// The ground that the map's frame shows around the middle of `box`.
geom::Box shown_by(const model::MapLayout& layout, const geom::Box& box) {
    const double width_m = layout.map_width_mm / 1000, height_m = layout.map_height_mm / 1000;
    double scale = layout.scales.back();
    for (const double each : layout.scales)
        if (width_m * each >= box.width() && height_m * each >= box.height()) {
            scale = each;
            break;
        }
    const double x = (box.min_x + box.max_x) / 2, y = (box.min_y + box.max_y) / 2;
    geom::Box shown;
    shown.include(geom::Point{x - width_m * scale / 2, y - height_m * scale / 2});
    shown.include(geom::Point{x + width_m * scale / 2, y + height_m * scale / 2});
    return shown;
}

std::string theme_title(const model::StyleSheet& styles, const std::string& id, Language language) {
    const auto theme = std::ranges::find(styles.themes, id, &model::MapTheme::id);
    return theme == styles.themes.end() ? id : theme->title.in(language);
}

}  // namespace

void write_themes(XmlWriter& xml, const model::StyleSheet& styles, std::span<const ProjectLayer> layers,
                  Language language) {
    xml.open("visibility-presets");
    for (const model::MapTheme& theme : styles.themes) {
        xml.open("visibility-preset", {{"name", theme.title.in(language)},
                                       {"has-expanded-info", "1"},
                                       {"has-checked-group-info", "0"}});
        std::set<std::string> groups;
        for (const std::string& style : theme.layers)
            if (const ProjectLayer* layer = first_with(layers, style)) {
                xml.empty("layer", {{"id", layer->id}, {"visible", "1"}, {"expanded", "1"}});
                groups.insert(layer->group);
            }
        xml.open("expanded-group-nodes");
        for (const std::string& group : groups)
            if (!group.empty()) xml.empty("expanded-group-node", {{"id", group}});
        xml.close().close();
    }
    xml.close();
}

void write_layouts(XmlWriter& xml, const model::StyleSheet& styles, const geom::Box& box, const std::string& title,
                   const std::string& notes, Language language) {
    if (box.empty()) return;
    xml.open("Layouts");
    for (const model::MapLayout& layout : styles.layouts) {
        const geom::Box shown = shown_by(layout, box);
        const std::string theme = theme_title(styles, layout.theme, language);
        xml.whole(filled(layout.sheet, {{"NAME", layout.title.in(language)},
                                        {"TITLE", title + " · " + theme},
                                        {"LEGEND", layout.legend.in(language)},
                                        {"NOTES", notes},
                                        {"THEME", theme},
                                        {"XMIN", fmt::format("{:.3f}", shown.min_x)},
                                        {"YMIN", fmt::format("{:.3f}", shown.min_y)},
                                        {"XMAX", fmt::format("{:.3f}", shown.max_x)},
                                        {"YMAX", fmt::format("{:.3f}", shown.max_y)}}));
    }
    xml.close();
}

void write_relations(XmlWriter& xml, const model::StyleSheet& styles, std::span<const ProjectLayer> layers,
                     Language language) {
    xml.open("relations");
    for (const model::LayerRelation& relation : styles.relations) {
        const ProjectLayer *many = first_with(layers, relation.layer), *one = first_with(layers, relation.to_layer);
        if (many == nullptr || one == nullptr) continue;
        xml.open("relation", {{"id", relation.id},
                              {"name", relation.title.in(language)},
                              {"referencingLayer", many->id},
                              {"referencedLayer", one->id},
                              {"strength", "Association"}});
        xml.empty("fieldRef", {{"referencingField", relation.field}, {"referencedField", relation.to_field}});
        xml.close();
    }
    xml.close();
}

}  // namespace zonewright::publish
