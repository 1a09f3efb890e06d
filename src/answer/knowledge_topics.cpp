#include "answer/knowledge_topics.h"

#include "answer/knowledge_json.h"
#include "answer/question_form.h"
#include "answer/verb_words.h"
#include "base/spelling.h"
#include "catalog/layers_folder.h"
#include "report/site_report.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;
using KnownItems = std::vector<KnownItem>;

KnownItems roles_of(const model::Catalogue& catalogue) {
    KnownItems items;
    for (const auto& role : catalogue.roles)
        items.push_back({role.id, role.title, joined(role.layer_aliases), json_of(role)});
    return items;
}

KnownItems constraints_of(const model::Catalogue& catalogue) {
    KnownItems items;
    for (const auto& rule : catalogue.constraints)
        items.push_back({rule.id, rule.title, rule.legal_basis, json_of(rule)});
    return items;
}

KnownItems checks_of(const model::Catalogue& catalogue) {
    KnownItems items;
    for (const auto& check : catalogue.checks)
        items.push_back({check.id, check.title, check.legal_basis, json_of(check)});
    return items;
}

KnownItems criteria_of(const model::Catalogue& catalogue) {
    KnownItems items;
    for (const auto& criterion : catalogue.criteria)
        items.push_back({criterion.id, criterion.title,
                         both("[{}] {}", "[{}] {}", criterion.clause, criterion.rationale), json_of(criterion)});
    return items;
}

KnownItems weights_of(const model::Catalogue& catalogue) {
    KnownItems items;
    for (const auto& set : catalogue.weight_sets)
        items.push_back({set.id, set.title,
                         both("{}（{}）", "{} ({})", set.evidence.source, title_of(set.evidence.confidence)),
                         json_of(set)});
    return items;
}

KnownItems rules_of(const model::Catalogue& catalogue) {
    KnownItems items;
    for (const auto& rules : catalogue.rules)
        items.push_back({rules.id, rules.title,
                         both("版本 {}，{} 条", "version {}, {} entries", rules.version, rules.values.size()),
                         json_of(rules)});
    return items;
}

/// The options of a question, so that another program can build its own form for them.
void add_options(const Question& question, Json& options) {
    const Draft draft = question.draft();  // the declaration points into it
    const Declaration& declaration = draft.declaration;
    const Json schema = question_schema(declaration);
    for (const Field& field : declaration.fields) {
        if (std::holds_alternative<Language*>(field.target)) continue;
        const Json& property = schema["properties"][field.name];
        const Json value = property.value("default", Json(""));
        options.push_back({{"name", option_name(field)},
                           {"action", part_of(question.name)},
                           {"positional", field.by_position},
                           {"required", field.must_be_given},
                           {"flag", field.is_flag()},
                           {"default", value.is_string() ? value.get<std::string>() : value.dump()},
                           {"help", property["description"]}});
    }
}

KnownItems verbs_of(const model::Catalogue&) {
    KnownItems items;
    for (const VerbQuestions& verb : all_verbs()) {
        Text summary;
        Json options = Json::array();
        for (const Question* question : verb.questions) {
            if (!summary.empty()) summary += Text("；", "; ");
            summary += question->draft().declaration.summary;
            add_options(*question, options);
        }
        const std::string example = verb.questions.front()->draft().declaration.example;
        items.push_back({verb.verb,
                         summary,
                         example,
                         {{"id", verb.verb},
                          {"summary", {{"zh", summary.zh}, {"en", summary.en}}},
                          {"example", example},
                          {"options", options}}});
    }
    return items;
}

/// What a bureau's own Word form may name.
KnownItems report_fields(const model::Catalogue&) {
    const report::FormFields fields = report::known_form_fields(catalog::styles_folder_of(catalog::find_layers_folder()) / "report");
    KnownItems items;
    const auto add = [&](const std::vector<report::FormField>& all, const char* kind, const Text& kind_title) {
        for (const report::FormField& field : all)
            items.push_back({field.name.zh,
                             Text(field.name.zh, field.name.en),
                             both("{}；{}", "{}; {}", kind_title, field.title),
                             {{"id", field.name.zh},
                              {"name", {{"zh", field.name.zh}, {"en", field.name.en}}},
                              {"kind", kind},
                              {"title", {{"zh", field.title.zh}, {"en", field.title.en}}}}});
    };
    add(fields.words(), "words", {"词句", "words"});
    add(fields.columns(), "list", {"清单的一列", "column of a list"});
    add(fields.blocks(), "blocks", {"成段", "paragraphs"});
    return items;
}

}  // namespace

const std::vector<KnowledgeTopic>& knowledge_topics() {
    static const std::vector<KnowledgeTopic> topics{
        {topic_ids[0], {"命令", "verbs"}, verbs_of},
        {topic_ids[1], {"数据源的角色", "roles of sources"}, roles_of},
        {topic_ids[2], {"约束", "constraints"}, constraints_of},
        {topic_ids[3], {"核查规则", "checks of an outline"}, checks_of},
        {topic_ids[4], {"评价指标", "criteria"}, criteria_of},
        {topic_ids[5], {"权重", "weights"}, weights_of},
        {topic_ids[6], {"规则数值", "rules"}, rules_of},
        {topic_ids[7], {"报告模板的字段", "fields of a report form"}, report_fields},
    };
    return topics;
}

}  // namespace zonewright::answer
