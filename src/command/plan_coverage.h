// How far does the plan reach the ground: what has a boundary, an area, a place; what is still open?
#pragma once

#include <string>

#include "model/plan.h"

namespace zonewright::command {

class Session;

/// Without a study: which sources would give each named place its boundary, and what the plan leaves open.
void show_coverage(Session& session, const model::Plan& plan);
/// With a study: runs it up to zoning and tells which places and clusters have a boundary, how good, how
/// large.
void show_coverage_of_study(Session& session, const std::string& study_folder);

}  // namespace zonewright::command
