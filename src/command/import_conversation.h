// Asks the person at the terminal what the table of a folder leaves open: may the certain layers be taken, and which
// reading is meant where several are possible. What must be stated in words (a CRS, a field) is not asked: the table
// names the command.
#pragma once

#include <vector>

#include "answer/import.h"
#include "command/session.h"

namespace zonewright::command {

/// Yes or no at a time, no where the input ends. Imports what is agreed to and prints it by `told`. Returns whether
/// anything was imported. Throws what importing throws, but for InputError, which is printed.
bool ask_about_layers(Session& session, const answer::ImportQuestion& asked, const std::vector<answer::LayerProposal>& layers,
                      void (*told)(Session&, const answer::ImportAnswer&));

}  // namespace zonewright::command
