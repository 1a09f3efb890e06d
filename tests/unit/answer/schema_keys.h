// Does an answer say what its schema promises?
#pragma once

#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

namespace zonewright::answer {

/// Every key is in the schema, and every key that the schema requires is there.
inline void expect_keys_of_schema(const nlohmann::ordered_json& json, const nlohmann::ordered_json& schema) {
    for (const auto& [key, value] : json.items()) EXPECT_TRUE(schema["properties"].contains(key)) << key;
    for (const auto& key : schema["required"]) EXPECT_TRUE(json.contains(key.get<std::string>())) << key;
}

}  // namespace zonewright::answer
