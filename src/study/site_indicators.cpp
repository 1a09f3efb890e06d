#include "study/site_indicators.h"

#include <sstream>

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

Indicator judged(const model::RuleValue& rule, std::string comparison, std::optional<double> value) {
    Indicator indicator{.rule = rule, .comparison = std::move(comparison), .value = value};
    if (value && rule.value && indicator.comparison != "reference") {
        const bool met = indicator.comparison == ">=" ? *value >= *rule.value : *value <= *rule.value;
        indicator.state = met ? IndicatorState::Met : IndicatorState::NotMet;
    }
    return indicator;
}

}  // namespace

std::vector<std::string> divisions_of_cluster(const model::Catalogue& catalogue, const std::string& cluster) {
    return split(looked_up(catalogue.rules_of("site_report"), "industries_of_clusters", cluster));
}

std::vector<Indicator> indicators_of(const model::Catalogue& catalogue, const model::ProjectFacts& project,
                                     const std::string& cluster) {
    const model::PolicyRules& figures = catalogue.rules_of("control_indicators");
    std::vector<Indicator> indicators;
    const auto add = [&](const std::string& key, const char* comparison, std::optional<double> value) {
        if (const model::RuleValue* rule = figures.find(key))
            indicators.push_back(judged(*rule, comparison, value));
    };
    for (const std::string& code : industries(catalogue.rules_of("site_report"), project, cluster))
        add("plot_ratio_least_" + code, ">=", project.plot_ratio);
    add("local_plot_ratio", "reference", project.plot_ratio);
    add("building_coverage_least", ">=", project.building_coverage);
    add("office_land_most", "<=", project.office_land_share);
    add("office_floor_most", "<=", project.office_floor_share);
    add("green_most", "<=", project.green_share);
    return indicators;
}

}  // namespace zonewright::study
