#include "model/feature_filter.h"

#include <algorithm>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::model {
namespace {

struct Condition {
    std::size_t field;
    std::vector<std::string> accepted;
};

std::vector<Condition> resolve(const FeatureTable& table, const FeatureFilter& where,
                               const std::vector<std::string>& cluster_names) {
    std::vector<Condition> conditions;
    for (const auto& [name, values] : where) {
        const auto field = table.find_field(name);
        if (!field)
            throw InputError({both("图层 {}", "layer {}", table.name), name,
                              both("评价指标筛选用到的字段", "the field that a criterion filters by"),
                              both("在 study.toml 的 fields 中指定该字段的对应名称",
                                   "map the field in study.toml under fields")});
        Condition condition{*field, {}};
        for (const std::string& value : values) {
            if (value != cluster_placeholder)
                condition.accepted.push_back(value);
            else
                condition.accepted.insert(condition.accepted.end(), cluster_names.begin(), cluster_names.end());
        }
        conditions.push_back(std::move(condition));
    }
    return conditions;
}

bool accepts(const Condition& condition, const std::string& text) {
    const auto is_accepted = [&](std::string_view word) {
        return std::find(condition.accepted.begin(), condition.accepted.end(), word) !=
               condition.accepted.end();
    };
    if (is_accepted(text)) return true;
    std::string_view rest = text;
    while (rest.find_first_of(";,") != std::string_view::npos) {
        const std::size_t end = rest.find_first_of(";,");
        if (is_accepted(rest.substr(0, end))) return true;
        rest.remove_prefix(end + 1);
    }
    return is_accepted(rest);
}

}  // namespace

std::vector<const Feature*> filtered(const FeatureTable& table, const FeatureFilter& where,
                                            const std::vector<std::string>& cluster_names) {
    const std::vector<Condition> conditions = resolve(table, where, cluster_names);
    std::vector<const Feature*> features;
    for (const Feature& feature : table.features) {
        const bool passes =
            std::all_of(conditions.begin(), conditions.end(), [&](const Condition& condition) {
                return accepts(condition, text_of(feature.values.at(condition.field)));
            });
        if (passes) features.push_back(&feature);
    }
    return features;
}

std::vector<std::string> names_in_data(const Cluster& cluster) {
    std::vector<std::string> names{cluster.id};
    names.insert(names.end(), cluster.formerly.begin(), cluster.formerly.end());
    return names;
}

}  // namespace zonewright::model
