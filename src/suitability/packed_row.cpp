#include "suitability/packed_row.h"

#include <algorithm>

#include "base/vectorised.h"
#include "model/suitability.h"
#include "raster/grid.h"

namespace zonewright::suitability {
namespace {

constexpr double whole_from = 0.6;

ZONEWRIGHT_VECTORISED void fill_states(const std::uint32_t* reasons, float excluded, float* cells,
                                       std::size_t count) {
    for (std::size_t i = 0; i < count; ++i)
        cells[i] = reasons[i] == model::outside_city ? raster::no_data : excluded;
}

ZONEWRIGHT_VECTORISED void copy_admissible(const std::uint32_t* reasons, const float* rated, float excluded,
                                           float* cells, std::size_t count) {
    for (std::size_t i = 0; i < count; ++i) {
        const float state = reasons[i] == model::outside_city ? raster::no_data : excluded;
        cells[i] = reasons[i] == 0 ? rated[i] : state;
    }
}

ZONEWRIGHT_VECTORISED std::uint32_t count_admissible(const std::uint32_t* reasons, std::size_t count) {
    std::uint32_t found = 0;
    for (std::size_t i = 0; i < count; ++i)
        if (reasons[i] == 0) ++found;
    return found;
}

}  // namespace

void PackedRow::pack(const std::uint32_t* reasons, std::size_t width) {
    reasons_ = reasons;
    width_ = width;
    const std::uint32_t admissible = count_admissible(reasons, width);
    whole_ = static_cast<double>(admissible) >= whole_from * static_cast<double>(width);
    columns_.clear();
    if (whole_) return;
    before_.assign(width + 1, 0);
    if (admissible == 0) return;
    columns_.resize(width);
    std::uint32_t found = 0;
    for (std::size_t column = 0; column < width; ++column) {
        before_[column] = found;
        columns_[found] = static_cast<std::uint32_t>(column);
        if (reasons[column] == 0) ++found;
    }
    before_[width] = found;
    columns_.resize(found);
}

const float* PackedRow::packed(const float* cells, std::vector<float>& room) const {
    if (whole_) return cells;
    room.resize(count());
    for (std::size_t i = 0; i < columns_.size(); ++i) room[i] = cells[columns_[i]];
    return room.data();
}

void PackedRow::spread(const float* packed, float excluded, float* cells) const {
    if (whole_) return copy_admissible(reasons_, packed, excluded, cells, width_);
    fill_states(reasons_, excluded, cells, width_);
    for (std::size_t i = 0; i < columns_.size(); ++i) cells[columns_[i]] = packed[i];
}

}  // namespace zonewright::suitability
