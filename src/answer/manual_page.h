// The manual page of a verb: the prose that people wrote, with the options as they are declared.
#pragma once

#include <string>

#include "answer/verb_words.h"

namespace zonewright::answer {

/// <verb>.md with its line @OPTIONS@ replaced by the options of the verb, part by part, and those of every verb,
/// and @MEMORY@ by the peaks that were measured of it (memory.toml beside the pages).
/// The page is looked for beside the layers folder: in `manual` (an installation: share/zonewright/manual), then in
/// `src/command` (the source tree). Throws InputError naming the places tried.
std::string manual_page(const VerbQuestions& verb);

/// How many pages lie there. Throws InputError when there is none.
std::size_t pages_at_hand();

}  // namespace zonewright::answer
