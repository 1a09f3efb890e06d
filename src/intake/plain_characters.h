// Names of towns and land classes in traditional characters, read in simplified ones: layers/rules/characters.toml.
#pragma once

#include <map>
#include <set>
#include <string>

#include "intake/inspection.h"
#include "model/catalogue.h"
#include "model/feature_table.h"
#include "model/role.h"

namespace zonewright::intake {

struct PlainCharacters {
    std::map<std::string, std::string> simplified;  ///< traditional → simplified, one character each
    std::set<std::string> fields;                   ///< "parcel.town_name": where they are looked for

    std::string of(const std::string& text) const;
};

/// Empty where the knowledge has no such file. Throws InputError for a pair that is none.
PlainCharacters plain_characters_of(const model::Catalogue& catalogue);

/// Rewrites the fields of the role that the rule names, with a notice for each that says how many and an example.
void read_plainly(model::FeatureTable& table, const model::Role& role, const PlainCharacters& characters,
                  const Inspection& inspection);

}  // namespace zonewright::intake
