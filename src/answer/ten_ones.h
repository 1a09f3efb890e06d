// The ten ones as the coverage of a plan states them: the matrix, the table that people keep, the files.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "answer/plan.h"
#include "model/source_set.h"
#include "model/town.h"

namespace zonewright::answer {

struct ItemSources {
    const model::Plan& plan;
    model::SourceSet sources;          ///< none without a study
    std::vector<model::Town> towns;
    int epsg = 0;
    const PlanCoverageQuestion& question;
};

/// Roles whose sources show an item of the plan.
std::set<std::string> roles_of_items(const model::Plan& plan);

/// Fills answer.ten_ones and, where the question names a folder, writes the files. Throws InputError for a table that
/// cannot be read, naming its row and column.
void state_ten_ones(const ItemSources& input, PlanCoverageAnswer& answer, const Progress& progress);

}  // namespace zonewright::answer
