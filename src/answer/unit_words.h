// What the unit of a rule is called in a sentence.
#pragma once

#include <string>

#include "base/language.h"

namespace zonewright::answer {

/// "mu" → 亩, "1" → nothing; a unit without a word stands as it is.
inline Text unit_words(const std::string& unit) {
    if (unit == "1") return {};
    if (unit == "mu") return {"亩", "mu"};
    if (unit == "minute") return {"分钟", "minutes"};
    return unit == "m" ? Text("米", "m") : Text(unit);
}

}  // namespace zonewright::answer
