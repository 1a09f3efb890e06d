// A node as a position in a vector: graphs and trees number their nodes with signed integers.
#pragma once

#include <cstddef>

namespace zonewright::assembly {

inline std::size_t at(int node) {
    return static_cast<std::size_t>(node);
}

}  // namespace zonewright::assembly
