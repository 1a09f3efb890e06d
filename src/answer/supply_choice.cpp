#include "answer/supply_choice.h"

#include <algorithm>

#include "base/errors.h"
#include "base/spelling.h"
#include "model/printed_area.h"
#include "study/study.h"
#include "supply/offer.h"

namespace zonewright::answer {
namespace {

std::vector<std::string> supply_class_ids(const study::Study& study) {
    const model::RuleValue* order = study.catalogue().rules_of("supply_classes").find("order");
    return order == nullptr ? std::vector<std::string>() : order->words;
}

}  // namespace

std::vector<std::string> supply_classes_named(const study::Study& study,
                                              const std::vector<std::string>& asked) {
    if (asked.empty()) return study.definition().supply_classes;
    const std::vector<std::string> known = supply_class_ids(study);
    for (const std::string& id : asked) {
        if (std::ranges::find(known, id) != known.end()) continue;
        const auto meant = nearest_name(id, known);
        throw InputError({.thing = "supply",
                          .value = id,
                          .expected = joined(known),
                          .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                          : both("改用其中之一", "use one of these")});
    }
    return asked;
}

std::vector<ClassLeftOut> classes_left_out(const study::Study& study, const std::vector<std::string>& used) {
    std::vector<ClassLeftOut> classes;
    const model::PolicyRules& titles = study.catalogue().rules_of("supply_classes");
    for (const supply::LeftOut& out :
         supply::left_out(study.supply_statement(), used, supply_class_ids(study)))
        classes.push_back({out.supply_class, titles.title_of(out.supply_class), out.parcel_count, out.net,
                           model::printed(out.net).mu});
    return classes;
}

Text words_for_left_out(const std::vector<ClassLeftOut>& classes) {
    Text words;
    for (const ClassLeftOut& out : classes) {
        if (!words.empty()) words += Text{"、", ", "};
        words += both("{} {} 亩（{} 宗，--supply {}）", "{} {} mu ({} parcels, --supply {})", out.title,
                      with_thousands(out.net_mu, 2), out.parcel_count, out.supply_class);
    }
    return words.empty() ? words : both("未使用的供应类型：{}", "supply classes not used: {}", words);
}

}  // namespace zonewright::answer
