// The study.toml that `init` writes: valid as it is, with every key explained and every role listed as a
// comment.
#pragma once

#include <string>

#include "base/language.h"
#include "model/catalogue.h"

namespace zonewright::answer {

struct NewStudy {
    std::string title;
    std::string plan;  ///< as study.toml names it
    int epsg = 4547;
    double cell_size_m = 50;
};

/// Comments in the language given; keys are the same in both.
std::string study_template(const NewStudy& study, const model::Catalogue& catalogue, Language language);

}  // namespace zonewright::answer
