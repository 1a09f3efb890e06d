// Was memory refused meanwhile? Libraries that draw letters or compress leave out what they have no memory for and say
// nothing; the program counts every refused allocation (src/watched_memory.cpp) and lets nothing pass that was made
// while one was refused. Elsewhere (tests, other programs with this library, sanitizers) nothing is counted.
#pragma once

#include <cstdint>

namespace zonewright {

void count_refused_allocation() noexcept;
std::uint64_t refused_allocations() noexcept;

/// Throws std::bad_alloc when more allocations were refused than `before`.
void require_no_refusal_since(std::uint64_t before);

}  // namespace zonewright
