#include "study/site_agreement.h"

#include <algorithm>
#include <cmath>
#include <map>

#include "gis/overlay.h"
#include "model/printed_area.h"
#include "study/site_indicators.h"

namespace zonewright::study {
namespace {

using model::Disagreement;

enum class Owner { State, Collective, Unknown };

Text title_of_owner(Owner owner) {
    switch (owner) {
        case Owner::State:
            return {"国有", "state"};
        case Owner::Collective:
            return {"集体", "collective"};
        case Owner::Unknown:
            break;
    }
    return {"未注明或未覆盖", "not stated or not covered"};
}

bool is_among(const std::string& code, const model::RuleValue* group) {
    return group != nullptr && !code.empty() &&
           std::ranges::any_of(group->words,
                               [&](const std::string& word) { return code.rfind(word, 0) == 0; });
}

Owner owner_by_code(const std::string& code, const model::PolicyRules& rules) {
    if (is_among(code, rules.find("state_ownership"))) return Owner::State;
    return is_among(code, rules.find("collective_ownership")) ? Owner::Collective : Owner::Unknown;
}

Owner owner_by_word(const std::string& word) {
    return word == "state" ? Owner::State : word == "collective" ? Owner::Collective : Owner::Unknown;
}

const model::CheckResult* ownership_check(const model::SiteCheck& check) {
    for (const model::CheckResult& result : check.results)
        if (result.rule.role == "land_use" && result.rule.breakdown_field == "ownership") return &result;
    return nullptr;
}

std::string hectares_of(Area area) {
    return fmt::format("{:.4f}", model::printed(area).hectares);
}

/// Land of the outline by (land use, parcel); what no parcel or no polygon covers is unknown on that side.
std::map<std::pair<Owner, Owner>, Area> owner_table(const Study& study, const model::SiteReport& report,
                                                    const model::CheckResult& owned) {
    const model::PolicyRules& rules = study.catalogue().rules_of("site_report");
    std::map<std::pair<Owner, Owner>, Area> cells;
    std::map<Owner, Area> by_land_use;
    for (const model::CheckPiece& piece : owned.pieces)
        by_land_use[owner_by_code(piece.part, rules)] += piece.area;
    std::map<std::string, const model::ParcelUnder*> under;
    for (const model::ParcelUnder& parcel : report.parcels) under[parcel.id] = &parcel;
    std::map<Owner, Area> met;
    for (const model::Parcel& parcel : study.parcels()) {
        const auto found = under.find(parcel.id);
        if (found == under.end()) continue;
        const Owner second = owner_by_word(found->second->ownership);
        for (const model::CheckPiece& piece : owned.pieces) {
            if (!geom::bounds(piece.geometry).meets(geom::bounds(parcel.geometry))) continue;
            const Area area = study.area().of(gis::intersection(piece.geometry, parcel.geometry));
            if (area <= Area{}) continue;
            const Owner first = owner_by_code(piece.part, rules);
            cells[{first, second}] += area;
            met[first] += area;
        }
    }
    for (const auto& [first, area] : by_land_use)
        if (area > met[first]) cells[{first, Owner::Unknown}] += area - met[first];
    Area stated;
    for (const auto& [pair, area] : cells) stated += area;
    if (report.area > stated) cells[{Owner::Unknown, Owner::Unknown}] += report.area - stated;
    return cells;
}

void add_owners(const Study& study, const model::SiteReport& report, std::vector<Disagreement>& list) {
    const model::CheckResult* owned = ownership_check(report.check);
    if (owned == nullptr || owned->pieces.empty() || report.parcels.empty()) return;
    Disagreement found{.title = {"权属性质", "ownership"}};
    Area apart;
    for (const auto& [pair, area] : owner_table(study, report, *owned)) {
        const bool known = pair.first != Owner::Unknown && pair.second != Owner::Unknown;
        found.rows.push_back({title_of_owner(pair.first), title_of_owner(pair.second), area,
                              known && pair.first == pair.second});
        if (known && pair.first != pair.second) apart += area;
    }
    const double least = study.catalogue().rules_of("site_report").number("disagreement_least_share");
    if (apart.m2() < least * report.area.m2() || apart <= Area{}) return;
    found.first_source = {"土地利用现状", "land use"};
    found.second_source = {"宗地", "parcels"};
    found.sentence =
        both("权属性质不一致 {} 公顷：土地利用现状图层与宗地图层的记载不同，须核实后确定",
             "Ownership differs on {} ha between the land-use layer and the parcels: to be verified",
             hectares_of(apart));
    list.push_back(std::move(found));
}

void add_area(const Study& study, const model::SiteReport& report, std::vector<Disagreement>& list) {
    const auto& stated = report.project.demanded_area_m2;
    const double tolerance = study.catalogue().rules_of("site_report").number("stated_area_tolerance");
    if (!stated || *stated <= 0 || std::abs(report.area.m2() - *stated) <= tolerance * *stated) return;
    list.push_back(
        {.title = {"用地面积", "area"},
         .sentence = both("申请面积 {} 公顷与量算面积 {} 公顷相差 {:.1f}%，须核实范围或修改申请",
                          "The area asked for, {} ha, and the measured one, {} ha, differ by {:.1f}%: "
                          "verify the outline or the application",
                          hectares_of(Area::from_m2(*stated)), hectares_of(report.area),
                          100 * (report.area.m2() / *stated - 1))});
}

void add_industry(const Study& study, const model::SiteReport& report, std::vector<Disagreement>& list) {
    if (report.project.industry.empty() || !report.cluster) return;
    const model::Cluster& cluster = study.plan().cluster(*report.cluster);
    const std::vector<std::string> divisions = divisions_of_cluster(study.catalogue(), cluster.id);
    if (divisions.empty() || std::ranges::find(divisions, report.project.industry) != divisions.end()) return;
    list.push_back(
        {.title = {"行业", "industry"},
         .sentence = both("申请的行业大类 {} 不在{}可能涉及的大类之内（对应关系待核实），须核实所报产业",
                          "Division {} is none of those {} may belong to (the table is to be verified): "
                          "verify the industry stated",
                          report.project.industry, cluster.name)});
}

}  // namespace

std::vector<Disagreement> disagreements_in(const Study& study, const model::SiteReport& report) {
    std::vector<Disagreement> list;
    add_owners(study, report, list);
    add_area(study, report, list);
    add_industry(study, report, list);
    return list;
}

}  // namespace zonewright::study
