#include "base/parallel.h"

#include <tbb/global_control.h>
#include <tbb/parallel_for.h>
#include <tbb/task_arena.h>

#include <algorithm>
#include <atomic>
#include <memory>
#include <mutex>

#include "base/usable_cores.h"

namespace zonewright {
namespace {

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

}  // namespace

void parallel_blocks(std::size_t count, std::size_t grain, const Progress& progress,
                     const std::function<void(std::size_t, std::size_t)>& body) {
    if (count == 0) return;
    grain = std::max<std::size_t>(1, grain);
    const std::size_t blocks = (count + grain - 1) / grain;
    std::atomic<std::size_t> done{0};
    // TBB orders what is before the loop, in it and after it. It is compiled without sanitizers, which
    // therefore do not see that: `done` says the same once more, in code of our own.
    const auto run_block = [&](std::size_t block) {
        static_cast<void>(done.load(std::memory_order_acquire));
        progress.checkpoint();
        body(block * grain, std::min(count, (block + 1) * grain));
        progress.report(static_cast<double>(++done) / static_cast<double>(blocks));
    };
    const std::size_t threads = progress.threads();
    if (threads == 1 || blocks == 1) {
        for (std::size_t block = 0; block < blocks; ++block) run_block(block);
        return;
    }
    allow(threads);
    tbb::task_arena arena(static_cast<int>(threads));
    done.store(0, std::memory_order_release);
    arena.execute([&] { tbb::parallel_for(std::size_t{0}, blocks, run_block, tbb::simple_partitioner()); });
    static_cast<void>(done.load(std::memory_order_acquire));
}

}  // namespace zonewright
