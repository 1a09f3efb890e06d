// Query parameters as values; what is wrong, or not known, is an InputError that names it.
#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <vector>

#include "answer/published_items.h"
#include "server/exchange.h"

namespace zonewright::server {

/// Throws for a parameter that is none of these.
void require_known(const Request& request, const std::vector<std::string>& known);
/// A whole number of at least `least`; `fallback` where it is not given.
std::int64_t whole_parameter(const Request& request, const std::string& name, std::int64_t least, std::int64_t fallback);
/// bbox=west,south,east,north, or with two heights that count for nothing.
std::optional<answer::DegreeBox> box_parameter(const Request& request);

}  // namespace zonewright::server
