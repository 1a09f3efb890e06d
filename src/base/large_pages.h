// Memory for long arrays that are filled from end to end: asks the system for large pages, and gives back what is free.
//
// A city of 48 million cells takes 47,000 page faults of 4 KiB, a fifth of the time of scoring one surface;
// with pages of 2 MiB it takes about a hundred.
#pragma once

#include <cstddef>

namespace zonewright {

/// To be called before the memory is first written. A request only: where the system does not grant it
/// nothing changes but the time. The memory may be of any kind and alignment.
void ask_for_large_pages(void* memory, std::size_t bytes);

/// Between two pieces of work: hands pages that the allocator keeps for later to the system, so that the peak of the next
/// one does not stand on the leavings of the last. About a millisecond for each 10 MiB given back.
void give_back_free_memory();

}  // namespace zonewright
