// How many cores may this process run on? A container or taskset gives fewer than the machine has.
#pragma once

#include <cstddef>

namespace zonewright {

/// At least 1.
std::size_t usable_cores();

}  // namespace zonewright
