// What styles/ says of a project beside its layers: themes, print layouts, relations, and what a click on a feature asks.
// Errors: InputError naming file, line and key.
#pragma once

#include <string>

#include "catalog/table_reader.h"
#include "model/style.h"

namespace zonewright::catalog {

model::MapTheme read_theme(TableReader& reader);
model::LayerRelation read_relation(TableReader& reader);
/// Without its sheet, which is a file of its own.
model::MapLayout read_layout(TableReader& reader);
/// Without its script.
model::LayerAction read_action(TableReader& reader);
model::FormTab read_tab(TableReader& reader);

/// The script of styles/actions for one action. Columns become JSON texts, which Python reads as texts whatever they
/// hold.
std::string script_of(std::string script, const model::LayerAction& action);

}  // namespace zonewright::catalog
