// How the links with neighbouring cities are printed.
#pragma once

#include "answer/plan_links.h"
#include "command/session.h"

namespace zonewright::command {

void print_plan_links(Session& session, const answer::PlanLinksQuestion& question, const answer::PlanLinksAnswer& found);

}  // namespace zonewright::command
