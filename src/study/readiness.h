// Which layers does a study lack, and what does each of them cost? Said before a run, in its results and on its
// pages: criteria that take no part (with their share of the weight), constraints and checks that stay open.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/catalogue.h"
#include "model/finding.h"
#include "model/study_definition.h"

namespace zonewright::study {

/// Something that needs a layer of the role.
struct Hindered {
    std::string id;
    Text title;
    double weight = 0;  ///< criteria: mean over the clusters of its share of their weight
};

struct MissingRole {
    std::string role;
    Text title;
    bool required = false;      ///< a run refuses without it
    double weight = 0;          ///< of its criteria, mean over the clusters
    std::vector<Hindered> criteria, constraints, checks;

    bool costs_nothing() const { return !required && criteria.empty() && constraints.empty() && checks.empty(); }
};

struct Readiness {
    std::vector<MissingRole> missing;  ///< required ones first, then by weight; those that cost nothing are left out
    std::vector<std::string> required_missing;    ///< ids
    double least_weight = 1, most_weight = 1;  ///< share of the weight that can be measured, over the clusters

    bool ready() const { return required_missing.empty(); }
};

/// `present`: the roles with a source that can be read. A role that the weights of the study give no part costs
/// no criterion. Throws InputError for weights that cannot be worked out.
Readiness readiness_of(const model::Catalogue& catalogue, const std::string& weights,
                       const std::set<std::string>& present);

/// "water 水域: not checked 2 constraints (…), open 1 check (…)".
Text words_of(const MissingRole& missing);

/// The same as one notice of the results, `role_missing`; nothing where no role is missing.
std::vector<model::Finding> readiness_findings(const Readiness& readiness);

/// The roles that a study has sources of.
std::set<std::string> roles_of(const model::StudyDefinition& definition);

}  // namespace zonewright::study
