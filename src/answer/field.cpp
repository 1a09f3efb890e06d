#include "answer/field.h"

#include <algorithm>
#include <cmath>

#include "base/dates.h"
#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

template <typename... Kinds>
struct Overloaded : Kinds... {
    using Kinds::operator()...;
};
template <typename... Kinds>
Overloaded(Kinds...) -> Overloaded<Kinds...>;

/// The numbers a field holds; empty for words and for what was not given.
std::vector<double> numbers_in(const Field& field) {
    return std::visit(
        Overloaded{[](const int* n) { return std::vector<double>{static_cast<double>(*n)}; },
                   [](const std::size_t* n) { return std::vector<double>{static_cast<double>(*n)}; },
                   [](const double* n) { return std::vector<double>{*n}; },
                   [](const std::optional<int>* n) {
                       return *n ? std::vector<double>{static_cast<double>(**n)} : std::vector<double>{};
                   },
                   [](const std::optional<double>* n) {
                       return *n ? std::vector<double>{**n} : std::vector<double>{};
                   },
                   [](const std::vector<double>* n) { return *n; },
                   [](const auto*) { return std::vector<double>{}; }},
        field.target);
}

std::vector<std::string> words_in(const Field& field) {
    return std::visit(Overloaded{[](const std::string* w) { return std::vector<std::string>{*w}; },
                                 [](const std::optional<std::string>* w) {
                                     return *w ? std::vector<std::string>{**w} : std::vector<std::string>{};
                                 },
                                 [](const std::vector<std::string>* w) { return *w; },
                                 [](const auto*) { return std::vector<std::string>{}; }},
                      field.target);
}

std::string name_for(const Field& field, NamedAs named) {
    return named == NamedAs::Option ? option_name(field) : field.name;
}

Text range_of(const Field& field) {
    const std::string from = field.least ? fmt::format("{:g}", *field.least) : "";
    const std::string to = field.most ? fmt::format("{:g}", *field.most) : "";
    const std::string unit =
        field.measured_in.empty() || field.measured_in == "1" ? "" : " " + field.measured_in;
    if (field.least && field.most) return both("{} 到 {}{}", "{} to {}{}", from, to, unit);
    if (field.more_than_least) return both("大于 {}{}", "more than {}{}", from, unit);
    if (field.least) return both("不小于 {}{}", "at least {}{}", from, unit);
    return both("不大于 {}{}", "at most {}{}", to, unit);
}

void check_numbers(const Field& field, const std::string& name) {
    for (const double value : numbers_in(field)) {
        const bool too_low = field.least && (field.more_than_least ? value <= *field.least : value < *field.least);
        const bool too_high = field.most && value > *field.most;
        if (!too_low && !too_high && std::isfinite(value)) continue;
        throw InputError({.thing = name,
                          .value = fmt::format("{:g}", value),
                          .expected = field.least || field.most ? range_of(field) : both("有限的数", "a finite number"),
                          .advice = both("改为该范围内的数", "give a number in that range")});
    }
}

void check_words(const Field& field, const std::string& name) {
    if (field.words.empty()) return;
    for (const std::string& word : words_in(field)) {
        if (word.empty() || std::find(field.words.begin(), field.words.end(), word) != field.words.end()) continue;
        const auto near = nearest_name(word, field.words);
        throw InputError({.thing = name,
                          .value = word,
                          .expected = joined(field.words),
                          .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                         : both("选用其中之一", "choose one of these")});
    }
}

void check_dates(const Field& field, const std::string& name) {
    if (!field.holds_date) return;
    for (const std::string& word : words_in(field))
        if (!word.empty() && !date_from(word))
            throw InputError({.thing = name,
                              .value = word,
                              .expected = form_of_dates(),
                              .advice = both("写成年、年-月或年-月-日", "write year, year-month or year-month-day")});
}

void check_count(const Field& field, const std::string& name) {
    if (field.exactly == 0 || !field.is_set()) return;
    const std::size_t count = std::max(numbers_in(field).size(), words_in(field).size());
    if (count == field.exactly) return;
    throw InputError({.thing = name,
                      .value = both("{} 个值", "{} values", count),
                      .expected = both("{} 个值", "{} values", field.exactly),
                      .advice = field.help});
}

}  // namespace

std::string to_string(ChoicesOf choices) {
    switch (choices) {
        case ChoicesOf::Nothing: return "";
        case ChoicesOf::Clusters: return "clusters";
        case ChoicesOf::Towns: return "towns";
        case ChoicesOf::Parcels: return "parcels";
        case ChoicesOf::Sites: return "sites";
        case ChoicesOf::Scenarios: return "scenarios";
        case ChoicesOf::WeightSets: return "weight_sets";
        case ChoicesOf::Stages: return "stages";
        case ChoicesOf::Roles: return "roles";
        case ChoicesOf::Sources: return "sources";
        case ChoicesOf::Plans: return "plans";
        case ChoicesOf::LinkCities: return "link_cities";
        case ChoicesOf::PlatformKinds: return "platform_kinds";
    }
    return "";
}

std::string to_string(PathOf path) {
    switch (path) {
        case PathOf::Nothing: return "";
        case PathOf::Study: return "study";
        case PathOf::Land: return "land";
        case PathOf::File: return "file";
        case PathOf::Folder: return "folder";
        case PathOf::NewFile: return "new_file";
        case PathOf::NewFolder: return "new_folder";
    }
    return "";
}

Field& Field::alone_means(std::string word) {
    value_may_be_left_out = true;
    alone = std::move(word);
    return *this;
}

bool Field::is_list() const {
    return std::holds_alternative<std::vector<std::string>*>(target) ||
           std::holds_alternative<std::vector<double>*>(target);
}
bool Field::is_whole() const {
    return std::holds_alternative<int*>(target) || std::holds_alternative<std::size_t*>(target) ||
           std::holds_alternative<std::optional<int>*>(target);
}
bool Field::is_number() const {
    return is_whole() || std::holds_alternative<double*>(target) ||
           std::holds_alternative<std::optional<double>*>(target) ||
           std::holds_alternative<std::vector<double>*>(target);
}

bool Field::is_set() const {
    return std::visit(Overloaded{[](const bool* v) { return *v; }, [](const int*) { return true; },
                                 [](const std::size_t*) { return true; }, [](const double*) { return true; },
                                 [](const Language*) { return true; },
                                 [](const std::optional<int>* v) { return v->has_value(); },
                                 [](const std::optional<double>* v) { return v->has_value(); },
                                 [](const std::optional<std::string>* v) { return v->has_value(); },
                                 [](const auto* v) { return !v->empty(); }},
                      target);
}

Field& Declaration::add(std::string field_name, Target target, Text help) {
    return fields.emplace_back(
        Field{.name = std::move(field_name), .target = target, .help = std::move(help)});
}

const Field* Declaration::find(const std::string& wanted) const {
    for (const Field& field : fields)
        if (field.name == wanted) return &field;
    return nullptr;
}

std::string option_name(const Field& field) {
    if (field.by_position) return field.name;
    std::string option = "--" + field.name;
    std::replace(option.begin(), option.end(), '_', '-');
    return option;
}

void check(const Declaration& declaration, NamedAs named) {
    for (const Field& field : declaration.fields) {
        const std::string name = name_for(field, named);
        check_numbers(field, name);
        check_words(field, name);
        check_dates(field, name);
        check_count(field, name);
        if (field.with.empty() || !field.is_set()) continue;
        const Field* other = declaration.find(field.with);
        // A field with a default cannot tell whether it was given; only flags, words and optionals can.
        if (other != nullptr && !other->is_set() && !field.is_number())
            throw InputError({.thing = name,
                              .expected = both("与 {} 合用", "to be given with {}", name_for(*other, named)),
                              .advice = both("加上 {}，或去掉 {}", "add {}, or leave {} out",
                                             name_for(*other, named), name)});
    }
}

Field& add_study(Declaration& declaration, std::filesystem::path& folder) {
    return declaration
        .add("study", &folder, {"研究文件夹（含 study.toml）", "folder of the study (with study.toml)"})
        .required()
        .position()
        .path(PathOf::Study);
}

Field& add_language(Declaration& declaration, Language& language) {
    return declaration.add("language", &language, {"成果的语言", "language of the files written"});
}

}  // namespace zonewright::answer
