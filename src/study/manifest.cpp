#include "study/manifest.h"

#include <algorithm>

#include <nlohmann/json.hpp>

#include "base/atomic_file.h"
#include "base/errors.h"
#include "base/hash.h"
#include "base/memory.h"
#include "base/signature.h"
#include "io/versions.h"
#include "study/build_id.h"
#include "study/inputs.h"

namespace zonewright::study {
namespace {

using Json = nlohmann::ordered_json;

constexpr int manifest_version = 2;

Json inputs_of(const Study& study) {
    Json inputs = Json::array();
    const std::vector<std::string> contents = digests_of_sources(study.opened());
    for (const auto& source : study.definition().sources)
        inputs.push_back({{"role", source.role},
                          {"path", source.written_path},
                          {"layer", source.layer},
                          {"status", model::to_string(source.status)},
                          {"date", source.date},
                          {"licence", source.licence},
                          {"sha256", contents[inputs.size()]}});
    return inputs;
}

bool has_published(const Study& study) {
    const auto records = study.records();
    return std::ranges::any_of(records, [](const StageRecord& record) { return record.id == Study::stage_ids().back(); });
}

Json published_by(const Study& study) {
    Json published = Json::array();
    for (const PublishedItem& item : study.publication().content) {
        Json entry{{"file", item.file}};
        if (!item.layer.empty()) entry["layer"] = item.layer;
        entry["kind"] = item.kind;
        if (item.kind == "table") entry["rows"] = item.rows;
        entry["sha256"] = item.sha256;
        published.push_back(std::move(entry));
    }
    return published;
}

PublishedItem item_from(const Json& entry) {
    return {.file = entry.at("file"),
            .layer = entry.value("layer", ""),
            .kind = entry.at("kind"),
            .rows = entry.value("rows", std::uint64_t{0}),
            .sha256 = entry.at("sha256")};
}

std::string digest_of_manifest(Json manifest) {
    manifest.erase("run");
    manifest.erase("digest");
    return sha256_of(manifest.dump(-1, ' ', false, Json::error_handler_t::replace));
}

Json manifest_at(const std::filesystem::path& file) {
    return std::filesystem::exists(file) ? Json::parse(read_file(file), nullptr, false) : Json();
}

/// May the manifest on disk be replaced by that of this run?
bool may_replace(const Study& study, const std::string& digest) {
    const Json old = manifest_at(study.out() / manifest_file);
    if (!old.is_object() || !old.contains("published")) return true;
    if (!has_published(study)) return false;
    return !std::filesystem::exists(study.out() / signature_file) || old.value("digest", "") != digest;
}

[[noreturn]] void refuse_manifest(const std::filesystem::path& file, const Text& found) {
    const std::string study = file.parent_path().parent_path().string();
    throw InputError({.thing = file.string(),
                      .value = found,
                      .expected = both("第 {} 版运行清单", "a manifest of version {}", manifest_version),
                      .advice = both("重新运行：zonewright run {}", "run again: zonewright run {}", study)});
}

}  // namespace

void write_manifest(const Study& opened, const Progress& progress) {
    const auto& study = opened.definition();
    Json manifest{
        {"schema_version", manifest_version},
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
          {"language", to_string(opened.opened().language)},
          {"sha256", hash_file(study.folder / "study.toml")}}},
        {"catalogue", {{"sha256", opened.catalogue().version}}},
        {"inputs", inputs_of(opened)}};
    Json timings = Json::array();
    for (const StageRecord& stage : opened.records()) {
        manifest["stages"][stage.id] = stage.fingerprint;
        timings.push_back({{"stage", stage.id}, {"reused", stage.reused}, {"seconds", stage.seconds}});
    }
    if (has_published(opened)) manifest["published"] = published_by(opened);
    const std::string digest = digest_of_manifest(manifest);
    if (!may_replace(opened, digest)) return;
    manifest["digest"] = digest;
    manifest["run"] = {
        {"threads", progress.threads()}, {"peak_memory_mib", peak_memory_mib()}, {"stages", timings}};
    write_file(opened.out() / manifest_file, manifest.dump(2) + "\n");
}

Language published_language(const Opened& opened) {
    const Json manifest = manifest_at(opened.out / manifest_file);
    return manifest.is_object() && manifest.value("/study/language"_json_pointer, "zh") == "en"
               ? Language::En
               : Language::Zh;
}

Manifest read_manifest(const std::filesystem::path& out) {
    const std::filesystem::path file = out / manifest_file;
    if (!std::filesystem::exists(file)) refuse_manifest(file, {"没有运行清单，研究尚未运行", "there is none: not run yet"});
    const Json json = manifest_at(file);
    if (!json.is_object()) refuse_manifest(file, {"不完整的文件", "a file that is cut short or damaged"});
    const Json version = json.value("schema_version", Json());
    if (version != manifest_version) refuse_manifest(file, both("第 {} 版", "version {}", version.dump()));
    if (!json.contains("published")) refuse_manifest(file, {"该运行未发布成果", "a run that did not publish"});
    try {
        Manifest manifest{.digest = json.at("digest"), .title = json.at("study").at("title")};
        manifest.digest_holds = manifest.digest == digest_of_manifest(json);
        for (const Json& entry : json.at("published")) manifest.content.push_back(item_from(entry));
        manifest.scenario = json.at("study").at("scenario");
        for (const auto& [stage, fingerprint] : json.at("stages").items()) manifest.stages[stage] = fingerprint;
        manifest.program_build = json.at("program").at("build");
        if (json.at("study").at("language") == "en") manifest.language = Language::En;
        return manifest;
    } catch (const Json::exception& wrong) {
        refuse_manifest(file, wrong.what());
    }
}

std::optional<Manifest> find_manifest(const std::filesystem::path& out) {
    try {
        return read_manifest(out);
    } catch (const InputError&) {
        return std::nullopt;
    }
}

std::string short_code(const std::string& digest) {
    return digest.size() < 12 ? digest
                              : digest.substr(0, 4) + "-" + digest.substr(4, 4) + "-" + digest.substr(8, 4);
}

}  // namespace zonewright::study
