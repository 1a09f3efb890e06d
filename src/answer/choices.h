// What may a person choose from, in this study? For lists in forms, completion and `describe STUDY`.
#pragma once

#include <string>
#include <vector>

#include "answer/field.h"
#include "study/study.h"

namespace zonewright::answer {

struct Choice {
    std::string value;  ///< what the field takes: an id
    Text title;         ///< what a person reads; the value itself where there is no better
};

/// In the order of the study or the plan. Towns and parcels need the sources read, sites the assembled sites: the
/// study is brought up to there. Everything else is read from small files.
std::vector<Choice> choices_in(const study::Study& study, ChoicesOf kind, const Progress& progress = {});

/// Every kind but Nothing, in the order of their declaration.
std::vector<ChoicesOf> kinds_of_choices();

}  // namespace zonewright::answer
