#include "catalog/check_reader.h"

#include <algorithm>
#include <map>

#include "base/errors.h"
#include "catalog/evidence_reader.h"

namespace zonewright::catalog {
namespace {

using model::CheckRule;
using model::Expectation;
using model::Verdict;

const Words<Expectation> expectations = {
    {"avoid", Expectation::Avoid}, {"within", Expectation::Within}, {"inform", Expectation::Inform}};

const Words<Verdict> verdicts = {{"fits", Verdict::Fits},
                                 {"conditional", Verdict::Conditional},
                                 {"conflicts", Verdict::Conflicts},
                                 {"undecided", Verdict::Undecided}};

void read_verdicts(TableReader& reader, CheckRule& check) {
    reader.read("verdict", [&](TableReader& inner) {
        check.if_occupied = inner.choice("occupied", verdicts);
        check.if_touched = inner.choice("touched", verdicts);
        check.if_clear = inner.choice("clear", verdicts);
        if (inner.has("partly")) check.if_partly = inner.choice("partly", verdicts);
        check.whole_share = inner.optional_number("whole_share", zero_to_one).value_or(1);
        return true;
    });
}

void read_wording(TableReader& reader, CheckRule& check) {
    reader.read("wording", [&](TableReader& inner) {
        check.occupied = inner.title("occupied");
        check.touched = inner.title("touched");
        check.clear = inner.title("clear");
        if (check.if_partly) check.partly = inner.title("partly");
        return true;
    });
}

model::PartRule read_part_rule(TableReader& reader) {
    model::PartRule part;
    part.values = reader.words("values");
    part.verdict = reader.choice("verdict", verdicts);
    part.above_share = reader.optional_number("above_share", zero_to_one).value_or(0);
    part.below = part.above_share > 0 ? reader.choice("below", verdicts) : part.verdict;
    part.title = reader.title("title");
    part.wording = reader.title("wording");
    return part;
}

std::map<std::string, Text> read_parts(TableReader& reader) {
    std::map<std::string, Text> titles;
    for (const std::string& value : reader.keys()) titles[value] = reader.title(value);
    return titles;
}

CheckRule read_check(TableReader& reader, const std::string& stem) {
    CheckRule check;
    check.id = read_id(reader, stem);
    check.order = static_cast<int>(reader.integer("order", not_negative));
    check.chapter = reader.choice<std::string>("chapter", {{"current", "current"},
                                                           {"three_lines", "three_lines"},
                                                           {"planning", "planning"},
                                                           {"other", "other"}});
    check.title = reader.title("title");
    check.role = reader.text("role", "");
    check.constraint = reader.text("constraint", "");
    if (check.role.empty() == check.constraint.empty())
        reader.reject("title", both("role 与 constraint 之一", "one of role and constraint"),
                      both("写明核查哪个图层或哪条约束", "say which layer or which constraint is looked at"));
    check.where = reader.words_by_name("where");
    check.breakdown_field = reader.text("breakdown_field", "");
    check.breakdown_scheme = reader.text("breakdown_scheme", "");
    check.part_titles = reader.read_optional("parts", read_parts).value_or(decltype(check.part_titles){});
    check.expectation = reader.choice("expectation", expectations);
    check.touch_area_m2 = reader.number("touch_area_m2", not_negative);
    check.touch_width_m = reader.number("touch_width_m", not_negative);
    check.hairline_width_m = reader.optional_number("hairline_width_m", not_negative).value_or(0);
    check.nearby_m = reader.optional_number("nearby_m", not_negative).value_or(0);
    if (const auto years = reader.optional_integer("oldest_years", not_negative))
        check.oldest_years = static_cast<int>(*years);
    reader.read_optional("todo", [&](TableReader& inner) {
        check.department = inner.title("department");
        check.materials = inner.title("materials");
        return true;
    });
    read_verdicts(reader, check);
    read_wording(reader, check);
    check.part_rules = reader.read_all("part_rule", read_part_rule);
    if (!check.part_rules.empty() && check.breakdown_field.empty())
        reader.reject("part_rule", both("breakdown_field", "a breakdown_field"),
                      both("写明按哪个字段拆分", "say by which field the overlap is split"));
    check.legal_basis = reader.text("legal_basis");
    check.evidence = reader.read("evidence", read_evidence);
    return check;
}

}  // namespace

std::vector<CheckRule> read_checks(LayerFiles& files) {
    std::vector<CheckRule> checks;
    for (const std::string& file : files.list("checks")) {
        const std::string stem = std::filesystem::path(file).stem().string();
        checks.push_back(files.read(file, [&](TableReader& reader) { return read_check(reader, stem); }));
    }
    std::map<int, std::string> by_order;
    for (const CheckRule& check : checks) {
        const auto [owner, is_new] = by_order.emplace(check.order, check.id);
        if (!is_new)
            throw InputError({.thing = fmt::format("layers/checks/{}.toml: order", check.id),
                              .value = fmt::format("{}", check.order),
                              .expected = both("唯一的 order", "an order of its own"),
                              .advice = both("{}.toml 已使用该值，换一个",
                                             "{}.toml uses it already, take another", owner->second)});
    }
    std::sort(checks.begin(), checks.end(), [](const auto& a, const auto& b) { return a.order < b.order; });
    return checks;
}

void name_parts(std::vector<model::CheckRule>& checks, const std::vector<model::CodeScheme>& schemes) {
    for (CheckRule& check : checks) {
        if (check.breakdown_scheme.empty()) continue;
        const auto scheme = std::find_if(schemes.begin(), schemes.end(), [&](const auto& candidate) {
            return candidate.id == check.breakdown_scheme;
        });
        if (scheme == schemes.end())
            throw InputError(
                {.thing = fmt::format("layers/checks/{}.toml: breakdown_scheme", check.id),
                 .value = check.breakdown_scheme,
                 .expected = both("layers/code_schemes 中的编码体系", "a scheme of layers/code_schemes"),
                 .advice = both("例如 survey3", "for example survey3")});
        for (const auto& [code, name] : scheme->names) {
            const auto english = scheme->names_en.find(code);
            check.part_titles.emplace(code,
                                      Text{name, english == scheme->names_en.end() ? name : english->second});
        }
    }
}

void know_layers(std::vector<model::CheckRule>& checks, const std::vector<model::Role>& roles,
                 const std::vector<model::CodeScheme>& schemes) {
    for (CheckRule& check : checks) {
        const auto role = std::ranges::find(roles, check.role, &model::Role::id);
        if (role == roles.end()) continue;
        check.layer_tiles = role->must_tile;
        check.layer_title = role->title;
        for (const model::RoleField& field : role->fields) {
            check.field_titles[field.name] = field.title;
            if (!check.where.contains(field.name)) continue;
            std::set<std::string> known(field.domain.begin(), field.domain.end());
            const auto scheme = std::ranges::find(schemes, field.code_scheme, &model::CodeScheme::id);
            if (scheme != schemes.end())
                for (const auto& [code, name] : scheme->names) known.insert(code);
            if (!known.empty()) check.known_values[field.name] = std::move(known);
        }
    }
}

}  // namespace zonewright::catalog
