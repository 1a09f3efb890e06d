#include "zoning/place_geometry.h"

#include <algorithm>
#include <optional>

#include "gis/overlay.h"

namespace zonewright::zoning {
namespace {

struct Located {
    geom::MultiPolygon geometry;
    model::GeometryStatus status = model::GeometryStatus::Schematic;
    std::string origin;
};

using LocatedPlaces = std::vector<std::optional<Located>>;

std::optional<std::string> text_in(const model::FeatureTable& table, const model::Feature& feature,
                                   const char* field) {
    const auto position = table.find_field(field);
    if (!position || model::is_null(feature.values[*position])) return std::nullopt;
    return model::text_of(feature.values[*position]);
}

/// The first of the feature's id, code and name that the plan knows.
std::optional<model::PlaceId> place_of(const model::Plan& plan, const model::FeatureTable& table,
                                       const model::Feature& feature) {
    for (const char* field : {"id", "code", "name"})
        if (const auto key = text_in(table, feature, field))
            if (const auto place = plan.find_place(*key)) return place;
    return std::nullopt;
}

/// The weakest status of the files that play the role: a union is no better than its worst part.
model::GeometryStatus status_of(const model::SourceLayer& layer) {
    model::GeometryStatus status = model::GeometryStatus::Official;
    for (const auto& definition : layer.definitions) status = std::max(status, definition.status);
    return status;
}

void add_features(const model::Plan& plan, const model::SourceLayer& layer, const std::string& role,
                  LocatedPlaces& located) {
    std::vector<std::vector<geom::MultiPolygon>> parts(plan.places.size());
    for (const model::Feature& feature : layer.table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (!polygons || polygons->empty()) continue;
        if (const auto place = place_of(plan, layer.table, feature))
            parts[place->index()].push_back(*polygons);
    }
    for (std::size_t i = 0; i < parts.size(); ++i) {
        if (parts[i].empty() || located[i]) continue;
        located[i] = Located{parts[i].size() == 1 ? parts[i].front() : gis::union_of(parts[i]),
                             status_of(layer), role};
    }
}

/// Members may themselves be unions (a district with a functional area), so this goes on until nothing is
/// added.
void add_unions(const model::Plan& plan, LocatedPlaces& located, const Progress& progress) {
    for (bool added = true; added;) {
        added = false;
        for (std::size_t i = 0; i < plan.places.size(); ++i) {
            progress.checkpoint();
            const model::Place& place = plan.places[i];
            if (located[i] || place.members.empty()) continue;
            std::vector<geom::MultiPolygon> parts;
            model::GeometryStatus status = model::GeometryStatus::Official;
            std::size_t missing = 0;
            for (const std::string& member : place.members) {
                const auto id = plan.find_place(member);
                if (!id || !located[id->index()]) {
                    ++missing;
                    continue;
                }
                parts.push_back(located[id->index()]->geometry);
                status = std::max(status, located[id->index()]->status);
            }
            if (parts.empty()) continue;
            // Without some members the outline is less than the place; it must not pass as official.
            if (missing > 0) status = std::max(status, model::GeometryStatus::Approximate);
            located[i] = Located{
                gis::union_of(parts), status,
                say("{} 个成员之并，缺 {} 个", "union of {} members, {} missing", parts.size(), missing)};
            added = true;
        }
    }
}

}  // namespace

PlacesOnTheGround locate_places(const model::Plan& plan, const model::SourceSet& sources,
                                const geom::StatutoryArea& area, const Progress& progress) {
    LocatedPlaces located(plan.places.size());
    for (const char* role : {"place", "town"}) {
        const auto layer = sources.layers.find(role);
        if (layer != sources.layers.end()) add_features(plan, layer->second, role, located);
        progress.checkpoint();
    }
    add_unions(plan, located, progress);
    PlacesOnTheGround result;
    for (std::size_t i = 0; i < located.size(); ++i) {
        const model::PlaceId id(i);
        if (!located[i]) {
            result.without_geometry.push_back(id);
            continue;
        }
        const Area size = area.of(located[i]->geometry);
        result.territories.push_back(
            {id, std::move(located[i]->geometry), located[i]->status, size, std::move(located[i]->origin)});
    }
    return result;
}

}  // namespace zonewright::zoning
