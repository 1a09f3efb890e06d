// Chapter 9: what the land of the outline costs, before it is set beside others.
#include <fmt/format.h>

#include "report/site_sections.h"
#include "report/site_text.h"

namespace zonewright::report {
namespace {

using model::LandCost;

/// "拆除与建筑补偿（按建筑面积）": the title of the rate that the part is worked out by.
Text title_of_part(const std::string& part, const model::PolicyRules& rates) {
    for (const model::RuleValue& rate : rates.values)
        if (rate.key.starts_with(part + "_")) return rate.title;
    return part;
}

Text unit_cost(const LandCost& cost) {
    if (!cost.yuan_per_m2)
        return {"扣除约束后没有净面积，不折算单价", "nothing is left net of limits, so no price a square metre"};
    return both("每平方米净面积 {} 元", "{} yuan per m² of net area", cost_range(*cost.yuan_per_m2));
}

Text what_is_missing(const LandCost& cost, const model::PolicyRules& rates) {
    Text words;
    if (cost.known_share < 0.99995)
        words += both("仅为范围内有地块资料的部分（{}），其余未估算。", " Only of the part that parcels are known of ({}).",
                      fmt::format("{:.2f}%", 100 * cost.known_share));
    if (cost.parts_unknown.empty()) return words;
    Text names;
    for (const std::string& part : cost.parts_unknown) {
        if (!names.empty()) names += Text{"、", "; "};
        names += title_of_part(part, rates);
    }
    return words + both("缺少资料而未计入：{}，因此为下限。", " A lower bound, for want of data left out: {}.", names);
}

Text cost_words(const LandCost& cost, const model::PolicyRules& rates) {
    const std::string total = cost_range(cost.yuan * 1e-4);
    const Text verified = cost.verified ? Text() : Text{"，待核实", ", to be verified"};
    return both("取得与整理成本估算：{}；合计 {} 万元（单价取自规则文件{}）。",
                "Cost of taking and preparing the land: {}; {} ×10⁴ yuan in all (rates of the rules{}).", unit_cost(cost),
                total, verified) +
           what_is_missing(cost, rates);
}

}  // namespace

void add_cost(const SiteReportRequest& request, PageData& page) {
    const auto& cost = request.report->cost;
    const Text words = cost ? cost_words(*cost, request.catalogue->rules_of("cost"))
                            : Text{"范围内没有地块资料，取得与整理成本未估算。",
                                   "No parcel is known under the outline: the cost is not estimated."};
    page.set("cost_sentence", words.in(request.language));
    page.set("own_cost", cost && cost->yuan_per_m2 ? cost_range(*cost->yuan_per_m2)
                         : cost                    ? std::string("—")
                                                   : Text{"未估算", "not estimated"}.in(request.language));
}

}  // namespace zonewright::report
