#include "command/describe.h"

#include "answer/describe.h"
#include "base/spelling.h"
#include "command/verb.h"

namespace zonewright::command {
namespace {

using answer::DescribeAnswer;

/// A script or page ends in a line break of its own.
std::string without_last_break(std::string text) {
    while (!text.empty() && text.back() == '\n') text.pop_back();
    return text;
}

void print_overview(Session& session, const DescribeAnswer& found) {
    session.print(both("zonewright {}", "zonewright {}", *found.version));
    session.print(both("知识文件夹：{}\n目录版本：{}\n规划版本：{}",
                       "layers folder: {}\ncatalogue version: {}\nplan versions: {}", found.layers_folder->string(),
                       *found.catalogue_version, joined(*found.plans)));
    for (const answer::TopicCount& topic : *found.topics)
        session.print(both("  {:<12} {}：{}", "  {:<12} {}: {}", topic.id, topic.title, topic.count));
}

void print_verb(Session& session, const answer::QuestionForm& verb) {
    session.print(both("{}　{}\n例：{}", "{}  {}\nExample: {}", verb.name, verb.summary, verb.example));
    for (const answer::OptionLine& option : verb.options) {
        const Text limits = option.limits.empty() ? Text() : both("（{}）", " ({})", option.limits);
        session.print(both("  {}\n      {}{}", "  {}\n      {}{}", answer::written(option), option.help, limits));
    }
}

void print_items(Session& session, const DescribeAnswer& found) {
    for (const answer::KnownItem& item : found.items)
        session.print(found.item ? both("{}　{}　{}", "{}　{}　{}", item.id, item.title, item.remark)
                                 : both("{:<28} {}　{}", "{:<28} {}　{}", item.id, item.title, item.remark));
    if (found.item) session.print(found.item->dump(2));
}

void print_choices(Session& session, const std::string& kind, const std::vector<answer::Choice>& choices) {
    session.print(both("{}：{}", "{}: {}", kind, choices.size()));
    for (const answer::Choice& choice : choices)
        session.print(both("  {:<20} {}", "  {:<20} {}", choice.value, choice.title));
}

void print_layers(Session& session, const std::vector<answer::DescribedLayer>& layers) {
    session.print(both("研究自己的规则文件：{}", "own files of knowledge: {}", layers.size()));
    for (const answer::DescribedLayer& layer : layers) {
        session.print(both("  {}", "  {}", layer.words));
        for (const auto& change : layer.changes)
            session.print(both("      {}：{} → {}", "      {}: {} → {}", change.key, change.installed, change.own));
    }
}

void print(Session& session, const answer::DescribeQuestion&, const DescribeAnswer& found) {
    if (found.completion) return session.print(without_last_break(found.completion->in(session.language())));
    if (found.manual) return session.print(without_last_break(*found.manual));
    if (found.topics) return print_overview(session, found);
    if (found.questions)
        for (const answer::QuestionForm& verb : *found.questions) print_verb(session, verb);
    print_items(session, found);
    if (found.choices)
        for (const auto& [kind, choices] : *found.choices) print_choices(session, kind, choices);
    if (found.own_layers) print_layers(session, *found.own_layers);
}

}  // namespace

std::unique_ptr<Command> make_describe_command() {
    return verb<answer::DescribeQuestion, answer::DescribeAnswer>(print);
}

}  // namespace zonewright::command
