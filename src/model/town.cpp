#include "model/town.h"

#include <algorithm>
#include <cctype>
#include <functional>
#include <set>

#include "base/errors.h"
#include "base/spelling.h"
#include "model/supply.h"

namespace zonewright::model {
namespace {

/// 塘厦镇 → 塘厦, 东城街道办事处 → 东城; never empty.
/// Without blanks on either side, wide ones too.
std::string without_blanks_around(std::string name) {
    for (bool found = true; found;) {
        found = false;
        for (const std::string blank : {" ", "\t", "\u3000", "\u00A0"}) {
            if (name.starts_with(blank)) name.erase(0, blank.size()), found = true;
            if (name.ends_with(blank)) name.resize(name.size() - blank.size()), found = true;
        }
    }
    return name;
}

/// 某市某区甲镇 → 甲: without what stands around it, the names of larger units before and the kind behind.
std::string without_kind(std::string name) {
    name = without_blanks_around(std::move(name));
    for (const std::string unit : {"省", "市"})
        if (const std::size_t at = name.find(unit); at != std::string::npos && at + unit.size() < name.size())
            name.erase(0, at + unit.size());
    for (const std::string kind : {"办事处", "街道", "街", "镇"})
        if (name.size() > kind.size() && name.ends_with(kind)) name.resize(name.size() - kind.size());
    return name;
}

std::string lower(std::string text) {
    std::ranges::transform(text, text.begin(), [](unsigned char c) { return std::tolower(c); });
    return text;
}

std::optional<PlaceId> place_of(const Town& town, const Plan& plan) {
    const auto by_code = plan.find_place(town.code);
    return by_code ? by_code : plan.find_place(town.name);
}

bool is_name_of(const std::string& word, const Place& place) {
    return place.id == word || place.name.zh == word || lower(place.name.en) == lower(word) ||
           std::ranges::find(place.aliases, word) != place.aliases.end();
}

bool is_code(const std::string& word) {
    return !word.empty() && std::ranges::all_of(word, [](unsigned char c) { return std::isdigit(c) != 0; });
}

/// The only town, by its code, that fits.
std::optional<std::size_t> only_town(std::span<const Town> towns,
                                     const std::function<bool(const Town&)>& fits) {
    std::optional<std::size_t> found;
    for (std::size_t i = 0; i < towns.size(); ++i) {
        if (!fits(towns[i])) continue;
        if (found && towns[*found].code != towns[i].code) return std::nullopt;
        if (!found) found = i;
    }
    return found;
}

Text joined(const std::vector<Text>& names) {
    Text all;
    for (std::size_t i = 0; i < names.size(); ++i) all += i > 0 ? ", " + names[i] : names[i];
    return all;
}

InputError ambiguous(const std::string& asked_as, const std::string& word, const std::vector<Text>& names) {
    return InputError({.thing = asked_as,
                       .value = word,
                       .expected = both("只指一个镇街", "one town"),
                       .advice = both("写全名称：{}", "write the whole name: {}", joined(names))});
}

InputError unknown(const std::string& asked_as, const std::string& word, std::span<const Town> towns,
                   const Plan& plan) {
    std::vector<Text> names;
    std::vector<std::string> spellings;
    for (const Town& town : towns) {
        names.push_back(name_of(town, plan));
        for (const std::string& name : {town.name, without_kind(town.name), name_of(town, plan).en})
            spellings.push_back(name);
    }
    const auto near = nearest_name(word, spellings);
    return InputError({.thing = asked_as,
                       .value = word,
                       .expected = both("研究中镇街的名称或代码", "name or code of a town of the study"),
                       .advice = near            ? both("是否指 {}？", "did you mean {}?", *near)
                                 : names.empty() ? both("用 zonewright import 加入镇街界线（角色 town）",
                                                        "add the towns (role town) with zonewright import")
                                                 : joined(names)});
}

}  // namespace

std::vector<Town> towns_of(const SourceSet& sources) {
    std::vector<Town> towns;
    const FeatureTable* table = sources.find("town");
    if (table == nullptr) return towns;
    const auto code_field = table->find_field("code"), name_field = table->find_field("name");
    const auto text = [](const Feature& feature, const std::optional<std::size_t>& field) {
        return field ? text_of(feature.values[*field]) : std::string();
    };
    for (const Feature& feature : table->features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (polygons == nullptr) continue;
        const std::string code = text(feature, code_field), name = text(feature, name_field);
        towns.push_back({code.empty() ? name : code, name, *polygons});
    }
    return towns;
}

std::optional<std::size_t> town_in_records(std::span<const Town> towns, const std::string& code,
                                           const std::string& name) {
    if (is_code(code)) {
        const auto found = only_town(towns, [&](const Town& town) {
            return is_code(town.code) && (code.starts_with(town.code) || town.code.starts_with(code));
        });
        if (found) return found;
    }
    for (const std::string& word : {is_code(code) ? std::string() : code, name}) {
        if (word.empty()) continue;
        const auto found =
            only_town(towns, [&](const Town& town) { return without_kind(town.name) == without_kind(word); });
        if (found) return found;
    }
    return std::nullopt;
}

std::string code_in_plan(const std::string& name, const Plan& plan) {
    std::string code;
    if (name.empty()) return code;
    for (const Place& place : plan.places) {
        if (place.code.empty() ||
            (!is_name_of(name, place) && without_kind(place.name.zh) != without_kind(name)))
            continue;
        if (!code.empty() && code != place.code) return {};
        code = place.code;
    }
    return code;
}

const Town& find_town(std::span<const Town> towns, const Plan& plan, const std::string& word,
                      const std::string& asked_as) {
    const auto named_by_plan = [&](const Town& town) {
        const auto place = place_of(town, plan);
        return place && is_name_of(word, plan.place(*place));
    };
    const auto begins = [&](const Town& town) {
        return town.name.starts_with(word) || lower(name_of(town, plan).en).starts_with(lower(word));
    };
    const std::vector<std::function<bool(const Town&)>> rules{
        [&](const Town& town) { return town.code == word; },
        [&](const Town& town) { return town.name == word; },
        [&](const Town& town) { return without_kind(town.name) == without_kind(word); }, named_by_plan,
        begins};
    for (const auto& fits : rules) {
        if (word.empty()) break;
        const Town* found = nullptr;
        std::vector<Text> names;
        std::set<std::string> codes;  // several rows of one town are one town
        for (const Town& town : towns) {
            if (!fits(town) || !codes.insert(town.code).second) continue;
            if (found == nullptr) found = &town;
            names.push_back(name_of(town, plan));
        }
        if (names.size() > 1) throw ambiguous(asked_as, word, names);
        if (found != nullptr) return *found;
    }
    throw unknown(asked_as, word, towns, plan);
}

Text name_of(const Town& town, const Plan& plan) {
    if (const auto place = place_of(town, plan)) return plan.place(*place).name;
    const std::string& name = town.name.empty() ? town.code : town.name;
    return {name, name};
}

Text town_name(const std::string& code, const Plan& plan) {
    if (code.empty() || code == no_town) return {"不在任何镇街内", "in no town"};
    for (const Place& place : plan.places)
        if (place.code == code) return place.name;
    return {code, code};
}

}  // namespace zonewright::model
