#include <gtest/gtest.h>
#include <sched.h>

#include <thread>

#include "base/progress.h"
#include "base/usable_cores.h"

namespace zonewright {
namespace {

TEST(UsableCores, AreThoseTheThreadMayRunOn) {
    std::size_t cores = 0, threads = 0;
    std::thread([&] {
        cpu_set_t all, first;
        CPU_ZERO(&first);
        ASSERT_EQ(::sched_getaffinity(0, sizeof all, &all), 0);
        for (std::size_t core = 0; core < CPU_SETSIZE && CPU_COUNT(&first) == 0; ++core)
            if (CPU_ISSET(core, &all)) CPU_SET(core, &first);
        ASSERT_EQ(::sched_setaffinity(0, sizeof first, &first), 0);
        cores = usable_cores();
        threads = Progress().threads();
    }).join();
    EXPECT_EQ(cores, 1U);
    EXPECT_EQ(threads, 1U);
}

}  // namespace
}  // namespace zonewright
