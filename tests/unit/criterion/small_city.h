// A city small enough to check by eye: 1 km squares of 100 m cells, layers added feature by feature.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "criterion/measure.h"

namespace zonewright::criterion {

struct SmallCity {
    model::SourceSet sources;
    model::Plan plan;
    model::ZoneMap zones;
    raster::GridSpec spec{0, 1000, 100, 10, 10};

    SmallCity() {
        plan.clusters.resize(2);
        plan.clusters[0].id = "electronics";
        plan.clusters[1].id = "energy";
        plan.clusters[1].open_list = true;
    }

    /// Fields are text; values in the order of the fields.
    void add(const std::string& role, const std::vector<std::pair<std::string, std::string>>& attributes,
             geom::Geometry geometry) {
        model::FeatureTable& table = sources.layers[role].table;
        table.name = role;
        model::Feature feature{static_cast<std::int64_t>(table.features.size()), std::move(geometry), {}};
        for (const auto& [name, value] : attributes) {
            if (!table.find_field(name)) table.fields.push_back({name, model::FieldType::Text, {}, ""});
            feature.values.emplace_back(value);
        }
        table.features.push_back(std::move(feature));
    }
    void add_point(const std::string& role,
                   const std::vector<std::pair<std::string, std::string>>& attributes, double x, double y) {
        add(role, attributes, geom::MultiPoint{{{x, y}}});
    }
    void add_box(const std::string& role, const std::vector<std::pair<std::string, std::string>>& attributes,
                 const geom::Box& box) {
        add(role, attributes, geom::MultiPolygon{{geom::rectangle(box)}});
    }
    void add_line(const std::string& role, const std::vector<std::pair<std::string, std::string>>& attributes,
                  geom::LineString line) {
        add(role, attributes, geom::MultiLineString{{std::move(line)}});
    }

    MeasureInput input() const { return {sources, plan, zones, spec, 4547}; }
    Measured measured(const model::CriterionDefinition& definition,
                      std::optional<std::size_t> cluster = std::nullopt) const {
        std::optional<model::ClusterId> id;
        if (cluster) id = model::ClusterId(*cluster);
        return measure(input(), definition, id, Progress());
    }
};

inline model::CriterionDefinition definition_of(model::MeasureKind kind, const std::string& role,
                                                double radius_m = 0) {
    model::CriterionDefinition definition;
    definition.id = "test";
    definition.measure = kind;
    definition.role = role;
    definition.radius_m = radius_m;
    return definition;
}

}  // namespace zonewright::criterion
