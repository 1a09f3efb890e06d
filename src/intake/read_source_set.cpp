#include "intake/read_source_set.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.h"
#include "base/language.h"
#include "base/spelling.h"
#include "intake/city_check.h"
#include "intake/datum_check.h"
#include "intake/diagnosis.h"
#include "intake/raster_check.h"
#include "intake/role_check.h"
#include "intake/source_layer.h"
#include "intake/tiling_check.h"
#include "intake/unit_check.h"
#include "model/town.h"

namespace zonewright::intake {
namespace {

/// Features of a second file of the same role, numbered on.
void join(model::FeatureTable& into, model::FeatureTable&& more) {
    std::int64_t next = 0;
    for (const model::Feature& feature : into.features) next = std::max(next, feature.fid + 1);
    for (model::Feature& feature : more.features) {
        feature.fid = next++;
        into.features.push_back(std::move(feature));
    }
}

void add_source(model::SourceSet& set, const model::SourceDefinition& definition,
                model::FeatureTable&& table) {
    const auto [layer, first] = set.layers.try_emplace(definition.role);
    if (first)
        layer->second.table = std::move(table);
    else
        join(layer->second.table, std::move(table));
    layer->second.definitions.push_back(definition);
}

/// Every layer of polygons against the towns, once all are there.
void check_datums(model::SourceSet& set, const geom::StatutoryArea& area, BadSource bad) {
    const model::FeatureTable* towns = set.find("town");
    if (towns == nullptr) return;
    // The towns are what all else is measured against: a check looks whether it is they that are shifted.
    if (const model::FeatureTable* land = set.find("land_use"); land != nullptr && bad == BadSource::SetAside)
        check_datum(*towns, *land,
                    {source_name(set.layers.at("town").definitions.front()), area, set.findings, set.repairs});
    for (const auto& [role, layer] : set.layers)
        if (role != "town" && layer.table.kind == model::GeometryKind::Polygon)
            check_datum(layer.table, *towns,
                        {source_name(layer.definitions.front()), area, set.findings, set.repairs});
}

void report_unusable(const Error& error, const Inspection& inspection) {
    inspection.find("unusable_source", model::Severity::Error, "", error.message(), error.problem().advice);
}

}  // namespace

geom::StatutoryArea area_rule(int epsg) {
    if (const auto plane = geom::gauss_kruger_of_epsg(epsg)) return geom::StatutoryArea(*plane);
    throw InputError({.thing = "study.toml: crs",
                      .value = fmt::format("EPSG:{}", epsg),
                      .expected = both("CGCS2000 高斯-克吕格平面（椭球面积只在其上有定义）",
                                       "a CGCS2000 Gauss-Krüger plane (the statutory area is defined on it)"),
                      .advice = both("如中央经线 114° 的 EPSG:4547", "such as EPSG:4547 on the meridian of 114°")});
}

const model::Role& role_of(const model::SourceDefinition& definition, const model::Catalogue& catalogue) {
    if (const model::Role* role = catalogue.find_role(definition.role)) return *role;
    std::vector<std::string> known;
    for (const model::Role& role : catalogue.roles) known.push_back(role.id);
    const auto near = nearest_name(definition.role, known);
    throw InputError({.thing = both("角色", "role"),
                      .value = definition.role,
                      .expected = joined(known),
                      .advice = near ? both("是否指 {}？", "did you mean {}?", *near)
                                     : both("写一个已知的角色", "name a known role")});
}

void complete_town_codes(model::FeatureTable& towns, const model::Plan& plan, const Inspection& inspection) {
    const auto code = towns.find_field("code"), name = towns.find_field("name");
    if (!code || !name) return;
    std::vector<std::string> completed;
    for (model::Feature& feature : towns.features) {
        if (!model::text_of(feature.values[*code]).empty()) continue;
        const std::string town = model::text_of(feature.values[*name]),
                          known = model::code_in_plan(town, plan);
        if (known.empty()) continue;
        feature.values[*code] = known;
        completed.push_back(town + " " + known);
    }
    if (completed.empty()) return;
    inspection.find("town_code_completed", model::Severity::Notice, "",
                    both("{} 个镇街没有代码，按名称取自规划：{}",
                         "{} towns have no code; by their names the plan gives {}", completed.size(),
                         joined(completed)),
                    {"核对代码，可在源数据中补上 XZQDM", "check the codes; the source may state them (XZQDM)"});
}

TakenIds ids_of_parcels(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                        const Inspection& inspection, const Progress& progress) {
    TakenIds taken;
    for (const model::SourceDefinition& definition : study.sources) {
        if (definition.role != "parcel") continue;
        std::vector<model::Finding> told_elsewhere;  // by check, and by the import of that source
        std::vector<model::Repair> made_elsewhere;
        try {
            diagnose(definition, role_of(definition, catalogue),
                     {.study_epsg = study.epsg, .tolerances = tolerances_of(catalogue), .kept = KeptFields::Found, .taken_ids = &taken},
                     {source_name(definition), inspection.area, told_elsewhere, made_elsewhere},
                     progress.quiet());
        } catch (const InputError& error) {
            inspection.find("other_source_unread", model::Severity::Warning, "",
                            both("研究中的 {} 未能读取，无法核对编号是否重复：{}",
                                 "{} of the study cannot be read; ids it may repeat are unknown: {}",
                                 source_name(definition), error.message()),
                            error.problem().advice);
        }
    }
    return taken;
}

void check_whole_layer(const model::FeatureTable& table, const model::Role& role,
                       const model::FeatureTable* towns, const model::FeatureTable* places,
                       const model::Catalogue& catalogue, const Tolerances& tolerances,
                       const Inspection& inspection, const Progress& progress) {
    Area city;
    if (towns != nullptr)
        for (const model::Feature& town : towns->features) city += inspection.area.of(town.geometry);
    check_content(table, role, city, inspection);
    if (role.must_tile) check_tiling(table, inspection, tolerances, progress);
    if (role.id == "town") check_units(table, places, catalogue.plan, inspection);
}

/// To be run inside the study's folder: what a study says does not depend on where it lies.
std::string command_inside_study(model::SourceDefinition definition) {
    if (!definition.written_path.empty()) definition.path = definition.written_path;
    return import_command(".", definition, true);
}

model::SourceSet read_source_set(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                          const Progress& progress, BadSource bad) {
    const geom::StatutoryArea area = area_rule(study.epsg);
    const Tolerances tolerances = tolerances_of(catalogue);
    model::SourceSet set;
    TakenIds taken_ids;
    CityCheck in_city;
    const double count = static_cast<double>(std::max<std::size_t>(1, study.sources.size()));
    for (std::size_t i = 0; i < study.sources.size(); ++i) {
        const model::SourceDefinition& definition = study.sources[i];
        const Inspection inspection{source_name(definition), area, set.findings, set.repairs,
                                    command_inside_study(definition)};
        const double from = 0.8 * static_cast<double>(i) / count,
                     to = 0.8 * static_cast<double>(i + 1) / count;
        try {
            const model::Role& role = role_of(definition, catalogue);
            if (role.raster && bad == BadSource::SetAside)
                check_raster(definition, role, tolerances.region, inspection, progress.part(from, to, inspection.source));
            if (role.raster && bad == BadSource::Stop)
                require_believable(definition, role, progress.part(from, to, inspection.source));
            if (role.raster)
                set.rasters[role.id] = definition;
            else {
                model::FeatureTable table = diagnose(definition, role,
                                                     {.study_epsg = study.epsg,
                                                      .tolerances = tolerances,
                                                      .code_schemes = &catalogue.code_schemes,
                                                      .roles = &catalogue.roles,
                                                      .taken_ids = &taken_ids},
                                                     inspection, progress.part(from, to, inspection.source))
                                                .table;
                in_city.add(table, role, inspection.source);
                add_source(set, definition, std::move(table));
            }
        } catch (const InputError& error) {
            if (bad == BadSource::Stop) throw;
            report_unusable(error, inspection);
        }
    }
    if (const auto towns = set.layers.find("town"); towns != set.layers.end())
        complete_town_codes(towns->second.table, catalogue.plan,
                            {source_name(towns->second.definitions.front()), area, set.findings, set.repairs});
    check_datums(set, area, bad);
    if (const model::FeatureTable* towns = set.find("town")) in_city.report(*towns, area, set.findings, set.repairs);
    for (const auto& [id, layer] : set.layers)
        check_whole_layer(layer.table, *catalogue.find_role(id), set.find("town"), set.find("place"), catalogue,
                          tolerances,
                          {source_name(layer.definitions.front()), area, set.findings, set.repairs},
                          progress.part(0.8, 1));
    return set;
}

}  // namespace zonewright::intake
