// How much memory did this process use at its highest, in MiB?
#pragma once

namespace zonewright {

double peak_memory_mib();

}  // namespace zonewright
