// In which scheme are the land class codes, and can they be brought into the scheme of the role?
// Errors: InputError with the nearest id for an unknown scheme.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <utility>

#include "intake/inspection.h"
#include "model/catalogue.h"
#include "model/study_definition.h"

namespace zonewright::intake {

/// How many features' codes a scheme knows, and how many of their names it would give them.
struct SchemeShare {
    const model::CodeScheme* scheme = nullptr;
    std::size_t known = 0;
    std::size_t named_alike = 0;
};

/// Code and name, and how many features have them.
using CodeCounts = std::map<std::pair<std::string, std::string>, std::size_t>;

/// Scheme by scheme, best first: by known codes, then by names, then in the order of the catalogue.
std::vector<SchemeShare> score_schemes(const CodeCounts& codes_and_names, const std::vector<model::CodeScheme>& schemes);

/// For every field of the role that holds codes. When the study states the scheme of the source, codes are
/// converted: one meaning is taken over, several meanings are refused with the candidates (the value becomes
/// NULL). When it does not and another scheme fits better than the role's, or just as well, that is a finding
/// and nothing is changed. Codes that no scheme knows stay as they are, with a finding that names the likely
/// cause: a number in place of a text has lost its leading zero (101 for 0101), which the repair LeadingZeros
/// gives back.
void check_codes(model::FeatureTable& table, const model::Role& role,
                 const model::SourceDefinition& definition, const std::vector<model::CodeScheme>& schemes,
                 const Repairs& repairs, const Inspection& inspection);

/// The code of the scheme that `code` was before a spreadsheet or a number field had it: 101 → 0101, 101.0 →
/// 0101, " 0101" → 0101; nothing when it is a code already or cannot be told.
std::optional<std::string> code_before_damage(const std::string& code, const model::CodeScheme& scheme);

}  // namespace zonewright::intake
