// How the views of the plan's bases and departments are printed.
#pragma once

#include "answer/plan_bases.h"
#include "answer/plan_departments.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_bases(Session& session, const answer::PlanBasesQuestion& question, const answer::PlanBasesAnswer& found);
void print_plan_departments(Session& session, const answer::PlanDepartmentsQuestion& question,
                            const answer::PlanDepartmentsAnswer& found);

}  // namespace zonewright::command
