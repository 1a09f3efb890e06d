// What is a row of a published table called? The columns whose values tell its rows apart for a person.
#pragma once

#include <string>
#include <vector>

namespace zonewright::publish {

/// {"town_code", "supply_class", "size_class", "step"} for "waterfall"; empty for a table that is not ours.
const std::vector<std::string>& naming_columns(const std::string& layer);

}  // namespace zonewright::publish
