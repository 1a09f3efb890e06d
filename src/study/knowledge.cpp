#include "study/knowledge.h"

namespace zonewright::study {
namespace {

void add_words(Fingerprint& fingerprint, const std::vector<std::string>& words) {
    fingerprint.add(static_cast<std::int64_t>(words.size()));
    for (const std::string& word : words) fingerprint.add(word);
}

void add_outline(Fingerprint& fingerprint, const model::PlaceOutline& outline) {
    fingerprint.add(std::int64_t{outline.epsg}).add(to_string(outline.status));
    for (const geom::Polygon& part : outline.geometry.parts)
        for (const geom::Ring& ring : part.rings) {
            fingerprint.add(static_cast<std::int64_t>(ring.size()));
            for (const geom::Point p : ring) fingerprint.add(p.x).add(p.y);
        }
}

void add_place(Fingerprint& fingerprint, const model::Place& place) {
    fingerprint.add(place.id).add(place.name.zh).add(place.name.en).add(to_string(place.kind)).add(place.code);
    fingerprint.add(place.district).add(place.published_area_m2.value_or(-1));
    add_words(fingerprint, place.members);
    add_words(fingerprint, place.hosts);
    add_words(fingerprint, place.aliases);
    add_words(fingerprint, place.formerly);
    fingerprint.add(static_cast<std::int64_t>(place.geometry_from.size()));
    for (const model::GeometryOrigin origin : place.geometry_from) fingerprint.add(to_string(origin));
    fingerprint.add(static_cast<std::int64_t>(place.outline.has_value()));
    if (place.outline) add_outline(fingerprint, *place.outline);
}

void add_places(Fingerprint& fingerprint, const model::Plan& plan) {
    fingerprint.add(static_cast<std::int64_t>(plan.places.size()));
    for (const model::Place& place : plan.places) add_place(fingerprint, place);
}

/// A cluster without what it says of departments, directions and the ten items.
model::Cluster land_of(const model::Cluster& cluster) {
    model::Cluster bare;
    bare.id = cluster.id, bare.name = cluster.name, bare.kind = cluster.kind, bare.clause = cluster.clause;
    bare.places = cluster.places, bare.open_list = cluster.open_list, bare.formerly = cluster.formerly;
    return bare;
}

}  // namespace

std::string PlanPlaces::digest(const model::Plan& plan) {
    Fingerprint fingerprint;
    add_places(fingerprint, plan);
    return fingerprint.hex();
}

void PlanLand::take(const model::Catalogue& from, model::Catalogue& to) {
    to.plan.places = from.plan.places;
    to.plan.clusters.clear();
    for (const model::Cluster& cluster : from.plan.clusters) to.plan.clusters.push_back(land_of(cluster));
}

std::string PlanLand::digest(const model::Plan& plan) {
    Fingerprint fingerprint;
    add_places(fingerprint, plan);
    for (const model::Cluster& cluster : plan.clusters) {
        fingerprint.add(cluster.id).add(cluster.name.zh).add(cluster.name.en).add(to_string(cluster.kind));
        fingerprint.add(cluster.clause).add(static_cast<std::int64_t>(cluster.open_list));
        add_words(fingerprint, cluster.places);
        add_words(fingerprint, cluster.formerly);
    }
    return fingerprint.hex();
}

}  // namespace zonewright::study
