#include "intake/source_crs.h"

#include <fmt/format.h>

#include "base/errors.h"
#include "base/language.h"
#include "gis/crs.h"
#include "intake/crs_diagnosis.h"
#include "intake/source_layer.h"

namespace zonewright::intake {
namespace {

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

}  // namespace

int stated_code(const model::SourceDefinition& definition, const io::LayerInfo& layer) {
    if (definition.crs.empty()) return layer.epsg;
    if (const auto code = gis::epsg_of(definition.crs)) return *code;
    throw InputError({.thing = source_name(definition) + ": crs",
                      .value = definition.crs,
                      .expected = both("形如 EPSG:4547 的代码", "a code such as EPSG:4547"),
                      .advice = both("只接受 EPSG 代码", "only EPSG codes are taken")});
}

int settle_crs(const model::SourceDefinition& definition, const io::LayerInfo& layer,
               const geom::Box& coordinates) {
    const int stated = stated_code(definition, layer);
    if (stated == 0)
        reject(definition,
               (layer.crs_wkt.empty() ? both("文件未写坐标系", "the file states no CRS")
                                      : both("坐标系无法识别", "a CRS that cannot be told")) +
                   "; " + range_of(coordinates),
               both("明确的坐标系", "a stated CRS"), candidates_for(coordinates));
    // Of an older datum the ranges say nothing: it must never be taken for CGCS2000 because the numbers look
    // alike.
    if (!gis::shares_frame(stated, 4490) || falls_into(coordinates, stated)) return stated;
    const std::vector<CrsCandidate> others = candidates_for(coordinates);
    if (!others.empty())
        reject(definition,
               fmt::format("EPSG:{} ({}); {}", stated, gis::crs_name(stated), range_of(coordinates)),
               both("与坐标相符的坐标系", "a CRS that agrees with the coordinates"), others);
    return stated;
}

}  // namespace zonewright::intake
