#include "base/memory.h"

#include <sys/resource.h>

namespace zonewright {

double peak_memory_mib() {
    rusage usage{};
    ::getrusage(RUSAGE_SELF, &usage);
    return static_cast<double>(usage.ru_maxrss) / 1024;
}

}  // namespace zonewright
