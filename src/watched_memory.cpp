// The C library's allocation with one addition: what it refuses is counted (base/refused_memory.h). Linked into the
// program, where the dynamic linker gives these names to every library. The memory is the C library's own, so its
// free() serves. Sanitizers bring an allocation of their own.
#include <cstddef>

#include "base/refused_memory.h"

#if !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)

#include <cerrno>

extern "C" {

// Names of the GNU C library for what it calls malloc, and so on.
void* __libc_malloc(std::size_t size);                             // NOLINT
void* __libc_calloc(std::size_t count, std::size_t size);          // NOLINT
void* __libc_realloc(void* block, std::size_t size);               // NOLINT
void* __libc_memalign(std::size_t alignment, std::size_t size);    // NOLINT

static void* watched(void* block, std::size_t size) {
    if (block == nullptr && size > 0) zonewright::count_refused_allocation();
    return block;
}

void* malloc(std::size_t size) {
    return watched(__libc_malloc(size), size);
}
void* calloc(std::size_t count, std::size_t size) {
    return watched(__libc_calloc(count, size), count == 0 ? 0 : size);
}
void* realloc(void* block, std::size_t size) {
    return watched(__libc_realloc(block, size), size);
}
void* memalign(std::size_t alignment, std::size_t size) {
    return watched(__libc_memalign(alignment, size), size);
}
void* aligned_alloc(std::size_t alignment, std::size_t size) {
    return watched(__libc_memalign(alignment, size), size);
}
int posix_memalign(void** block, std::size_t alignment, std::size_t size) {
    void* const made = watched(__libc_memalign(alignment, size), size);
    if (made == nullptr && size > 0) return ENOMEM;
    *block = made;
    return 0;
}

}  // extern "C"

#endif
