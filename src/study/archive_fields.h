// The members of every noun that a stage keeps, in one list each. A member that is forgotten here comes back
// with its default; tests/unit/study compares a filled value of every kind with what comes back.
#pragma once

#include "assembly/find_sites.h"
#include "model/allocation.h"
#include "model/constraint_layer.h"
#include "model/construction_suitability.h"
#include "model/criterion_surface.h"
#include "model/land_offer.h"
#include "model/parcel.h"
#include "model/site.h"
#include "model/source_set.h"
#include "model/suitability.h"
#include "model/supply.h"
#include "model/territory.h"
#include "raster/grid.h"
#include "study/archive.h"
#include "study/values.h"

namespace zonewright {

namespace study {
// Structs of numbers without room between them.
template <>
inline constexpr bool is_packed<geom::Point> = true;
template <>
inline constexpr bool is_packed<geom::Box> = true;
template <>
inline constexpr bool is_packed<raster::GridSpec> = true;
template <>
inline constexpr bool is_packed<model::Estimate> = true;
template <>
inline constexpr bool is_packed<geom::TurnedRectangle> = true;
}  // namespace study

template <typename A>
void fields(A& archive, Text& v) {
    archive(v.zh, v.en);
}

namespace geom {
template <typename A>
void fields(A& archive, Polygon& v) {
    archive(v.rings);
}
template <typename A>
void fields(A& archive, MultiPolygon& v) {
    archive(v.parts);
}
template <typename A>
void fields(A& archive, MultiPoint& v) {
    archive(v.points);
}
template <typename A>
void fields(A& archive, MultiLineString& v) {
    archive(v.lines);
}
}  // namespace geom

namespace raster {
template <typename A, typename T>
void fields(A& archive, Grid<T>& v) {
    archive(v.spec, v.cells);
}
}  // namespace raster

namespace model {

template <typename A>
void fields(A& archive, Evidence& v) {
    archive(v.source, v.document, v.date, v.confidence);
}
template <typename A>
void fields(A& archive, Field& v) {
    archive(v.name, v.type, v.title, v.unit);
}
template <typename A>
void fields(A& archive, Feature& v) {
    archive(v.fid, v.geometry, v.values);
}
template <typename A>
void fields(A& archive, FeatureTable& v) {
    archive(v.name, v.title, v.kind, v.epsg, v.fields, v.features);
}
template <typename A>
void fields(A& archive, Finding& v) {
    archive(v.source, v.rule, v.severity, v.feature, v.message, v.fix, v.geometry, v.area_m2);
}
template <typename A>
void fields(A& archive, FindingCount& v) {
    archive(v.source, v.rule, v.severity, v.count, v.area_m2, v.feature, v.message);
}
template <typename A>
void fields(A& archive, SourceDefinition& v) {
    archive(v.role, v.path, v.written_path, v.layer, v.crs, v.degrees, v.encoding, v.code_scheme, v.fields, v.status,
            v.date, v.licence, v.note);
}
template <typename A>
void fields(A& archive, SourceLayer& v) {
    archive(v.definitions, v.table);
}
template <typename A>
void fields(A& archive, Repair& v) {
    archive(v.source, v.rule, v.feature, v.action, v.before, v.after);
}
template <typename A>
void fields(A& archive, SourceSet& v) {
    archive(v.layers, v.rasters, v.findings, v.repairs);
}
template <typename A>
void fields(A& archive, CriterionSurface& v) {
    archive(v.criterion, v.cluster, v.tiles, v.missing, v.note, v.content_sha256);
}
template <typename A>
void fields(A& archive, Territory& v) {
    archive(v.place, v.geometry, v.status, v.area, v.origin);
}
template <typename A>
void fields(A& archive, Zone& v) {
    archive(v.cluster, v.place, v.geometry, v.status, v.area);
}
template <typename A>
void fields(A& archive, Town& v) {
    archive(v.code, v.name, v.geometry);
}
template <typename A>
void fields(A& archive, ZoneMap& v) {
    archive(v.territories, v.zones, v.without_geometry);
}
template <typename A>
void fields(A& archive, ConstraintRule& v) {
    archive(v.id, v.bit, v.order, v.title, v.kind, v.role, v.where, v.width_m, v.width_by_class_m,
            v.threshold, v.legal_basis, v.evidence);
}
template <typename A>
void fields(A& archive, ConstraintLayer& v) {
    archive(v.rule, v.checked, v.unchecked_reason, v.polygons);
}
template <typename A>
void fields(A& archive, Parcel& v) {
    archive(v.id, v.source_id, v.town_code, v.town_name, v.geometry, v.gross, v.owner, v.ownership, v.land_use,
            v.use_name, v.tenure);
    archive(v.year_built, v.floor_area_m2, v.storeys, v.storey_height_m, v.floor_load_kn_m2,
            v.rent_yuan_per_m2_month);
    archive(v.land_price_yuan_per_m2, v.recorded_area_m2, v.output_yuan_per_mu, v.approved_year,
            v.contract_start_year);
    archive(v.developed_share, v.invested_share, v.suspended_year, v.in_renewal_register, v.vacant);
}
template <typename A>
void fields(A& archive, ValueFunction& v) {
    archive(v.kind, v.low, v.high, v.at_low, v.at_high, v.knots, v.categories, v.shape);
}
template <typename A>
void fields(A& archive, RatedCriterion& v) {
    archive(v.criterion, v.weight, v.value, v.surface, v.term);
}
template <typename A>
void fields(A& archive, DroppedCriterion& v) {
    archive(v.criterion, v.weight, v.reason);
}
template <typename A>
void fields(A& archive, ParcelScore& v) {
    archive(v.state, v.score, v.deviation);
}
template <typename A>
void fields(A& archive, ClusterRating& v) {
    archive(v.cluster, v.method, v.consistency_ratio, v.criteria, v.dropped, v.tiles, v.deviation_tiles,
            v.content_sha256, v.file_sha256);
}
template <typename A>
void fields(A& archive, Suitability& v) {
    archive(v.aggregation, v.weight_concentration, v.clusters, v.parcel_count, v.term_count, v.scores,
            v.worths, v.admissible_share);
}
template <typename A>
void fields(A& archive, DeductionStep& v) {
    archive(v.constraint_id, v.title, v.legal_basis, v.checked, v.unchecked_reason);
}
template <typename A>
void fields(A& archive, ConstructionSuitability& v) {
    archive(v.tiles, v.content_sha256, v.file_sha256, v.cells, v.cells_without_data, v.cell_m, v.not_assessed, v.water_discriminates);
}
template <typename A>
void fields(A& archive, ParcelSupply& v) {
    archive(v.parcel, v.gross, v.taken, v.net, v.supply_class, v.deciding_rule, v.size_class);
}
template <typename A>
void fields(A& archive, OfferPart& v) {
    archive(v.id, v.estimate, v.weight, v.known);
}
template <typename A>
void fields(A& archive, ParcelOffer& v) {
    archive(v.parcel, v.cost_parts, v.cost_yuan, v.cost_yuan_per_m2, v.quality_parts, v.quality);
}
template <typename A>
void fields(A& archive, WaterfallRow& v) {
    archive(v.town_code, v.supply_class, v.size_class, v.step, v.area, v.checked);
}
template <typename A>
void fields(A& archive, SupplyStatement& v) {
    archive(v.steps, v.parcels, v.rows, v.findings, v.offered_classes, v.net_land);
}
template <typename A>
void fields(A& archive, Link& v) {
    archive(v.a, v.b, v.reason, v.gap_m, v.frontage_m);
}
template <typename A>
void fields(A& archive, BlockedLink& v) {
    archive(v.a, v.b, v.barrier, v.gap_m, v.frontage_m);
}
template <typename A>
void fields(A& archive, ParcelGraph& v) {
    archive(v.links, v.blocked);
}
template <typename A>
void fields(A& archive, Site& v) {
    archive(v.id, v.cluster, v.parcels, v.centre, v.geometry, v.town_code, v.net, v.owner_count, v.town_count,
            v.hole_count, v.redevelopment_share, v.reach_m, v.marginal_yuan_per_m2);
    archive(v.min_width_m, v.rectangle);
    archive(v.compactness, v.cost_yuan, v.cost_yuan_per_m2, v.score, v.objective, v.bound,
            v.gap, v.stop, v.blocks_larger);
}
template <typename A>
void fields(A& archive, LimitPrice& v) {
    archive(v.kind, v.cluster, v.place, v.lower, v.upper, v.used, v.price_per_mu);
}
template <typename A>
void fields(A& archive, LimitRelief& v) {
    archive(v.kind, v.cluster, v.place, v.constraint, v.gain);
}
template <typename A>
void fields(A& archive, AllocatedUnit& v) {
    archive(v.unit, v.cluster, v.area, v.score);
}
template <typename A>
void fields(A& archive, ClusterBalance& v) {
    archive(v.cluster, v.demand, v.eligible, v.allocated, v.shortfall, v.price_per_mu);
}
template <typename A>
void fields(A& archive, Allocation& v) {
    archive(v.units, v.balances, v.objective, v.bound, v.gap, v.stop, v.value, v.price_bound, v.score_scale);
    archive(v.shortfall_penalty, v.least_shortfall, v.prices, v.reliefs, v.scenario, v.weights,
            v.certificate);
}

}  // namespace model

namespace model {
template <typename A>
void fields(A& archive, SiteRules& v) {
    archive(v.minimum_frontage_m, v.maximum_road_gap_m, v.snap_m, v.shape, v.minimum_width_m, v.maximum_owners,
            v.maximum_towns, v.maximum_redevelopment_share, v.footprint_long_m, v.footprint_short_m, v.window,
            v.circle_window);
}
template <typename A>
void fields(A& archive, Demand& v) {
    archive(v.cluster, v.area_m2, v.minimum_site_m2, v.maximum_site_m2, v.site_count, v.year, v.note,
            v.output_target_yuan, v.output_yuan_per_mu);
}
}  // namespace model

namespace assembly {
template <typename A>
void fields(A& archive, SiteShortfall& v) {
    archive(v.cluster, v.missing_sites, v.missing_m2, v.reason);
}
template <typename A>
void fields(A& archive, SitesResult& v) {
    archive(v.sites, v.certificates, v.portfolio_certificate, v.shortfalls, v.notes, v.objective, v.bound,
            v.gap, v.stop, v.price_of_parcel);
}
}  // namespace assembly

namespace constraint {
template <typename A>
void fields(A& archive, Exclusion& v) {
    archive(v.layer, v.geometry, v.area);
}
}  // namespace constraint

namespace study {
template <typename A>
void fields(A& archive, PublishedSurface& v) {
    archive(v.tiles, v.content_sha256, v.file_sha256);
}
template <typename A>
void fields(A& archive, Intake& v) {
    archive(v.sources, v.towns, v.parcels, v.grid, v.city, v.raster_sha256);
}
template <typename A>
void fields(A& archive, Zoning& v) {
    archive(v.zones);
}
template <typename A>
void fields(A& archive, Constraints& v) {
    archive(v.layers, v.findings, v.admissible, v.admissible_sha256, v.exclusions, v.bits);
}
template <typename A>
void fields(A& archive, Criteria& v) {
    archive(v.surfaces);
}
template <typename A>
void fields(A& archive, Supply& v) {
    archive(v.statement, v.offers);
}
template <typename A>
void fields(A& archive, Assembly& v) {
    archive(v.graph, v.sites);
}
template <typename A>
void fields(A& archive, PublishedItem& v) {
    archive(v.file, v.layer, v.kind, v.rows, v.sha256);
}
template <typename A>
void fields(A& archive, RunFigures& v) {
    archive(v.gross, v.net, v.offered, v.allocated, v.shortfall, v.parcels, v.sites, v.findings, v.cautions);
}
template <typename A>
void fields(A& archive, Publication& v) {
    archive(v.content, v.figures);
}
}  // namespace study

}  // namespace zonewright
