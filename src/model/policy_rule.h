// A number that policy sets. Read from layers/rules/<id>.toml; no such number stands in code.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/evidence.h"

namespace zonewright::model {

struct RuleValue {
    std::string key;  ///< ASCII snake_case within the rule file
    Text title;
    std::optional<double> value;      ///< nothing: unknown
    std::optional<double> low, high;  ///< an unknown figure as a range stays a range in the result
    std::string text;                 ///< a wording or a word list
    std::vector<std::string> words;
    std::string unit;
    Evidence evidence;
    int line = 0;  ///< of its key in the file; 0: not read from one
};

/// One file of layers/rules/: a topic such as "supply_classes", "size_classes", "cost", "compliance".
struct PolicyRules {
    std::string id;
    Text title;
    std::string version;
    std::vector<RuleValue> values;
    std::string file = {};  ///< as messages call it; empty: not read from one

    const RuleValue* find(const std::string& key) const;
    /// The title of an entry; the key itself where there is no such entry.
    Text title_of(const std::string& key) const;
    /// "layers/rules/pilots.toml:14: least_mu": where a message points to; without the line where there is no such entry.
    std::string place_of(const std::string& key) const;
    /// The value; throws InputError naming file, line and key when it is absent or unknown.
    double number(const std::string& key) const;
};

}  // namespace zonewright::model
