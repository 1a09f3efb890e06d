#include "server/offered.h"

#include <algorithm>
#include <array>
#include <map>
#include <set>

#include "answer/question_form.h"
#include "answer/question_words.h"
#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::server {
namespace {

using answer::Field;
using answer::PathOf;
using Inputs = nlohmann::ordered_json;

const std::array<std::string, 12> offered{"locate", "area", "trim", "report", "sites", "supply", "suitability",
                                          "explain", "zones", "plan_show", "plan_coverage", "plan_diff"};

/// Names files of this machine, or needs one that is not offered.
const std::map<std::string, std::set<std::string>> withheld{
    {"report", {"batch"}}, {"sites", {"certificates"}}, {"suitability", {"patches", "from", "minimum_mu"}}};

/// Where a question puts its files.
const std::map<std::string, std::map<std::string, std::string>> placed{
    {"report", {{"output", "out"}}},
    {"sites", {{"output", "out"}}},
    {"trim", {{"output", "out/trimmed.gpkg"}}},
    {"supply", {{"workbook", "out/supply.xlsx"}, {"charts", "out/charts"}}}};

bool is_upload(const Field& field) {
    return field.path_of == PathOf::Land || field.path_of == PathOf::File;
}

bool is_input(const std::string& process, const Field& field) {
    if (std::holds_alternative<Language*>(field.target)) return false;
    const auto held = withheld.find(process);
    if (held != withheld.end() && held->second.contains(field.name)) return false;
    return field.path_of == PathOf::Nothing || is_upload(field);
}

void put_place(Inputs& value, const std::string& place, const std::string& with) {
    std::string text = value.get<std::string>();
    if (text.starts_with(place)) value = with + text.substr(place.size());
}

}  // namespace

std::vector<std::string> offered_names() {
    return {offered.begin(), offered.end()};
}

const answer::Question* offered_question(const std::string& name) {
    if (std::ranges::find(offered, name) == offered.end()) return nullptr;
    return &answer::question_named(name);
}

Inputs inputs_of(const answer::Question& question) {
    const answer::Draft draft = question.draft();
    const Inputs schema = answer::question_schema(draft.declaration);
    Inputs inputs = Inputs::object();
    for (const Field& field : draft.declaration.fields) {
        if (!is_input(question.name, field)) continue;
        Inputs property = schema["properties"][field.name];
        for (const char* ours : {"by_position", "path_of", "only_with"}) property.erase(ours);
        inputs[field.name] = {{"schema", std::move(property)},
                              {"title", field.name},
                              {"required", field.must_be_given},
                              {"upload", is_upload(field)},
                              {"list", field.is_list()}};
    }
    return inputs;
}

Inputs prepared_question(const answer::Question& question, const Inputs& inputs, const std::string& language,
                         const TakeFile& take_file) {
    const answer::Draft draft = question.draft();
    Inputs prepared = Inputs::object();
    std::vector<std::string> known;
    for (const Field& field : draft.declaration.fields)
        if (is_input(question.name, field)) known.push_back(field.name);
    for (const auto& [name, value] : inputs.items()) {
        if (std::ranges::find(known, name) == known.end()) {
            const auto near = nearest_name(name, known);
            throw InputError({.thing = question.name,
                              .value = name,
                              .expected = joined(known),
                              .advice = near ? both("是否指 {}？", "did you mean {}?", *near) : both("选用其中之一", "choose one of these")});
        }
        const Field& field = *draft.declaration.find(name);
        prepared[name] = is_upload(field) ? Inputs(std::string(job_place) + "/" + take_file(name, value)) : value;
    }
    for (const Field& field : draft.declaration.fields) {
        if (field.path_of == PathOf::Study) prepared[field.name] = study_place;
        if (std::holds_alternative<Language*>(field.target)) prepared[field.name] = language;
    }
    const auto places = placed.find(question.name);
    if (places != placed.end())
        for (const auto& [field, place] : places->second) prepared[field] = std::string(job_place) + "/" + place;
    answer::read_question(draft.declaration, prepared);
    return prepared;
}

std::vector<std::string> words_for(const std::string& process, Inputs question, const std::string& study, const std::string& job) {
    const answer::Draft draft = answer::question_named(process).draft();
    for (const Field& field : draft.declaration.fields) {
        if (!question.contains(field.name)) continue;
        if (std::holds_alternative<Language*>(field.target)) question.erase(field.name);  // the common option --lang
        else if (field.path_of != PathOf::Nothing) {
            put_place(question[field.name], study_place, study);
            put_place(question[field.name], job_place, job);
        }
    }
    return answer::command_words(draft.declaration, question);
}

}  // namespace zonewright::server
