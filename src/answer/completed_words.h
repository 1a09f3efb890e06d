// What may be typed, for the completion of every shell.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"

namespace zonewright::answer {

struct CompletedOption {
    std::string name;                ///< "--area-mu"
    Text help;
    bool takes_value = true;
    std::vector<std::string> words;  ///< fixed choices
    std::string choices_of;          ///< kind of choices of the study; empty: none
    bool is_path = false;
};

struct CompletedVerb {
    std::string verb;
    Text summary;
    std::vector<std::string> parts;  ///< "show", "coverage" …; empty for most
    std::vector<CompletedOption> options;
};

std::vector<CompletedVerb> completed_verbs();
/// The options of every verb, --help among them.
std::vector<CompletedOption> completed_common_options();

}  // namespace zonewright::answer
