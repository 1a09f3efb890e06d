#include "answer/match_layer.h"

#include <algorithm>

#include "model/printed_area.h"

namespace zonewright::answer {
namespace {

using model::FieldType;

std::vector<const TownMatch*> matches_of(const PlanMatchAnswer& answer, const std::string& town) {
    std::vector<const TownMatch*> matches;
    for (const TownMatch& match : answer.pairs)
        if (match.town_code == town) matches.push_back(&match);
    return matches;
}

Text names_where(const std::vector<const TownMatch*>& matches, bool TownMatch::*said) {
    Text names;
    for (const TownMatch* match : matches)
        if (match->*said) names += (names.empty() ? Text() : Text("、", ", ")) + match->cluster_name;
    return names;
}

model::Value text_value(const Text& text, Language language) {
    return text.empty() ? model::Value() : model::Value(text.in(language));
}

Text word_of_listing(const std::string& listing) {
    if (listing == "listed") return {"列名", "listed"};
    return listing == "open_list" ? Text("未列名（名单开放）", "not named (open list)") : Text("未列名", "not listed");
}

const char* call_word(const Text& strong, const Text& without) {
    if (!strong.empty()) return without.empty() ? "strong_not_listed" : "both";
    return without.empty() ? "agrees" : "listed_without_land";
}

}  // namespace

model::FeatureTable match_layer(const study::Study& study, const PlanMatchAnswer& answer, Language language) {
    model::FeatureTable table{"town_match", {"镇街与产业匹配", "towns and industries"}, model::GeometryKind::Polygon, study.definition().epsg, {}, {}};
    table.fields = {{"town_code", FieldType::Text, {"镇街代码", "town code"}, ""},
                    {"town", FieldType::Text, {"镇街", "town"}, ""},
                    {"call", FieldType::Text, {"提示", "look here"}, ""},
                    {"strong", FieldType::Text, {"条件好、未列名", "strong, not listed"}, ""},
                    {"without_land", FieldType::Text, {"列名、无地", "listed, without land"}, ""},
                    {"offered_mu", FieldType::Real, {"可供净面积（亩）", "net land on offer (mu)"}, "mu"}};
    for (const model::Town& town : study.towns()) {
        const std::vector<const TownMatch*> matches = matches_of(answer, town.code);
        if (matches.empty()) continue;
        const Text strong = names_where(matches, &TownMatch::strong_not_listed), without = names_where(matches, &TownMatch::listed_without_land);
        std::vector<model::Value> values{town.code, matches.front()->town.in(language), std::string(call_word(strong, without)),
                                         text_value(strong, language), text_value(without, language), model::printed(matches.front()->offered).mu};
        for (const TownMatch* match : matches) {
            if (table.features.empty()) {
                table.fields.push_back({"l_" + match->cluster, FieldType::Text, both("{}：列名", "{}: listing", match->cluster_name), ""});
                table.fields.push_back({"m_" + match->cluster + "_mu", FieldType::Real, both("{}：适宜（亩）", "{}: suitable (mu)", match->cluster_name), "mu"});
            }
            values.emplace_back(word_of_listing(match->listing).in(language));
            values.emplace_back(model::printed(match->suitable).mu);
        }
        table.features.push_back({static_cast<std::int64_t>(table.features.size()) + 1, town.geometry, std::move(values)});
    }
    return table;
}

}  // namespace zonewright::answer
