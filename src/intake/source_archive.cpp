#include "intake/source_archive.h"

#include <algorithm>
#include <cctype>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"
#include "intake/lower_case.h"
#include "intake/source_layer.h"

namespace zonewright::intake {
namespace {

namespace fs = std::filesystem;

struct Choice {
    std::string member;
    std::string layer;
};

/// The member that `layer` names, and what is left of it for the layer inside.
std::optional<Choice> named_member(const std::vector<std::string>& members, const std::string& layer) {
    for (const std::string& member : members) {
        const fs::path path(member);
        for (const std::string& name : {member, path.filename().string(), path.stem().string()}) {
            if (lower(layer) == lower(name)) return Choice{member, {}};
            if (lower(layer).starts_with(lower(name) + "/"))
                return Choice{member, layer.substr(name.size() + 1)};
        }
    }
    return std::nullopt;
}

std::optional<Choice> by_role(const std::vector<std::string>& members, const model::Role& role) {
    for (const bool whole_name : {true, false}) {
        std::vector<std::string> fitting;
        for (const std::string& member : members) {
            const std::string stem = lower(fs::path(member).stem().string());
            if (std::any_of(role.layer_aliases.begin(), role.layer_aliases.end(),
                            [&](const std::string& alias) {
                                return whole_name ? stem == lower(alias)
                                                  : stem.find(lower(alias)) != std::string::npos;
                            }))
                fitting.push_back(member);
        }
        if (fitting.size() == 1) return Choice{fitting.front(), {}};
        if (fitting.size() > 1) return std::nullopt;
    }
    return std::nullopt;
}

[[noreturn]] void ask(const model::SourceDefinition& definition, const std::vector<std::string>& members) {
    if (members.empty())
        throw InputError({.thing = source_name(definition),
                          .value = both("没有可读的图层", "no layer that can be read"),
                          .expected = ".shp .gdb .gpkg .geojson .dxf .kml .csv .xlsx .fgb .txt",
                          .advice = both("检查压缩包的内容", "see what is in the zip")});
    const auto near = nearest_name(definition.layer, members);
    throw InputError({.thing = source_name(definition),
                      .value = definition.layer.empty()
                                   ? both("压缩包中有 {} 个数据集", "{} data sets in the zip", members.size())
                                   : definition.layer,
                      .expected = both("其中之一：{}", "one of {}", joined(members)),
                      .advice = near && !definition.layer.empty()
                                    ? both("是否指 {}？", "did you mean {}?", *near)
                                    : both("用 --layer 指定，如 --layer \"{}\"",
                                           "name it, such as --layer \"{}\"", members.front())});
}

Choice choose(const model::SourceDefinition& definition, const model::Role* role) {
    const std::vector<std::string> members = io::archive_members(definition.path);
    if (!definition.layer.empty())
        if (const auto choice = named_member(members, definition.layer)) return *choice;
    if (members.size() == 1) return {members.front(), definition.layer};
    if (role != nullptr && definition.layer.empty())
        if (const auto choice = by_role(members, *role)) return *choice;
    ask(definition, members);
}

std::string replaced(std::string text, const std::string& from, const std::string& to) {
    for (std::size_t at = text.find(from); at != std::string::npos; at = text.find(from, at + to.size()))
        text.replace(at, from.size(), to);
    return text;
}

}  // namespace

InputError named_as(const InputError& error, const OpenedSource& opened, const fs::path& zip) {
    if (!opened.unpacked) return error;
    const std::string folder = opened.unpacked->path().parent_path().string();
    Problem problem = error.problem();
    for (Text* text : {&problem.thing, &problem.value, &problem.expected, &problem.advice})
        *text = {replaced(text->zh, folder, zip.string()), replaced(text->en, folder, zip.string())};
    InputError renamed(problem);
    return renamed;
}

OpenedSource open_source(const model::SourceDefinition& definition, const model::Role* role) {
    OpenedSource opened{definition, std::nullopt};
    if (!io::is_archive(definition.path)) return opened;
    const Choice choice = choose(definition, role);
    opened.unpacked.emplace(definition.path, choice.member);
    opened.definition.path = opened.unpacked->path();
    opened.definition.layer = choice.layer;
    return opened;
}

}  // namespace zonewright::intake
