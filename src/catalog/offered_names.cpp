#include "catalog/offered_names.h"

#include <fmt/format.h>

#include <algorithm>

#include "catalog/catalogue_reader.h"
#include "catalog/study_reader.h"
#include "io/sqlite.h"

namespace zonewright::catalog {
namespace {

namespace fs = std::filesystem;

template <typename Items>
OfferedNames titled(const Items& items) {
    OfferedNames names;
    for (const auto& item : items) names.push_back({item.id, item.title});
    return names;
}

/// Rows of two columns from the results, unless the study says something newer.
std::optional<OfferedNames> published(const fs::path& study_folder, const std::string& sql) {
    const fs::path file = study_folder / "out/zonewright.gpkg";
    std::error_code missing;
    const auto written = fs::last_write_time(file, missing);
    if (missing || written < fs::last_write_time(study_folder / "study.toml", missing) || missing) return std::nullopt;
    const io::SqliteDatabase database(file, io::SqliteMode::ReadOnly, file);
    OfferedNames names;
    for (io::SqliteStatement rows = database.prepare(sql); rows.step();)
        names.push_back({rows.text(0), {rows.text(1), rows.text(2)}});
    return names;
}

std::optional<OfferedNames> offered_by_results(const fs::path& study_folder, const std::string& kind) {
    // The layer also has places of the plan whose outlines are those of places, not of towns.
    if (kind == "towns") return published(study_folder, "SELECT code, name, coalesce(name_en, name) FROM town WHERE origin = 'town' ORDER BY fid");
    if (kind == "parcels") return published(study_folder, "SELECT id, id, id FROM parcel ORDER BY fid");
    if (kind == "sites")
        return published(study_folder,
                         "SELECT id, printf('%s（%s，%.1f 亩）', id, cluster_name, area_m2 * 3 / 2000), "
                         "printf('%s (%s, %.1f mu)', id, cluster_name, area_m2 * 3 / 2000) FROM site ORDER BY fid");
    return std::nullopt;
}

}  // namespace

OfferedNames clusters_offered(const model::Plan& plan) {
    OfferedNames names;
    for (const model::Cluster& cluster : plan.clusters) names.push_back({cluster.id, cluster.name});
    return names;
}

OfferedNames weight_sets_offered(const model::Catalogue& catalogue) {
    return titled(catalogue.weight_sets);
}

OfferedNames roles_offered(const model::Catalogue& catalogue) {
    return titled(catalogue.roles);
}

OfferedNames sources_offered(const model::StudyDefinition& study, const model::Catalogue& catalogue) {
    OfferedNames names;
    for (const model::SourceDefinition& source : study.sources) {
        const model::Role* role = catalogue.find_role(source.role);
        names.push_back({source.written_path, role != nullptr ? role->title : Text(source.role)});
    }
    return names;
}

OfferedNames scenarios_offered(const fs::path& study_folder, const model::Catalogue& catalogue) {
    OfferedNames names;
    for (const std::string& id : scenario_ids(study_folder))
        names.push_back({id, read_scenario(study_folder, id, catalogue).title});
    return names;
}

OfferedNames plans_offered(const LayersFolder& layers) {
    OfferedNames names;
    for (const std::string& id : plan_versions(layers)) names.push_back({id, read_plan_version(layers, id).title});
    return names;
}

OfferedNames link_cities_offered(const model::Catalogue& catalogue) {
    OfferedNames names;
    for (const model::RuleValue& city : catalogue.rules_of("link_cities").values) names.push_back({city.key, city.title});
    return names;
}

OfferedNames platform_kinds_offered(const model::Catalogue& catalogue) {
    OfferedNames names;
    const model::Role* role = catalogue.find_role("platform");
    if (role == nullptr) return names;
    for (const model::RoleField& field : role->fields)
        for (const std::string& word : field.name == "class" ? field.domain : std::vector<std::string>()) {
            const auto said = std::ranges::find(field.synonyms, word, &std::pair<const std::string, std::string>::second);
            names.push_back({word, said == field.synonyms.end() ? same(word) : Text(said->first, word)});
        }
    return names;
}

std::optional<OfferedNames> offered_names(const fs::path& study_folder, const std::string& kind) {
    if (auto names = offered_by_results(study_folder, kind)) return names;
    const LayersFolder layers = layers_of_study(study_folder, find_layers_folder());
    if (kind == "plans") return plans_offered(layers);
    const model::StudyDefinition study = read_study(study_folder, MissingSources::Accept);
    if (kind == "clusters") return clusters_offered(read_plan_version(layers, plan_of(study)));
    const bool catalogued = kind == "link_cities" || kind == "platform_kinds";
    if (!catalogued && kind != "weight_sets" && kind != "roles" && kind != "sources" && kind != "scenarios") return std::nullopt;
    const model::Catalogue catalogue = read_catalogue(layers, plan_of(study));
    if (kind == "weight_sets") return weight_sets_offered(catalogue);
    if (kind == "link_cities") return link_cities_offered(catalogue);
    if (kind == "platform_kinds") return platform_kinds_offered(catalogue);
    if (kind == "roles") return roles_offered(catalogue);
    if (kind == "sources") return sources_offered(study, catalogue);
    return scenarios_offered(study_folder, catalogue);
}

}  // namespace zonewright::catalog
