#include "answer/plan_targets.h"

#include <algorithm>
#include <array>
#include <utility>

#include "answer/json_form.h"
#include "answer/target_folder.h"
#include "answer/target_table.h"
#include "answer/plan_version.h"
#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {
namespace {

using planning::TargetKind;
using planning::TargetState;

constexpr auto kind_words = std::to_array<std::pair<TargetKind, const char*>>(
    {{TargetKind::Sum, "sum"}, {TargetKind::Share, "share"}, {TargetKind::Average, "average"}});

std::string word_of(TargetKind kind) {
    for (const auto& [each, word] : kind_words)
        if (each == kind) return word;
    return {};
}

/// "industrial_output=sum"; a target that the rules do not list is a share.
TargetKind kind_of(const model::Target& target, const model::PolicyRules& rules) {
    const model::RuleValue* kinds = rules.find("kinds");
    if (kinds == nullptr) return TargetKind::Share;
    for (const std::string& listed : kinds->words) {
        const std::size_t equals = listed.find('=');
        if (listed.substr(0, equals) != target.id) continue;
        for (const auto& [kind, word] : kind_words)
            if (equals != std::string::npos && listed.substr(equals + 1) == word) return kind;
        throw InputError({.thing = rules.place_of("kinds"),
                          .value = listed,
                          .expected = "sum, share, average",
                          .advice = both("改用其中之一", "use one of these")});
    }
    return TargetKind::Share;
}

std::pair<std::string, Text> state_words(TargetState state) {
    switch (state) {
        case TargetState::NotStated: return {"not_stated", {"未填报", "not stated"}};
        case TargetState::Met: return {"met", {"已达到", "met"}};
        case TargetState::OnTrack: return {"on_track", {"按现有速度可达到", "on track"}};
        case TargetState::Behind: return {"behind", {"慢于所需速度", "behind the pace needed"}};
        case TargetState::PaceUnknown: return {"pace_unknown", {"只有一年数据，速度未知", "one year only: pace unknown"}};
        case TargetState::Missed: return {"missed", {"到期未达到", "missed"}};
    }
    return {};
}

AreaFigures figures_of(const planning::TargetProgress& row) {
    return {row.first_year, row.last_year, row.first, row.last, row.average, row.pace, row.growth};
}

TargetFigures figures_of_city(const model::Target& target, const planning::TargetProgress& row) {
    const auto [state, title] = state_words(row.state);
    return {.target = target.id, .name = target.name, .comparison = target.comparison, .unit = target.unit,
            .clause = target.clause, .kind = word_of(row.kind), .value = target.value, .year = target.year, .state = state,
            .state_title = title, .city = figures_of(row), .gap = row.gap, .pace_needed = row.pace_needed,
            .growth_needed = row.growth_needed, .towns = {}, .sum_of_towns = {}};
}

std::optional<SumOfTowns> agreement(const model::Plan& plan, std::span<const planning::StatedFigure> figures,
                                    std::size_t target, double tolerance) {
    const auto found = planning::sum_of_towns(figures, target);
    if (!found) return std::nullopt;
    SumOfTowns sum{found->year, found->towns, 0, found->sum, found->city, false};
    sum.all = static_cast<std::size_t>(std::ranges::count_if(plan.places, model::tiles_the_city));
    sum.agrees = sum.towns == sum.all && std::abs(sum.sum - sum.city) <= tolerance * std::abs(sum.city);
    return sum;
}

void warn_of_sums(PlanTargetsAnswer& answer) {
    for (const TargetFigures& target : answer.targets)
        if (target.sum_of_towns && target.sum_of_towns->towns == target.sum_of_towns->all && !target.sum_of_towns->agrees)
            answer.warn(both("{} {} 年：各镇街合计 {} 与全市 {} 不一致，相差 {} {}", "{} {}: the towns add up to {}, the city is {}; {} {} between them",
                             target.name, target.sum_of_towns->year, target_number(target.sum_of_towns->sum),
                             target_number(target.sum_of_towns->city),
                             target_number(target.sum_of_towns->sum - target.sum_of_towns->city), target.unit));
}

}  // namespace

template <typename V>
void fields(V& v, AreaFigures& f) {
    v("first_year", f.first_year, "", {"0：未填报", "0: none stated"});
    v("last_year", f.last_year);
    v("first", f.first);
    v("last", f.last);
    v("average", f.average, "%", {"填报各年的几何平均", "geometric mean of the years stated"});
    v("pace", f.pace, "", {"至今每年，按目标的单位", "a year so far, in the unit of the target"});
    v("growth", f.growth, "%", {"至今年均复合增速", "compound growth a year so far"});
}
template <typename V>
void fields(V& v, TownFigures& t) {
    v("place", t.place);
    v("name", t.name);
    v("figures", t.figures);
    v("share", t.share, "1", {"占全市", "of the city"});
}
template <typename V>
void fields(V& v, SumOfTowns& s) {
    v("year", s.year);
    v("towns", s.towns);
    v("all", s.all);
    v("sum", s.sum);
    v("city", s.city);
    v("agrees", s.agrees);
}
template <typename V>
void fields(V& v, TargetFigures& t) {
    v("target", t.target);
    v("name", t.name);
    v("comparison", t.comparison);
    v("value", t.value);
    v("unit", t.unit);
    v("year", t.year);
    v("clause", t.clause);
    v("kind", t.kind);
    v("state", t.state);
    v("state_title", t.state_title);
    v("city", t.city);
    v("gap", t.gap, "", {"距目标值", "from the bound"});
    v("pace_needed", t.pace_needed, "", {"此后每年需要，按目标的单位", "needed a year from here, in the unit of the target"});
    v("growth_needed", t.growth_needed, "%", {"此后年均增速需要", "compound growth needed from here"});
    v("towns", t.towns);
    v("sum_of_towns", t.sum_of_towns);
}
template <typename V>
void fields(V& v, PlanTargetsAnswer& a) {
    v("plan", a.plan);
    v("title", a.title);
    v("targets", a.targets);
}

Declaration declared(PlanTargetsQuestion& q) {
    Declaration d{.name = "plan_targets",
                  .summary = {"发展目标：填报的指标与规划目标的差距、所需速度", "targets: figures of a table against the plan's, and the pace needed"},
                  .example = "zonewright plan targets --table indicators.csv"};
    d.add("plan", &q.plan, {"规划版本或其文件夹，默认最新", "version of the plan or its folder, the newest by default"}).choices(ChoicesOf::Plans);
    d.add("table", &q.table, {"使用者填写的指标表（CSV、XLSX：target、town、year、value、unit）", "table of indicators that people keep (CSV, XLSX: target, town, year, value, unit)"}).path(PathOf::File);
    d.add("output", &q.output, {"写出工作簿和说明页的文件夹", "folder for a workbook and a page"}).path(PathOf::NewFolder).option('o');
    d.add("formats", &q.formats, {"说明页另存的格式", "the page in these formats, too"}).choices({"pdf", "docx"}).only_with("output");
    add_language(d, q.language);
    return d;
}

PlanTargetsAnswer answer(const PlanTargetsQuestion& question, const Progress& progress) {
    const auto layers = catalog::find_layers_folder();
    const model::Catalogue catalogue = catalog::read_catalogue(layers, question.plan.empty() ? plan_version("").id : question.plan);
    const model::PolicyRules& rules = catalogue.rules_of("targets");
    const model::Plan& plan = catalogue.plan;
    std::vector<planning::TargetRow> asked;
    std::vector<TargetKind> kinds;
    for (const model::Target& target : plan.targets) {
        kinds.push_back(kind_of(target, rules));
        asked.push_back({target, kinds.back()});
    }
    std::vector<planning::StatedFigure> figures;
    if (!question.table.empty()) figures = read_stated_figures(question.table, plan, kinds, progress.part(0, 0.5));
    PlanTargetsAnswer answer;
    answer.plan = plan.id, answer.title = plan.title;
    for (const planning::TargetProgress& row : planning::target_progress(asked, figures))
        if (row.town.empty())
            answer.targets.push_back(figures_of_city(plan.targets[row.target], row));
        else
            answer.targets.back().towns.push_back({row.town, plan.place(*plan.find_place(row.town)).name, figures_of(row), row.share_of_city});
    for (std::size_t t = 0; t < kinds.size(); ++t)
        if (kinds[t] == TargetKind::Sum) answer.targets[t].sum_of_towns = agreement(plan, figures, t, rules.number("agreement_share"));
    warn_of_sums(answer);
    if (!question.output.empty())
        for (Output& file : write_target_folder(question, answer)) answer.outputs.push_back(std::move(file));
    return answer;
}

Json to_json(const PlanTargetsAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const PlanTargetsAnswer*) {
    return schema_form<PlanTargetsAnswer>();
}

}  // namespace zonewright::answer
