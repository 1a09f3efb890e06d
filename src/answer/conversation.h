// Being asked by another program, line by line: one JSON object a line comes in, one a line goes out, {"ok": true, …} or
// {"ok": false, "error": {"zh", "en"}}; where it says "bytes", so many bytes follow. A mistake in a question ends nothing;
// the end of the input ends it.
#pragma once

#include <functional>
#include <iosfwd>
#include <nlohmann/json.hpp>
#include <string>

namespace zonewright::answer {

struct Told {
    nlohmann::ordered_json words = nlohmann::ordered_json::object();
    std::string bytes = {};  ///< announced in the words, as "bytes"
};

void converse(std::istream& in, std::ostream& out, const std::function<Told(const nlohmann::ordered_json& asked)>& answer);

/// Of the question; InputError naming the key where it is not there or of another kind.
std::string asked_word(const nlohmann::ordered_json& asked, const char* key);
double asked_number(const nlohmann::ordered_json& asked, const char* key);

}  // namespace zonewright::answer
