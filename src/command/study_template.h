// The study.toml that `init` writes: valid as it is, with every key explained and every role listed as a
// comment.
#pragma once

#include <string>

#include "model/catalogue.h"

namespace zonewright::command {

struct NewStudy {
    std::string title;
    int epsg = 4547;
    double cell_size_m = 50;
};

/// The text in the language of the program; keys are the same in both.
std::string study_template(const NewStudy& study, const model::Catalogue& catalogue);

}  // namespace zonewright::command
