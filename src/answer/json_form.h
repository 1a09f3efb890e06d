// The JSON form of answers, from one list of fields for each struct:
//
//     template <typename V>
//     void fields(V& v, SiteRow& row) {
//         v("id", row.id);
//         v("net_m2", row.net, "m2", {"净面积", "net area"});
//     }
//
// Both the JSON and its JSON Schema follow from the list. An empty std::optional leaves its key out; a number
// that is not finite is null, and so is an empty std::optional within a list or a map; an Area is its square
// metres; a Text is written in the language asked for; an enumeration by its to_string().
#pragma once

#include <cmath>
#include <concepts>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "answer/remarks.h"
#include "base/language.h"
#include "base/units.h"

namespace zonewright::answer {

using Json = nlohmann::ordered_json;

template <typename T>
struct IsOptional : std::false_type {};
template <typename T>
struct IsOptional<std::optional<T>> : std::true_type {};
template <typename T>
struct IsVector : std::false_type {};
template <typename T>
struct IsVector<std::vector<T>> : std::true_type {};
template <typename T>
struct IsMap : std::false_type {};
template <typename T>
struct IsMap<std::map<std::string, T>> : std::true_type {};

template <typename T>
concept Wordlike = std::same_as<T, std::string> || std::same_as<T, std::filesystem::path> || std::is_enum_v<T>;

class JsonWriter {
public:
    explicit JsonWriter(Language language) : language_(language) {}

    template <typename T>
    void operator()(const char* name, T& value, std::string_view = {}, const Text& = {}) {
        if constexpr (IsOptional<T>::value) {
            if (value) object_[name] = of(*value);
        } else {
            object_[name] = of(value);
        }
    }

    /// The fields of a part of the answer as the object's own; nothing where there is no such part.
    template <typename Part>
    void spread(std::optional<Part>& part) {
        if (part) fields(*this, *part);
    }

    template <typename T>
    Json of(const T& value) const {
        if constexpr (std::same_as<T, Json> || std::same_as<T, bool> || std::integral<T>) {
            return value;
        } else if constexpr (std::floating_point<T>) {
            return std::isfinite(value) ? Json(value) : Json(nullptr);
        } else if constexpr (std::same_as<T, Text>) {
            return value.in(language_);
        } else if constexpr (std::same_as<T, Area>) {
            return value.m2();
        } else if constexpr (std::same_as<T, std::filesystem::path>) {
            return value.string();
        } else if constexpr (std::same_as<T, std::string>) {
            return value;
        } else if constexpr (std::is_enum_v<T>) {
            return to_string(value);
        } else if constexpr (IsOptional<T>::value) {
            return value ? of(*value) : Json(nullptr);
        } else if constexpr (IsVector<T>::value) {
            Json list = Json::array();
            for (const auto& item : value) list.push_back(of(static_cast<const typename T::value_type&>(item)));
            return list;
        } else if constexpr (IsMap<T>::value) {
            Json map = Json::object();
            for (const auto& [key, item] : value) map[key] = of(item);
            return map;
        } else {
            JsonWriter inner(language_);
            // One list of members serves writing and the schema; the writer only reads through the reference.
            fields(inner, const_cast<T&>(value));
            return std::move(inner.object_);
        }
    }

    Json take() { return std::move(object_); }

private:
    Language language_;
    Json object_ = Json::object();
};

class SchemaWriter {
public:
    template <typename T>
    void operator()(const char* name, T&, std::string_view unit = {}, const Text& help = {}) {
        Json property;
        if constexpr (IsOptional<T>::value) {
            property = of<typename T::value_type>();
        } else {
            property = of<T>();
            required_.push_back(name);
        }
        if (!unit.empty()) property["unit"] = unit;
        if (!help.empty()) property["description"] = help.zh + " / " + help.en;
        properties_[name] = std::move(property);
    }

    /// They may be absent, all together.
    template <typename Part>
    void spread(std::optional<Part>&) {
        SchemaWriter inner;
        Part example{};
        fields(inner, example);
        properties_.update(inner.properties_);
    }

    template <typename T>
    static Json of() {
        if constexpr (std::same_as<T, Json>) {
            return Json::object();
        } else if constexpr (std::same_as<T, bool>) {
            return {{"type", "boolean"}};
        } else if constexpr (std::integral<T>) {
            return {{"type", "integer"}};
        } else if constexpr (std::floating_point<T>) {
            return {{"type", {"number", "null"}}};
        } else if constexpr (std::same_as<T, Area>) {
            return {{"type", "number"}, {"unit", "m2"}};
        } else if constexpr (std::same_as<T, Text> || Wordlike<T>) {
            return {{"type", "string"}};
        } else if constexpr (IsOptional<T>::value) {
            return {{"anyOf", {of<typename T::value_type>(), Json{{"type", "null"}}}}};
        } else if constexpr (IsVector<T>::value) {
            return {{"type", "array"}, {"items", of<typename T::value_type>()}};
        } else if constexpr (IsMap<T>::value) {
            return {{"type", "object"}, {"additionalProperties", of<typename T::mapped_type>()}};
        } else {
            SchemaWriter inner;
            T example{};
            fields(inner, example);
            return inner.take();
        }
    }

    Json take() {
        return {{"type", "object"}, {"properties", std::move(properties_)}, {"required", std::move(required_)}};
    }

private:
    Json properties_ = Json::object();
    Json required_ = Json::array();
};

/// The whole object a door hands out: schema_version, status, the answer's fields, warnings, outputs.
template <std::derived_from<Remarks> Answer>
Json json_form(const Answer& answer, Language language) {
    JsonWriter writer(language);
    Json whole{{"schema_version", 1}, {"status", answer.complete ? "ok" : "shortfall"}};
    whole.update(writer.of(answer));
    whole["warnings"] = writer.of(answer.warnings);
    whole["outputs"] = writer.of(answer.outputs);
    return whole;
}

/// JSON Schema (2020-12) of that object.
template <std::derived_from<Remarks> Answer>
Json schema_form() {
    Json schema{{"$schema", "https://json-schema.org/draft/2020-12/schema"}};
    schema.update(SchemaWriter::of<Answer>());
    Json& properties = schema["properties"];
    properties["schema_version"] = {{"const", 1}};
    properties["status"] = {{"enum", {"ok", "shortfall"}}};
    properties["warnings"] = SchemaWriter::of<std::vector<Text>>();
    properties["outputs"] = SchemaWriter::of<std::vector<Output>>();
    for (const char* name : {"schema_version", "status", "warnings", "outputs"})
        schema["required"].push_back(name);
    return schema;
}

}  // namespace zonewright::answer
