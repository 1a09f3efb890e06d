#include "answer/curve_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>
#include <sstream>

#include "answer/quoted_text.h"
#include "answer/tried_weights.h"
#include "base/atomic_file.h"
#include "base/errors.h"
#include "catalog/criterion_reader.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;
using model::CurveKind;

/// The criterion's file: the study's own before the installed one.
fs::path criterion_file(const study::Study& study, const std::string& criterion) {
    const auto& criteria = study.catalogue().criteria;
    if (std::ranges::find(criteria, criterion, &model::CriterionDefinition::id) == criteria.end())
        throw InputError({.thing = both("指标", "criterion"), .value = criterion, .expected = both("研究中的指标", "a criterion of the study"),
                          .advice = both("检查编号", "check the id")});
    const catalog::LayersFolder layers = study.opened().layers();
    const fs::path below = fs::path("criteria") / (criterion + ".toml"), own = layers.own / below;
    return !layers.own.empty() && fs::exists(own) ? own : layers.installed / below;
}

/// What the kind of the function looks at.
std::string curve_lines(const model::ValueFunction& curve) {
    std::string text = "kind = " + toml_string(curve_json(curve)["kind"].get<std::string>()) + "\n", list;
    if (curve.kind == CurveKind::Categorical) {
        for (const auto& [word, worth] : curve.categories) list += fmt::format("{}{} = {}", list.empty() ? "" : ", ", toml_string(word), worth);
        return text + "categories = { " + list + " }\n";
    }
    if (curve.kind == CurveKind::Piecewise || curve.kind == CurveKind::Step || curve.kind == CurveKind::Classes) {
        for (const auto& [measured, worth] : curve.knots) list += fmt::format("{}[{}, {}]", list.empty() ? "" : ", ", measured, worth);
        return text + "knots = [" + list + "]\n";
    }
    text += fmt::format("low = {}\nhigh = {}\nat_low = {}\nat_high = {}\n", curve.low, curve.high, curve.at_low, curve.at_high);
    const bool has_shape = curve.kind == CurveKind::JShape || curve.kind == CurveKind::SShape || curve.kind == CurveKind::Gaussian;
    return has_shape ? text + fmt::format("shape = {}\n", curve.shape) : text;
}

/// The file without the tables that begin with this heading.
std::string without_table(const fs::path& file, const std::string& heading) {
    std::istringstream lines(read_file(file));
    std::string text;
    bool within = false;
    for (std::string line; std::getline(lines, line);) {
        if (line.starts_with("[")) within = line.starts_with("[" + heading + "]") || line.starts_with("[" + heading + ".");
        if (!within) text += line + "\n";
    }
    while (text.ends_with("\n\n")) text.pop_back();
    return text;
}

}  // namespace

std::string curve_text(const study::Study& study, const CurveText& wanted) {
    const fs::path file = criterion_file(study, wanted.criterion);
    const std::string heading = "value_by_cluster." + wanted.cluster;
    std::string text = without_table(file, heading) + "\n[" + heading + "]  # " +
                             fmt::format("{} {}", toml_string(wanted.by), toml_string(wanted.date)) + "：试用后改动 / changed after it was tried\n" +
                             curve_lines(wanted.curve);
    const auto read_back = catalog::read_toml(text, file.filename().string(), [&](catalog::TableReader& reader) {
        return catalog::read_criterion(reader, wanted.criterion);
    });
    const auto found = read_back.value_by_cluster.find(wanted.cluster);
    if (found != read_back.value_by_cluster.end() && curve_json(found->second) == curve_json(wanted.curve)) return text;
    throw InputError({.thing = both("{} 的价值函数", "value function of {}", wanted.criterion), .value = both("写入后读出不同", "it reads back otherwise"),
                      .expected = both("试用的价值函数", "the function that was tried"), .advice = both("直接编辑 {}", "edit {} by hand", file.filename().string())});
}

}  // namespace zonewright::answer
