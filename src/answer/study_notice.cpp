#include "answer/study_notice.h"

#include <algorithm>
#include <optional>
#include <set>

#include "base/dates.h"
#include "catalog/industry_reader.h"
#include "gis/crs.h"
#include "study/opened.h"

namespace zonewright::answer {
namespace {

/// The classification that the project form asks in.
constexpr const char* industry_list = "gbt4754";

/// The least of what the checks of this role allow.
std::optional<int> years_allowed(const model::Catalogue& catalogue, const std::string& role) {
    std::optional<int> years;
    for (const model::CheckRule& rule : catalogue.checks)
        if (rule.role == role && rule.oldest_years) years = std::min(years.value_or(*rule.oldest_years), *rule.oldest_years);
    return years;
}

/// The last year in which the checks take it: they compare years (src/compliance/subject.cpp).
std::string last_year(const std::string& date, const std::optional<int>& years) {
    const auto known = date_from(date);
    return known && years ? fmt::format("{}", known->year + *years) : "";
}

}  // namespace

StudyNotice study_notice(const std::filesystem::path& study, const std::string& today) {
    const study::Opened opened = study::open_folder(study);
    StudyNotice notice{.title = opened.definition.title,
                       .plane = fmt::format("EPSG:{}", opened.definition.epsg),
                       .plane_proj = gis::proj_text(opened.definition.epsg),
                       .plan = opened.catalogue.plan.title,
                       .layers_folder = opened.layers_folder,
                       .out = opened.out};
    std::set<std::string> roles;
    for (const model::SourceDefinition& source : opened.definition.sources) {
        roles.insert(source.role);
        const model::Role* role = opened.catalogue.find_role(source.role);
        const std::string until = last_year(source.date, years_allowed(opened.catalogue, source.role));
        notice.sources.push_back({.role = source.role,
                                  .title = role != nullptr ? role->title : same(source.role),
                                  .status = model::to_string(source.status),
                                  .date = source.date,
                                  .valid_until = until,
                                  .is_too_old = !until.empty() && today.substr(0, 4) > until});
    }
    for (const model::CheckRule& rule : opened.catalogue.checks)
        if (!rule.role.empty() && !roles.contains(rule.role)) notice.unlooked.push_back(rule.title);
    for (const model::Cluster& cluster : opened.catalogue.plan.clusters) notice.clusters.push_back({cluster.id, cluster.name});
    for (const auto& [code, name] : catalog::read_industries(opened.layers(), industry_list).names)
        notice.industries.push_back({code, same(name)});
    return notice;
}

}  // namespace zonewright::answer
