#include "intake/source_layer.h"

#include <algorithm>
#include <cctype>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"
#include "intake/survey_features.h"

namespace zonewright::intake {
namespace {

std::string lower(std::string text) {
    std::transform(text.begin(), text.end(), text.begin(),
                   [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return text;
}

[[noreturn]] void ask_for_layer(const model::SourceDefinition& definition, const model::Role& role,
                                const std::vector<gis::LayerInfo>& layers) {
    std::vector<std::string> names;
    for (const gis::LayerInfo& layer : layers) names.push_back(layer.name);
    const auto near = nearest_name(definition.layer, names);
    throw InputError(
        {.thing = source_name(definition),
         .value = definition.layer.empty() ? say("{} 个图层", "{} layers", layers.size()) : definition.layer,
         .expected = say("以下图层之一：{}（角色 {} 的惯用名：{}）",
                         "one of the layers {} (usual names of role {}: {})", joined(names), role.id,
                         joined(role.layer_aliases)),
         .advice = near ? say("是否指 {}？", "did you mean {}?", *near)
                        : say("在 study.toml 中写明 layer", "name the layer in study.toml")});
}

bool plays(const gis::LayerInfo& layer, const model::Role& role, bool whole_name) {
    const std::string name = lower(layer.name);
    return std::any_of(role.layer_aliases.begin(), role.layer_aliases.end(), [&](const std::string& alias) {
        return whole_name ? name == lower(alias) : name.find(lower(alias)) != std::string::npos;
    });
}

}  // namespace

std::string source_name(const model::SourceDefinition& definition) {
    const std::string file = definition.path.filename().string();
    return (definition.role.empty() ? "" : definition.role + " · ") + file +
           (definition.layer.empty() ? "" : "/" + definition.layer);
}

bool is_survey_text(const std::filesystem::path& path) {
    return lower(path.extension().string()) == ".txt";
}

gis::LayerInfo find_layer(const model::SourceDefinition& definition, const model::Role& role) {
    const std::vector<gis::LayerInfo> layers = gis::list_layers(definition.path);
    if (!definition.layer.empty()) {
        for (const gis::LayerInfo& layer : layers)
            if (lower(layer.name) == lower(definition.layer)) return layer;
        ask_for_layer(definition, role, layers);
    }
    if (layers.size() == 1) return layers.front();
    for (const bool whole_name : {true, false}) {
        std::vector<gis::LayerInfo> fitting;
        for (const gis::LayerInfo& layer : layers)
            if (plays(layer, role, whole_name)) fitting.push_back(layer);
        if (fitting.size() == 1) return fitting.front();
        if (fitting.size() > 1) break;
    }
    ask_for_layer(definition, role, layers);
}

gis::LayerReading read_source(const model::SourceDefinition& definition, const model::Role& role,
                              const Progress& progress) {
    if (is_survey_text(definition.path)) return read_survey(definition.path);
    const gis::LayerInfo layer = find_layer(definition, role);
    return gis::read_layer_with_notes(
        {.path = definition.path, .layer = layer.name, .encoding = definition.encoding}, progress);
}

}  // namespace zonewright::intake
