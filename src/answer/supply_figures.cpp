#include "answer/supply_figures.h"

#include <limits>

#include "model/printed_waterfall.h"
#include "model/supply_groups.h"
#include "model/town.h"
#include "study/study.h"
#include "supply/breakdown.h"
#include "supply/market.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

SupplyStep stated_step(const model::PrintedStep& printed, bool is_deduction) {
    SupplyStep step{.step = printed.id, .title = printed.title, .checked = printed.checked};
    step.deduction = is_deduction;
    // Not checked is not zero: no figure is given.
    if (!printed.checked) {
        step.reason = printed.unchecked_reason;
        return step;
    }
    step.area = printed.area;
    step.hectares = printed.hectares, step.mu = printed.mu, step.share = printed.share;
    return step;
}

void state_classes(const study::Study& study, SupplyAnswer& answer) {
    const auto& parcels = study.parcels();
    const model::SupplyStatement& statement = study.supply_statement();
    const model::PolicyRules& class_titles = study.catalogue().rules_of("supply_classes");
    const model::PolicyRules& size_titles = study.catalogue().rules_of("size_classes");
    std::vector<std::vector<std::string>> classes(parcels.size());
    for (std::size_t i = 0; i < classes.size(); ++i)
        if (answer.town_code.empty() || parcels[i].town_code == answer.town_code)
            classes[i] = {statement.parcels[i].supply_class};
    const auto sizes = supply::supply_rules_of(study.catalogue()).sizes;
    for (const model::SizeRow& row : supply::breakdown(statement, classes, sizes))
        answer.classes.push_back({.supply_class = row.group,
                                  .size_class = row.size_class,
                                  .class_title = class_titles.title_of(row.group),
                                  .size_title = size_titles.title_of(row.size_class),
                                  .parcel_count = row.parcel_count,
                                  .net = row.net,
                                  .net_mu = model::printed(row.net).mu});
}

/// As the plan writes the name; the source's name where the plan does not know the town.
Text name_of_town(const study::Study& study, const std::string& code) {
    for (const model::Town& town : study.towns())
        if (town.code == code) return model::name_of(town, study.plan());
    return model::town_name(code, study.plan());
}

std::vector<SupplyTown> stated_towns(const study::Study& study) {
    std::vector<SupplyTown> towns;
    for (const auto& group : model::supply_by_town(study.supply_statement(), study.parcels()))
        towns.push_back({.town_code = group.id,
                         .name = name_of_town(study, group.id),
                         .parcel_count = group.parcel_count,
                         .gross = group.gross,
                         .net = group.net.exact,
                         .offered = group.offered.exact,
                         .gross_mu = model::printed(group.gross).mu,
                         .net_mu = group.net.mu,
                         .offered_mu = group.offered.mu});
    return towns;
}

}  // namespace

void state_waterfall(const study::Study& study, SupplyAnswer& answer) {
    for (const auto& printed : model::printed_waterfall(study.supply_statement(), answer.town_code)) {
        answer.waterfall.push_back(stated_step(printed, printed.id != "gross" && printed.id != "net"));
        if (!printed.checked)
            answer.warn(both("“{}”未核查：{}", "'{}' was not checked: {}", printed.title, printed.unchecked_reason));
    }
    const model::PolicyRules& titles = study.catalogue().rules_of("supply_classes");
    const auto title = [&](const std::string& id) { return titles.title_of(id); };
    for (const auto& printed : model::printed_net_split(study.supply_statement(), answer.town_code, title))
        answer.net_split.push_back(stated_step(printed, false));
}

void state_groups(const study::Study& study, SupplyAnswer& answer) {
    state_classes(study, answer);
    if (answer.town_code.empty()) answer.towns = stated_towns(study);
}

void state_floors(const study::Study& study, SupplyAnswer& answer) {
    const auto mean = [](const std::optional<double>& value) {
        return value.value_or(std::numeric_limits<double>::quiet_NaN());
    };
    for (const model::FloorSpace& floors : supply::floor_space(study.parcels()))
        if (floors.town_code == answer.town_code)
            answer.floor_space = {floors.floor_m2,
                                  floors.parcel_count,
                                  mean(floors.mean_storeys),
                                  mean(floors.mean_storey_height_m),
                                  mean(floors.mean_load_kn_m2),
                                  mean(floors.mean_rent_yuan_per_m2_month)};
}

void state_findings(const study::Study& study, SupplyAnswer& answer) {
    for (const model::Finding& finding : study.supply_statement().findings) ++answer.findings[finding.rule];
    const auto overlaps = answer.findings.find("parcel_overlap");
    if (overlaps != answer.findings.end())
        answer.warn(both("{} 对地块互相重叠，重叠面积只计一次（见成果 finding 图层）",
                         "{} pairs of parcels overlap; counted once (see the layer finding)", overlaps->second));
}

}  // namespace zonewright::answer
