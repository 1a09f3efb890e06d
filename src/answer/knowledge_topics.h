// What does the program know, topic by topic? Verbs, roles, constraints, checks, criteria, weights, rules.
#pragma once

#include <array>
#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/catalogue.h"

namespace zonewright::answer {

/// One item of knowledge: enough for a line, and the whole of it as JSON.
struct KnownItem {
    std::string id;
    Text title, remark;
    nlohmann::ordered_json json;
};

struct KnowledgeTopic {
    std::string id;
    Text title;
    std::vector<KnownItem> (*items)(const model::Catalogue&);
};

/// The ids of the topics, in their order.
inline constexpr std::array<const char*, 8> topic_ids{"verbs",    "roles",   "constraints", "checks",
                                                      "criteria", "weights", "rules",       "report_fields"};
const std::vector<KnowledgeTopic>& knowledge_topics();

}  // namespace zonewright::answer
