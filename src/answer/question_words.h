// A question as the words of a command line: for doors that answer it in a process of its own.
//
// Values stand behind "=", values by position behind "--", so that no value is taken for an option, whatever it begins
// with. The common options (--json, --lang) are the caller's. Errors: InternalError for a key that the declaration does
// not have (read_question() is to be asked first).
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "answer/field.h"

namespace zonewright::answer {

/// {"sites", "--cluster=ai", "--area-mu=100", "--", "demo-city"}
std::vector<std::string> command_words(const Declaration& declaration, const nlohmann::ordered_json& question);

}  // namespace zonewright::answer
