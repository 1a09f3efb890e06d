// What may a person choose from, as far as small files and the published results tell it: for completion, which must answer
// before the person has noticed, and so opens neither sources nor intermediate results.
//
// Towns, parcels and sites are those published in <study>/out; where the study has changed since, or was never run, only the
// whole program can tell. Errors: InputError of the files that are read. Cost: 200 small files, or the rows of one table.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

#include "base/language.h"
#include "catalog/layers_folder.h"
#include "model/catalogue.h"
#include "model/study_definition.h"

namespace zonewright::catalog {

struct OfferedName {
    std::string value;  ///< what is typed: an id
    Text title;         ///< what a person reads
};
using OfferedNames = std::vector<OfferedName>;

OfferedNames clusters_offered(const model::Plan& plan);
OfferedNames weight_sets_offered(const model::Catalogue& catalogue);
OfferedNames roles_offered(const model::Catalogue& catalogue);
OfferedNames sources_offered(const model::StudyDefinition& study, const model::Catalogue& catalogue);
OfferedNames scenarios_offered(const std::filesystem::path& study_folder, const model::Catalogue& catalogue);
OfferedNames plans_offered(const LayersFolder& layers);
/// Cities of layers/rules/link_cities.toml; classes of the role platform.
OfferedNames link_cities_offered(const model::Catalogue& catalogue);
OfferedNames platform_kinds_offered(const model::Catalogue& catalogue);

/// `kind` is "clusters", "towns", "parcels", "sites", "scenarios", "weight_sets", "roles", "sources", "plans",
/// "link_cities" or "platform_kinds". Nothing: another kind, or one that cannot be told without the whole program.
std::optional<OfferedNames> offered_names(const std::filesystem::path& study_folder, const std::string& kind);

}  // namespace zonewright::catalog
