#include "answer/plan_version.h"

#include "base/errors.h"
#include "catalog/catalogue_reader.h"
#include "catalog/layers_folder.h"

namespace zonewright::answer {
namespace {

std::string newest_plan(const std::filesystem::path& layers) {
    const auto versions = catalog::plan_versions(layers);
    if (!versions.empty()) return versions.back();
    throw InputError({.thing = (layers / "plans").string(),
                      .expected = both("至少一个规划版本", "at least one plan version"),
                      .advice = both("恢复 layers/plans", "restore layers/plans")});
}

}  // namespace

model::Plan plan_version(const std::string& named) {
    const std::filesystem::path layers = catalog::find_layers_folder();
    return catalog::read_plan_version(layers, named.empty() ? newest_plan(layers) : named);
}

}  // namespace zonewright::answer
