#include "answer/shape_rules.h"

#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {

intake::Tolerances shape_rules() {
    const std::filesystem::path layers = catalog::find_layers_folder();
    return intake::tolerances_of(catalog::read_catalogue(layers, catalog::plan_versions(layers).back()));
}

}  // namespace zonewright::answer
