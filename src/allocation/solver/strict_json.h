// JSON as a proof needs it: every key once, none that nobody knows, whole numbers where numbers are counted.
//
// What is wrong is an InputError with the path to it ("problem.units[3][1]"). Cost: that of parsing.
#pragma once

#include <cstdint>
#include <limits>
#include <nlohmann/json.hpp>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "base/language.h"

namespace zonewright::allocation {

/// Throws InputError: a text cut short (with where it ends), a key twice in one object.
nlohmann::json parse_strictly(std::string_view text);

/// A value and the path to it.
class StrictJson {
public:
    StrictJson(const nlohmann::json& value, std::string path) : value_(&value), path_(std::move(path)) {}

    bool is_null() const { return value_->is_null(); }
    bool flag() const;
    double number() const;
    std::string word() const;
    /// A whole number of the type's range.
    template <typename Number>
    Number whole() const {
        return static_cast<Number>(whole_within(
            std::numeric_limits<Number>::min(),
            static_cast<std::int64_t>(std::min<std::uint64_t>(std::numeric_limits<Number>::max(), largest))));
    }
    /// The items of a list; of `count` items where that is given.
    std::vector<StrictJson> items() const;
    std::vector<StrictJson> items(std::size_t count) const;
    template <typename Number>
    std::vector<Number> wholes() const {
        std::vector<Number> numbers;
        for (const StrictJson& item : items()) numbers.push_back(item.whole<Number>());
        return numbers;
    }
    std::vector<std::string> words() const;

    [[noreturn]] void refuse(const Text& expected) const;

private:
    friend class StrictObject;
    static constexpr std::uint64_t largest = std::numeric_limits<std::int64_t>::max();
    std::int64_t whole_within(std::int64_t least, std::int64_t most) const;

    const nlohmann::json* value_;
    std::string path_;
};

/// An object whose keys are asked for one by one; `close` refuses what nobody asked for.
class StrictObject {
public:
    explicit StrictObject(const StrictJson& value);
    StrictJson at(const char* key);
    bool has(const char* key) const { return value_.value_->contains(key); }
    void close() const;

private:
    StrictJson value_;
    std::set<std::string> asked_;
};

}  // namespace zonewright::allocation
