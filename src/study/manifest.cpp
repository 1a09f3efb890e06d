#include "study/manifest.h"

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/memory.h"
#include "base/parallel.h"
#include "io/versions.h"
#include "study/inputs.h"

namespace zonewright::study {
namespace {

using Json = nlohmann::ordered_json;

Json inputs_of(const Results& results) {
    Json inputs = Json::array();
    for (const auto& source : results.definition.sources)
        inputs.push_back({{"role", source.role},
                          {"path", source.written_path},
                          {"layer", source.layer},
                          {"status", model::to_string(source.status)},
                          {"date", source.date},
                          {"licence", source.licence},
                          {"sha256", hash_files(files_of_source(source.path))}});
    return inputs;
}

}  // namespace

std::map<std::string, std::string> library_versions() {
    return io::library_versions();
}

void write_manifest(const Results& results, std::span<const StageRecord> stages) {
    const auto& study = results.definition;
    Json manifest{
        {"schema_version", 1},
        {"program", {{"name", "zonewright"}, {"version", ZONEWRIGHT_VERSION}, {"sha256", program_hash()}}},
        {"libraries", library_versions()},
        {"study",
         {{"title", study.title},
          {"plan", study.plan},
          {"crs", fmt::format("EPSG:{}", study.epsg)},
          {"cell_size_m", study.cell_size_m},
          {"weights", study.weights},
          {"aggregation", study.aggregation},
          {"scenario", study.scenario},
          {"seed", study.seed},
          {"sha256", hash_file(study.folder / "study.toml")}}},
        {"catalogue", {{"sha256", results.catalogue.version}}},
        {"inputs", inputs_of(results)}};
    Json timings = Json::array();
    for (const StageRecord& stage : stages) {
        manifest["stages"][stage.id] = stage.fingerprint;
        timings.push_back({{"stage", stage.id}, {"reused", stage.reused}, {"seconds", stage.seconds}});
    }
    manifest["run"] = {
        {"threads", thread_count()}, {"peak_memory_mib", peak_memory_mib()}, {"stages", timings}};
    write_file(results.out / "manifest.json", manifest.dump(2) + "\n");
}

}  // namespace zonewright::study
