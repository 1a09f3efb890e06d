#include "answer/matched_towns.h"

#include "suitability/explain.h"
#include "supply/supply_rules.h"

namespace zonewright::answer {
namespace {

planning::MatchingRules matching_rules(const model::Catalogue& catalogue) {
    const model::PolicyRules& rules = catalogue.rules_of("matching");
    return {.strong_quotient = rules.number("strong_quotient"),
            .fewest_enterprises = static_cast<int>(rules.number("fewest_enterprises")),
            .strong_score = rules.number("strong_score"),
            .least_land_mu = rules.number("least_land_mu"),
            .best_industries = static_cast<int>(rules.number("best_industries")),
            .listed_share = rules.number("listed_share")};
}

}  // namespace

MatchedTowns matched_towns(const study::Study& study, const Progress& progress) {
    study.assembly(progress.part(0, 0.7));
    const supply::SupplyRules supply = supply::supply_rules_of(study.catalogue());
    MatchedTowns matched;
    matched.sizes = supply.sizes;
    for (const suitability::ScoreClass& grade : suitability::score_classes(study.catalogue()))
        matched.bands.push_back({grade.id, grade.from});
    const planning::TownLookup lookup(study.towns());
    matched.enterprises = planning::enterprises_of(study.plan(), study.sources(), lookup);
    matched.matching = planning::match_towns({.plan = study.plan(),
                                              .towns = study.towns(),
                                              .zones = study.zones(),
                                              .parcels = study.parcels(),
                                              .statement = study.supply_statement(),
                                              .suitability = study.suitability(),
                                              .sites = study.sites().sites,
                                              .demand = study.definition().demand,
                                              .enterprises = matched.enterprises,
                                              .sizes = matched.sizes,
                                              .bands = matched.bands,
                                              .least_score = supply.least_score,
                                              .has_enterprises = study.sources().find("enterprise") != nullptr,
                                              .rules = matching_rules(study.catalogue())},
                                             progress.part(0.7, 1));
    return matched;
}

}  // namespace zonewright::answer
