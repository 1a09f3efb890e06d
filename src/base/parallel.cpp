#include "base/parallel.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <exception>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "base/usable_cores.h"

namespace zonewright {
namespace {

#if defined(__SANITIZE_THREAD__)

/// Under a thread sanitizer on plain threads: libtbb is compiled without it, so that how TBB hands work from thread to
/// thread is invisible and even its loop over nothing is reported as a race.
template <typename RunBlock>
void run_all(std::size_t blocks, std::size_t threads, const RunBlock& run_block) {
    std::atomic<std::size_t> taken{0};
    std::mutex guard;
    std::exception_ptr first;
    const auto work = [&] {
        try {
            for (std::size_t block = taken++; block < blocks; block = taken++) run_block(block);
        } catch (...) {
            taken = blocks;
            const std::lock_guard lock(guard);
            if (!first) first = std::current_exception();
        }
    };
    std::vector<std::thread> others;
    for (std::size_t i = 1; i < std::min(threads, blocks); ++i) others.emplace_back(work);
    work();
    for (std::thread& other : others) other.join();
    if (first) std::rethrow_exception(first);
}

#else

/// TBB has one ceiling for the process: raise it to the most threads that any loop ever asked for.
void allow(std::size_t threads) {
    static std::mutex guard;
    static std::size_t ceiling = usable_cores();  // what TBB allows by itself
    static std::unique_ptr<tbb::global_control> allowed;
    const std::lock_guard lock(guard);
    if (threads <= ceiling) return;
    ceiling = threads;
    // TBB takes the least of the limits that are alive: the earlier one has to go first.
    allowed.reset();
    allowed = std::make_unique<tbb::global_control>(tbb::global_control::max_allowed_parallelism, ceiling);
}

template <typename RunBlock>
void run_all(std::size_t blocks, std::size_t threads, const RunBlock& run_block) {
    allow(threads);
    tbb::task_arena arena(static_cast<int>(threads));
    arena.execute([&] { tbb::parallel_for(std::size_t{0}, blocks, run_block, tbb::simple_partitioner()); });
}

#endif

}  // namespace

void parallel_blocks(std::size_t count, std::size_t grain, const Progress& progress,
                     const std::function<void(std::size_t, std::size_t)>& body) {
    if (count == 0) return;
    grain = std::max<std::size_t>(1, grain);
    const std::size_t blocks = (count + grain - 1) / grain;
    std::atomic<std::size_t> done{0};
    const auto run_block = [&](std::size_t block) {
        progress.checkpoint();
        body(block * grain, std::min(count, (block + 1) * grain));
        progress.report(static_cast<double>(++done) / static_cast<double>(blocks));
    };
    const std::size_t threads = progress.threads();
    if (threads == 1 || blocks == 1) {
        for (std::size_t block = 0; block < blocks; ++block) run_block(block);
        return;
    }
    run_all(blocks, threads, run_block);
}

}  // namespace zonewright
