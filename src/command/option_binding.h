// The options of a verb, from the fields of its question.
#pragma once

#include "answer/field.h"

namespace CLI {
class App;
}

namespace zonewright::command {

/// One option (or argument by position) for each field; the language of the question is the global --lang.
/// `declaration` and the question it points into have to outlive `verb`.
void bind(CLI::App& verb, const answer::Declaration& declaration, Language language);

}  // namespace zonewright::command
