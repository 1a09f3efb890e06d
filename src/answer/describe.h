// What does the program know, what can be asked, and what may be chosen in a study?
//
// Without a topic: version, knowledge and every question with the JSON Schemas of question and answer. With a
// topic of knowledge: its items, or one. With a verb: its options, its schemas, its manual page. With the folder
// of a study: the values its fields may take (towns and parcels need the sources read, sites the assembled sites).
// Errors: InputError for an unknown word with the nearest known one. Cost: milliseconds, but for a study.
#pragma once

#include <array>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <vector>

#include "answer/choices.h"
#include "answer/field.h"
#include "answer/knowledge_topics.h"
#include "answer/option_lines.h"
#include "answer/remarks.h"
#include "base/progress.h"
#include "catalog/own_layers.h"

namespace zonewright::answer {

struct DescribeQuestion {
    std::string topic;  ///< a topic of knowledge, a verb, or the folder of a study; empty: the overview
    std::string id;     ///< one item of the topic, or one kind of choices of the study
    std::string plan;   ///< empty: the newest
    bool manual = false;
    std::string completion;  ///< one of completed_shells(); empty: none
};
Declaration declared(DescribeQuestion& question);

struct TopicCount {
    std::string id;
    Text title;
    std::size_t count = 0;
};

/// A question as another program needs it to build a form.
struct QuestionForm {
    std::string name;
    std::string command;  ///< "plan show": how the question is asked on the command line
    Text summary;
    std::string example;
    nlohmann::ordered_json question, answer;  ///< JSON Schemas
    std::vector<OptionLine> options;          ///< for people; not in the JSON
};

/// Only what the topic asks for is there.
/// A file that the study lays over the installed knowledge.
struct DescribedLayer {
    std::string file;
    std::string does;  ///< as catalog::to_string(OwnLayer)
    bool installed_changed = false;
    std::vector<catalog::ChangedValue> changes;
    Text words;
};

struct DescribeAnswer : Remarks {
    std::optional<std::string> version;
    std::optional<std::filesystem::path> layers_folder;
    std::optional<std::string> catalogue_version;
    std::optional<std::vector<std::string>> plans;
    std::optional<std::vector<TopicCount>> topics;
    std::optional<std::vector<QuestionForm>> questions;
    /// One for each of topic_ids: the items of the topic asked for.
    std::array<std::optional<std::vector<nlohmann::ordered_json>>, topic_ids.size()> lists;
    std::optional<nlohmann::ordered_json> item;
    std::optional<std::map<std::string, std::vector<Choice>>> choices;
    std::optional<std::vector<DescribedLayer>> own_layers;  ///< of a study
    std::optional<std::string> manual;
    std::optional<Text> completion;
    std::vector<KnownItem> items;  ///< for people; not in the JSON
};
DescribeAnswer answer(const DescribeQuestion& question, const Progress& progress);

nlohmann::ordered_json to_json(const DescribeAnswer& answer, Language language);
nlohmann::ordered_json schema_of(const DescribeAnswer*);

}  // namespace zonewright::answer
