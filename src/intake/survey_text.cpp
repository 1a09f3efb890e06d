#include "intake/survey_text.h"

#include <algorithm>

#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

struct DialectName {
    SurveyDialect dialect;
    const char* word;
    Text title;
};

const std::vector<DialectName>& dialects() {
    static const std::vector<DialectName> table{
        {SurveyDialect::Standard, "D1", {"建设用地报盘", "construction land submission"}},
        {SurveyDialect::Supply, "D2", {"供地", "land supply"}},
        {SurveyDialect::OneMap, "D3", {"一张图", "one map, short"}},
        {SurveyDialect::Linked, "D4", {"增减挂钩", "linked increase and decrease"}},
        {SurveyDialect::Enforcement, "D5", {"执法、进出平衡（经纬度）", "enforcement (degrees)"}},
        {SurveyDialect::Improvement, "D6", {"土地整治、补充耕地", "land improvement"}},
        {SurveyDialect::ThreeColumn, "D7", {"三列坐标", "three columns"}},
    };
    return table;
}

/// Is `inner` within `outer`? Told by the first vertex that is not on the boundary of `outer`.
bool lies_in(const geom::Ring& inner, const geom::Ring& outer) {
    const geom::Polygon polygon{{outer}};
    for (const geom::Point& p : inner) {
        const geom::Position position = geom::locate(p, polygon);
        if (position != geom::Position::OnBoundary) return position == geom::Position::Inside;
    }
    return false;
}

}  // namespace

std::string to_string(SurveyDialect dialect) {
    for (const DialectName& name : dialects())
        if (name.dialect == dialect) return name.word;
    return {};
}

std::optional<SurveyDialect> survey_dialect_from(const std::string& word) {
    for (const DialectName& name : dialects())
        if (word == name.word) return name.dialect;
    return std::nullopt;
}

Text title_of(SurveyDialect dialect) {
    for (const DialectName& name : dialects())
        if (name.dialect == dialect) return name.title;
    return {};
}

std::string SurveyFile::value_of(const std::string& key) const {
    for (const SurveySection& section : sections)
        for (const auto& [name, value] : section.entries)
            if (name == key) return value;
    return {};
}

geom::MultiPolygon nested(const std::vector<SurveyRing>& rings) {
    const std::size_t count = rings.size();
    std::vector<std::vector<std::size_t>> around(count);  // the rings that contain each ring
    std::vector<geom::Box> boxes;
    for (const SurveyRing& ring : rings) boxes.push_back(geom::bounds(std::span(ring.points)));
    for (std::size_t i = 0; i < count; ++i)
        for (std::size_t j = 0; j < count; ++j)
            if (i != j && boxes[j].meets(boxes[i]) && lies_in(rings[i].points, rings[j].points))
                around[i].push_back(j);
    geom::MultiPolygon polygons;
    std::vector<std::size_t> part_of(count);
    for (std::size_t i = 0; i < count; ++i) {
        if (around[i].size() % 2 != 0) continue;
        part_of[i] = polygons.parts.size();
        polygons.parts.push_back({{rings[i].points}});
    }
    for (std::size_t i = 0; i < count; ++i) {
        if (around[i].size() % 2 == 0) continue;
        // The shell of a hole is the ring around it that lies deepest.
        const auto shell = std::max_element(
            around[i].begin(), around[i].end(),
            [&](std::size_t a, std::size_t b) { return around[a].size() < around[b].size(); });
        polygons.parts[part_of[*shell]].rings.push_back(rings[i].points);
    }
    return polygons;
}

}  // namespace zonewright::intake
