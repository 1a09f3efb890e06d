#include "intake/survey_text.h"

#include "geom/planar_area.h"
#include "intake/ring_nesting.h"

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

bool starts_again(const SurveyRing& ring, const std::string& name, geom::Point at) {
    constexpr std::size_t least = 3;
    constexpr double same_place_m = 0.01;  // a closing row that was rounded differently
    if (ring.points.size() < least || name.empty() || ring.names.front() != name) return false;
    if (ring.names[1] == name) return false;  // names that tell nothing
    return geom::distance(ring.points.front(), at) > same_place_m;
}

geom::MultiPolygon nested(const std::vector<SurveyRing>& rings) {
    std::vector<const geom::Ring*> points;
    points.reserve(rings.size());
    for (const SurveyRing& ring : rings) points.push_back(&ring.points);
    const std::vector<Nested> nesting = nesting_of(points);
    geom::MultiPolygon polygons;
    std::vector<std::size_t> part_of(rings.size());
    for (std::size_t i = 0; i < rings.size(); ++i) {
        if (nesting[i].hole()) continue;
        part_of[i] = polygons.parts.size();
        polygons.parts.push_back({{rings[i].points}});
    }
    for (std::size_t i = 0; i < rings.size(); ++i)
        if (nesting[i].hole()) polygons.parts[part_of[*nesting[i].around]].rings.push_back(rings[i].points);
    return polygons;
}

}  // namespace zonewright::intake
