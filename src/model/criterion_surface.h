// A criterion measured on the grid: the file of measured values that scoring reads, or why there is none.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "model/criterion_definition.h"
#include "model/ids.h"

namespace zonewright::model {

struct CriterionSurface {
    CriterionId criterion;
    std::optional<ClusterId> cluster;  ///< nothing: the same surface for all clusters
    std::filesystem::path tiles;       ///< Float32 in the criterion's unit; empty when `missing`
    bool missing = false;              ///< no source: the criterion is dropped and its weight shared out
    Text note;  ///< why it is missing, or what the reader must know; may be empty
    std::string content_sha256;  ///< of the tiles: what they say, wherever they lie
};

/// The classes that a categorical criterion knows, over all clusters, sorted: the surface of a Category
/// measure holds positions in this list.
std::vector<std::string> category_words(const CriterionDefinition& definition);

}  // namespace zonewright::model
