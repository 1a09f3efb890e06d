#include "intake/unstated.h"

#include <algorithm>

#include "base/spelling.h"

namespace zonewright::intake {
namespace {

bool is_filled(const model::FeatureTable& table, const std::string& field) {
    const auto position = table.find_field(field);
    return position && std::ranges::any_of(table.features, [&](const model::Feature& feature) {
        return !model::is_null(feature.values[*position]);
    });
}

/// Is the standing of the layer's boundaries published anywhere?
bool is_boundary(const model::Role& role) {
    return role.geometry == model::GeometryKind::Polygon;
}

}  // namespace

void report_unstated(const model::FeatureTable& table, const model::Role& role,
                     const model::SourceDefinition& definition, const Inspection& inspection) {
    if (table.features.empty()) return;
    if (definition.date.empty() && !role.without_date.empty())
        inspection.find("date_unstated", model::Severity::Notice, "",
                        both("没有写明数据日期：{}", "the date of the data is not stated: {}", role.without_date),
                        {"导入时加 --date，如 --date 2024-12（study.toml 中写 date）",
                         "import with --date, such as --date 2024-12 (in study.toml: date)"});
    if (definition.status == model::GeometryStatus::Unstated && is_boundary(role))
        inspection.find("status_unstated", model::Severity::Notice, "",
                        {"没有写明边界是官方、近似还是示意：成果和报告中写作“未注明”，不作官方边界",
                         "it is not stated whether the boundaries are official, approximate or schematic: results "
                         "and reports say \"not stated\", never official"},
                        {"导入时加 --status official|approximate|schematic（study.toml 中写 status）",
                         "import with --status official|approximate|schematic (in study.toml: status)"});
    Text costs;
    for (const model::RoleField& field : role.fields) {
        if (field.without.empty() || is_filled(table, field.name)) continue;
        costs += (costs.empty() ? Text{} : Text{"；", "; "}) +
                 both("{}（{}）——{}", "{} ({}): {}", field.title, field.name, field.without);
    }
    if (costs.empty()) return;
    inspection.find("field_unstated", model::Severity::Notice, "",
                    both("没有任何要素填写这些字段：{}", "no feature states these fields: {}", costs),
                    {"在源数据中补充；字段名不同时用 --field 规范名=文件中的名称 指定",
                     "supply them in the source; name a field of another name with --field canonical=NAME"});
}

}  // namespace zonewright::intake
