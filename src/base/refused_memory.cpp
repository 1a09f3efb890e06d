#include "base/refused_memory.h"

#include <atomic>
#include <new>

namespace zonewright {
namespace {

std::atomic<std::uint64_t> refused{0};

}  // namespace

void count_refused_allocation() noexcept {
    ++refused;
}

std::uint64_t refused_allocations() noexcept {
    return refused;
}

void require_no_refusal_since(std::uint64_t before) {
    if (refused != before) throw std::bad_alloc();
}

}  // namespace zonewright
