#include "study/item_keys.h"

#include "base/hash.h"
#include "criterion/measure.h"
#include "model/criterion_surface.h"
#include "model/feature_filter.h"
#include "study/archive_fields.h"
#include "study/build_id.h"
#include "study/knowledge.h"

namespace zonewright::study {
namespace {

/// The digest of values is that of how they would be archived.
template <typename... Values>
std::string digest_of_these(const Values&... values) {
    ArchiveWriter archive;
    archive(values...);
    return digest_of_values(archive);
}

/// What a measure reads of its definition: not what the measured value is worth, nor why it was chosen. The binding
/// names every member, so that a new one is decided here.
std::string digest_of_measure(const model::CriterionDefinition& definition) {
    const auto& [id, title, rationale, unit, measure, role, where, field, radius_m, speed_kmh, off_road_kmh, open_value,
                 unlisted_value, per_cluster, value, value_by_cluster, missing, clause, evidence] = definition;
    return digest_of_these(id, title, unit, measure, role, where, field, radius_m, speed_kmh, off_road_kmh, open_value,
                            unlisted_value, per_cluster, model::category_words(definition));
}

std::string digest_of_rules(const model::PolicyRules& rules) {
    Fingerprint fingerprint;
    for (const model::RuleValue& rule : rules.values) {
        const auto& [key, title, value, low, high, text, words, unit, evidence, line] = rule;
        fingerprint.add(digest_of_these(key, value, low, high, text, words, unit));
    }
    return fingerprint.hex();
}

}  // namespace

MeasureKeys::MeasureKeys(const Intake& intake, const Zoning& zoning, const Plane& plane, const model::Plan& plan)
    : rasters_(intake.raster_sha256), plan_(plan) {
    for (const auto& [role, layer] : intake.sources.layers) layers_[role] = digest_of_these(layer.table);
    ground_ = digest_of_these(build_id(), plane.epsg, intake.grid, intake.city);
    zones_ = digest_of_these(PlanLand::digest(plan), zoning.zones);
}

std::string MeasureKeys::of_roles(const std::vector<std::string>& roles) const {
    Fingerprint fingerprint;
    for (const std::string& role : roles)
        for (const auto* known : {&layers_, &rasters_}) {
            const auto found = known->find(role);
            fingerprint.add(role).add(found == known->end() ? "absent" : found->second);
        }
    return fingerprint.hex();
}

std::string MeasureKeys::of(const model::CriterionDefinition& definition,
                            std::optional<model::ClusterId> cluster) const {
    Fingerprint fingerprint;
    fingerprint.add("criterion").add(ground_).add(digest_of_measure(definition));
    fingerprint.add(of_roles(criterion::roles_read(definition)));
    if (!criterion::is_per_cluster(definition)) return fingerprint.hex();
    fingerprint.add(plan_.cluster(*cluster).id);
    for (const std::string& name : model::names_in_data(plan_.cluster(*cluster))) fingerprint.add(name);
    return fingerprint.add(zones_).hex();
}

std::string MeasureKeys::of(const criterion::ConstructionQuestion& question, const model::PolicyRules& rules) const {
    Fingerprint fingerprint;
    fingerprint.add("construction").add(ground_).add(digest_of_rules(rules));
    fingerprint.add(of_roles(criterion::roles_read(question)));
    fingerprint.add(question.driving ? digest_of_measure(*question.driving) : "no drive");
    return fingerprint.hex();
}

std::string key_of_base(const Plane& plane) {
    return digest_of_these(build_id(), plane.epsg);
}

std::string key_of_ground(const Constraints& constraints, const Plane& plane) {
    return digest_of_these(build_id(), plane.epsg, constraints.admissible_sha256);
}

std::string key_of_outlines(const std::vector<model::Parcel>& parcels) {
    ArchiveWriter archive;
    for (const model::Parcel& parcel : parcels) archive(parcel.geometry);
    return digest_of_values(archive);
}

}  // namespace zonewright::study
