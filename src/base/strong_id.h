// An index that cannot be mistaken for another kind of index: the position of a thing in its own vector.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>

namespace zonewright {

template <typename Tag>
struct StrongId {
    std::uint32_t value = 0;

    constexpr StrongId() = default;
    constexpr explicit StrongId(std::size_t position) : value(static_cast<std::uint32_t>(position)) {}
    constexpr std::size_t index() const { return value; }
    constexpr auto operator<=>(const StrongId&) const = default;
};

}  // namespace zonewright

template <typename Tag>
struct std::hash<zonewright::StrongId<Tag>> {
    std::size_t operator()(zonewright::StrongId<Tag> id) const noexcept { return id.value; }
};
