#include "intake/source_crs.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "base/errors.h"
#include "base/language.h"
#include "gis/crs.h"
#include "gis/stated_plane.h"
#include "intake/change_points.h"
#include "intake/crs_diagnosis.h"
#include "intake/outline.h"
#include "intake/source_layer.h"

namespace zonewright::intake {
namespace {

constexpr long first_zone = 25, last_zone = 45, usual_zone = 38;  // CGCS2000 3° zones, at 75° to 135° E
constexpr long first_plane = 4534;                                // EPSG code of the first, without prefix

std::string range_of(const geom::Box& box) {
    return fmt::format("x {:.3f} … {:.3f}, y {:.3f} … {:.3f}", box.min_x, box.max_x, box.min_y, box.max_y);
}

Text described(const CrsCandidate& candidate) {
    return both("EPSG:{} {}{}", "EPSG:{} {}{}", candidate.epsg, candidate.what,
                candidate.swapped ? Text{"，X/Y 颠倒", ", X and Y swapped"} : Text());
}

Text listed(const std::vector<CrsCandidate>& candidates) {
    Text text;
    for (const CrsCandidate& candidate : candidates)
        text += (text.empty() ? "" : "; ") + described(candidate);
    return text;
}

Text next_step(const std::vector<CrsCandidate>& candidates) {
    if (candidates.empty())
        return both("向数据提供方确认坐标系，用 --crs 指定；地方坐标系需要 --datum-parameters",
                    "ask the provider for the CRS and state it with --crs; a local grid needs "
                    "--datum-parameters");
    if (candidates.size() > 1)
        return both("有多个候选：{}；确认后用 --crs 指定其一",
                    "several fit: {}; confirm one and state it with --crs", listed(candidates));
    if (candidates.front().swapped)
        return both("坐标像是 {}；请在源数据中交换 X/Y 后重新导出",
                    "the coordinates look like {}; export them again with X and Y exchanged",
                    listed(candidates));
    const int epsg = candidates.front().epsg;
    return both("坐标像是 {}；确认后加 --crs EPSG:{}（study.toml 中写 crs = \"EPSG:{}\"）",
                "the coordinates look like {}; when that is right add --crs EPSG:{} (in study.toml crs = "
                "\"EPSG:{}\")",
                listed(candidates), epsg, epsg);
}

[[noreturn]] void reject(const model::SourceDefinition& definition, Text value, Text expected,
                         const std::vector<CrsCandidate>& candidates) {
    throw InputError({.thing = source_name(definition),
                      .value = std::move(value),
                      .expected = std::move(expected),
                      .advice = next_step(candidates)});
}

/// Those in which the middle of the land lies in the box of the towns; all where these are not known.
std::vector<CrsCandidate> among(const model::FeatureTable* towns, const geom::Box& coordinates,
                                std::vector<CrsCandidate> candidates) {
    if (towns == nullptr || towns->features.empty() || coordinates.empty()) return candidates;
    const geom::Box city = bounds_of(*towns);
    const geom::Point middle{(coordinates.min_x + coordinates.max_x) / 2,
                             (coordinates.min_y + coordinates.max_y) / 2};
    std::erase_if(candidates, [&](const CrsCandidate& candidate) {
        const geom::Point read = candidate.swapped ? geom::Point{middle.y, middle.x} : middle;
        return !city.contains(gis::Transformation(candidate.epsg, towns->epsg)(read));
    });
    return candidates;
}

}  // namespace

int stated_code(const model::SourceDefinition& definition, const io::LayerInfo& layer) {
    if (definition.crs.empty()) return layer.epsg;
    if (const auto code = gis::epsg_of(definition.crs)) return *code;
    throw InputError({.thing = source_name(definition) + ": crs",
                      .value = definition.crs,
                      .expected = both("形如 EPSG:4547 的代码", "a code such as EPSG:4547"),
                      .advice = both("只接受 EPSG 代码", "only EPSG codes are taken")});
}

std::optional<Text> take_stated_plane(const model::SourceDefinition& definition, io::LayerReading& reading) {
    if (!definition.crs.empty() || reading.info.epsg != 0 || reading.info.crs_wkt.empty()) return std::nullopt;
    const auto plane = gis::StatedPlane::from_wkt(reading.info.crs_wkt);
    if (!plane) return std::nullopt;
    const geom::Box box = bounds_of(reading.table);
    const auto middle = plane->degrees({(box.min_x + box.max_x) / 2, (box.min_y + box.max_y) / 2});
    const long zone = middle ? std::clamp(std::lround(middle->x / 3), first_zone, last_zone) : usual_zone;
    const int target = static_cast<int>(first_plane + zone - first_zone);
    const gis::Transformation from_degrees(4490, target);
    for (model::Feature& feature : reading.table.features)
        change_points(feature.geometry, [&](geom::Point p) {
            const auto degrees = plane->degrees(p);
            return degrees ? from_degrees(*degrees) : p;
        });
    reading.info.epsg = reading.table.epsg = target;
    return both("文件写明 {}，按其所写使用；坐标已严密换算到 EPSG:{}",
                "the file states {}, which is used as it is; coordinates are taken exactly to EPSG:{}",
                plane->title(), target);
}

std::vector<CrsCandidate> crs_candidates(const geom::Box& coordinates, const Region& region,
                                         const model::FeatureTable* towns) {
    return among(towns, coordinates, candidates_for(coordinates, region));
}

int settle_crs(const model::SourceDefinition& definition, const io::LayerInfo& layer,
               const geom::Box& coordinates, const Region& region, const model::FeatureTable* towns) {
    const int stated = stated_code(definition, layer);
    if (stated == 0 && !layer.crs_wkt.empty())
        reject(definition,
               both("文件所写的坐标系 {} 无法识别", "a CRS that cannot be told: {}", gis::name_in_wkt(layer.crs_wkt)) +
                   "; " + range_of(coordinates),
               both("能识别的坐标系", "a CRS that can be told"), {});
    if (stated == 0)
        reject(definition, both("文件未写坐标系", "the file states no CRS") + "; " + range_of(coordinates),
               both("明确的坐标系", "a stated CRS"), among(towns, coordinates, candidates_for(coordinates, region)));
    // Of an older datum the ranges say nothing: it must never be taken for CGCS2000 because the numbers look
    // alike.
    if (!gis::shares_frame(stated, 4490) || falls_into(coordinates, stated, region)) return stated;
    const std::vector<CrsCandidate> others = among(towns, coordinates, candidates_for(coordinates, region));
    if (!others.empty())
        reject(definition,
               fmt::format("EPSG:{} ({}); {}", stated, gis::crs_name(stated), range_of(coordinates)),
               both("与坐标相符的坐标系", "a CRS that agrees with the coordinates"), others);
    return stated;
}

}  // namespace zonewright::intake
