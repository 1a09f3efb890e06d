#include "intake/source_layer.h"

#include <algorithm>
#include <cctype>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"
#include "intake/lower_case.h"
#include "intake/source_archive.h"
#include "intake/survey_features.h"
#include "io/gdal_session.h"

namespace zonewright::intake {
namespace {

[[noreturn]] void ask_for_layer(const model::SourceDefinition& definition, const model::Role& role,
                                const std::vector<io::LayerInfo>& layers) {
    std::vector<std::string> names;
    names.reserve(layers.size());
    for (const io::LayerInfo& layer : layers) names.push_back(layer.name);
    const auto near = nearest_name(definition.layer, names);
    throw InputError(
        {.thing = source_name(definition),
         .value = definition.layer.empty() ? both("{} 个图层", "{} layers", layers.size()) : definition.layer,
         .expected = both("以下图层之一：{}（角色 {} 的惯用名：{}）",
                          "one of the layers {} (usual names of role {}: {})", joined(names), role.id,
                          joined(role.layer_aliases)),
         .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                        : both("用 --layer 指定（study.toml 中写 layer）",
                               "name it with --layer (in study.toml: layer)")});
}

bool plays(const io::LayerInfo& layer, const model::Role& role, bool whole_name) {
    const std::string name = lower(layer.name);
    return std::any_of(role.layer_aliases.begin(), role.layer_aliases.end(), [&](const std::string& alias) {
        return whole_name ? name == lower(alias) : name.find(lower(alias)) != std::string::npos;
    });
}

bool is_drawing(const std::filesystem::path& path) {
    return lower(path.extension().string()) == ".dxf";
}

/// The layer of a drawing that may play the role when all others hold labels and points only.
std::optional<io::LayerInfo> only_drawn_layer(const std::vector<io::LayerInfo>& layers,
                                              const model::Role& role) {
    std::vector<io::LayerInfo> drawn;
    for (const io::LayerInfo& layer : layers)
        if (layer.kind == role.geometry ||
            (role.geometry == model::GeometryKind::Polygon && layer.kind == model::GeometryKind::Line))
            drawn.push_back(layer);
    return drawn.size() == 1 ? std::optional(drawn.front()) : std::nullopt;
}

}  // namespace

std::string stem_of(const model::SourceDefinition& definition) {
    return io::is_database(definition.path) ? definition.layer : definition.path.stem().string();
}

std::string source_name(const model::SourceDefinition& definition) {
    const bool database = io::is_database(definition.path);
    const std::string file = database ? definition.path.string() : definition.path.filename().string();
    return (definition.role.empty() ? "" : definition.role + " · ") + file +
           (definition.layer.empty() ? "" : "/" + definition.layer);
}

std::string shell_quoted(const std::string& word) {
    if (!word.empty() && word.find_first_of(" \t\n'\"\\$`!*?[](){}<>|&;#~") == std::string::npos) return word;
    std::string out = "'";
    for (const char c : word) out += c == '\'' ? std::string("'\\''") : std::string(1, c);
    return out + "'";
}

std::string import_command(const std::filesystem::path& study, const model::SourceDefinition& definition,
                           bool replace) {
    std::string command = "zonewright import " + shell_quoted(study.string()) + " " +
                          shell_quoted(definition.path.string()) + " --role " + definition.role;
    for (const auto& [option, value] :
         {std::pair("--layer", definition.layer), std::pair("--crs", definition.crs), std::pair("--degrees", definition.degrees),
          std::pair("--encoding", definition.encoding), std::pair("--code-scheme", definition.code_scheme),
          std::pair("--date", definition.date),
          std::pair("--status", definition.status == model::GeometryStatus::Unstated ? std::string()
                                                                                      : to_string(definition.status))})
        if (!value.empty()) command += std::string(" ") + option + " " + shell_quoted(value);
    for (const auto& [canonical, name] : definition.fields)
        command += " --field " + shell_quoted(canonical + "=" + name);
    return command + (replace ? " --replace" : "");
}

bool is_survey_text(const std::filesystem::path& path) {
    return lower(path.extension().string()) == ".txt";
}

io::LayerInfo find_layer(const model::SourceDefinition& definition, const model::Role& role) {
    const std::vector<io::LayerInfo> layers = io::list_layers(definition.path, definition.encoding);
    if (!definition.layer.empty()) {
        if (is_drawing(definition.path) && lower(definition.layer) == "entities") return {.name = "entities"};
        for (const io::LayerInfo& layer : layers)
            if (lower(layer.name) == lower(definition.layer)) return layer;
        ask_for_layer(definition, role, layers);
    }
    if (layers.size() == 1) return layers.front();
    for (const bool whole_name : {true, false}) {
        std::vector<io::LayerInfo> fitting;
        for (const io::LayerInfo& layer : layers)
            if (plays(layer, role, whole_name)) fitting.push_back(layer);
        if (fitting.size() == 1) return fitting.front();
        if (fitting.size() > 1) break;
    }
    if (is_drawing(definition.path))
        if (const auto drawn = only_drawn_layer(layers, role)) return *drawn;
    ask_for_layer(definition, role, layers);
}

io::LayerReading read_source(const model::SourceDefinition& definition, const model::Role& role,
                             double arc_step_deg, const Progress& progress) {
    const OpenedSource opened = open_source(definition, &role);
    const model::SourceDefinition& source = opened.definition;
    try {
        if (is_survey_text(source.path)) return read_survey(source.path);
        const io::LayerInfo layer = find_layer(source, role);
        return io::read_layer_with_notes({.path = source.path,
                                          .layer = layer.name,
                                          .encoding = source.encoding,
                                          .arc_step_deg = arc_step_deg,
                                          .mixed = true},
                                         progress);
    } catch (const InputError& error) {
        throw named_as(error, opened, definition.path);
    }
}

}  // namespace zonewright::intake
