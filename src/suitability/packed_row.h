// The cells of one row that are rated, side by side: only the admissible ones, or all of them where most are
// admissible, because picking them out would cost more than rating the rest for nothing.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace zonewright::suitability {

class PackedRow {
public:
    /// `reasons`: model::outside_city, 0 for admissible, else excluded; must live as long as the row is used.
    void pack(const std::uint32_t* reasons, std::size_t width);

    std::size_t count() const { return whole_ ? width_ : columns_.size(); }
    bool is_whole() const { return whole_; }
    const std::uint32_t* reasons() const { return reasons_; }
    /// How many rated cells lie before this column (up to and including the width).
    std::size_t before(std::size_t column) const { return whole_ ? column : before_[column]; }

    /// The rated cells of a row of cells; in `room`, or the row itself where all are rated.
    const float* packed(const float* cells, std::vector<float>& room) const;
    /// Back to where they belong; excluded cells take `excluded`, cells outside the city no data.
    void spread(const float* packed, float excluded, float* cells) const;

private:
    const std::uint32_t* reasons_ = nullptr;
    std::size_t width_ = 0;
    bool whole_ = false;
    std::vector<std::uint32_t> columns_, before_;
};

}  // namespace zonewright::suitability
