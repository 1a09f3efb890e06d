// Real files to test on. They are not part of the project (rights to the boundary files are not proven), so a
// test that wants them skips where they are absent.
#pragma once

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>

namespace zonewright::support {

/// $ZONEWRIGHT_DATA, else the folder shared/data beside the source tree.
inline std::filesystem::path real_data(const char* name) {
    const char* stated = std::getenv("ZONEWRIGHT_DATA");
    const std::filesystem::path folder =
        stated != nullptr ? std::filesystem::path(stated)
                          : std::filesystem::path(ZONEWRIGHT_SOURCE_DIR) / ".." / "shared" / "data";
    return folder / name;
}

}  // namespace zonewright::support

/// First line of a test that needs a real file.
#define ZONEWRIGHT_NEEDS(path) \
    if (!std::filesystem::exists(path)) GTEST_SKIP() << (path) << " is absent (set ZONEWRIGHT_DATA)"
