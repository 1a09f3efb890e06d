// Stages that establish the land: intake, zoning, constraint, supply.
#include <algorithm>
#include <optional>

#include "base/errors.h"
#include "base/hash.h"
#include "constraint/admissible_bits.h"
#include "constraint/exclusions.h"
#include "constraint/prepare_constraints.h"
#include "gis/overlay.h"
#include "intake/read_source_set.h"
#include "io/raster_io.h"
#include "study/build_id.h"
#include "study/stages.h"
#include "supply/net_supply.h"
#include "supply/offer.h"
#include "supply/parcels.h"
#include "supply/surroundings.h"
#include "zoning/place_geometry.h"
#include "zoning/zones.h"

namespace zonewright::study {
namespace {

[[noreturn]] void refuse_without_towns(bool have_layer) {
    throw InputError({.thing = (std::filesystem::path("study.toml") / "source").string(),
                      .value = have_layer ? both("镇街图层没有可用的面", "a town layer without a usable polygon")
                                          : both("没有镇街图层", "no town layer"),
                      .expected = have_layer ? both("每个镇街一个面", "a polygon for each town")
                                             : both("一个 role = \"town\" 的来源", "a source of role = \"town\""),
                      .advice = have_layer ? both("补全该图层后重新运行；zonewright check 逐条列出读到了什么",
                                                  "complete the layer and run again; zonewright check lists what was read")
                                           : both("zonewright import 研究 XZQ.shp --role town",
                                                  "zonewright import STUDY XZQ.shp --role town")});
}

geom::MultiPolygon union_of_towns(const model::SourceSet& sources) {
    std::vector<geom::MultiPolygon> towns;
    const model::FeatureTable* table = sources.find("town");
    if (table != nullptr)
        for (const model::Feature& feature : table->features)
            if (const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry))
                towns.push_back(*polygons);
    if (towns.empty()) refuse_without_towns(table != nullptr);
    return gis::union_of(towns);
}

constexpr const char* bits_item = "admissible";

/// The DEM on the study's cells; nothing when the study has none (earthwork is then unknown, not zero).
std::optional<raster::Grid<float>> heights_of(const Intake& intake, int epsg) {
    const auto dem = intake.sources.rasters.find("dem");
    if (dem == intake.sources.rasters.end()) return std::nullopt;
    return io::read_onto_grid(dem->second.path, intake.grid, epsg, io::Resampling::Bilinear);
}

/// The grid for people; that of an earlier run where it says the same.
PublishedSurface bits_as_file(const raster::Grid<std::uint32_t>& admissible, const std::string& digest, int epsg,
                              const Work& work) {
    Fingerprint made_from;
    const std::string key = made_from.add(build_id()).add(std::int64_t{epsg}).add(digest).hex();
    if (const auto kept = work.tiles.find(bits_item, key)) return {kept->store, kept->content_sha256, kept->note};
    const io::WrittenSurface written =
        io::write_cog(work.tiles.draft(bits_item, key), admissible, epsg, {"排除原因位 reason bits", "bits"},
                      work.progress.part(0.5, 0.6));
    const auto item = work.tiles.keep(bits_item, key, written.content_sha256, written.file_sha256);
    return {item.store, written.content_sha256, written.file_sha256};
}

}  // namespace

Intake read_sources(const SourceSettings& settings, const Plane& plane,
                    const Knowledge<PlanPlaces, Roles, CodeSchemes, Rule<"area">, Rule<"characters">, Rule<"geometry">, Rule<"region">, Rule<"slivers">>&
                        knowledge,
                    const Work& work) {
    Intake intake;
    intake.sources = intake::read_source_set(settings.definition, knowledge, work.progress.part(0, 0.7));
    intake.city = union_of_towns(intake.sources);
    intake.grid = raster::covering_grid(geom::bounds(intake.city), settings.definition.cell_size_m);
    intake.towns = model::towns_of(intake.sources);
    supply::ParcelIntake read =
        supply::read_parcels(intake.sources, intake.towns, plane.area, work.progress.part(0.7, 1));
    intake.parcels = std::move(read.parcels);
    auto& findings = intake.sources.findings;
    findings.insert(findings.end(), read.findings.begin(), read.findings.end());
    for (std::size_t i = 0; i < settings.definition.sources.size(); ++i)
        for (const auto& [role, source] : intake.sources.rasters)
            if (source.path == settings.definition.sources[i].path) intake.raster_sha256[role] = settings.sha256[i];
    return intake;
}

Zoning map_plan(const Intake& intake, const Plane& plane, const Knowledge<PlanLand>& knowledge,
                const Work& work) {
    const model::Plan& plan = knowledge.plan;
    return {zoning::map_zones(plan, zoning::locate_places(plan, intake.sources, plane.area, plane.epsg, work.progress))};
}

Constraints find_admissible_land(const Intake& intake, const Plane& plane,
                                 const Knowledge<ConstraintRules>& knowledge, const Work& work) {
    const constraint::Ground ground{intake.city, intake.grid, plane.epsg};
    auto prepared = constraint::prepare_constraints(knowledge, intake.sources, ground,
                                                    work.progress.part(0, 0.3));
    raster::Grid<std::uint32_t> admissible = constraint::admissible_bits(
        prepared.layers, intake.city, intake.grid, work.progress.part(0.3, 0.5));
    Fingerprint cells;
    cells.add_bytes(std::as_bytes(std::span(admissible.cells)));
    const std::string digest = cells.hex();
    PublishedSurface bits = bits_as_file(admissible, digest, plane.epsg, work);
    auto exclusions = constraint::exclusions(prepared.layers, intake.city, plane.area, work.progress.part(0.6, 1));
    return {std::move(prepared.layers), std::move(prepared.findings), std::move(admissible),
            digest, std::move(exclusions), std::move(bits)};
}

Supply state_supply(const Intake& intake, const Constraints& constraints, const Plane& plane,
                    const SupplySettings& settings,
                    const Knowledge<Rule<"supply_classes">, Rule<"size_classes">, Rule<"slivers">, Rule<"cost">,
                                    Rule<"quality">, Rule<"supply_balance">>& knowledge,
                    const Work& work) {
    const supply::StatementOptions options{
        .year = settings.year,
        .scale_to_recorded = settings.area_basis == model::AreaBasis::Recorded,
        .keep_net_land = true};
    Supply supply;
    supply.statement = supply::state_net_supply(intake.parcels, constraints.layers,
                                                supply::supply_rules_of(knowledge), plane.area, options,
                                                work.progress.part(0, 0.8));
    supply.statement.offered_classes = settings.offered;
    const auto heights = heights_of(intake, plane.epsg);
    const auto surroundings = supply::measure_surroundings(
        intake.parcels, intake.sources, heights ? &*heights : nullptr, work.progress.part(0.8, 1));
    supply.offers = supply::state_offers(intake.parcels, supply.statement, surroundings, knowledge);
    return supply;
}

}  // namespace zonewright::study
