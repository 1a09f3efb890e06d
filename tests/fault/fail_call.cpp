// Makes the k-th call of a kind fail, in a program that knows nothing of it (LD_PRELOAD).
//
//   FAULT_CALL    open, read, write, fsync, rename, malloc (several with commas)
//   FAULT_AT      which of them, from 1; 0 or absent: none, they are only counted
//   FAULT_ERRNO   the error told (EIO 5 by default; malloc tells ENOMEM)
//   FAULT_UNDER   only files whose path contains this (not for malloc)
//   FAULT_MIN     malloc: only of at least so many bytes
//   FAULT_STAYS   1: every later one fails too, as on a full disk
//   FAULT_KILL    1: the process is killed there instead (SIGKILL)
//   FAULT_HANG    1: the call never comes back, as on a network share that is gone
// Calls are counted from the beginning of main(): what libraries do while they are loaded is not the program's.
//
//   FAULT_COUNT   file to which the number of calls is written when the process ends normally
//   FAULT_STACKS  file to which, then, the first call of every distinct stack is written: its number and the stack's hash
//                 (the same in every process when addresses are: setarch -R)
//
// The C library's own calls among themselves are not seen; those of GDAL, SQLite, PROJ and the C++ library are.
#include <dlfcn.h>
#include <execinfo.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/syscall.h>
#include <sys/uio.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>

namespace {

enum Call { Open = 1, Read = 2, Write = 4, Fsync = 8, Rename = 16, Malloc = 32 };

// Plain memory, set before main: the allocator itself is among what is watched.
unsigned watched = 0;
long fail_at = 0;
int fail_errno = EIO;
size_t smallest = 0;
bool stays = false, kills = false, hangs = false;
char under[512] = {};
char count_file[512] = {};
char stacks_file[512] = {};
std::atomic<long> calls{0};
thread_local bool inside = false;
bool started = false;

struct Stack {
    unsigned long hash;  // 0: a free place
    long first;
};
constexpr size_t places = 1 << 18;  // of which no more than half are taken
constexpr int frames = 20;          // the first four are of this file and of the allocator
Stack stacks[places] = {};
size_t known_stacks = 0;
std::atomic_flag recording = ATOMIC_FLAG_INIT;

void copy(char* to, size_t room, const char* name) {
    const char* value = getenv(name);
    if (value != nullptr && strlen(value) < room) strcpy(to, value);
}
long number(const char* name, long otherwise) {
    const char* value = getenv(name);
    return value == nullptr ? otherwise : atol(value);
}

__attribute__((constructor)) void read_settings() {
    const char* kinds = getenv("FAULT_CALL");
    if (kinds == nullptr) return;
    copy(under, sizeof under, "FAULT_UNDER");
    copy(count_file, sizeof count_file, "FAULT_COUNT");
    copy(stacks_file, sizeof stacks_file, "FAULT_STACKS");
    void* first[1];
    if (stacks_file[0] != '\0') backtrace(first, 1);  // which allocates the first time
    fail_at = number("FAULT_AT", 0);
    fail_errno = static_cast<int>(number("FAULT_ERRNO", EIO));
    smallest = static_cast<size_t>(number("FAULT_MIN", 0));
    stays = number("FAULT_STAYS", 0) != 0;
    kills = number("FAULT_KILL", 0) != 0;
    hangs = number("FAULT_HANG", 0) != 0;
    const struct { const char* name; Call call; } names[] = {{"open", Open},   {"read", Read},     {"write", Write},
                                                            {"fsync", Fsync}, {"rename", Rename}, {"malloc", Malloc}};
    for (const auto& each : names)
        if (strstr(kinds, each.name) != nullptr) watched |= each.call;
}

void write_whole(const char* path, int flags, const char* text, size_t size) {
    const int handle = open(path, O_WRONLY | O_CREAT | flags, 0644);
    if (handle < 0) return;
    if (write(handle, text, size) != static_cast<ssize_t>(size)) _exit(99);
    close(handle);
}

__attribute__((destructor)) void tell_count() {
    watched = 0;
    char text[64];
    if (count_file[0] != '\0')
        write_whole(count_file, O_TRUNC, text, static_cast<size_t>(snprintf(text, sizeof text, "%ld\n", calls.load())));
    for (size_t i = 0; stacks_file[0] != '\0' && i < places; ++i)
        if (stacks[i].hash != 0)
            write_whole(stacks_file, O_APPEND, text,
                        static_cast<size_t>(snprintf(text, sizeof text, "%ld %lx\n", stacks[i].first, stacks[i].hash)));
}

void record_stack(long call) {
    void* addresses[frames];
    inside = true;
    const int depth = backtrace(addresses, frames);
    inside = false;
    unsigned long hash = 14695981039346656037UL;
    for (int i = 0; i < depth; ++i) hash = (hash ^ reinterpret_cast<unsigned long>(addresses[i])) * 1099511628211UL;
    hash += hash == 0 ? 1 : 0;
    while (recording.test_and_set()) {
    }
    size_t place = hash % places;
    while (stacks[place].hash != 0 && stacks[place].hash != hash) place = (place + 1) % places;
    if (stacks[place].hash == 0 && known_stacks < places / 2) {
        stacks[place] = {hash, call};
        ++known_stacks;
    }
    recording.clear();
}

bool fails_now() {
    const long now = ++calls;
    if (stacks_file[0] != '\0') record_stack(now);
    const bool fails = fail_at > 0 && (now == fail_at || (stays && now > fail_at));
    if (fails && kills) kill(getpid(), SIGKILL);
    while (fails && hangs) pause();
    return fails;
}

bool fails(Call call, const char* path) {
    if (!started || (watched & call) == 0 || inside || path == nullptr) return false;
    if (under[0] != '\0' && strstr(path, under) == nullptr) return false;
    if (!fails_now()) return false;
    errno = fail_errno;
    return true;
}
bool fails(Call call, int handle) {
    if (!started || (watched & call) == 0 || inside) return false;
    char link[64], path[1024];
    snprintf(link, sizeof link, "/proc/self/fd/%d", handle);
    const long size = syscall(SYS_readlinkat, AT_FDCWD, link, path, sizeof path - 1);
    if (size <= 0) return false;
    path[size] = '\0';
    return fails(call, path);
}
bool fails(Call call, FILE* file) {
    return (watched & call) != 0 && fails(call, fileno(file));
}
bool refuses(size_t size) {
    if (!started || (watched & Malloc) == 0 || inside || size < smallest || !fails_now()) return false;
    errno = ENOMEM;
    return true;
}

template <typename Function>
Function next(const char* name) {
    inside = true;
    auto found = reinterpret_cast<Function>(dlsym(RTLD_NEXT, name));
    inside = false;
    return found;
}

}  // namespace

using Main = int (*)(int, char**, char**);
static Main real_main = nullptr;
static int counted_main(int count, char** words, char** environment) {
    started = true;
    return real_main(count, words, environment);
}

#define REAL(name) static auto real = next<decltype(&name)>(#name)

extern "C" {

int __libc_start_main(Main main, int count, char** words, void (*init)(), void (*end)(), void (*loader)(),
                      void* stack) {
    using Start = int (*)(Main, int, char**, void (*)(), void (*)(), void (*)(), void*);
    static auto real = next<Start>("__libc_start_main");
    real_main = main;
    return real(counted_main, count, words, init, end, loader, stack);
}
int open(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    REAL(open);
    return fails(Open, path) ? -1 : real(path, flags, mode);
}
int open64(const char* path, int flags, ...) {
    va_list rest;
    va_start(rest, flags);
    const mode_t mode = va_arg(rest, mode_t);
    va_end(rest);
    REAL(open64);
    return fails(Open, path) ? -1 : real(path, flags, mode);
}
FILE* fopen(const char* path, const char* mode) {
    REAL(fopen);
    return fails(Open, path) ? nullptr : real(path, mode);
}
FILE* fopen64(const char* path, const char* mode) {
    REAL(fopen64);
    return fails(Open, path) ? nullptr : real(path, mode);
}
ssize_t read(int handle, void* buffer, size_t size) {
    REAL(read);
    return fails(Read, handle) ? -1 : real(handle, buffer, size);
}
ssize_t pread(int handle, void* buffer, size_t size, off_t offset) {
    REAL(pread);
    return fails(Read, handle) ? -1 : real(handle, buffer, size, offset);
}
ssize_t pread64(int handle, void* buffer, size_t size, off64_t offset) {
    REAL(pread64);
    return fails(Read, handle) ? -1 : real(handle, buffer, size, offset);
}
size_t fread(void* buffer, size_t size, size_t count, FILE* file) {
    REAL(fread);
    if (!fails(Read, file)) return real(buffer, size, count, file);
    file->_flags |= 0x20;  // _IO_ERR_SEEN, what ferror() looks at
    return 0;
}
ssize_t write(int handle, const void* buffer, size_t size) {
    REAL(write);
    return fails(Write, handle) ? -1 : real(handle, buffer, size);
}
ssize_t writev(int handle, const struct iovec* parts, int count) {
    REAL(writev);
    return fails(Write, handle) ? -1 : real(handle, parts, count);
}
ssize_t pwrite(int handle, const void* buffer, size_t size, off_t offset) {
    REAL(pwrite);
    return fails(Write, handle) ? -1 : real(handle, buffer, size, offset);
}
ssize_t pwrite64(int handle, const void* buffer, size_t size, off64_t offset) {
    REAL(pwrite64);
    return fails(Write, handle) ? -1 : real(handle, buffer, size, offset);
}
size_t fwrite(const void* buffer, size_t size, size_t count, FILE* file) {
    REAL(fwrite);
    if (!fails(Write, file)) return real(buffer, size, count, file);
    file->_flags |= 0x20;
    return 0;
}
int fsync(int handle) {
    REAL(fsync);
    return fails(Fsync, handle) ? -1 : real(handle);
}
int fdatasync(int handle) {
    REAL(fdatasync);
    return fails(Fsync, handle) ? -1 : real(handle);
}
int rename(const char* from, const char* to) {
    REAL(rename);
    return fails(Rename, to) ? -1 : real(from, to);
}
int renameat2(int from_folder, const char* from, int to_folder, const char* to, unsigned flags) {
    REAL(renameat2);
    return fails(Rename, to) ? -1 : real(from_folder, from, to_folder, to, flags);
}
// The program has names of its own for malloc (src/watched_memory.cpp) that come first and end here.
void* __libc_malloc(size_t size) {
    static auto real = reinterpret_cast<void* (*)(size_t)>(dlsym(RTLD_NEXT, "__libc_malloc"));
    return refuses(size) ? nullptr : real(size);
}
void* __libc_calloc(size_t count, size_t size) {
    static auto real = reinterpret_cast<void* (*)(size_t, size_t)>(dlsym(RTLD_NEXT, "__libc_calloc"));
    return refuses(count * size) ? nullptr : real(count, size);
}
void* __libc_realloc(void* block, size_t size) {
    static auto real = reinterpret_cast<void* (*)(void*, size_t)>(dlsym(RTLD_NEXT, "__libc_realloc"));
    return refuses(size) ? nullptr : real(block, size);
}
void* __libc_memalign(size_t alignment, size_t size) {
    static auto real = reinterpret_cast<void* (*)(size_t, size_t)>(dlsym(RTLD_NEXT, "__libc_memalign"));
    return refuses(size) ? nullptr : real(alignment, size);
}
void* malloc(size_t size) {
    return __libc_malloc(size);
}
void* calloc(size_t count, size_t size) {
    return __libc_calloc(count, size);
}
void* realloc(void* block, size_t size) {
    return __libc_realloc(block, size);
}
void* aligned_alloc(size_t alignment, size_t size) {
    return __libc_memalign(alignment, size);
}
int posix_memalign(void** block, size_t alignment, size_t size) {
    void* const made = __libc_memalign(alignment, size);
    if (made == nullptr) return ENOMEM;
    *block = made;
    return 0;
}

}  // extern "C"
