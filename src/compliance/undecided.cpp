#include "compliance/undecided.h"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "gis/overlay.h"
#include "model/printed_area.h"

namespace zonewright::compliance {
namespace {

geom::MultiPolygon union_of(const std::vector<LayerFeature>& features) {
    std::vector<geom::MultiPolygon> polygons;
    polygons.reserve(features.size());
    for (const LayerFeature& feature : features) polygons.push_back(*feature.polygons);
    return polygons.empty() ? geom::MultiPolygon{} : gis::union_of(polygons);
}

geom::MultiPolygon without(const geom::MultiPolygon& land, const geom::MultiPolygon& taken) {
    return land.empty() || taken.empty() ? land : gis::difference(land, taken);
}

/// The pieces that are more than misfits.
Area beyond_misfits(const model::CheckRule& rule, const geom::MultiPolygon& land,
                    const geom::StatutoryArea& area) {
    geom::MultiPolygon kept;
    for (const geom::Polygon& part : land.parts) {
        const geom::MultiPolygon piece{{part}};
        const Area size = area.of(piece);
        if (size > Area{} && !is_misfit(rule, size, widest_m(piece))) kept.parts.push_back(part);
    }
    return area.of(kept);
}

std::vector<std::string> values_on(const std::vector<LayerFeature>& unknown,
                                   const geom::MultiPolygon& outline) {
    std::vector<std::string> values;
    const gis::PreparedPolygons prepared(outline);
    for (const LayerFeature& feature : unknown)
        if (prepared.intersects(*feature.polygons)) values.push_back(feature.part);
    std::ranges::sort(values);
    values.erase(std::unique(values.begin(), values.end()), values.end());
    return values;
}

std::string hectares(Area area) {
    return fmt::format("{:.4f}", model::printed(area).hectares);
}

Text listed(const std::vector<std::string>& values) {
    Text text;
    for (const std::string& value : values) {
        if (!text.empty()) text += Text{"、", ", "};
        text += value.empty() ? Text{"未注明", "not stated"} : Text{value, value};
    }
    return text;
}

}  // namespace

bool is_misfit(const model::CheckRule& rule, Area area, double width_m) {
    return width_m < rule.hairline_width_m ||
           (area.m2() < rule.touch_area_m2 && width_m < rule.touch_width_m);
}

Undecided undecided_land(const model::CheckRule& rule, const Subject& subject,
                         const std::vector<LayerFeature>& accepted, const geom::MultiPolygon& outline,
                         const geom::MultiPolygon& beyond, const geom::StatutoryArea& area) {
    Undecided undecided;
    const auto unknown = subject.unknown.near(outline);
    const bool gaps = rule.layer_tiles && rule.expectation != model::Expectation::Within;
    if (unknown.empty() && beyond.empty() && !gaps) return undecided;
    const geom::MultiPolygon decided = union_of(accepted), unsure = union_of(unknown);
    if (!beyond.empty())
        undecided.beyond = beyond_misfits(rule, without(without(beyond, decided), unsure), area);
    if (!unsure.empty()) {
        undecided.unknown = beyond_misfits(rule, without(gis::intersection(outline, unsure), decided), area);
        if (undecided.unknown > Area{}) undecided.values = values_on(unknown, outline);
    }
    if (gaps) {
        auto covering = subject.others.near(outline);
        std::ranges::copy(accepted, std::back_inserter(covering));
        std::ranges::copy(unknown, std::back_inserter(covering));
        undecided.gap = beyond_misfits(rule, without(without(outline, beyond), union_of(covering)), area);
    }
    return undecided;
}

void leave_unnamed_parts(const model::CheckResult& result, Undecided& undecided) {
    if (result.rule.part_rules.empty()) return;
    for (const auto& [part, area] : result.breakdown) {
        if (result.rule.part_titles.contains(part)) continue;
        undecided.unknown += area;
        undecided.values.push_back(part);
    }
}

Text words_for(const Undecided& undecided, const model::CheckRule& rule) {
    Text asked;
    const auto ask = [&](const std::string& field) {
        if (!asked.empty()) asked += Text{"、", ", "};
        asked += rule.title_of_field(field);
    };
    for (const auto& [field, values] : rule.where) ask(field);
    if (asked.empty()) ask(rule.breakdown_field);
    Text words;
    if (undecided.unknown > Area{}) {
        const Text values = listed(undecided.values);
        words += {fmt::format("{} 公顷的{}不在代码体系或取值范围内（{}）", hectares(undecided.unknown),
                              asked.zh, values.zh),
                  fmt::format("{} ha lie on land whose {} is outside the scheme ({})",
                              hectares(undecided.unknown), asked.en, values.en)};
    }
    if (undecided.gap > Area{}) {
        if (!words.empty()) words += Text{"；", "; "};
        words += {fmt::format("{} 公顷没有图层要素覆盖", hectares(undecided.gap)),
                  fmt::format("{} ha lie where the layer has no feature", hectares(undecided.gap))};
    }
    if (undecided.beyond > Area{}) {
        if (!words.empty()) words += Text{"；", "; "};
        words +=
            {fmt::format("{} 公顷位于市域以外，图层未覆盖", hectares(undecided.beyond)),
             fmt::format("{} ha lie outside the city, where the layer ends", hectares(undecided.beyond))};
    }
    return words;
}

}  // namespace zonewright::compliance
