#include "command/describe.h"

#include <CLI/CLI.hpp>
#include <functional>

#include "base/spelling.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"
#include "command/knowledge_json.h"
#include "command/plan_json.h"
#include "command/session.h"

namespace zonewright::command {
namespace {

/// One item of knowledge: enough for a line, and the whole of it as JSON.
struct Item {
    std::string id;
    std::string title;
    std::string remark;
    OrderedJson json;
};

using Items = std::vector<Item>;

std::string trust(const model::Evidence& evidence) {
    return say("{}（{}）", "{} ({})", evidence.source, title_of(evidence.confidence).said());
}

Items roles_of(const model::Catalogue& catalogue) {
    Items items;
    for (const auto& role : catalogue.roles)
        items.push_back({role.id, role.title.said(), joined(role.layer_aliases), json_of(role)});
    return items;
}

Items constraints_of(const model::Catalogue& catalogue) {
    Items items;
    for (const auto& rule : catalogue.constraints)
        items.push_back({rule.id, rule.title.said(), rule.legal_basis, json_of(rule)});
    return items;
}

Items checks_of(const model::Catalogue& catalogue) {
    Items items;
    for (const auto& check : catalogue.checks)
        items.push_back({check.id, check.title.said(), check.legal_basis, json_of(check)});
    return items;
}

Items criteria_of(const model::Catalogue& catalogue) {
    Items items;
    for (const auto& criterion : catalogue.criteria)
        items.push_back({criterion.id, criterion.title.said(),
                         fmt::format("[{}] {}", criterion.clause, criterion.rationale.said()),
                         json_of(criterion)});
    return items;
}

Items weights_of(const model::Catalogue& catalogue) {
    Items items;
    for (const auto& set : catalogue.weight_sets)
        items.push_back({set.id, set.title.said(), trust(set.evidence), json_of(set)});
    return items;
}

Items rules_of(const model::Catalogue& catalogue) {
    Items items;
    for (const auto& rules : catalogue.rules)
        items.push_back({rules.id, rules.title.said(),
                         say("版本 {}，{} 条", "version {}, {} entries", rules.version, rules.values.size()),
                         json_of(rules)});
    return items;
}

/// Every verb with its options, so that another program can build its own form for them.
Items verbs_of(const model::Catalogue&) {
    Items items;
    for (const auto& command : all_commands()) {
        CLI::App app;
        command->declare(app);
        OrderedJson options = OrderedJson::array();
        const std::function<void(const CLI::App&, const std::string&)> add = [&](const CLI::App& verb,
                                                                                 const std::string& action) {
            for (const CLI::Option* option : verb.get_options()) {
                if (option->get_name() == "--help") continue;
                options.push_back({{"name", option->get_name()},
                                   {"action", action},
                                   {"positional", option->get_positional()},
                                   {"required", option->get_required()},
                                   {"flag", option->get_items_expected_max() == 0},
                                   {"default", option->get_default_str()},
                                   {"help", option->get_description()}});
            }
            for (const CLI::App* inner : verb.get_subcommands([](const CLI::App*) { return true; }))
                add(*inner, inner->get_name());
        };
        add(app, "");
        items.push_back({command->name(),
                         command->summary().said(),
                         command->example(),
                         {{"id", command->name()},
                          {"summary", json_of(command->summary())},
                          {"example", command->example()},
                          {"options", options}}});
    }
    return items;
}

struct Topic {
    std::string id;
    Text title;
    Items (*items)(const model::Catalogue&);
};

const std::vector<Topic> topics = {
    {"verbs", {"命令", "verbs"}, verbs_of},
    {"roles", {"数据源的角色", "roles of sources"}, roles_of},
    {"constraints", {"约束", "constraints"}, constraints_of},
    {"checks", {"核查规则", "checks of an outline"}, checks_of},
    {"criteria", {"评价指标", "criteria"}, criteria_of},
    {"weights", {"权重", "weights"}, weights_of},
    {"rules", {"规则数值", "rules"}, rules_of},
};

std::vector<std::string> topic_ids() {
    std::vector<std::string> ids;
    for (const Topic& topic : topics) ids.push_back(topic.id);
    return ids;
}

[[noreturn]] void reject_unknown(const std::string& thing, const std::string& word,
                                 const std::vector<std::string>& known) {
    const auto meant = nearest_name(word, known);
    throw InputError({.thing = thing,
                      .value = word,
                      .expected = joined(known),
                      .advice = meant ? say("是否想写 {}？", "did you mean {}?", *meant)
                                      : say("改用其中之一", "use one of these")});
}

class DescribeCommand : public Command {
public:
    std::string name() const override { return "describe"; }
    Text summary() const override {
        return {"程序知道什么、能做什么（命令、角色、约束、指标、权重、规则）",
                "what the program knows and can do (verbs, roles, constraints, criteria, weights, rules)"};
    }
    std::string example() const override { return "zonewright describe criteria slope"; }

    void declare(CLI::App& verb) override {
        verb.add_option("topic", topic_, joined(topic_ids()));
        verb.add_option("id", id_, say("其中一项", "one of them"));
        verb.add_option("--plan", plan_, say("规划版本，默认最新", "plan version, the newest by default"));
    }

    ExitCode run(Session& session) override {
        const std::filesystem::path layers = catalog::find_layers_folder();
        const std::string plan = plan_.empty() ? catalog::plan_versions(layers).back() : plan_;
        const model::Catalogue catalogue = catalog::read_catalogue(layers, plan);
        if (topic_.empty()) {
            tell_overview(session, layers, catalogue);
            return ExitCode::Done;
        }
        for (const Topic& topic : topics) {
            if (topic.id != topic_) continue;
            id_.empty() ? tell_topic(session, topic, catalogue) : tell_item(session, topic, catalogue);
            return ExitCode::Done;
        }
        reject_unknown(say("主题", "topic"), topic_, topic_ids());
    }

private:
    static void tell_overview(Session& session, const std::filesystem::path& layers,
                              const model::Catalogue& catalogue) {
        session.print(fmt::format("zonewright {}", ZONEWRIGHT_VERSION));
        session.print(say("知识文件夹：{}\n目录版本：{}\n规划版本：{}",
                          "layers folder: {}\ncatalogue version: {}\nplan versions: {}", layers.string(),
                          catalogue.version, joined(catalog::plan_versions(layers))));
        OrderedJson& result = session.result();
        result["version"] = ZONEWRIGHT_VERSION;
        result["layers_folder"] = layers.string();
        result["catalogue_version"] = catalogue.version;
        result["plans"] = catalog::plan_versions(layers);
        for (const Topic& topic : topics) {
            const Items items = topic.items(catalogue);
            session.print(fmt::format("  {:<12} {}：{}", topic.id, topic.title.said(), items.size()));
            result["topics"].push_back(
                {{"id", topic.id}, {"title", json_of(topic.title)}, {"count", items.size()}});
        }
    }

    static void tell_topic(Session& session, const Topic& topic, const model::Catalogue& catalogue) {
        OrderedJson& list = session.result()[topic.id];
        list = OrderedJson::array();
        for (const Item& item : topic.items(catalogue)) {
            session.print(fmt::format("{:<28} {}　{}", item.id, item.title, item.remark));
            list.push_back(item.json);
        }
    }

    void tell_item(Session& session, const Topic& topic, const model::Catalogue& catalogue) const {
        std::vector<std::string> known;
        for (const Item& item : topic.items(catalogue)) {
            known.push_back(item.id);
            if (item.id != id_) continue;
            session.print(fmt::format("{}　{}　{}", item.id, item.title, item.remark));
            session.print(item.json.dump(2));
            session.result()["item"] = item.json;
            return;
        }
        reject_unknown(topic.title.said(), id_, known);
    }

    std::string topic_, id_, plan_;
};

}  // namespace

std::unique_ptr<Command> make_describe_command() {
    return std::make_unique<DescribeCommand>();
}

}  // namespace zonewright::command
