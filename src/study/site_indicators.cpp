#include "study/site_indicators.h"

#include <array>
#include <sstream>
#include <utility>

#include "base/errors.h"
#include "model/printed_area.h"

namespace zonewright::study {
namespace {

using model::Indicator;
using model::IndicatorState;

/// "39=40": what stands behind the name; empty when it is not listed.
std::string looked_up(const model::PolicyRules& rules, const std::string& key, const std::string& name) {
    const model::RuleValue* list = rules.find(key);
    if (list == nullptr || name.empty()) return {};
    for (const std::string& word : list->words)
        if (word.rfind(name + "=", 0) == 0) return word.substr(name.size() + 1);
    return {};
}

std::vector<std::string> split(const std::string& text) {
    std::vector<std::string> parts;
    std::istringstream stream(text);
    for (std::string part; std::getline(stream, part, ',');) parts.push_back(part);
    return parts;
}

/// Codes of the 2008 indicators for the industry of the project, else for those of the cluster.
std::vector<std::string> industries(const model::PolicyRules& rules, const model::ProjectFacts& project,
                                    const std::string& cluster) {
    std::vector<std::string> codes;
    const std::string named =
        project.industry.empty() ? looked_up(rules, "industries_of_clusters", cluster) : project.industry;
    for (const std::string& division : split(named)) {
        const std::string old = looked_up(rules, "industry_codes_of_2008", division.substr(0, 2));
        codes.push_back(old.empty() ? division.substr(0, 2) : old);
    }
    return codes;
}

/// One line of the list: "tax_least >= tax_10k_yuan_per_mu recommended".
struct ListedIndicator {
    std::string key, comparison, figure, nature, required;
};

ListedIndicator listed(const std::string& line, const model::PolicyRules& rules) {
    ListedIndicator indicator;
    std::istringstream stream(line);
    std::string more;
    stream >> indicator.key >> indicator.comparison >> indicator.figure >> indicator.nature >> indicator.required;
    const bool compares = indicator.comparison == ">=" || indicator.comparison == "<=" || indicator.comparison == "reference";
    if (!compares || indicator.nature.empty() || stream >> more)
        throw InputError({.thing = rules.place_of("indicators"),
                          .value = line,
                          .expected = both("取值 比较 项目数据 性质 [@量算的要求]，比较为 >=、<= 或 reference",
                                           "value, comparison (>=, <=, reference), figure, nature [@measured requirement]"),
                          .advice = both("改正这一行", "mend the line")});
    return indicator;
}

std::vector<ListedIndicator> listed_indicators(const model::Catalogue& catalogue) {
    std::vector<ListedIndicator> list;
    const model::PolicyRules& rules = catalogue.rules_of("control_indicators");
    if (const model::RuleValue* lines = rules.find("indicators"))
        for (const std::string& line : lines->words) list.push_back(listed(line, rules));
    return list;
}

/// What is measured on the outline, or worked out from it.
std::optional<double> measured(const std::string& name, const model::SiteReport& report) {
    if (name == "@cultivated_mu") return report.land.known ? std::optional(model::printed(report.land.cultivated).mu) : std::nullopt;
    if (name == "@investment_10k_yuan_per_ha" && report.project.investment_yuan && report.area > Area{})
        return round_half_up(*report.project.investment_yuan / 1e4 / report.area.hectares(), 2);
    return std::nullopt;
}

/// A figure by its name, as the project states it.
std::optional<double> stated(const std::string& name, const model::SiteReport& report) {
    const model::ProjectFacts& project = report.project;
    const auto known = std::to_array<std::pair<const char*, std::optional<double>>>(
        {{"plot_ratio", project.plot_ratio},
         {"building_coverage", project.building_coverage},
         {"office_land_share", project.office_land_share},
         {"office_floor_share", project.office_floor_share},
         {"green_share", project.green_share}});
    for (const auto& [field, value] : known)
        if (name == field) return value;
    if (name.starts_with('@')) return measured(name, report);
    const auto found = project.figures.find(name);
    return found == project.figures.end() ? std::nullopt : std::optional(found->second);
}

Indicator judged(model::RuleValue rule, const ListedIndicator& list, const model::SiteReport& report) {
    if (!list.required.empty()) rule.value = measured(list.required, report);
    Indicator indicator{.rule = std::move(rule), .comparison = list.comparison, .nature = list.nature,
                        .value = stated(list.figure, report)};
    if (indicator.value && indicator.rule.value && indicator.comparison != "reference") {
        const bool met = indicator.comparison == ">=" ? *indicator.value >= *indicator.rule.value
                                                      : *indicator.value <= *indicator.rule.value;
        indicator.state = met ? IndicatorState::Met : IndicatorState::NotMet;
    }
    return indicator;
}

}  // namespace

std::vector<std::string> divisions_of_cluster(const model::Catalogue& catalogue, const std::string& cluster) {
    return split(looked_up(catalogue.rules_of("site_report"), "industries_of_clusters", cluster));
}

std::vector<std::string> figures_of_projects(const model::Catalogue& catalogue) {
    std::vector<std::string> names;
    for (const ListedIndicator& indicator : listed_indicators(catalogue))
        if (!indicator.figure.starts_with('@')) names.push_back(indicator.figure);
    return names;
}

std::vector<Indicator> indicators_of(const model::Catalogue& catalogue, const model::SiteReport& report,
                                     const std::string& cluster) {
    const model::PolicyRules& figures = catalogue.rules_of("control_indicators");
    std::vector<Indicator> indicators;
    for (const ListedIndicator& list : listed_indicators(catalogue)) {
        std::vector<std::string> keys{list.key};
        if (list.key.ends_with('*')) {
            keys.clear();
            for (const std::string& code : industries(catalogue.rules_of("site_report"), report.project, cluster))
                keys.push_back(list.key.substr(0, list.key.size() - 1) + code);
        }
        for (const std::string& key : keys)
            if (const model::RuleValue* rule = figures.find(key)) indicators.push_back(judged(*rule, list, report));
    }
    return indicators;
}

}  // namespace zonewright::study
