// Everything the program knows as data: what catalog/ reads from layers/.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "model/check_rule.h"
#include "model/code_scheme.h"
#include "model/constraint_rule.h"
#include "model/criterion_definition.h"
#include "model/plan.h"
#include "model/policy_rule.h"
#include "model/role.h"
#include "model/weight_set.h"

namespace zonewright::model {

struct Catalogue {
    Plan plan;                                  ///< the version the study names
    std::vector<Role> roles;                    ///< sorted by id
    std::vector<ConstraintRule> constraints;    ///< sorted by order
    std::vector<CheckRule> checks;              ///< sorted by order
    std::vector<CriterionDefinition> criteria;  ///< sorted by id; CriterionId is the position
    std::vector<WeightSet> weight_sets;
    std::vector<PolicyRules> rules;
    std::vector<CodeScheme> code_schemes;  ///< sorted by id
    std::string version;                   ///< hash of all files read
    std::map<std::string, std::string> files;  ///< relative path of each file read → hash of its content

    const Role* find_role(const std::string& id) const;
    const CriterionDefinition* find_criterion(const std::string& id) const;
    const WeightSet* find_weights(const std::string& id) const;
    /// Throws InputError when there is no such rule file.
    const PolicyRules& rules_of(const std::string& id) const;
};

}  // namespace zonewright::model
