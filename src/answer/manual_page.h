// The manual page of a verb: the prose that people wrote, with the options as they are declared.
#pragma once

#include <string>

#include "answer/field.h"

namespace zonewright::answer {

/// <verb>.md with its line @OPTIONS@ replaced by the options of the verb and those of every verb. The page is
/// looked for in `manual` beside the layers folder (an installation: share/zonewright/manual), then in the source
/// tree. Throws InputError naming the places tried.
std::string manual_page(const Declaration& declaration);

}  // namespace zonewright::answer
