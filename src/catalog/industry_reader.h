// layers/industries/<id>.toml: a classification of industries, code → name. For lists that people choose from; nothing
// is computed with it, so it is no part of the catalogue's version. Errors: InputError with file and line.
#pragma once

#include <map>
#include <string>

#include "base/language.h"
#include "catalog/layers_folder.h"
#include "model/evidence.h"

namespace zonewright::catalog {

struct Industries {
    std::string id;
    Text title;
    std::map<std::string, std::string> names;  ///< code → name in the official text
    model::Evidence evidence;
};
Industries read_industries(const LayersFolder& layers, const std::string& id);

}  // namespace zonewright::catalog
