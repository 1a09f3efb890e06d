#include "zoning/place_geometry.h"

#include <algorithm>
#include <optional>

#include "base/errors.h"
#include "gis/crs.h"
#include "gis/overlay.h"

namespace zonewright::zoning {
namespace {

struct Located {
    geom::MultiPolygon geometry;
    model::GeometryStatus status = model::GeometryStatus::Schematic;
    Text origin;
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

/// What one role says about every place; several features of one place are joined.
LocatedPlaces read_role(const model::Plan& plan, const model::SourceSet& sources, const std::string& role) {
    LocatedPlaces located(plan.places.size());
    const auto layer = sources.layers.find(role);
    if (layer == sources.layers.end()) return located;
    std::vector<std::vector<geom::MultiPolygon>> parts(plan.places.size());
    for (const model::Feature& feature : layer->second.table.features) {
        const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (!polygons || polygons->empty()) continue;
        if (const auto place = place_of(plan, layer->second.table, feature))
            parts[place->index()].push_back(*polygons);
    }
    for (std::size_t i = 0; i < parts.size(); ++i)
        if (!parts[i].empty())
            located[i] = Located{parts[i].size() == 1 ? parts[i].front() : gis::union_of(parts[i]),
                                 status_of(layer->second), role};
    return located;
}

class Locator {
public:
    Locator(const model::Plan& plan, const model::SourceSet& sources, int epsg, const Progress& progress)
        : plan_(plan),
          epsg_(epsg),
          progress_(progress),
          from_places_(read_role(plan, sources, "place")),
          from_towns_(read_role(plan, sources, "town")),
          answers_(plan.places.size()),
          state_(plan.places.size(), State::Open) {}

    /// The first origin that the place allows and that is at hand. A member that is being located itself (a
    /// place that contains itself) counts as missing.
    const std::optional<Located>& locate(std::size_t place) {
        if (state_[place] != State::Open) return answers_[place];
        progress_.checkpoint();
        state_[place] = State::Working;
        for (const model::GeometryOrigin origin : origins_of(plan_.places[place]))
            if (!answers_[place]) answers_[place] = from(origin, place);
        state_[place] = State::Done;
        return answers_[place];
    }

private:
    enum class State { Open, Working, Done };

    static std::vector<model::GeometryOrigin> origins_of(const model::Place& place) {
        if (!place.geometry_from.empty()) return place.geometry_from;
        return {model::GeometryOrigin::PlaceSource, model::GeometryOrigin::Outline, model::GeometryOrigin::TownSource,
                model::GeometryOrigin::Members};
    }

    std::optional<Located> from(model::GeometryOrigin origin, std::size_t place) {
        switch (origin) {
            case model::GeometryOrigin::PlaceSource:
                return from_places_[place];
            case model::GeometryOrigin::TownSource:
                return from_towns_[place];
            case model::GeometryOrigin::Members:
                return union_of_members(plan_.places[place]);
            case model::GeometryOrigin::Outline:
                return outline_of(plan_.places[place]);
        }
        return std::nullopt;
    }

    std::optional<Located> outline_of(const model::Place& place) const {
        if (!place.outline) return std::nullopt;
        const gis::Validity validity = gis::check_validity(place.outline->geometry);
        if (!validity.valid)
            throw InputError({.thing = "places/" + place.id + ".toml: outline.wkt",
                              .value = validity.reason,
                              .expected = both("有效的多边形", "valid polygons"),
                              .advice = both("改正 ({:.2f}, {:.2f}) 附近", "correct it near ({:.2f}, {:.2f})", validity.location.x, validity.location.y)});
        geom::Geometry geometry = place.outline->geometry;
        if (place.outline->epsg != epsg_) gis::Transformation(place.outline->epsg, epsg_).apply(geometry);
        return Located{std::get<geom::MultiPolygon>(std::move(geometry)), place.outline->status,
                       {"规划地点文件中的范围", "outline in the record of the place"}};
    }

    /// Members may themselves be unions: a district with a functional area.
    std::optional<Located> union_of_members(const model::Place& place) {
        std::vector<geom::MultiPolygon> parts;
        model::GeometryStatus status = model::GeometryStatus::Official;
        std::size_t missing = 0;
        for (const std::string& member : place.members) {
            const auto id = plan_.find_place(member);
            const std::optional<Located> found = id ? locate(id->index()) : std::nullopt;
            if (!found) {
                ++missing;
                continue;
            }
            parts.push_back(found->geometry);
            status = std::max(status, found->status);
        }
        if (parts.empty()) return std::nullopt;
        // Without some members the outline is less than the place; it must not pass as official.
        if (missing > 0) status = std::max(status, model::GeometryStatus::Approximate);
        return Located{
            gis::union_of(parts), status,
            both("{} 个成员之并，缺 {} 个", "union of {} members, {} missing", parts.size(), missing)};
    }

    const model::Plan& plan_;
    int epsg_;
    const Progress& progress_;
    LocatedPlaces from_places_, from_towns_;
    LocatedPlaces answers_;
    std::vector<State> state_;
};

}  // namespace

PlacesOnTheGround locate_places(const model::Plan& plan, const model::SourceSet& sources,
                                const geom::StatutoryArea& area, int epsg, const Progress& progress) {
    Locator locator(plan, sources, epsg, progress);
    PlacesOnTheGround result;
    for (std::size_t i = 0; i < plan.places.size(); ++i) {
        const model::PlaceId id(i);
        const std::optional<Located>& located = locator.locate(i);
        if (located)
            result.territories.push_back(
                {id, located->geometry, located->status, area.of(located->geometry), located->origin});
        else
            result.without_geometry.push_back(id);
    }
    return result;
}

}  // namespace zonewright::zoning
