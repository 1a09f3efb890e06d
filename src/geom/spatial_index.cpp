#include "geom/spatial_index.h"

#include <algorithm>
#include <boost/geometry/algorithms/comparable_distance.hpp>
#include <boost/geometry/geometries/box.hpp>
#include <boost/geometry/geometries/point.hpp>
#include <boost/geometry/index/rtree.hpp>
#include <boost/geometry/strategies/strategies.hpp>

namespace zonewright::geom {
namespace {

namespace bg = boost::geometry;
using IndexPoint = bg::model::point<double, 2, bg::cs::cartesian>;
using IndexBox = bg::model::box<IndexPoint>;
using Entry = std::pair<IndexBox, std::uint32_t>;
using Tree = bg::index::rtree<Entry, bg::index::rstar<16>>;

IndexBox index_box(const Box& box) {
    return {{box.min_x, box.min_y}, {box.max_x, box.max_y}};
}

std::vector<Entry> entries_of(std::span<const Box> boxes) {
    std::vector<Entry> entries;
    entries.reserve(boxes.size());
    for (std::size_t i = 0; i < boxes.size(); ++i)
        if (!boxes[i].empty()) entries.emplace_back(index_box(boxes[i]), static_cast<std::uint32_t>(i));
    return entries;
}

}  // namespace

struct SpatialIndex::Impl {
    Tree tree;
};

SpatialIndex::SpatialIndex(std::span<const Box> boxes)
    : impl_(std::make_unique<Impl>(Impl{Tree(entries_of(boxes))})) {}
SpatialIndex::~SpatialIndex() = default;
SpatialIndex::SpatialIndex(SpatialIndex&&) noexcept = default;
SpatialIndex& SpatialIndex::operator=(SpatialIndex&&) noexcept = default;

std::vector<std::uint32_t> SpatialIndex::query(const Box& box) const {
    std::vector<std::uint32_t> answers;
    query(box, answers);
    return answers;
}

void SpatialIndex::query(const Box& box, std::vector<std::uint32_t>& answers) const {
    answers.clear();
    if (box.empty()) return;
    for (auto found = impl_->tree.qbegin(bg::index::intersects(index_box(box))); found != impl_->tree.qend();
         ++found)
        answers.push_back(found->second);
    std::sort(answers.begin(), answers.end());
}

std::vector<std::uint32_t> SpatialIndex::nearest(Point point, std::size_t count) const {
    std::vector<Entry> found;
    const IndexPoint at(point.x, point.y);
    impl_->tree.query(bg::index::nearest(at, static_cast<unsigned>(count)), std::back_inserter(found));
    std::sort(found.begin(), found.end(), [&](const Entry& a, const Entry& b) {
        const double da = bg::comparable_distance(at, a.first), db = bg::comparable_distance(at, b.first);
        return da != db ? da < db : a.second < b.second;
    });
    std::vector<std::uint32_t> ids;
    ids.reserve(found.size());
    for (const Entry& entry : found) ids.push_back(entry.second);
    return ids;
}

}  // namespace zonewright::geom
