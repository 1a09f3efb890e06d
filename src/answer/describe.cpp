#include "answer/describe.h"

#include <algorithm>

#include "answer/completion.h"
#include "answer/json_form.h"
#include "answer/manual_page.h"
#include "answer/question_form.h"
#include "answer/verb_words.h"
#include "base/errors.h"
#include "base/spelling.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {
namespace {

namespace fs = std::filesystem;

[[noreturn]] void reject_word(const Text& thing, const std::string& word,
                                 const std::vector<std::string>& known) {
    const auto meant = nearest_name(word, known);
    throw InputError({.thing = thing,
                      .value = word,
                      .expected = joined(known),
                      .advice = meant ? both("是否想写 {}？", "did you mean {}?", *meant)
                                      : both("改用其中之一", "use one of these")});
}

QuestionForm question_form_of(const Question& question) {
    const Draft draft = question.draft();  // the declaration points into it
    const Declaration& declaration = draft.declaration;
    const std::string part = part_of(question.name);
    return {question.name,
            verb_of(question.name) + (part.empty() ? "" : " " + part),
            declaration.summary,
            declaration.example,
            question_schema(declaration),
            question.answer_schema(),
            option_lines(declaration)};
}

model::Catalogue catalogue_for(const DescribeQuestion& question, const fs::path& layers) {
    return catalog::read_catalogue(
        layers, question.plan.empty() ? catalog::plan_versions(layers).back() : question.plan);
}

DescribeAnswer overview(const DescribeQuestion& question) {
    const fs::path layers = catalog::find_layers_folder();
    const model::Catalogue catalogue = catalogue_for(question, layers);
    DescribeAnswer answer;
    answer.version = ZONEWRIGHT_VERSION;
    answer.layers_folder = layers;
    answer.catalogue_version = catalogue.version;
    answer.plans = catalog::plan_versions(layers);
    answer.topics.emplace();
    for (const KnowledgeTopic& topic : knowledge_topics())
        answer.topics->push_back({topic.id, topic.title, topic.items(catalogue).size()});
    answer.questions.emplace();
    for (const Question& each : all_questions()) answer.questions->push_back(question_form_of(each));
    return answer;
}

DescribeAnswer about_topic(const DescribeQuestion& question, std::size_t at) {
    const KnowledgeTopic& topic = knowledge_topics()[at];
    DescribeAnswer answer;
    std::vector<std::string> known;
    for (KnownItem& item : topic.items(catalogue_for(question, catalog::find_layers_folder()))) {
        known.push_back(item.id);
        if (question.id.empty() || question.id == item.id) answer.items.push_back(std::move(item));
    }
    if (answer.items.empty() && !question.id.empty()) reject_word(topic.title, question.id, known);
    if (!question.id.empty()) {
        answer.item = answer.items.front().json;
        return answer;
    }
    answer.lists[at].emplace();
    for (const KnownItem& item : answer.items) answer.lists[at]->push_back(item.json);
    return answer;
}

/// With an id: one part of the verb.
DescribeAnswer about_verb(const DescribeQuestion& question, const VerbQuestions& verb) {
    DescribeAnswer answer;
    answer.questions.emplace();
    std::vector<std::string> known;
    for (const Question* each : verb.questions) {
        known.push_back(part_of(each->name));
        if (question.id.empty() || question.id == known.back()) answer.questions->push_back(question_form_of(*each));
    }
    if (answer.questions->empty()) reject_word(verb.verb, question.id, known);
    if (question.manual) answer.manual = manual_page(verb);
    return answer;
}

void add_own_layers(const study::Study& study, DescribeAnswer& answer) {
    answer.own_layers.emplace();
    const std::vector<catalog::OwnLayerFile> files = catalog::own_layer_files(study.opened().layers());
    for (const catalog::OwnLayerFile& file : files)
        answer.own_layers->push_back(
            {file.file, to_string(file.kind), file.installed_changed, file.changes,
             both("{}：{}", "{}: {}", file.file, title_of(file.kind))});
    for (Text& caution : cautions_of(files)) answer.warn(std::move(caution));
}

DescribeAnswer about_study(const DescribeQuestion& question, const Progress& progress) {
    const study::Study study(question.topic);
    DescribeAnswer answer;
    answer.choices.emplace();
    std::vector<std::string> known;
    for (const ChoicesOf kind : kinds_of_choices()) {
        known.push_back(to_string(kind));
        if (question.id.empty() || question.id == known.back())
            (*answer.choices)[known.back()] = choices_in(study, kind, progress);
    }
    known.emplace_back("layers");
    if (question.id.empty() || question.id == known.back()) add_own_layers(study, answer);
    if (answer.choices->empty() && !answer.own_layers) reject_word("id", question.id, known);
    return answer;
}

[[noreturn]] void reject_topic(const std::string& word) {
    std::vector<std::string> known(topic_ids.begin(), topic_ids.end());
    for (const VerbQuestions& verb : all_verbs()) known.push_back(verb.verb);
    reject_word(both("主题", "topic"), word, known);
}

}  // namespace

template <typename V>
void fields(V& v, TopicCount& t) {
    v("id", t.id);
    v("title", t.title);
    v("count", t.count);
}
template <typename V>
void fields(V& v, QuestionForm& f) {
    v("name", f.name);
    v("command", f.command, "", {"在命令行上的写法", "how it is asked on the command line"});
    v("summary", f.summary);
    v("example", f.example);
    v("question", f.question, "", {"问题的 JSON Schema", "JSON Schema of the question"});
    v("answer", f.answer, "", {"答案的 JSON Schema", "JSON Schema of the answer"});
}
template <typename V>
void fields(V& v, Choice& c) {
    v("value", c.value);
    v("title", c.title);
}
template <typename V>
void fields(V& v, catalog::ChangedValue& c) {
    v("key", c.key);
    v("installed", c.installed);
    v("own", c.own);
}
template <typename V>
void fields(V& v, DescribedLayer& l) {
    v("file", l.file);
    v("does", l.does, "", {"adds、replaces、removes、repeats 或 unread", "adds, replaces, removes, repeats or unread"});
    v("installed_changed", l.installed_changed, "", {"写成之后安装的文件有变化", "the installed file has changed since"});
    v("changes", l.changes);
}
template <typename V>
void fields(V& v, DescribeAnswer& a) {
    v("version", a.version);
    v("layers_folder", a.layers_folder);
    v("catalogue_version", a.catalogue_version, "", {"知识文件的摘要", "hash of the files of knowledge"});
    v("plans", a.plans);
    v("topics", a.topics);
    v("questions", a.questions);
    for (std::size_t i = 0; i < topic_ids.size(); ++i) v(topic_ids[i], a.lists[i]);
    v("item", a.item);
    v("choices", a.choices, "", {"研究中可选的值", "values to choose from in the study"});
    v("own_layers", a.own_layers, "", {"研究自己的规则文件", "files of knowledge that are the study's own"});
    v("manual", a.manual);
    v("completion", a.completion);
}

Declaration declared(DescribeQuestion& q) {
    Declaration d{.name = "describe",
                  .summary = {"程序知道什么、能做什么（命令、角色、约束、指标、权重、规则），研究中有什么可选",
                              "what the program knows and can do (verbs, roles, constraints, criteria, weights, "
                              "rules), and what a study offers to choose from"},
                  .example = "zonewright describe criteria slope"};
    d.add("topic", &q.topic, {"主题、命令或研究文件夹", "a topic, a verb, or the folder of a study"}).position();
    d.add("id", &q.id, {"主题中的一项、命令的一部分，或研究的一类选项（layers 为研究自己的规则文件）", "one item of the topic, one part of the verb, or one kind of choices of the study (layers: its own files of knowledge)"}).position();
    d.add("plan", &q.plan, {"规划版本，默认最新", "plan version, the newest by default"}).choices(ChoicesOf::Plans);
    d.add("manual", &q.manual, {"打印命令的手册页", "print the manual page of the verb"});
    d.add("completion", &q.completion, {"打印该命令行的补全脚本", "print the completion script for this shell"}).choices(completed_shells());
    return d;
}

DescribeAnswer answer(const DescribeQuestion& question, const Progress& progress) {
    if (!question.completion.empty()) {
        DescribeAnswer answer;
        answer.completion = completion_for(question.completion);
        return answer;
    }
    if (question.topic.empty()) return overview(question);
    for (std::size_t i = 0; i < topic_ids.size(); ++i)
        if (question.topic == topic_ids[i]) return about_topic(question, i);
    const bool is_study = fs::exists(fs::path(question.topic) / "study.toml");
    for (const VerbQuestions& verb : all_verbs())
        // A study may be called as a verb is; a verb without parts has no kinds of choices.
        if (verb.verb == question.topic && !(is_study && !question.id.empty() && verb.questions.size() == 1))
            return about_verb(question, verb);
    if (is_study) return about_study(question, progress);
    reject_topic(question.topic);
}

Json to_json(const DescribeAnswer& answer, Language language) {
    return json_form(answer, language);
}
Json schema_of(const DescribeAnswer*) {
    return schema_form<DescribeAnswer>();
}

}  // namespace zonewright::answer
