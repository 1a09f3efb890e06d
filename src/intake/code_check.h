// In which scheme are the land class codes, and can they be brought into the scheme of the role?
#pragma once

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

/// Scheme by scheme, best first: by known codes, then by names, then in the order of the catalogue.
std::vector<SchemeShare> score_schemes(
    const std::vector<std::pair<std::string, std::string>>& codes_and_names,
    const std::vector<model::CodeScheme>& schemes);

/// For every field of the role that holds codes. When the study states the scheme of the source, codes are
/// converted: one meaning is taken over, several meanings are refused with the candidates (the value becomes
/// NULL). When it does not and another scheme fits better than the role's, or just as well, that is a finding
/// and nothing is changed.
void check_codes(model::FeatureTable& table, const model::Role& role,
                 const model::SourceDefinition& definition, const std::vector<model::CodeScheme>& schemes,
                 const Inspection& inspection);

}  // namespace zonewright::intake
