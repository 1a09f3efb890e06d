// Loops over independent items on all allowed cores. The result never depends on the number of threads:
// write to the slot of your own index, and combine afterwards in order.
#pragma once

#include <cstddef>
#include <functional>

#include "base/progress.h"

namespace zonewright {

/// Calls body(begin, end) for consecutive blocks of at most `grain` items that cover [0, count).
/// Uses progress.threads() threads, also more than there are cores (tests compare the results of 1, 2 and 7).
/// Checks for cancellation between blocks and reports progress; the first exception is rethrown here.
void parallel_blocks(std::size_t count, std::size_t grain, const Progress& progress,
                     const std::function<void(std::size_t begin, std::size_t end)>& body);

/// Calls body(index) for every index in [0, count).
template <typename Body>
void parallel_for(std::size_t count, std::size_t grain, const Progress& progress, const Body& body) {
    parallel_blocks(count, grain, progress, [&](std::size_t begin, std::size_t end) {
        for (std::size_t index = begin; index < end; ++index) body(index);
    });
}

}  // namespace zonewright
