#include "study/manifest.h"

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/hash.h"
#include "base/memory.h"
#include "io/versions.h"
#include "study/build_id.h"
#include "study/inputs.h"

namespace zonewright::study {
namespace {

using Json = nlohmann::ordered_json;

Json inputs_of(const Study& study) {
    Json inputs = Json::array();
    for (const auto& source : study.definition().sources)
        inputs.push_back({{"role", source.role},
                          {"path", source.written_path},
                          {"layer", source.layer},
                          {"status", model::to_string(source.status)},
                          {"date", source.date},
                          {"licence", source.licence},
                          {"sha256", hash_files(files_of_source(source.path))}});
    return inputs;
}

/// A run that stopped before publishing leaves the published files as they are.
Language language_of_results(const Study& study) {
    for (const StageRecord& record : study.records())
        if (record.id == Study::stage_ids().back()) return study.opened().language;
    return published_language(study.opened());
}

}  // namespace

void write_manifest(const Study& opened, const Progress& progress) {
    const auto& study = opened.definition();
    Json manifest{
        {"schema_version", 1},
        {"program", {{"name", "zonewright"}, {"version", ZONEWRIGHT_VERSION}, {"build", build_id()}}},
        {"libraries", io::library_versions()},
        {"study",
         {{"title", study.title},
          {"plan", study.plan},
          {"crs", fmt::format("EPSG:{}", study.epsg)},
          {"cell_size_m", study.cell_size_m},
          {"weights", study.weights},
          {"aggregation", study.aggregation},
          {"scenario", study.scenario},
          {"seed", study.seed},
          {"language", to_string(language_of_results(opened))},
          {"sha256", hash_file(study.folder / "study.toml")}}},
        {"catalogue", {{"sha256", opened.catalogue().version}}},
        {"inputs", inputs_of(opened)}};
    Json timings = Json::array();
    for (const StageRecord& stage : opened.records()) {
        manifest["stages"][stage.id] = stage.fingerprint;
        timings.push_back({{"stage", stage.id}, {"reused", stage.reused}, {"seconds", stage.seconds}});
    }
    manifest["run"] = {
        {"threads", progress.threads()}, {"peak_memory_mib", peak_memory_mib()}, {"stages", timings}};
    write_file(opened.out() / "manifest.json", manifest.dump(2) + "\n");
}

Language published_language(const Opened& opened) {
    const std::filesystem::path file = opened.out / "manifest.json";
    if (!std::filesystem::exists(file)) return Language::Zh;
    const Json manifest = Json::parse(read_file(file), nullptr, false);
    return manifest.is_object() && manifest.value("/study/language"_json_pointer, "zh") == "en"
               ? Language::En
               : Language::Zh;
}

}  // namespace zonewright::study
