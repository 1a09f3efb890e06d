#include "intake/feature_check.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <set>
#include <tuple>

#include "base/spelling.h"
#include "geom/planar_area.h"

namespace zonewright::intake {
namespace {

constexpr std::size_t names_listed = 5;

bool before(const geom::Point& a, const geom::Point& b) {
    return std::tie(a.x, a.y) < std::tie(b.x, b.y);
}

/// The ring from its least point on, counter-clockwise: equal for equal rings.
geom::Ring canonical(geom::Ring ring) {
    if (geom::signed_ring_area(ring) < 0) std::reverse(ring.begin(), ring.end());
    ring.pop_back();
    std::rotate(ring.begin(), std::min_element(ring.begin(), ring.end(), before), ring.end());
    return ring;
}

/// All rings of all parts in order; enough to tell valid polygons apart.
std::vector<geom::Ring> canonical(const geom::MultiPolygon& polygons) {
    std::vector<geom::Ring> rings;
    for (const geom::Polygon& part : polygons.parts)
        for (const geom::Ring& ring : part.rings) rings.push_back(canonical(ring));
    std::sort(rings.begin(), rings.end(), [](const geom::Ring& a, const geom::Ring& b) {
        return std::lexicographical_compare(a.begin(), a.end(), b.begin(), b.end(), before);
    });
    return rings;
}

bool same_shape(const geom::Geometry& a, const geom::Geometry& b) {
    if (a == b) return true;
    const auto *first = std::get_if<geom::MultiPolygon>(&a), *second = std::get_if<geom::MultiPolygon>(&b);
    return first != nullptr && second != nullptr && canonical(*first) == canonical(*second);
}

/// Positions in the order of their bounding boxes, equal boxes in the order of the file.
class ByBox {
public:
    explicit ByBox(const model::FeatureTable& table) : order_(table.features.size()) {
        keys_.reserve(order_.size());
        for (std::size_t i = 0; i < order_.size(); ++i) {
            const geom::Box box = geom::bounds(table.features[i].geometry);
            keys_.push_back({box.min_x, box.min_y, box.max_x, box.max_y});
            order_[i] = static_cast<std::uint32_t>(i);
        }
        std::sort(order_.begin(), order_.end(), [&](std::uint32_t a, std::uint32_t b) {
            return std::tie(keys_[a], a) < std::tie(keys_[b], b);
        });
    }
    std::size_t size() const { return order_.size(); }
    std::size_t position(std::size_t rank) const { return order_[rank]; }
    bool same_box(std::size_t rank, std::size_t other) const {
        return keys_[order_[rank]] == keys_[order_[other]];
    }

private:
    std::vector<std::uint32_t> order_;
    std::vector<std::array<double, 4>> keys_;
};

/// Pairs of positions with the same shape: each feature with the first of its kind that follows it in rank.
std::vector<std::pair<std::size_t, std::size_t>> same_shapes(const model::FeatureTable& table) {
    const ByBox boxes(table);
    std::vector<std::pair<std::size_t, std::size_t>> pairs;
    for (std::size_t i = 0; i + 1 < boxes.size(); ++i)
        for (std::size_t j = i + 1; j < boxes.size() && boxes.same_box(i, j); ++j) {
            const std::size_t first = boxes.position(i), second = boxes.position(j);
            if (!same_shape(table.features[first].geometry, table.features[second].geometry)) continue;
            pairs.emplace_back(first, second);
            break;
        }
    return pairs;
}

void remove_all(model::FeatureTable& table, const std::set<std::size_t>& positions) {
    std::size_t position = 0;
    std::erase_if(table.features, [&](const model::Feature&) { return positions.contains(position++); });
}

bool has_parts(const model::Feature& feature) {
    const auto* polygons = std::get_if<geom::MultiPolygon>(&feature.geometry);
    return polygons != nullptr && polygons->parts.size() > 1;
}

/// The values of the whole for one of its parts: an id of its own, and no area on file, which was the
/// whole's.
std::vector<model::Value> values_of_part(const model::FeatureTable& table, std::vector<model::Value> values,
                                         std::size_t part) {
    if (const auto id = table.find_field("id"))
        if (auto* text = std::get_if<std::string>(&values[*id])) *text += fmt::format("-{}", part + 1);
    if (const auto area = table.find_field("recorded_area_m2")) values[*area] = {};
    return values;
}

void split_parts(model::FeatureTable& table, const Inspection& inspection) {
    std::int64_t next = 0;
    for (const model::Feature& feature : table.features) next = std::max(next, feature.fid + 1);
    std::vector<model::Feature> others;
    for (model::Feature& feature : table.features) {
        if (!has_parts(feature)) continue;
        const std::string name = name_of(table, feature);
        const geom::MultiPolygon whole = std::get<geom::MultiPolygon>(feature.geometry);
        const std::vector<model::Value> values = feature.values;
        Area sum;
        for (std::size_t i = 0; i < whole.parts.size(); ++i) {
            sum += inspection.area.of(whole.parts[i]);
            model::Feature part{i == 0 ? feature.fid : next++, geom::MultiPolygon{{whole.parts[i]}},
                                values_of_part(table, values, i)};
            (i == 0 ? feature : others.emplace_back()) = std::move(part);
        }
        inspection.repairs.push_back({inspection.source,
                                      "multipart",
                                      name,
                                      {fmt::format("拆成 {} 个单部分要素", whole.parts.size()),
                                       fmt::format("split into {} features of one part", whole.parts.size())},
                                      inspection.area.of(whole),
                                      sum});
    }
    std::move(others.begin(), others.end(), std::back_inserter(table.features));
}

}  // namespace

void check_duplicates(model::FeatureTable& table, const Repairs& repairs, const Inspection& inspection) {
    std::set<std::size_t> doomed;
    for (const auto& [i, j] : same_shapes(table)) {
        const model::Feature &first = table.features[i], &second = table.features[j];
        const bool same_values = first.values == second.values;
        const bool remove = same_values && repairs.contains(RepairName::DuplicateFeatures);
        const Area area = inspection.area.of(second.geometry);
        const std::string name = name_of(table, second);
        const Text what = same_values ? Text{"几何与属性都相同", "the same geometry and values"}
                                      : Text{"几何相同、属性不同", "the same geometry, other values"};
        const Text advice{"删除其中一个", "delete one of them"};
        inspection.find(
            "duplicate_feature", model::Severity::Error, name_of(table, first) + ", " + name,
            {fmt::format("两个要素{}{}", what.zh, remove ? "；已删去后一个" : ""),
             fmt::format("two features with {}{}", what.en, remove ? "; the later removed" : "")},
            same_values && !remove ? fix_by(inspection, RepairName::DuplicateFeatures, advice) : advice,
            second.geometry, area.m2());
        if (!remove) continue;
        doomed.insert(j);
        inspection.repairs.push_back({inspection.source,
                                      "duplicate_feature",
                                      name,
                                      {"与另一要素完全相同，已删去", "equal to another feature, removed"},
                                      area,
                                      {}});
    }
    remove_all(table, doomed);
}

void check_multipart(model::FeatureTable& table, const Repairs& repairs, const Inspection& inspection) {
    std::size_t count = 0, most = 0;
    std::vector<std::string> names;
    for (const model::Feature& feature : table.features) {
        if (!has_parts(feature)) continue;
        if (count++ < names_listed) names.push_back(name_of(table, feature));
        most = std::max(most, std::get<geom::MultiPolygon>(feature.geometry).parts.size());
    }
    if (count == 0) return;
    const bool split = repairs.contains(RepairName::SplitMultipart);
    const std::string some = joined(names) + (count > names_listed ? " …" : "");
    const Text advice{"飞地、岛屿属正常", "normal for exclaves and islands"};
    inspection.find("multipart", model::Severity::Notice, "",
                    {fmt::format("{} 个要素由多部分组成（最多 {} 部分）：{}{}", count, most, some,
                                 split ? "；已拆成单部分" : ""),
                     fmt::format("{} features of several parts ({} at most): {}{}", count, most, some,
                                 split ? "; split" : "")},
                    split ? advice : fix_by(inspection, RepairName::SplitMultipart, advice));
    if (split) split_parts(table, inspection);
}

}  // namespace zonewright::intake
