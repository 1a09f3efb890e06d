// A line of a certificate as it must be: one JSON object, whole numbers only, every key once and none that is not known.
// Errors: certified::Fault in words.
#pragma once

#include <initializer_list>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "assembly/search/certificate_tree.h"

namespace zonewright::assembly::certified {

void demand(bool true_statement, const std::string& zh, const std::string& en);

nlohmann::json strict_line(std::string_view line);

/// Exactly these keys, and perhaps `optional`.
void demand_keys(const nlohmann::json& object, std::initializer_list<const char*> keys, const char* optional = nullptr);

}  // namespace zonewright::assembly::certified
