#include "publish/qgis_form.h"

#include <algorithm>
#include <optional>

#include "publish/qgis_symbol.h"

namespace zonewright::publish {
namespace {

using model::Field;
using model::FieldType;

/// Areas are published as finely as pages print them; lengths, prices, shares, scores and angles have to be cut.
bool is_printed_already(const Field& field) {
    return field.unit == "m2" || field.unit == "mu";
}

int decimals_of(const Field& field) {
    return field.unit == "m" || field.unit == "yuan_per_m2" ? 2 : 4;
}

void write_number_widget(XmlWriter& xml, const Field& field) {
    const auto option = [&](const char* name, const char* type, const std::string& value) {
        xml.empty("Option", {{"name", name}, {"type", type}, {"value", value}});
    };
    xml.open("editWidget", {{"type", "Range"}}).open("config").open("Option", {{"type", "Map"}});
    option("AllowNull", "bool", "true");
    option("Min", "double", "-1e+15");
    option("Max", "double", "1e+15");
    option("Precision", "int", std::to_string(decimals_of(field)));
    option("Step", "double", "1");
    option("Style", "QString", "SpinBox");
    xml.close().close().close();
}

void write_code_widget(XmlWriter& xml, const std::vector<std::pair<std::string, Text>>& words, Language language) {
    xml.open("editWidget", {{"type", "ValueMap"}}).open("config").open("Option", {{"type", "Map"}});
    xml.open("Option", {{"name", "map"}, {"type", "List"}});
    for (const auto& [code, title] : words) {
        xml.open("Option", {{"type", "Map"}});
        write_option(xml, title.in(language), code);
        xml.close();
    }
    xml.close().close().close().close();
}

bool fits(const std::string& pattern, const std::string& field) {
    if (!pattern.ends_with('*')) return pattern == field;
    return field.starts_with(pattern.substr(0, pattern.size() - 1));
}

struct Tab {
    Text title;
    std::vector<std::size_t> fields;  ///< positions in the table
    std::vector<std::string> relations;
};

/// Every field under the first tab that names it.
std::vector<Tab> tabs_of(const model::LayerStyle& style, const model::FeatureTable& table) {
    std::vector<Tab> tabs;
    std::vector<bool> placed(table.fields.size());
    for (const model::FormTab& declared : style.tabs) {
        Tab& tab = tabs.emplace_back(Tab{declared.title, {}, declared.relations});
        for (const std::string& pattern : declared.fields)
            for (std::size_t i = 0; i < table.fields.size(); ++i) {
                if (placed[i] || !fits(pattern, table.fields[i].name)) continue;
                placed[i] = true;
                tab.fields.push_back(i);
            }
    }
    Tab rest{{"其他", "other"}, {}, {}};
    for (std::size_t i = 0; i < placed.size(); ++i)
        if (!placed[i]) rest.fields.push_back(i);
    if (!rest.fields.empty()) tabs.push_back(std::move(rest));
    return tabs;
}

}  // namespace

void write_fields(XmlWriter& xml, const model::LayerStyle& style, const model::FeatureTable& table, Language language) {
    xml.open("fieldConfiguration");
    for (const Field& field : table.fields) {
        const auto words = style.words.find(field.name);
        xml.open("field", {{"name", field.name}, {"configurationFlags", "None"}});
        if (words != style.words.end())
            write_code_widget(xml, words->second, language);
        else if (field.type == FieldType::Real && !is_printed_already(field))
            write_number_widget(xml, field);
        else  // named, or QGIS takes fields of relations for lists that it does not find
            xml.open("editWidget", {{"type", "TextEdit"}}).open("config").empty("Option").close().close();
        xml.close();
    }
    xml.close();
}

void write_form(XmlWriter& xml, const model::LayerStyle& style, const model::FeatureTable& table, Language language) {
    if (style.tabs.empty()) return;
    xml.text("editorlayout", "tablayout");
    xml.open("attributeEditorForm");
    for (const Tab& tab : tabs_of(style, table)) {
        xml.open("attributeEditorContainer", {{"name", tab.title.in(language)},
                                              {"groupBox", "0"},
                                              {"columnCount", "1"},
                                              {"showLabel", "1"},
                                              {"visibilityExpressionEnabled", "0"},
                                              {"visibilityExpression", ""}});
        for (const std::size_t field : tab.fields)
            xml.empty("attributeEditorField", {{"name", table.fields[field].name},
                                               {"index", std::to_string(field + 1)},
                                               {"showLabel", "1"}});
        for (const std::string& relation : tab.relations)
            xml.open("attributeEditorRelation", {{"name", relation},
                                                 {"relation", relation},
                                                 {"relationWidgetTypeId", "relation_editor"},
                                                 {"nmRelationId", ""},
                                                 {"forceSuppressFormPopup", "0"},
                                                 {"label", ""},
                                                 {"showLabel", "0"}})
                .close();
        xml.close();
    }
    xml.close();
}

}  // namespace zonewright::publish
