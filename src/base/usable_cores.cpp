#include "base/usable_cores.h"

#include <sched.h>

#include <algorithm>
#include <thread>

namespace zonewright {

std::size_t usable_cores() {
    cpu_set_t usable;
    // The thread library counts the cores of the machine.
    const int count = ::sched_getaffinity(0, sizeof usable, &usable) == 0
                          ? CPU_COUNT(&usable)
                          : static_cast<int>(std::thread::hardware_concurrency());
    return static_cast<std::size_t>(std::max(1, count));
}

}  // namespace zonewright
