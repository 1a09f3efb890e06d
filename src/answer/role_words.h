// What files call the words of a role's domain.
#pragma once

#include <string>

#include "base/language.h"
#include "model/catalogue.h"

namespace zonewright::answer {

/// In Chinese the first synonym of the word, in English the word itself; the word in both where the role has none.
Text title_of_word(const model::Catalogue& catalogue, const std::string& role, const std::string& field, const std::string& word);

/// The domain of a field; empty where the role or the field is not known.
std::vector<std::string> words_of_field(const model::Catalogue& catalogue, const std::string& role, const std::string& field);

}  // namespace zonewright::answer
