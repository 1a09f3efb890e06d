// Stages that establish the land: intake, zoning, constraint, supply.
#include <algorithm>
#include <optional>

#include "base/errors.h"
#include "constraint/admissible_bits.h"
#include "constraint/prepare_constraints.h"
#include "gis/overlay.h"
#include "io/raster_io.h"
#include "intake/bring_in.h"
#include "study/archive_fields.h"
#include "study/inputs.h"
#include "study/results.h"
#include "study/stages.h"
#include "study/study_year.h"
#include "supply/net_supply.h"
#include "supply/offer.h"
#include "supply/parcels.h"
#include "supply/surroundings.h"
#include "zoning/place_geometry.h"
#include "zoning/zones.h"

namespace zonewright::study {
namespace {

void describe_sources(const Results& results, Fingerprint& fingerprint) {
    for (const char* folder : {"code_schemes", "rules"})
        fingerprint.add(hash_folder(results.layers_folder / folder));
    fingerprint.add(hash_folder(results.layers_folder / "roles"))
        .add(hash_folder(results.layers_folder / "plans" / results.definition.plan));
    fingerprint.add(std::int64_t{results.definition.epsg}).add(results.definition.cell_size_m);
    for (const model::SourceDefinition& source : results.definition.sources) {
        fingerprint.add(source.role)
            .add(source.layer)
            .add(source.crs)
            .add(source.encoding)
            .add(source.code_scheme);
        fingerprint.add(model::to_string(source.status))
            .add(source.date)
            .add(hash_files(files_of_source(source.path)));
        for (const auto& [canonical, name] : source.fields) fingerprint.add(canonical).add(name);
    }
}

geom::MultiPolygon union_of_towns(const model::SourceSet& sources) {
    std::vector<geom::MultiPolygon> towns;
    if (const model::FeatureTable* table = sources.find("town"))
        for (const model::Feature& feature : table->features)
            if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry))
                towns.push_back(*polygons);
    if (towns.empty())
        throw InputError({.thing = (std::filesystem::path("study.toml") / "source").string(),
                          .value = say("没有镇街图层", "no town layer"),
                          .expected = say("一个 role = \"town\" 的来源", "a source of role = \"town\""),
                          .advice = say("zonewright import 研究 XZQ.shp --role town",
                                        "zonewright import STUDY XZQ.shp --role town")});
    return gis::union_of(towns);
}

void run_intake(Results& results, const Progress& progress) {
    results.sources = intake::bring_in(results.definition, results.catalogue, progress.part(0, 0.7));
    results.city = union_of_towns(results.sources);
    results.grid = raster::covering_grid(geom::bounds(results.city), results.definition.cell_size_m);
    supply::ParcelIntake read = supply::read_parcels(results.sources, supply::towns_of(results.sources),
                                                     results.area, progress.part(0.7, 1));
    results.parcels = std::move(read.parcels);
    auto& findings = results.sources.findings;
    findings.insert(findings.end(), read.findings.begin(), read.findings.end());
}

void run_zoning(Results& results, const Progress& progress) {
    const model::Plan& plan = results.catalogue.plan;
    results.zones =
        zoning::map_zones(plan, zoning::locate_places(plan, results.sources, results.area, progress));
}

void run_constraint(Results& results, const Progress& progress) {
    const constraint::Ground ground{results.city, results.grid, results.definition.epsg};
    auto prepared =
        constraint::prepare_constraints(results.catalogue, results.sources, ground, progress.part(0, 0.7));
    results.constraints = std::move(prepared.layers);
    results.constraint_findings = std::move(prepared.findings);
    results.admissible =
        constraint::admissible_bits(results.constraints, results.city, results.grid, progress.part(0.7, 1));
}

/// The DEM on the study's cells; nothing when the study has none (earthwork is then unknown, not zero).
std::optional<raster::Grid<float>> heights_of(const Results& results) {
    const auto dem = results.sources.rasters.find("dem");
    if (dem == results.sources.rasters.end()) return std::nullopt;
    return io::read_onto_grid(dem->second.path, results.grid, results.definition.epsg,
                               io::Resampling::Bilinear);
}

void run_supply(Results& results, const Progress& progress) {
    const supply::SupplyRules rules = supply::supply_rules_of(results.catalogue);
    const supply::StatementOptions options{
        .year = study_year(results.definition),
        .scale_to_recorded = results.definition.area_basis == model::AreaBasis::Recorded,
        .keep_net_land = true};
    results.supply = supply::state_net_supply(results.parcels, results.constraints, rules, results.area,
                                              options, progress.part(0, 0.8));
    const auto heights = heights_of(results);
    const auto surroundings = supply::measure_surroundings(
        results.parcels, results.sources, heights ? &*heights : nullptr, progress.part(0.8, 1));
    results.offers = supply::state_offers(results.parcels, results.supply, surroundings, results.catalogue);
}

}  // namespace

Stage intake_stage() {
    return {.id = "intake",
            .title = {"读取数据源", "reading the sources"},
            .share = 4,
            .describe = describe_sources,
            .run = run_intake,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.sources, r.parcels, r.grid, r.city); },
            .load = [](Results& r, ArchiveReader& a) { a(r.sources, r.parcels, r.grid, r.city); }};
}

Stage zoning_stage() {
    return {.id = "zoning",
            .title = {"落实规划集聚区", "mapping the zones of the plan"},
            .share = 1,
            .needs = {"intake"},
            .describe = [](const Results&, Fingerprint&) {},
            .run = run_zoning,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.zones); },
            .load = [](Results& r, ArchiveReader& a) { a(r.zones); }};
}

Stage constraint_stage() {
    return {
        .id = "constraint",
        .title = {"核定可用土地", "finding the admissible land"},
        .share = 3,
        .needs = {"intake"},
        .describe = [](const Results& r,
                       Fingerprint& f) { f.add(hash_folder(r.layers_folder / "constraints")); },
        .run = run_constraint,
        .save = [](const Results& r,
                   ArchiveWriter& a) { a(r.constraints, r.constraint_findings, r.admissible); },
        .load = [](Results& r, ArchiveReader& a) { a(r.constraints, r.constraint_findings, r.admissible); }};
}

Stage supply_stage() {
    return {.id = "supply",
            .title = {"核算净供应", "stating the net supply"},
            .share = 4,
            .needs = {"intake", "constraint"},
            .describe =
                [](const Results& r, Fingerprint& f) {
                    f.add(hash_folder(r.layers_folder / "rules"))
                        .add(std::int64_t{r.definition.area_basis == model::AreaBasis::Recorded});
                },
            .run = run_supply,
            .save = [](const Results& r, ArchiveWriter& a) { a(r.supply, r.offers); },
            .load = [](Results& r, ArchiveReader& a) { a(r.supply, r.offers); }};
}

}  // namespace zonewright::study
