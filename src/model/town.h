// Which town does a person mean? One rule, whoever asks.
//
// The first of these that fits exactly one town decides: its code; its name as the source writes it; the name
// without 镇, 街道, 街 or 办事处 on either side (塘厦, 塘厦镇); the plan's names of it (id, Chinese, English
// in any case, aliases); the beginning of its Chinese or English name. Several towns that fit the same rule
// are an error that lists them; none is an error with the nearest name. Cost: O(towns × places). Coordinates
// are metres on the study's plane (a CGCS2000 Gauss-Krüger CRS).
#pragma once

#include <optional>
#include <span>
#include <string>
#include <vector>

#include "geom/geometry.h"
#include "model/plan.h"
#include "model/source_set.h"

namespace zonewright::model {

struct Town {
    std::string code;  ///< statistical code; the name where the source has no code
    std::string name;  ///< as the source writes it
    geom::MultiPolygon geometry;
};

/// From the role `town`; rows without a surface are left out.
std::vector<Town> towns_of(const SourceSet& sources);

/// Which town do the records of a feature mean? By the code, which may be that of a village in it and then
/// begins with the town's; else by the name, with or without 镇, 街道 …; a name in the field of codes counts
/// as a name. Nothing where the records mean none of the towns, or several. Several rows of one town are one.
std::optional<std::size_t> town_in_records(std::span<const Town> towns, const std::string& code,
                                           const std::string& name);

/// The statistical code that the plan has for a town of this name; empty where it knows none, or several.
std::string code_in_plan(const std::string& name, const Plan& plan);

/// `asked_as` names the question in an error, for example "--town". Throws InputError.
const Town& find_town(std::span<const Town> towns, const Plan& plan, const std::string& word,
                      const std::string& asked_as);

/// As the plan writes it in both languages; the source's name, then the code, where the plan does not know
/// it. Without a code, and for no_town: "in no town".
Text name_of(const Town& town, const Plan& plan);
Text town_name(const std::string& code, const Plan& plan);

}  // namespace zonewright::model
