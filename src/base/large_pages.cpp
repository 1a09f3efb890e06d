#include "base/large_pages.h"

#include <sys/mman.h>

#ifdef __GLIBC__
#include <malloc.h>
#endif

#include <memory>

namespace zonewright {

void ask_for_large_pages(void* memory, std::size_t bytes) {
    constexpr std::size_t page = std::size_t{2} << 20;
    if (std::align(page, page, memory, bytes) == nullptr) return;  // shorter than one large page
#ifdef MADV_HUGEPAGE
    // Refused where large pages are switched off; the memory serves all the same.
    static_cast<void>(::madvise(memory, bytes / page * page, MADV_HUGEPAGE));
#endif
}

void give_back_free_memory() {
#ifdef __GLIBC__
    static_cast<void>(::malloc_trim(0));
#endif
}

}  // namespace zonewright
