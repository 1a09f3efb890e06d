#include "study/site_neighbours.h"

#include <algorithm>
#include <array>
#include <map>

#include "geom/planar_area.h"
#include "gis/overlay.h"

namespace zonewright::study {
namespace {

struct Side {
    Text name;
    geom::Point from, to;  ///< directions of the two edges of the quadrant, from the centroid
};

geom::MultiPolygon quadrant(geom::Point centre, const Side& side, double reach_m) {
    const auto at = [&](geom::Point direction) {
        return geom::Point{centre.x + reach_m * direction.x, centre.y + reach_m * direction.y};
    };
    const geom::Point middle{side.from.x + side.to.x, side.from.y + side.to.y};
    return {{geom::Polygon{{{centre, at(side.from), at(middle), at(side.to), centre}}}}};
}

const model::CheckRule* class_rule(const model::Catalogue& catalogue) {
    for (const model::CheckRule& rule : catalogue.checks)
        if (rule.role == "land_use" && rule.breakdown_field == "class_code" && rule.where.empty())
            return &rule;
    return nullptr;
}

/// Planar area of the strip by land class.
std::map<std::string, double> classes_on(const model::FeatureTable& table, const geom::MultiPolygon& strip) {
    std::map<std::string, double> areas;
    const auto field = table.find_field("class_code");
    if (!field || strip.empty()) return areas;
    const geom::Box seen = geom::bounds(strip);
    for (const model::Feature& feature : table.features) {
        const auto* land = std::get_if<geom::MultiPolygon>(&feature.geometry);
        if (land == nullptr || !geom::bounds(*land).meets(seen)) continue;
        const double area = geom::planar_area(gis::intersection(*land, strip));
        if (area > 0) areas[model::text_of(feature.values[*field])] += area;
    }
    return areas;
}

void add_named_roads(const model::FeatureTable& roads, const geom::MultiPolygon& strip, Text& words) {
    const auto field = roads.find_field("name");
    if (!field || strip.empty()) return;
    std::vector<std::string> names;
    const geom::Box seen = geom::bounds(strip);
    for (const model::Feature& feature : roads.features) {
        const auto* line = std::get_if<geom::MultiLineString>(&feature.geometry);
        const std::string name = model::text_of(feature.values[*field]);
        if (line == nullptr || name.empty() || !geom::bounds(*line).meets(seen)) continue;
        if (std::ranges::find(names, name) != names.end()) continue;
        if (gis::intersects(gis::buffer(*line, 0.5), strip)) names.push_back(name);
    }
    constexpr std::size_t most = 3;
    for (std::size_t i = 0; i < names.size() && i < most; ++i) {
        if (!words.empty()) words += Text{"、", ", "};
        words += Text{names[i], names[i]};
    }
    if (names.size() > most) words += Text{"等道路", " and other roads"};
}

Text words_for_side(const Study& study, const geom::MultiPolygon& near, const geom::MultiPolygon& wide) {
    constexpr std::size_t most = 2;
    Text words;
    const model::FeatureTable* land = study.sources().find("land_use");
    const model::CheckRule* rule = class_rule(study.catalogue());
    if (land != nullptr && rule != nullptr) {
        const auto areas = classes_on(*land, near);
        std::vector<std::pair<std::string, double>> largest(areas.begin(), areas.end());
        std::ranges::stable_sort(largest, std::greater{}, &std::pair<std::string, double>::second);
        for (std::size_t i = 0; i < std::min(most, largest.size()); ++i) {
            if (i > 0) words += Text{"、", ", "};
            words += rule->title_of_part(largest[i].first);
        }
    }
    if (const model::FeatureTable* roads = study.sources().find("road")) add_named_roads(*roads, wide, words);
    return words.empty() ? Text{"未提供", "not given"} : words;
}

}  // namespace

std::vector<std::pair<Text, Text>> adjoining_land(const Study& study, const geom::MultiPolygon& outline) {
    const model::PolicyRules& rules = study.catalogue().rules_of("site_report");
    const double near_m = rules.number("adjoining_width_m"), wide_m = rules.number("adjoining_road_width_m");
    const geom::MultiPolygon near = gis::difference(gis::buffer(outline, near_m), outline);
    const geom::MultiPolygon wide = gis::difference(gis::buffer(outline, wide_m), outline);
    const geom::Point centre = geom::centroid(outline);
    const geom::Box box = geom::bounds(outline);
    const double reach_m = 2 * (box.width() + box.height() + wide_m);
    const auto sides = std::to_array<Side>({{{"东", "east"}, {1, 1}, {1, -1}},
                                            {{"南", "south"}, {1, -1}, {-1, -1}},
                                            {{"西", "west"}, {-1, -1}, {-1, 1}},
                                            {{"北", "north"}, {-1, 1}, {1, 1}}});
    std::vector<std::pair<Text, Text>> adjoining;
    for (const Side& side : sides) {
        const geom::MultiPolygon part = quadrant(centre, side, reach_m);
        adjoining.emplace_back(
            side.name, words_for_side(study, gis::intersection(near, part), gis::intersection(wide, part)));
    }
    return adjoining;
}

}  // namespace zonewright::study
