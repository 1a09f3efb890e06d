#include "supply/classify.h"

#include <algorithm>
#include <array>

#include "base/errors.h"
#include "base/language.h"

namespace zonewright::supply {
namespace {

bool one_of(const std::string& word, const std::vector<std::string>& words) {
    return std::find(words.begin(), words.end(), word) != words.end();
}

/// Both known and the first below the second.
bool below(std::optional<double> value, std::optional<double> bound) {
    return value && bound && *value < *bound;
}

/// Which share lies below its bound, or empty.
std::string little_done(const model::Parcel& parcel, const ClassRules& rules) {
    if (below(parcel.developed_share, rules.idle_developed_share_below)) return "idle_developed_share_below";
    if (below(parcel.invested_share, rules.idle_invested_share_below)) return "idle_invested_share_below";
    return {};
}

bool suspended_long_enough(const model::Parcel& parcel, const ClassRules& rules, int year) {
    return parcel.suspended_year && rules.idle_suspended_years &&
           year - *parcel.suspended_year >= *rules.idle_suspended_years;
}

/// Supplied, and the agreed start of construction lies far enough back.
bool start_is_overdue(const model::Parcel& parcel, const ClassRules& rules, int year) {
    return one_of(parcel.tenure, rules.supplied_words) && parcel.contract_start_year && rules.idle_years &&
           year - *parcel.contract_start_year >= *rules.idle_years;
}

/// The rule that makes the parcel idle (闲置), or empty. Needs facts of the contract: unknown facts decide
/// nothing.
std::string idle_rule(const model::Parcel& parcel, const ClassRules& rules, int year) {
    if (!start_is_overdue(parcel, rules, year)) return {};
    if (parcel.developed_share && *parcel.developed_share == 0) return "idle_years";
    if (!suspended_long_enough(parcel, rules, year)) return {};
    return little_done(parcel, rules);
}

std::string inefficient_rule(const model::Parcel& parcel, const ClassRules& rules, int year) {
    if (!one_of(parcel.tenure, rules.supplied_words)) return {};
    std::optional<double> plot_ratio;
    if (parcel.floor_area_m2 && parcel.gross.cm2 > 0) plot_ratio = *parcel.floor_area_m2 / parcel.gross.m2();
    if (below(plot_ratio, rules.inefficient_plot_ratio_below)) return "inefficient_plot_ratio_below";
    if (below(parcel.output_yuan_per_mu, rules.inefficient_output_below_yuan_per_mu))
        return "inefficient_output_below_yuan_per_mu";
    const bool old = parcel.year_built && rules.inefficient_age_years &&
                     year - *parcel.year_built >= *rules.inefficient_age_years;
    return old && parcel.vacant ? "inefficient_age_years" : std::string();
}

std::string tenure_rule(const model::Parcel& parcel, const std::vector<std::string>& words,
                        const char* rule) {
    return one_of(parcel.tenure, words) ? rule : "";
}

using Test = std::string (*)(const model::Parcel&, const ClassRules&, int);

struct ClassTest {
    const char* id;
    Test test;
};

/// Supplied, approved and planned are the only words that say what a parcel is; without one of them nothing
/// tells that it is in ordinary use.
std::string unclassified_rule(const model::Parcel& parcel, const ClassRules& rules, int) {
    const bool known = one_of(parcel.tenure, rules.supplied_words) ||
                       one_of(parcel.tenure, rules.approved_words) ||
                       one_of(parcel.tenure, rules.planned_words);
    return known ? "" : "tenure_unknown";
}

constexpr std::array<ClassTest, 8> tests = {{
    {"idle", idle_rule},
    {"approved", [](const model::Parcel& p, const ClassRules& r,
                    int) { return tenure_rule(p, r.approved_words, "tenure_approved"); }},
    {"planned", [](const model::Parcel& p, const ClassRules& r,
                   int) { return tenure_rule(p, r.planned_words, "tenure_planned"); }},
    {"renewal",
     [](const model::Parcel& p, const ClassRules&, int) -> std::string {
         return p.in_renewal_register ? "renewal_register" : "";
     }},
    {"inefficient", inefficient_rule},
    {"floor_space",
     [](const model::Parcel& p, const ClassRules&, int) -> std::string {
         return p.vacant && p.floor_area_m2.value_or(0) > 0 ? "floor_space_vacant" : "";
     }},
    {"unclassified", unclassified_rule},
    {"in_use", [](const model::Parcel&, const ClassRules&, int) -> std::string { return "no_other_rule"; }},
}};

const ClassTest& test_of(const std::string& id, const ClassRules& rules) {
    const auto* const found =
        std::find_if(tests.begin(), tests.end(), [&](const ClassTest& t) { return id == t.id; });
    if (found != tests.end()) return *found;
    throw InputError(
        {.thing = rules.place_of_order,
         .value = id,
         .expected = "idle, approved, planned, renewal, inefficient, floor_space, unclassified, in_use",
         .advice = both("改正类别名", "correct the name of the class")});
}

}  // namespace

ClassDecision classify(const model::Parcel& parcel, const ClassRules& rules, int year) {
    for (const std::string& id : rules.order) {
        const std::string decided = test_of(id, rules).test(parcel, rules, year);
        if (!decided.empty()) return {id, decided};
    }
    return {"in_use", "no_other_rule"};
}

std::string undecided_idle_rule(const model::Parcel& parcel, const ClassRules& rules, int year) {
    if (parcel.suspended_year || !start_is_overdue(parcel, rules, year)) return {};
    if (parcel.developed_share && *parcel.developed_share == 0) return {};
    return little_done(parcel, rules);
}

bool idle_but_for_the_start(const model::Parcel& parcel, const ClassRules& rules) {
    if (parcel.contract_start_year || !one_of(parcel.tenure, rules.supplied_words)) return false;
    return (parcel.developed_share && *parcel.developed_share == 0) || !little_done(parcel, rules).empty();
}

bool idle_in_some_year(const model::Parcel& parcel, const ClassRules& rules) {
    constexpr int far_ahead = 9999;
    return !idle_rule(parcel, rules, far_ahead).empty();
}

const std::string& size_class_of(Area net, const std::vector<SizeClass>& sizes) {
    std::size_t found = 0;
    // Exact: 1 亩 is 2000/3 m², so net ≥ n 亩 exactly when 3 · net ≥ 2000 · n m².
    for (std::size_t i = 0; i < sizes.size(); ++i)
        if (3 * net.m2() >= 2000 * sizes[i].from_mu) found = i;
    return sizes.at(found).id;
}

}  // namespace zonewright::supply
