#include "intake/role_check.h"

#include <algorithm>

#include "base/spelling.h"
#include "intake/lower_case.h"

namespace zonewright::intake {
namespace {

constexpr int for_whole_name = 3, for_part = 2, for_fields_at_most = 4;
constexpr int clearly = 2;             // so much better must another role fit
constexpr std::size_t least_part = 4;  // bytes: "HL" and "SY" stand in many words

int name_score(const std::string& name, const model::Role& role, std::vector<std::string>& seen) {
    std::vector<std::string> usual = role.layer_aliases;
    usual.push_back(role.id);
    int best = 0;
    for (const std::string& alias : usual) {
        const bool whole = lower(name) == lower(alias);
        const bool part = alias.size() >= least_part && lower(name).find(lower(alias)) != std::string::npos;
        best = std::max(best, whole ? for_whole_name : part ? for_part : 0);
    }
    if (best > 0 && std::ranges::find(seen, name) == seen.end()) seen.push_back(name);
    return best;
}

bool may_play(const LayerFace& face, const model::Role& role) {
    if (role.raster) return false;
    if (face.kind == model::GeometryKind::None || face.kind == role.geometry) return true;
    return face.kind == model::GeometryKind::Line && role.geometry == model::GeometryKind::Polygon;
}

Text grounds_of(const RoleFit& fit) {
    Text text;
    if (!fit.names.empty()) text += both("名称 {}", "the name {}", joined(fit.names));
    if (!fit.names.empty() && !fit.fields.empty()) text += Text{"，", ", "};
    if (!fit.fields.empty()) text += both("字段 {}", "the fields {}", joined(fit.fields));
    return text;
}

void doubt(const model::Role& role, const Text& why, const Text& fix, const Inspection& inspection) {
    inspection.find("role_doubtful", model::Severity::Warning, "",
                    both("作为 {}（{}）导入可能不对：{}", "perhaps no layer of {} ({}): {}", role.title, role.id, why),
                    fix);
}

}  // namespace

std::vector<RoleFit> fits_of(const LayerFace& face, const std::vector<model::Role>& roles) {
    std::vector<RoleFit> fits;
    for (const model::Role& role : roles) {
        if (!may_play(face, role)) continue;
        RoleFit fit{.role = &role};
        fit.score = std::max(name_score(face.layer, role, fit.names), name_score(face.file, role, fit.names));
        for (const std::string& telling : role.signature.fields)
            for (const model::Field& field : face.fields)
                if (lower(field.name) == lower(telling)) fit.fields.push_back(field.name);
        fit.score += std::min(for_fields_at_most, static_cast<int>(fit.fields.size()));
        if (fit.score > 0) fits.push_back(std::move(fit));
    }
    std::ranges::stable_sort(fits, std::greater{}, &RoleFit::score);
    return fits;
}

void check_face(const LayerFace& face, const model::Role& role, const std::vector<model::Role>& roles,
                const Inspection& inspection) {
    const std::vector<RoleFit> fits = fits_of(face, roles);
    if (fits.empty() || fits.front().role->id == role.id) return;
    const auto own = std::ranges::find(fits, role.id, [](const RoleFit& fit) { return fit.role->id; });
    const int own_score = own == fits.end() ? 0 : own->score;
    if (fits.front().score < own_score + clearly) return;
    const model::Role& other = *fits.front().role;
    doubt(role,
          both("看上去是 {}（{}）：{}", "this looks like {} ({}): {}", other.title, other.id, grounds_of(fits.front())),
          both("如果是，改用 --role {}；否则不必处理", "when that is so, use --role {}; else nothing to do", other.id),
          inspection);
}

void check_content(const model::FeatureTable& table, const model::Role& role, Area city,
                   const Inspection& inspection) {
    const model::RoleSignature& usual = role.signature;
    const Text look{"核对图层是否选对，角色是否写对", "check that the right layer was chosen for the role"};
    const auto count = static_cast<double>(table.features.size());
    if (usual.most_features && count > *usual.most_features)
        doubt(role, both("有 {} 个要素，通常不超过 {}", "{} features, usually at most {}", table.features.size(),
                         *usual.most_features),
              look, inspection);
    if (usual.most_city_share && city > Area{}) {
        Area land;
        for (const model::Feature& feature : table.features) land += inspection.area.of(feature.geometry);
        const double share = land.m2() / city.m2();
        if (share > *usual.most_city_share)
            doubt(role, both("占全部镇街面积的 {:.1f}%，通常不超过 {:.0f}%", "{:.1f}% of the area of the towns, usually at most {:.0f}%",
                             100 * share, 100 * *usual.most_city_share),
                  look, inspection);
    }
    const auto field = usual.code_field.empty() ? std::nullopt : table.find_field(usual.code_field);
    if (!field) return;
    std::size_t coded = 0, fitting = 0;
    for (const model::Feature& feature : table.features) {
        const std::string code = model::text_of(feature.values[*field]);
        if (code.empty()) continue;
        ++coded;
        if (std::ranges::any_of(usual.usual_codes, [&](const std::string& start) { return code.starts_with(start); })) ++fitting;
    }
    if (coded == 0 || static_cast<double>(fitting) >= usual.least_usual_share * static_cast<double>(coded)) return;
    doubt(role, both("{} 个地类代码中只有 {} 个以 {} 开头", "of {} land class codes only {} begin with {}", coded, fitting,
                     joined(usual.usual_codes)),
          look, inspection);
}

}  // namespace zonewright::intake
