// Wordings that stand in rule files, for people of either language.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"
#include "model/catalogue.h"

namespace zonewright::report {

/// "中文 | English"; one text for both where there is no bar.
Text both_languages(const std::string& text);

/// A text of layers/rules/compliance.toml; InputError when the file lacks it.
Text rule_wording(const model::Catalogue& catalogue, const std::string& key);

/// The same of the public edition where `for_the_public`: `key` + "_public".
Text rule_wording(const model::Catalogue& catalogue, const std::string& key, bool for_the_public);

}  // namespace zonewright::report
