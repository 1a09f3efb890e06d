// The files of an empty plan, each key explained. Valid as they are: a reader takes them without a change.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::answer {

struct NewPlan {
    std::string id;
    std::string title, issuer;
    std::vector<double> extent;         ///< west, south, east, north in degrees
    double margin_degree = 0;
    std::vector<std::string> criteria;  ///< weighed alike to begin with
};

/// Relative path → content.
std::map<std::string, std::string> plan_template(const NewPlan& plan);

}  // namespace zonewright::answer
