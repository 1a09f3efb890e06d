// What is wrong with the words of a command line, in both languages and with the next step? CLI11 knows English only.
#pragma once

#include <string>
#include <vector>

#include "base/language.h"

namespace CLI {
class App;
class ParseError;
}

namespace zonewright::command {

struct ParseFault {
    Text problem, next_step;
};

/// `typed`: the words behind the program's name. An option that there is not is met with the nearest one, whatever else
/// is wrong; a missing value with what it means and where its choices are listed.
ParseFault parse_fault(const CLI::App& app, const CLI::ParseError& problem, const std::vector<std::string>& typed);

/// "help sites" → "sites --help"; anything else as it is.
std::vector<std::string> with_help_as_option(std::vector<std::string> typed);

/// The words of help pages that are not declared anywhere: of the program, before its verbs are added, and of each verb.
void name_help(CLI::App& app, Language language);
void name_help_of_verb(CLI::App& verb, Language language);

}  // namespace zonewright::command
