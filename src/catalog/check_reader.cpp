#include "catalog/check_reader.h"

#include <algorithm>

#include "base/errors.h"
#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

using model::CheckRule;
using model::Expectation;
using model::Verdict;

const Words<Expectation> expectations = {
    {"avoid", Expectation::Avoid}, {"within", Expectation::Within}, {"inform", Expectation::Inform}};
const Words<Verdict> verdicts = {
    {"fits", Verdict::Fits}, {"conditional", Verdict::Conditional}, {"conflicts", Verdict::Conflicts}};
const Words<std::string> chapters = {
    {"three_lines", "three_lines"}, {"planning", "planning"}, {"other", "other"}};

void read_verdicts(TableReader& reader, CheckRule& rule) {
    rule.if_occupied = reader.choice("occupied", verdicts);
    rule.if_touched = reader.choice("touched", verdicts);
    rule.if_clear = reader.choice("clear", verdicts);
}

void read_wording(TableReader& reader, CheckRule& rule) {
    rule.occupied = reader.title("occupied");
    rule.touched = reader.title("touched");
    rule.clear = reader.title("clear");
}

CheckRule read_check(TableReader& reader, const std::string& stem) {
    CheckRule rule;
    rule.id = read_id(reader, stem);
    rule.order = static_cast<int>(reader.integer("order", not_negative));
    rule.chapter = reader.choice("chapter", chapters);
    rule.title = reader.title("title");
    rule.role = reader.text("role", "");
    rule.constraint = reader.text("constraint", "");
    if (rule.role.empty() == rule.constraint.empty())
        reader.reject("role", say("role 与 constraint 二者居一", "either role or constraint"),
                      say("保留其中一个", "keep one of them"));
    rule.where = reader.words_by_name("where");
    rule.breakdown_field = reader.text("breakdown_field", "");
    rule.expectation = reader.choice("expectation", expectations);
    rule.touch_area_m2 = reader.number("touch_area_m2", not_negative);
    rule.touch_width_m = reader.number("touch_width_m", not_negative);
    rule.nearby_m = reader.optional_number("nearby_m", not_negative).value_or(0);
    if (const auto years = reader.optional_integer("oldest_years", not_negative))
        rule.oldest_years = static_cast<int>(*years);
    reader.read("verdict", [&](TableReader& inner) {
        read_verdicts(inner, rule);
        return 0;
    });
    reader.read("wording", [&](TableReader& inner) {
        read_wording(inner, rule);
        return 0;
    });
    rule.legal_basis = reader.text("legal_basis");
    rule.evidence = reader.read("evidence", read_evidence);
    return rule;
}

}  // namespace

std::vector<CheckRule> read_checks(LayerFiles& files) {
    std::vector<CheckRule> rules;
    for (const std::string& file : files.list("checks")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        rules.push_back(files.read(file, [&](TableReader& reader) { return read_check(reader, stem); }));
    }
    std::sort(rules.begin(), rules.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    for (std::size_t i = 1; i < rules.size(); ++i)
        if (rules[i].order == rules[i - 1].order)
            throw InputError({.thing = fmt::format("layers/checks/{}.toml: order", rules[i].id),
                              .value = fmt::format("{}", rules[i].order),
                              .expected = say("唯一的顺序号", "a place of its own in the order"),
                              .advice = say("{}.toml 已使用该值，换一个",
                                            "{}.toml uses it already, take another", rules[i - 1].id)});
    return rules;
}

}  // namespace zonewright::catalog
