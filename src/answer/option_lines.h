// How is a field written on the command line, and what may stand there? For manual pages, help and completion.
#pragma once

#include <string>
#include <vector>

#include "answer/field.h"

namespace zonewright::answer {

struct OptionLine {
    std::string names;  ///< "-o, --output", "study"
    Text value;         ///< what stands behind it: "MU", "cost|unit-cost|score"; empty for flags
    Text help;
    Text limits;  ///< "more than 0 mu; default 1"; may be empty
};

/// One for each field but the language, which is the option --lang of every verb.
std::vector<OptionLine> option_lines(const Declaration& declaration);

/// Names and value as a person types them: "-o, --output PATH".
Text written(const OptionLine& line);

/// As the OPTIONS section of a manual page: a definition list with the help in both languages.
std::string manual_text(const std::vector<OptionLine>& lines);

}  // namespace zonewright::answer
