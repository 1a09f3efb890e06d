#include "intake/bring_in.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/errors.h"
#include "base/language.h"
#include "base/parallel.h"
#include "base/spelling.h"
#include "geom/statutory_area.h"
#include "gis/crs.h"
#include "intake/field_mapping.h"
#include "intake/geometry_check.h"
#include "intake/inspection.h"
#include "intake/source_crs.h"
#include "intake/source_layer.h"
#include "intake/tiling_check.h"
#include "intake/unit_check.h"

namespace zonewright::intake {
namespace {

geom::StatutoryArea area_rule(int epsg) {
    if (const auto plane = geom::gauss_kruger_of_epsg(epsg)) return geom::StatutoryArea(*plane);
    throw InputError({.thing = "study.toml: crs",
                      .value = fmt::format("EPSG:{}", epsg),
                      .expected = say("CGCS2000 高斯-克吕格平面（椭球面积只在其上有定义）",
                                      "a CGCS2000 Gauss-Krüger plane (the statutory area is defined on it)"),
                      .advice = say("东莞用 EPSG:4547", "use EPSG:4547 for Dongguan")});
}

const model::Role& role_of(const model::SourceDefinition& definition, const model::Catalogue& catalogue) {
    if (const model::Role* role = catalogue.find_role(definition.role)) return *role;
    std::vector<std::string> known;
    for (const model::Role& role : catalogue.roles) known.push_back(role.id);
    const auto near = nearest_name(definition.role, known);
    throw InputError({.thing = "study.toml: source.role",
                      .value = definition.role,
                      .expected = joined(known),
                      .advice = near ? say("是否指 {}？", "did you mean {}?", *near)
                                     : say("写一个已知的角色", "name a known role")});
}

void require_kind(const model::SourceDefinition& definition, const model::Role& role,
                  const model::FeatureTable& table) {
    if (table.kind == role.geometry || table.features.empty()) return;
    const auto word = [](model::GeometryKind kind) {
        switch (kind) {
            case model::GeometryKind::Point:
                return say("点", "points");
            case model::GeometryKind::Line:
                return say("线", "lines");
            case model::GeometryKind::Polygon:
                return say("面", "polygons");
            case model::GeometryKind::None:
                return say("没有几何", "no geometry");
        }
        return std::string{};
    };
    throw InputError({.thing = source_name(definition),
                      .value = word(table.kind),
                      .expected = say("角色 {} 要求{}", "{} needs {}", role.id, word(role.geometry)),
                      .advice = say("检查图层是否选对", "check that the right layer was chosen")});
}

void transform(model::FeatureTable& table, int epsg) {
    const gis::Transformation transformation(table.epsg, epsg);
    if (!transformation.identity())
        for (model::Feature& feature : table.features) transformation.apply(feature.geometry);
    table.epsg = epsg;
}

geom::Box bounds_of(const model::FeatureTable& table) {
    geom::Box box;
    for (const model::Feature& feature : table.features) box.include(geom::bounds(feature.geometry));
    return box;
}

/// One source from file to clean table in the study's CRS.
model::FeatureTable bring_in_source(const model::SourceDefinition& definition, const model::Role& role,
                                    int epsg, const Inspection& inspection, const Progress& progress) {
    gis::LayerReading reading = read_source(definition, role, progress.part(0, 0.4));
    require_kind(definition, role, reading.table);
    const FieldMapping mapping = map_fields(reading.info.fields, role, definition);
    reading.table.epsg = settle_crs(definition, reading.info, bounds_of(reading.table));
    model::FeatureTable table =
        to_role(std::move(reading.table), mapping, role, inspection.source, inspection.findings);
    report_notes(reading.notes, table, inspection);
    transform(table, epsg);
    check_geometries(table, inspection, progress.part(0.5, 0.8));
    check_duplicates(table, inspection);
    return table;
}

/// Features of a second file of the same role, numbered on.
void join(model::FeatureTable& into, model::FeatureTable&& more) {
    std::int64_t next = 0;
    for (const model::Feature& feature : into.features) next = std::max(next, feature.fid + 1);
    for (model::Feature& feature : more.features) {
        feature.fid = next++;
        into.features.push_back(std::move(feature));
    }
}

void check_whole_layers(const model::Catalogue& catalogue, model::SourceSet& set,
                        const geom::StatutoryArea& area, const Progress& progress) {
    for (auto& [id, layer] : set.layers) {
        const model::Role* role = catalogue.find_role(id);
        const Inspection inspection{source_name(layer.definitions.front()), area, set.findings, set.repairs};
        if (role->must_tile) check_tiling(layer.table, inspection, progress);
        if (id == "town") check_units(layer.table, set.find("place"), catalogue.plan, inspection);
    }
}

}  // namespace

model::SourceSet bring_in(const model::StudyDefinition& study, const model::Catalogue& catalogue,
                          const Progress& progress) {
    const geom::StatutoryArea area = area_rule(study.epsg);
    model::SourceSet set;
    const double count = static_cast<double>(std::max<std::size_t>(1, study.sources.size()));
    for (std::size_t i = 0; i < study.sources.size(); ++i) {
        const model::SourceDefinition& definition = study.sources[i];
        const model::Role& role = role_of(definition, catalogue);
        if (role.raster) {
            set.rasters[role.id] = definition;
            continue;
        }
        const Inspection inspection{source_name(definition), area, set.findings, set.repairs};
        const double from = 0.8 * static_cast<double>(i) / count,
                     to = 0.8 * static_cast<double>(i + 1) / count;
        model::FeatureTable table = bring_in_source(definition, role, study.epsg, inspection,
                                                    progress.part(from, to, inspection.source));
        const auto [layer, first] = set.layers.try_emplace(role.id);
        if (first)
            layer->second.table = std::move(table);
        else
            join(layer->second.table, std::move(table));
        layer->second.definitions.push_back(definition);
    }
    check_whole_layers(catalogue, set, area, progress.part(0.8, 1));
    return set;
}

}  // namespace zonewright::intake
