#include "answer/role_words.h"

#include <algorithm>

namespace zonewright::answer {
namespace {

const model::RoleField* field_of_role(const model::Catalogue& catalogue, const std::string& role, const std::string& field) {
    const model::Role* schema = catalogue.find_role(role);
    if (schema == nullptr) return nullptr;
    const auto found = std::ranges::find(schema->fields, field, &model::RoleField::name);
    return found == schema->fields.end() ? nullptr : &*found;
}

}  // namespace

Text title_of_word(const model::Catalogue& catalogue, const std::string& role, const std::string& field, const std::string& word) {
    if (const model::RoleField* found = field_of_role(catalogue, role, field))
        for (const auto& [said, meant] : found->synonyms)
            if (meant == word) return {said, word};
    return same(word);
}

std::vector<std::string> words_of_field(const model::Catalogue& catalogue, const std::string& role, const std::string& field) {
    const model::RoleField* found = field_of_role(catalogue, role, field);
    return found == nullptr ? std::vector<std::string>() : found->domain;
}

}  // namespace zonewright::answer
