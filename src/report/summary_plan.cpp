// What the plan asks of space beside zones and supply: bases and pilot areas, and which question answers which clause.
#include <algorithm>

#include "base/spelling.h"
#include "base/units.h"
#include "report/summary_sections.h"

namespace zonewright::report {
namespace {

/// "role=platform" → "platform", for the words of this kind, in their order.
std::vector<std::string> words_after(const model::RuleValue& rule, const std::string& kind) {
    std::vector<std::string> found;
    for (const std::string& word : rule.words)
        if (word.starts_with(kind + "=")) found.push_back(word.substr(kind.size() + 1));
    return found;
}

bool has_source(const SummaryRequest& request, const std::string& role) {
    return std::ranges::any_of(request.sources, [&](const model::SourceDefinition& source) { return source.role == role; });
}

std::string role_titles(const SummaryRequest& request, const std::vector<std::string>& roles, bool there) {
    std::vector<std::string> titles;
    for (const std::string& role : roles) {
        if (has_source(request, role) != there) continue;
        const model::Role* known = request.catalogue->find_role(role);
        titles.push_back(known == nullptr ? role : known->title.in(request.language));
    }
    return joined(titles, request.language == Language::Zh ? "、" : ", ");
}

/// "[3.4] 推动与广深联动发展"; clauses that this plan does not have are left out.
std::string clause_titles(const SummaryRequest& request, const std::vector<std::string>& ids) {
    std::vector<std::string> titles;
    for (const std::string& id : ids)
        if (const model::Clause* clause = request.run->plan->find_clause(id))
            titles.push_back(fmt::format("[{}] {}", id, clause->title.in(request.language)));
    return joined(titles, request.language == Language::Zh ? "；" : "; ");
}

PageData question_row(const SummaryRequest& request, const model::RuleValue& rule, const std::string& clauses) {
    const std::vector<std::string> roles = words_after(rule, "role");
    const std::string missing = role_titles(request, roles, false);
    PageData row = page_object();
    row.set("clauses", clauses);
    row.set("title", rule.title.in(request.language));
    row.set("command", joined(words_after(rule, "command")));
    row.set("there", role_titles(request, roles, true));
    row.set("missing", missing);
    row.set("is_missing", !missing.empty());
    row.set("none_needed", roles.empty());
    return row;
}

/// Clauses of another city's plan have other numbers.
bool is_written_for(const model::PolicyRules& rules, const std::string& plan) {
    const model::RuleValue* cities = rules.find("written_for");
    return cities != nullptr && std::ranges::any_of(cities->words, [&](const std::string& city) { return plan.starts_with(city + "-"); });
}

std::vector<model::RuleValue> questions_of(const SummaryRequest& request) {
    if (request.catalogue == nullptr) return {};
    const auto& rules = request.catalogue->rules;
    const auto found = std::ranges::find(rules, "plan_questions", &model::PolicyRules::id);
    if (found == rules.end() || !is_written_for(*found, request.run->plan->id)) return {};
    return found->values;
}

void add_questions(const SummaryRequest& request, PageData& page) {
    PageData rows = page_list();
    bool any = false;
    for (const model::RuleValue& rule : questions_of(request)) {
        const std::string clauses = clause_titles(request, words_after(rule, "clause"));
        if (clauses.empty()) continue;
        rows << question_row(request, rule, clauses);
        any = true;
    }
    page.set("question_rows", rows);
    page.set("has_questions", any);
}

PageData place_row(const SummaryRequest& request, const model::Place& place, const model::Territory* territory) {
    const Language language = request.language;
    PageData row = page_object();
    row.set("name", place.name.in(language));
    row.set("kind", title_of(place.kind).in(language));
    row.set("published", place.published_area_m2 ? with_thousands(*place.published_area_m2 / 1e6, 2) : std::string("—"));
    row.set("mapped", territory == nullptr ? std::string("—") : with_thousands(territory->area.m2() / 1e6, 2));
    row.set("status", territory == nullptr ? Text("没有边界", "no boundary").in(language) : title_of(territory->status).in(language));
    row.set("confidence", title_of(place.evidence.confidence).in(language));
    row.set("doubtful", place.evidence.confidence == model::Confidence::Unverified);
    return row;
}

}  // namespace

void add_plan_places(const SummaryRequest& request, PageData& page) {
    const model::Plan& plan = *request.run->plan;
    PageData rows = page_list(), silent = page_list();
    bool any = false;
    for (std::size_t p = 0; p < plan.places.size(); ++p) {
        const model::Place& place = plan.places[p];
        if (place.kind != model::PlaceKind::Base && place.kind != model::PlaceKind::PilotArea) continue;
        const auto& territories = request.run->zones->territories;
        const auto territory = std::ranges::find(territories, model::PlaceId(p), &model::Territory::place);
        rows << place_row(request, place, territory == territories.end() ? nullptr : &*territory);
        any = true;
    }
    for (const model::EmptyList& list : plan.empty_lists) silent << PageData(fmt::format("[{}] {}", list.clause, list.reason.in(request.language)));
    page.set("place_rows", rows);
    page.set("has_places", any);
    page.set("silent", silent);
    add_questions(request, page);
}

}  // namespace zonewright::report
