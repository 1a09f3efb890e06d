#include "catalog/rule_reader.h"

#include <set>

#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

void check_range(TableReader& reader, const model::RuleValue& rule) {
    if (rule.low.has_value() != rule.high.has_value())
        reader.reject(rule.low ? "low" : "high", both("low 与 high 成对", "low and high together"),
                      both("补上另一个界限", "add the other bound"));
    if (rule.low && *rule.low > *rule.high)
        reader.reject("low", both("不大于 high", "not above high"),
                      both("交换两个界限", "swap the two bounds"));
    if (rule.value && rule.low && (*rule.value < *rule.low || *rule.value > *rule.high))
        reader.reject("value", both("在 low 与 high 之间", "between low and high"),
                      both("改正数值或区间", "correct the value or the range"));
}

void check_content(TableReader& reader, const model::RuleValue& rule, bool unknown) {
    const bool numeric = rule.value || rule.low;
    const bool worded = !rule.text.empty() || !rule.words.empty();
    if (unknown == (numeric || worded))
        reader.reject("key",
                      both("value、low/high、text、words 之一，或 unknown = true",
                           "one of value, low/high, text, words, or unknown = true"),
                      both("不知道的数值写 unknown = true，不要留空",
                           "write unknown = true for what is not known, do not leave it out"));
    if (numeric && rule.unit.empty())
        reader.reject("unit", both("单位；无量纲写 \"1\"", "a unit; \"1\" for pure numbers"),
                      both("补上 unit", "add unit"));
}

model::RuleValue read_value(TableReader& reader, const std::optional<model::Evidence>& shared) {
    model::RuleValue rule;
    rule.key = reader.text("key");
    rule.line = reader.line_of("key");
    rule.title = reader.title("title");
    rule.value = reader.optional_number("value");
    rule.low = reader.optional_number("low");
    rule.high = reader.optional_number("high");
    rule.text = reader.text("text", "");
    rule.words = reader.words("words");
    rule.unit = reader.text("unit", "");
    const bool unknown = reader.flag("unknown", false);
    check_range(reader, rule);
    check_content(reader, rule, unknown);
    rule.evidence = shared && !reader.has("evidence") ? *shared : reader.read("evidence", read_evidence);
    return rule;
}

model::PolicyRules read_topic(TableReader& reader, const std::string& stem) {
    model::PolicyRules rules;
    rules.id = read_id(reader, stem);
    rules.title = reader.title("title");
    rules.version = reader.text("version");
    rules.file = reader.file();
    const auto shared = reader.read_optional("evidence", read_evidence);
    rules.values = reader.read_all("value", [&](TableReader& inner) { return read_value(inner, shared); });
    std::set<std::string> seen;
    for (const model::RuleValue& value : rules.values)
        if (!seen.insert(value.key).second)
            reader.reject("value", both("每个 key 一次", "each key once"),
                          both("删去重复的 {}", "remove the second {}", value.key));
    return rules;
}

}  // namespace

std::vector<model::PolicyRules> read_rules(LayerFiles& files, const std::string& subfolder) {
    std::vector<model::PolicyRules> topics;
    for (const std::string& file : files.list(subfolder)) {
        const std::string stem = std::filesystem::path(file).stem().string();
        topics.push_back(files.read(file, [&](TableReader& reader) { return read_topic(reader, stem); }));
    }
    return topics;
}

}  // namespace zonewright::catalog
