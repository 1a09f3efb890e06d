#include "answer/question_form.h"

#include <nlohmann/json.hpp>

#include "base/errors.h"
#include "base/spelling.h"

namespace zonewright::answer {
namespace {

using Json = nlohmann::ordered_json;

[[noreturn]] void refuse_type(const Field& field, const Json& value, const Text& expected) {
    throw InputError({.thing = field.name,
                      .value = value.dump(),
                      .expected = expected,
                      .advice = field.help});
}

double number_from(const Field& field, const Json& value) {
    if (!value.is_number()) refuse_type(field, value, both("一个数", "a number"));
    return value.get<double>();
}
std::int64_t whole_from(const Field& field, const Json& value) {
    if (!value.is_number_integer()) refuse_type(field, value, both("一个整数", "a whole number"));
    return value.get<std::int64_t>();
}
std::string word_from(const Field& field, const Json& value) {
    if (!value.is_string()) refuse_type(field, value, both("一段文字", "a string"));
    return value.get<std::string>();
}

/// Puts a JSON value into the place of a field.
class Reader {
public:
    Reader(const Field& field, const Json& value) : field_(field), value_(value) {}

    void operator()(bool* to) const {
        if (!value_.is_boolean()) refuse_type(field_, value_, "true, false");
        *to = value_.get<bool>();
    }
    void operator()(int* to) const { *to = static_cast<int>(whole_from(field_, value_)); }
    void operator()(std::size_t* to) const {
        const std::int64_t whole = whole_from(field_, value_);
        if (whole < 0) refuse_type(field_, value_, both("不小于 0 的整数", "a whole number of at least 0"));
        *to = static_cast<std::size_t>(whole);
    }
    void operator()(double* to) const { *to = number_from(field_, value_); }
    void operator()(std::string* to) const { *to = word_from(field_, value_); }
    void operator()(std::filesystem::path* to) const { *to = word_from(field_, value_); }
    void operator()(std::optional<int>* to) const { *to = static_cast<int>(whole_from(field_, value_)); }
    void operator()(std::optional<double>* to) const { *to = number_from(field_, value_); }
    void operator()(std::optional<std::string>* to) const { *to = word_from(field_, value_); }
    void operator()(std::vector<std::string>* to) const {
        to->clear();
        for (const Json& item : list()) to->push_back(word_from(field_, item));
    }
    void operator()(std::vector<double>* to) const {
        to->clear();
        for (const Json& item : list()) to->push_back(number_from(field_, item));
    }
    void operator()(Language* to) const {
        const std::string word = word_from(field_, value_);
        if (word != "zh" && word != "en") refuse_type(field_, value_, "zh, en");
        *to = word == "en" ? Language::En : Language::Zh;
    }

private:
    const Json& list() const {
        if (!value_.is_array()) refuse_type(field_, value_, both("一个列表", "a list"));
        return value_;
    }
    const Field& field_;
    const Json& value_;
};

void refuse_key(const Declaration& declaration, const std::string& key) {
    std::vector<std::string> known;
    for (const Field& field : declaration.fields) known.push_back(field.name);
    const auto near = nearest_name(key, known);
    throw InputError({.thing = declaration.name,
                      .value = key,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("选用其中之一", "choose one of these")});
}

Json type_of(const Field& field) {
    if (field.is_flag()) return {{"type", "boolean"}};
    Json one{{"type", field.is_whole() ? "integer" : field.is_number() ? "number" : "string"}};
    if (field.least) one[field.more_than_least ? "exclusiveMinimum" : "minimum"] = *field.least;
    if (field.most) one["maximum"] = *field.most;
    if (!field.words.empty()) one["enum"] = field.words;
    if (field.holds_date) one["pattern"] = "^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$";
    if (std::holds_alternative<Language*>(field.target)) one["enum"] = {"zh", "en"};
    if (!field.is_list()) return one;
    Json list{{"type", "array"}, {"items", std::move(one)}};
    if (field.exactly > 0) list["minItems"] = field.exactly, list["maxItems"] = field.exactly;
    return list;
}

/// The value a fresh question holds; nothing when it holds none.
Json default_of(const Field& field) {
    return std::visit(
        [&](const auto* value) -> Json {
            using T = std::remove_cvref_t<decltype(*value)>;
            if constexpr (std::is_same_v<T, Language>)
                return *value == Language::Zh ? "zh" : "en";
            else if constexpr (std::is_same_v<T, std::filesystem::path>)
                return value->empty() ? Json() : Json(value->string());
            else if constexpr (std::is_arithmetic_v<T>)
                return *value;
            else if constexpr (requires { value->has_value(); })
                return value->has_value() ? Json(**value) : Json();
            else
                return value->empty() ? Json() : Json(*value);
        },
        field.target);
}

}  // namespace

void read_question(const Declaration& declaration, const Json& object) {
    if (!object.is_object())
        throw InputError({.thing = declaration.name,
                          .value = object.dump(),
                          .expected = both("一个 JSON 对象", "a JSON object"),
                          .advice = declaration.example});
    for (const auto& [key, value] : object.items()) {
        const Field* field = declaration.find(key);
        if (field == nullptr) refuse_key(declaration, key);
        std::visit(Reader(*field, value), field->target);
    }
    for (const Field& field : declaration.fields)
        if (field.must_be_given && !object.contains(field.name))
            throw InputError({.thing = declaration.name,
                              .value = both("缺少 {}", "{} is missing", field.name),
                              .expected = field.help,
                              .advice = declaration.example});
    check(declaration, NamedAs::Key);
}

Json question_schema(const Declaration& declaration) {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"},
                {"title", declaration.name},
                {"description", declaration.summary.zh + " / " + declaration.summary.en},
                {"help", {{"zh", declaration.summary.zh}, {"en", declaration.summary.en}}},
                {"type", "object"},
                {"properties", Json::object()},
                {"required", Json::array()},
                {"additionalProperties", false}};
    for (const Field& field : declaration.fields) {
        Json property = type_of(field);
        property["description"] = field.help.zh + " / " + field.help.en;
        property["help"] = {{"zh", field.help.zh}, {"en", field.help.en}};
        if (field.by_position) property["by_position"] = true;
        if (field.path_of != PathOf::Nothing) property["path_of"] = to_string(field.path_of);
        if (!field.measured_in.empty()) property["unit"] = field.measured_in;
        if (field.choices_of != ChoicesOf::Nothing) property["choices_of"] = to_string(field.choices_of);
        if (!field.with.empty()) property["only_with"] = field.with;
        if (const Json value = default_of(field); !value.is_null()) property["default"] = value;
        if (field.must_be_given) {
            property.erase("default");
            schema["required"].push_back(field.name);
        }
        schema["properties"][field.name] = std::move(property);
    }
    return schema;
}

}  // namespace zonewright::answer
